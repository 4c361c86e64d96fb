import type { Actions } from '../any-stream/actions.ts';
import { evolveActions } from '../any-stream/actions.ts';
import { applyCorrection } from '../correction.ts';
import type { DetailValue, Details } from '../details.ts';
import type { VisibleEvent } from '../envelope.ts';
import { withHiddenValue } from '../hidden.ts';
import { entryOf, type Entry, type Timeline } from '../timeline.ts';
import type { Sees } from '../visibility.ts';
import { correctableFacts } from './correctable.ts';
import type { ProjectEventData as D } from './events.ts';
import { evolveNeeds } from './evolve-needs.ts';
import { projectFieldClass, type ProjectPhase, type ProjectStanding } from './phases.ts';

export type Reduction = D['ProjectProposed']['reduction'];
export type Route = D['ProjectProposed']['route'];
export type InfraNeed = Omit<D['InfraNeedStated'], 'needId'>;
export type ConnectionRequest = Omit<D['ConnectionRequested'], 'requestId'>;
export type FundingRequest = Omit<D['FundingRequested'], 'fundingId'>;

export interface Bottleneck {
  id: string;
  code: string;
  severity: number;
  text: Entry<string>;
  planId?: string;
  owner?: Entry<{ ownerOrgId: string; due: string }>;
  resolved?: Entry<string>;
}

export interface Funding {
  requested: Entry<FundingRequest>;
  granted?: Entry<{ EUR: number; conditions: string }>;
  refused?: Entry<string>;
}

export interface ProjectState {
  exists: boolean;
  siteId: string;
  proposed?: Entry<true>;
  phase: ProjectStanding;
  /** What it was before it was put on hold, and every phase that it had, in log order. */
  phaseBefore: ProjectPhase;
  phases: Timeline<ProjectStanding>;
  /** Year of the final investment decision, once it is taken. */
  fidYear?: number;
  details: Details;
  routes: Timeline<{ routes: Route[]; primary: Route }>;
  startYear: Timeline<number>;
  reduction: Timeline<Reduction>;
  capexEUR: Timeline<number>;
  needs: Record<string, { need: Entry<InfraNeed>; withdrawn?: Entry<string> }>;
  requests: Record<string, { request: Entry<ConnectionRequest>; withdrawn?: Entry<string> }>;
  funding: Record<string, Funding>;
  bottlenecks: Record<string, Bottleneck>;
  /** Share of the reduction that counts for a plan. */
  attributions: Record<string, Entry<number>>;
  alternative?: Entry<{ groupId: string; preferred: boolean; temporaryUntil?: number | undefined }>;
  realised?: { actual_t: Entry<number>; actualCapexEUR?: Entry<number> };
  actions: Actions;
}

export function initial(): ProjectState {
  return {
    exists: false,
    siteId: '',
    phase: 'IDEA',
    phaseBefore: 'IDEA',
    phases: [],
    details: {},
    routes: [],
    startYear: [],
    reduction: [],
    capexEUR: [],
    needs: {},
    requests: {},
    funding: {},
    bottlenecks: {},
    attributions: {},
    actions: {},
  };
}

/** Folds one event into the state, in place. Values may be hidden from this viewer. */
export function evolve(state: ProjectState, event: VisibleEvent): ProjectState {
  switch (event.type) {
    case 'ProjectProposed':
      evolveProposed(state, event);
      break;
    case 'ProjectDetailSet': {
      const { field, value } = event.data as D['ProjectDetailSet'];
      (state.details[field] ??= []).push(entryOf<DetailValue | null>(event, value));
      break;
    }
    case 'ProjectRouteChosen': {
      const { routes, primary } = event.data as D['ProjectRouteChosen'];
      state.routes.push(entryOf(event, { routes, primary }));
      break;
    }
    case 'ProjectDelayed':
    case 'ProjectAccelerated':
      state.startYear.push(entryOf(event, (event.data as D['ProjectDelayed']).newYear));
      break;
    case 'ProjectRescoped': {
      const { new: scope, newCapexEUR } = event.data as D['ProjectRescoped'];
      state.reduction.push(entryOf(event, 'hidden' in scope ? (scope as never) : scope.reduction));
      if (newCapexEUR !== undefined) state.capexEUR.push(entryOf<number>(event, newCapexEUR));
      break;
    }
    case 'ReductionAttributed': {
      const { planId, share } = event.data as D['ReductionAttributed'];
      state.attributions[planId] = entryOf<number>(event, share);
      break;
    }
    case 'ProjectAlternativeLinked':
      state.alternative = entryOf(event, { ...(event.data as D['ProjectAlternativeLinked']) });
      break;
    case 'FactCorrected':
      applyCorrection(event, correctableFacts(state));
      break;
    default:
      evolvePhase(state, event);
      evolveNeeds(state, event);
      evolveActions(state.actions, event);
  }
  return state;
}

