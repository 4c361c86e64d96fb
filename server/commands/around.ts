import { standingOf, type DecisionState } from '../../events/decision-record/state.ts';
import type { SiteReduction, StandingConsent, Surroundings } from '../../events/decision.ts';
import { isHidden, type CalendarDay, type StreamName, type SubjectId } from '../../events/envelope.ts';
import { kindOf, streamOf, subjectOf, type KindName } from '../../events/ids.ts';
import type { InfrastructureState } from '../../events/infrastructure/state.ts';
import { consentHolds } from '../../events/organisation/consent.ts';
import type { InterviewState } from '../../events/interview/state.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import { PARAMETERS_SUBJECT } from '../../events/parameter/decide.ts';
import type { ParameterState } from '../../events/parameter/state.ts';
import type { PlanState } from '../../events/plan/state.ts';
import { fullEffectT } from '../../events/project/reduction.ts';
import type { ProjectState } from '../../events/project/state.ts';
import { measured } from './measured.ts';
import { rivals } from './rivals.ts';
import type { SelectionState } from '../../events/selection/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { entryOn, lastRecorded } from '../../events/timeline.ts';
import { parametersOn, type Parameters } from '../../projections/analysis/parameters.ts';
import { placingOf } from '../../projections/interview-rounds/placing.ts';
import { totalsOfRound, type Placing } from '../../projections/interview-rounds/publication.ts';

/** What is known of all streams: states as they are now, not redacted. */
export interface AllStreams {
  state(stream: StreamName): { exists: boolean } | undefined;
  streams(kind: KindName): readonly StreamName[];
  /** Does a site lie within a region's outline? Absent: it is looked for on the map. */
  readonly liesIn?: (site: SubjectId, region: SubjectId) => boolean;
}

/** Year whose verified emissions a site's reductions are measured by (assumption; a versioned parameter later). */
export const BASELINE_YEAR = 2021;

/** Facts of other streams for a decider, from what this process knows of the log. */
export function aroundOf(all: AllStreams, today: CalendarDay): Surroundings {
  const of = (subject: SubjectId): object | undefined => {
    const stream = streamOf(subject)?.stream;
    const state = stream === undefined ? undefined : all.state(stream);
    return state?.exists === true ? state : undefined;
  };
  const siteOf = (id: SubjectId) => of(id) as SiteState | undefined;
  const exists = (subject: SubjectId): boolean => of(subject) !== undefined;
  return {
    siteOwner: (id) => siteOf(id)?.orgId ?? null,
    regionExists: exists,
    organisationExists: exists,
    plan: (id) => {
      const plan = of(id) as PlanState | undefined;
      return { exists: plan !== undefined, parked: plan?.status === 'PARKED', stopped: plan?.status === 'STOPPED' };
    },
    organisationKinds: (id) => (of(id) as OrganisationState | undefined)?.kinds ?? null,
    standingDecision: (id) => {
      const decision = streamOf(id)?.kind === 'decision' ? (of(id) as DecisionState | undefined) : undefined;
      return (decision && standingOf(decision)) ?? null;
    },
    consent: (id) => consentOf(all, id, today),
    siteReduction: (site, except) => reductionOf(all, site, siteOf(site), except),
    flexibilityStated: (id) => Object.keys(siteOf(id)?.flexibility ?? {}).length > 0,
    bottlenecksWithoutOwner: (plan) => withoutOwner(all, plan),
    rivals: (one, other) => rivals(all, one, other),
    snapshotExists: (id) => states<PlanState>(all, 'plan').some(([, { snapshots }]) => snapshots[id] !== undefined),
    selectionRun: (run) => states<SelectionState>(all, 'selection').some(([, { runs }]) => runs[run] !== undefined),
    groupCapacity: (plan) => groupCapacity(all, plan),
    projectOwner: (id) => siteOf((of(id) as ProjectState | undefined)?.siteId ?? '')?.orgId ?? null,
    roundTotals: (id, round) => totalsOfRound(round, otherRounds(all, id), placingOfAll(all), parametersOf(all, today)),
    measuredScore: (regionId, criterion) =>
      measured(all, { regionId, criterion }, today, () => parametersOf(all, today)),
    gridOf: (id) => {
      const contracts = Object.values(siteOf(id)?.contracts ?? {}).flatMap((timeline) => {
        const value = entryOn(timeline, today)?.value;
        return value === undefined || isHidden(value) ? [] : [value];
      });
      const named = (values: (string | undefined)[]) => values.filter((value) => value !== undefined);
      return {
        operators: named(contracts.map(({ dsoOrgId }) => dsoOrgId)),
        areas: named(contracts.map(({ offtakeAreaId }) => offtakeAreaId)),
      };
    },
  };
}

