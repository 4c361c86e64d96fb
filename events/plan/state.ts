import { HIDDEN, type Hidden, type Instant, type VisibleEvent } from '../envelope.ts';
import { evolveMoments, type NamedMoments } from '../named-moments.ts';
import { correct, entryOf, markCorrected, type Entry, type Timeline } from '../timeline.ts';
import type { Sees } from '../visibility.ts';
import { evolveActions, type Actions } from '../any-stream/actions.ts';
import type { DetailValue } from '../details.ts';
import type { PlanKind } from './details.ts';
import type { PlanEventData as D } from './events.ts';
import { evolveContribution, evolveMilestone, evolveParticipant, withdrawAll } from './evolve-table.ts';
import { evolveProgress, initialProgress, statusOf, visibilityOf, type ProgressState } from './evolve-gates.ts';
import { evolveWorking, initialWorking, viewWorking, type WorkingState } from './evolve-working.ts';
import type { Gate, PlanStatus } from './gates.ts';

export type ParticipantRole = 'INITIATOR' | 'SOURCE' | 'SINK' | 'MEMBER' | 'OPERATOR' | 'FINANCIER' | 'FACILITATOR';
export type ContributionKind = D['ContributionPledged']['kind'];
export type Firmness = 'FIRM' | 'CONDITIONAL' | 'INDICATIVE';

export interface Participant {
  org: string;
  role: ParticipantRole;
  siteIds: string[];
  invited?: Entry<true>;
  joined?: Entry<true>;
  left?: Entry<string>;
}

export interface Contribution {
  id: string;
  siteId: string;
  org: string;
  kind: ContributionKind;
  unit: string;
  firmness: Firmness;
  from: string;
  to?: string;
  amount: Entry<number>;
  withdrawn?: Entry<string>;
}

export interface Milestone {
  id: string;
  name: string;
  baseline: string;
  forecast: Entry<string>;
  /** Every day that was ever planned or forecast, as recorded. */
  forecasts: Entry<string>[];
  reached?: Entry<string>;
  ownerOrg?: string;
  gate?: Gate;
  dependsOn: string[];
  programmeFunded: boolean;
}

export interface Comment {
  id: string;
  threadId: string;
  target: string;
  text: Entry<string>;
  mentions: string[];
  resolved?: Entry<true>;
}

export interface PlannedRoute {
  lineString: [number, number][];
  lengthKm: number;
  DN?: number;
}

export interface PlanState extends WorkingState, ProgressState {
  exists: boolean;
  regionId: string;
  kind: PlanKind;
  initiatorOrg: string;
  /** The suggestion that it came from. */
  suggestionId?: string;
  started?: Entry<true>;
  status: PlanStatus;
  parked?: Entry<{ reason: string; reviewDate?: string }>;
  details: Record<string, Timeline<DetailValue | null>>;
  capacityTargets: Record<string, Timeline<{ MW: number | null; fromYear: number }>>;
  route?: Entry<PlannedRoute>;
  /** Every route that was ever drawn, as recorded. */
  routes: Entry<PlannedRoute>[];
  participants: Record<string, Participant>;
  contributions: Record<string, Contribution>;
  milestones: Record<string, Milestone>;
  comments: Record<string, Comment>;
  moments: NamedMoments;
  actions: Actions;
}

export function initial(): PlanState {
  return {
    exists: false,
    regionId: '',
    kind: 'SHARED_HEAT',
    initiatorOrg: '',
    status: 'DRAFT',
    details: {},
    capacityTargets: {},
    routes: [],
    participants: {},
    contributions: {},
    milestones: {},
    comments: {},
    moments: {},
    actions: {},
    ...initialWorking(),
    ...initialProgress(),
  };
}

