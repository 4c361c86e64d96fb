import type { VisibleEvent } from '../../events/envelope.ts';
import type { DecisionState } from '../../events/decision-record/state.ts';
import { kindOf, type KindName } from '../../events/ids.ts';
import type { PlanState } from '../../events/plan/state.ts';
import type { SelectionState } from '../../events/selection/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { asked, condition, decided, type Seats } from './decision-rules.ts';
import type { Told } from './notice.ts';
import { frozen, toInterviewed, weightsShown } from './programme-rules.ts';
import { commentPlaced, joined, left, milestoneMoved, toInvited, toTable } from './plan-rules.ts';
import { untold } from './untold.ts';
import { setterOf, setterOfCorrected, setterOfLast } from './setters.ts';

/** Given a stream as it was, when something happens to it, then these are told. */
export type Rule<S> = 'nobody' | ((before: S, event: VisibleEvent, seats: Seats) => readonly Told[]);

/** Who is told of what: each event type of the catalogue has its line, and a new one fails a test until it has. */
export const noticeRules: { readonly [K in KindName]: Readonly<Record<string, Rule<never>>> } = {
  log: {
    LogCreated: 'nobody',
    KeysDestroyed: 'nobody',
    RetentionTermsSet: 'nobody',
    LegalHoldPlaced: 'nobody',
    LegalHoldLifted: 'nobody',
    FactRestated: 'nobody',
  },
  import: { ImportStarted: 'nobody', ImportCompleted: 'nobody', FactRestated: 'nobody' },
  organisation: {
    OrganisationRegistered: 'nobody',
    MembershipGranted: 'nobody',
    MembershipRevoked: 'nobody',
    ActorErased: 'nobody',
    MandateGranted: 'nobody',
    MandateRevoked: 'nobody',
    ...quietly(untold.organisation),
    FactRestated: 'nobody',
  },
  region: {
    RegionDefined: 'nobody',
    RegionBoundaryChanged: 'nobody',
    PartnerJoinedRegion: 'nobody',
    PartnerLeftRegion: 'nobody',
    MomentNamed: 'nobody',
    MomentUnnamed: 'nobody',
    ...quietly(untold.region),
    FactRestated: 'nobody',
  },
  site: rules<SiteState>({
    SiteRegistered: 'nobody',
    SiteDetailSet: (site, { data }) => setterOfLast(site.details[String(data['field'])]),
    SiteRelocated: (site) => setterOfLast(site.address),
    ClusterAssigned: (site) => setterOfLast(site.cluster),
    EtsStatusSet: (site) => setterOfLast(site.ets),
    VerifiedEmissionsReported: (site, { data }) => setterOf(site.emissions[String(data['year'])]),
    ResidualHeatOffered: 'nobody',
    ResidualHeatWithdrawn: (site, { data }) => setterOf(site.offers[String(data['offerId'])]?.offer),
    ConnectionContractRecorded: (site, { data }) => setterOfLast(site.contracts[String(data['connectionId'])]),
    SiteCapacityReserved: 'nobody',
    SiteCapacityReleased: 'nobody',
    FactCorrected: setterOfCorrected,
    ...quietly(untold.site),
    FactRestated: 'nobody',
  }),
  plan: rules<PlanState>({
    SynergyPlanStarted: 'nobody',
    PlanDetailSet: (plan, { data }) => setterOfLast(plan.details[String(data['field'])]),
    ParticipantInvited: toInvited,
    ParticipantJoined: joined,
    ParticipantLeft: left,
    ContributionPledged: 'nobody',
    ContributionChanged: (plan, { data }) => setterOf(plan.contributions[String(data['contributionId'])]?.amount),
    ContributionWithdrawn: (plan, { data }) => setterOf(plan.contributions[String(data['contributionId'])]?.amount),
    CapacityTargetSet: (plan, { data }) => setterOfLast(plan.capacityTargets[String(data['direction'])]),
    RouteDrawn: (plan) => [...setterOf(plan.route), ...setterOfLast(plan.details['routeLengthKm'])],
    MilestonePlanned: 'nobody',
    MilestoneForecastMoved: milestoneMoved,
    MilestoneReached: 'nobody',
    CommentPlaced: commentPlaced,
    CommentResolved: 'nobody',
    CommentReopened: 'nobody',
    GatePassed: toTable('status'),
    GateFailed: toTable('status'),
    GateReopened: toTable('status'),
    PlanStopped: toTable('status'),
    PlanRealised: toTable('status'),
    PlanParked: toTable('status'),
    PlanResumed: toTable('status'),
    MomentNamed: 'nobody',
    MomentUnnamed: 'nobody',
    FactCorrected: setterOfCorrected,
    ...quietly(untold.plan),
    FactRestated: 'nobody',
  }),
  decision: rules<DecisionState>({
    DecisionDrafted: asked,
    AlternativeAdded: 'nobody',
    DecisionTaken: decided,
    DecisionEndorsed: decided,
    DissentRecorded: decided,
    ConditionFulfilled: condition,
    ConditionBreached: condition,
    ConditionReminded: condition,
    DecisionSuperseded: decided,
    DecisionRevoked: decided,
    DecisionPublished: decided,
    DecisionArchived: 'nobody',
    FactRestated: 'nobody',
  }),
  project: { ...quietly(untold.project), FactCorrected: 'nobody' },
  infrastructure: { ...quietly(untold.infrastructure), FactCorrected: 'nobody' },
  suggestion: quietly(untold.suggestion),
  case: quietly(untold.case),
  lesson: quietly(untold.lesson),
  intervention: { ...quietly(untold.intervention), FactCorrected: 'nobody' },
  programme: { ...quietly(untold.programme), FactCorrected: 'nobody' },
  parameter: quietly(untold.parameter),
  interview: { ...quietly(untold.interview), RoundOpened: toInterviewed },
  selection: rules<SelectionState>({
    ...quietly(untold.selection),
    WeightsRevealed: weightsShown,
    SelectionFrozen: frozen,
  }),
  release: quietly(untold.release),
  narrative: { TextEdited: 'nobody', TextSnapshotTaken: 'nobody', TextRestated: 'nobody', FactRestated: 'nobody' },
};

/** They begin a stream, and tell from their event alone. */
const begins = new Set(['DecisionDrafted', 'RoundOpened']);

/** What the rule of an event says; `before` is the stream's state without it (undefined: there was none). */
export function toldOf(event: VisibleEvent, before: unknown, seats: Seats): readonly Told[] {
  const rule = noticeRules[kindOf(event.stream)]?.[event.type];
  if (rule === undefined || rule === 'nobody') return [];
  if (before === undefined && !begins.has(event.type)) return [];
  return rule(before as never, event, seats);
}

/** Says of which state the rules of a kind speak. */
function rules<S>(lines: Readonly<Record<string, Rule<S>>>): Readonly<Record<string, Rule<never>>> {
  return lines;
}

/** Lines of types of which nobody is told. */
function quietly(types: readonly string[]): Readonly<Record<string, 'nobody'>> {
  return Object.fromEntries(types.map((type) => [type, 'nobody']));
}