function states<S>(all: AllStreams, kind: KindName): [SubjectId, S][] {
  return all.streams(kind).flatMap((stream): [SubjectId, S][] => {
    const state = all.state(stream);
    return state?.exists === true && kindOf(stream) === kind ? [[subjectOf(stream), state as S]] : [];
  });
}

function otherRounds(all: AllStreams, id: SubjectId): InterviewState[] {
  return states<InterviewState>(all, 'interview').flatMap(([other, round]) => (other === id ? [] : [round]));
}

function placingOfAll(all: AllStreams): Placing {
  const organisations = states<OrganisationState>(all, 'organisation');
  return placingOf(
    (stream) => all.state(stream),
    organisations.map(([id, state]) => [streamOf(id)?.stream ?? '', state] as const),
  );
}

function parametersOf(all: AllStreams, today: CalendarDay): Parameters {
  const state = all.state(streamOf(PARAMETERS_SUBJECT)?.stream ?? '') as ParameterState | undefined;
  return parametersOn(state, today, 0);
}

function consentOf(all: AllStreams, id: string, today: CalendarDay): StandingConsent | null {
  for (const [organisation, { consents }] of states<OrganisationState>(all, 'organisation')) {
    const consent = consents[id];
    if (!consent) continue;
    const { dataClass, audience } = consent;
    return { organisation, dataClass, audience, holds: consentHolds(consent, today) };
  }
  return null;
}

function reductionOf(all: AllStreams, site: SubjectId, state: SiteState | undefined, except: SubjectId): SiteReduction {
  const emissions = state?.emissions[BASELINE_YEAR]?.value;
  const others = states<ProjectState>(all, 'project').flatMap(([id, project]) => {
    const reduction = lastRecorded(project.reduction)?.value;
    if (id === except || project.siteId !== site || project.phase === 'CANCELLED') return [];
    if (reduction === undefined || isHidden(reduction)) return [];
    const alternative = project.alternative?.value;
    const linked = alternative === undefined || isHidden(alternative) ? undefined : alternative;
    return [
      {
        t: fullEffectT(reduction),
        preferred: linked?.preferred ?? true,
        ...(linked === undefined ? {} : { group: linked.groupId }),
      },
    ];
  });
  return { baselineT: emissions === undefined || isHidden(emissions) ? null : emissions, others };
}

function withoutOwner(all: AllStreams, plan: SubjectId): number {
  return states<ProjectState>(all, 'project')
    .flatMap(([, { bottlenecks }]) => Object.values(bottlenecks))
    .filter(({ planId, owner, resolved }) => planId === plan && owner === undefined && resolved === undefined).length;
}

function groupCapacity(all: AllStreams, plan: SubjectId): { direction: 'OFFTAKE' | 'FEED_IN'; MW: number }[] {
  return states<InfrastructureState>(all, 'infrastructure').flatMap(([, { groups }]) =>
    Object.entries(groups[plan] ?? {}).flatMap(([direction, { granted }]) =>
      granted === undefined || isHidden(granted.value)
        ? []
        : [{ direction: direction as 'OFFTAKE' | 'FEED_IN', MW: granted.value.MW }],
    ),
  );
}