/** Folds one event into the state, in place. Values may be hidden from this viewer. */
export function evolve(state: PlanState, event: VisibleEvent): PlanState {
  switch (event.type) {
    case 'SynergyPlanStarted': {
      const data = event.data as D['SynergyPlanStarted'];
      state.exists = true;
      state.regionId = data.regionId;
      state.kind = data.kind;
      state.initiatorOrg = data.initiatorOrg;
      if (data.suggestionId !== undefined) state.suggestionId = data.suggestionId;
      state.started = entryOf(event, true);
      state.details['title'] = [entryOf<DetailValue | null>(event, data.title)];
      break;
    }
    case 'PlanDetailSet': {
      const data = event.data as D['PlanDetailSet'];
      (state.details[data.field] ??= []).push(entryOf<DetailValue | null>(event, data.value));
      break;
    }
    case 'CapacityTargetSet': {
      const data = event.data as D['CapacityTargetSet'];
      (state.capacityTargets[data.direction] ??= []).push(entryOf(event, { MW: data.MW, fromYear: data.fromYear }));
      break;
    }
    case 'RouteDrawn': {
      const data = event.data as D['RouteDrawn'];
      const { LineString: lineString, length_km: lengthKm, DN } = data;
      state.route = entryOf(event, { lineString, lengthKm, ...(DN === undefined ? {} : { DN }) });
      state.routes.push(state.route);
      (state.details['routeLengthKm'] ??= []).push(entryOf<DetailValue | null>(event, data.length_km));
      if (data.DN !== undefined) (state.details['pipeDN'] ??= []).push(entryOf<DetailValue | null>(event, data.DN));
      break;
    }
    case 'ParticipantInvited':
    case 'ParticipantJoined':
    case 'ParticipantLeft':
      evolveParticipant(state, event);
      break;
    case 'ContributionPledged':
    case 'ContributionChanged':
    case 'ContributionWithdrawn':
      evolveContribution(state, event);
      break;
    case 'MilestonePlanned':
    case 'MilestoneForecastMoved':
    case 'MilestoneReached':
      evolveMilestone(state, event);
      break;
    case 'CommentPlaced': {
      const { commentId, threadId, target, text, mentions } = event.data as D['CommentPlaced'];
      state.comments[commentId] = {
        id: commentId,
        threadId,
        target,
        text: entryOf(event, text),
        mentions: [...mentions],
      };
      break;
    }
    case 'CommentResolved': {
      const comment = state.comments[(event.data as D['CommentResolved']).commentId];
      if (comment) state.comments[comment.id] = { ...comment, resolved: entryOf(event, true) };
      break;
    }
    case 'CommentReopened': {
      const { resolved, ...open } = state.comments[(event.data as D['CommentReopened']).commentId] ?? {};
      void resolved;
      if ('id' in open) state.comments[open.id] = open;
      break;
    }
    case 'PlanParked': {
      const { reason, reviewDate } = event.data as D['PlanParked'];
      state.parked = entryOf(event, { reason, ...(reviewDate === undefined ? {} : { reviewDate }) });
      state.status = statusOf(state);
      break;
    }
    case 'PlanResumed':
      delete state.parked;
      state.status = statusOf(state);
      break;
    case 'FactCorrected':
      evolveCorrection(state, event);
      break;
    case 'PlanStopped':
      withdrawAll(state, event, () => true, (event.data as D['PlanStopped']).reason);
      evolveProgress(state, event);
      break;
    default:
      evolveWorking(state, event);
      evolveProgress(state, event);
      evolveActions(state.actions, event);
      evolveMoments(state, event);
  }
  return state;
}

/** What a viewer may see of a plan: everything with P2, nothing without; amounts with P3. */
export function view(state: PlanState, sees: Sees): PlanState {
  if (!state.exists || !sees('P2')) return initial();
  const narrowed = Object.keys(state.visibility).filter((target) => !sees(visibilityOf(state, target)));
  const seen = narrowed.length === 0 ? state : { ...state, details: without(state.details, narrowed) };
  if (sees('P3')) return seen;
  const contributions = Object.fromEntries(
    Object.entries(state.contributions).map(([id, contribution]) => [
      id,
      { ...contribution, amount: { ...contribution.amount, value: HIDDEN } },
    ]),
  );
  return { ...seen, ...viewWorking(state), contributions };
}

function without<T>(of: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(of).filter(([name]) => !names.includes(name)));
}

/** Organisations that are at the plan's table now. */
export function presentParticipants(state: PlanState): Participant[] {
  return Object.values(state.participants).filter((p) => p.joined !== undefined && p.left === undefined);
}

/** Contributions that have not been withdrawn. */
export function standingContributions(state: PlanState): Contribution[] {
  return Object.values(state.contributions).filter((c) => c.withdrawn === undefined);
}

function evolveCorrection(state: PlanState, event: VisibleEvent): void {
  const data = event.data as D['FactCorrected'] & { new: unknown };
  for (const timeline of Object.values(state.details)) {
    for (const entry of timeline) if (entry.event === data.targetEventId) correctEntry(entry, event, data);
  }
  for (const contribution of Object.values(state.contributions)) {
    if (contribution.amount.event === data.targetEventId) correctEntry(contribution.amount, event, data);
  }
}

function correctEntry<T>(entry: Entry<T>, event: VisibleEvent, data: { field: string; new: unknown }): void {
  if (data.field === 'effectiveOn') {
    entry.from = String(data.new);
    markCorrected(entry, event);
  } else {
    correct(entry, event, data.new as T | Hidden);
  }
}

/** When a plan was started, for lists that show the newest first. */
export function startedAt(state: PlanState): Instant | undefined {
  return state.started?.at;
}