/** What a viewer may see: that a project is there and how it goes with P2, its figures with P3, its money with P4. */
export function view(state: ProjectState, sees: Sees): ProjectState {
  const attributions = sees('P1') ? state.attributions : {};
  if (!state.exists || !sees('P2')) return { ...initial(), attributions };
  const money = sees('P4');
  const figures = sees('P3');
  const { realised } = state;
  return {
    ...state,
    attributions,
    details: Object.fromEntries(
      Object.entries(state.details).flatMap(([field, timeline]) => {
        if (sees(projectFieldClass(field))) return [[field, timeline]];
        // of what was proposed one sees that it was said; what was set later is not there for him
        const first = timeline.filter((entry) => entry.event === state.proposed?.event);
        return first.length === 0 ? [] : [[field, first.map(withHiddenValue)]];
      }),
    ),
    reduction: figures ? state.reduction : state.reduction.map(withHiddenValue),
    capexEUR: money ? state.capexEUR : state.capexEUR.map(withHiddenValue),
    ...(figures ? {} : { needs: {}, requests: {}, funding: {} }),
    ...(realised === undefined ? {} : { realised: seenRealised(realised, figures, money) }),
  };
}

function seenRealised(
  { actual_t, actualCapexEUR }: NonNullable<ProjectState['realised']>,
  figures: boolean,
  money: boolean,
): NonNullable<ProjectState['realised']> {
  return {
    actual_t: figures ? actual_t : withHiddenValue(actual_t),
    ...(actualCapexEUR === undefined
      ? {}
      : { actualCapexEUR: money ? actualCapexEUR : withHiddenValue(actualCapexEUR) }),
  };
}

function evolveProposed(state: ProjectState, event: VisibleEvent): void {
  const data = event.data as D['ProjectProposed'];
  state.exists = true;
  state.siteId = data.siteId;
  state.proposed = entryOf(event, true);
  state.phase = data.phase;
  state.phases.push(entryOf<ProjectStanding>(event, data.phase));
  for (const field of ['title', 'opexDeltaEUR', 'priceYear', 'noxKgPerYear'] as const) {
    if (data[field] !== undefined) state.details[field] = [entryOf<DetailValue | null>(event, data[field])];
  }
  state.routes.push(entryOf(event, { routes: [data.route], primary: data.route }));
  state.startYear.push(entryOf<number>(event, data.startYear));
  state.reduction.push(entryOf(event, data.reduction));
  if (data.capexEUR !== undefined) state.capexEUR.push(entryOf<number>(event, data.capexEUR));
}

/** Status and phase change with the log, whatever their date. */
function evolvePhase(state: ProjectState, event: VisibleEvent): void {
  const to = phaseAfter(event);
  if (to === undefined) return;
  if (to === 'ON_HOLD' && state.phase !== 'ON_HOLD') state.phaseBefore = state.phase as ProjectPhase;
  state.phase = to;
  state.phases.push(entryOf<ProjectStanding>(event, to));
  if (event.type === 'ProjectPhaseAdvanced' && to === 'FID')
    state.fidYear = Number((event.data as D['ProjectPhaseAdvanced']).date.slice(0, 4));
  if (event.type !== 'ProjectRealised') return;
  const { actual_t, actualCapexEUR } = event.data as D['ProjectRealised'];
  state.realised = {
    actual_t: entryOf<number>(event, actual_t),
    ...(actualCapexEUR === undefined ? {} : { actualCapexEUR: entryOf<number>(event, actualCapexEUR) }),
  };
}

function phaseAfter({ type, data }: VisibleEvent): ProjectStanding | undefined {
  if (type === 'ProjectPhaseAdvanced' || type === 'ProjectPhaseReverted') return (data as D['ProjectPhaseAdvanced']).to;
  if (type === 'ProjectPutOnHold') return 'ON_HOLD';
  if (type === 'ProjectResumed') return (data as D['ProjectResumed']).toPhase;
  if (type === 'ProjectCancelled') return 'CANCELLED';
  return type === 'ProjectRealised' ? 'OPERATIONAL' : undefined;
}
