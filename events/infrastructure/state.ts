import { evolveActions, type Actions } from '../any-stream/actions.ts';
import { applyCorrection, partOf, within, type CorrectableFact } from '../correction.ts';
import type { Details, DetailValue } from '../details.ts';
import type { VisibleEvent } from '../envelope.ts';
import { entryOf, type Entry, type Timeline } from '../timeline.ts';
import type { Sees } from '../visibility.ts';
import type { InfrastructureKind } from './details.ts';
import type { InfrastructureEventData as D } from './events.ts';

export type Capacity = Omit<D['CapacityPublished'], 'direction'>;
export type CongestionStatus = Omit<D['CongestionStatusChanged'], 'direction' | 'old'>;
export type Geometry = D['InfrastructureRegistered']['geometry'];

export interface Work {
  id: string;
  name: string;
  /** A day or a quarter; every one that it was ever planned for stands in `plans`. */
  when: Entry<string>;
  plans: Timeline<string>;
  completed?: Entry<number>;
}

/** What the operator said to a plan's group about one direction, the last word first. */
export interface GroupAnswer {
  granted?: Entry<{ MW: number; conditions: string }>;
  refused?: Entry<{ reason: string; retryDate?: string }>;
}

export interface InfrastructureState {
  exists: boolean;
  kind: InfrastructureKind;
  operatorId: string;
  geometry: Geometry;
  offtakeParentId?: string;
  feedInParentId?: string;
  postcodes: string[];
  example: boolean;
  registered?: Entry<true>;
  details: Details;
  /** Per direction every series that was published; the last replaces what was before it. */
  capacity: Record<string, Timeline<Capacity>>;
  congestion: Record<string, Timeline<CongestionStatus>>;
  works: Record<string, Work>;
  sectionYear: Timeline<{ year: number; firmness: string }>;
  /** Per plan and direction; a refusal is of both directions. */
  groups: Record<string, Record<string, GroupAnswer>>;
  datasets: Entry<D['CapacityDatasetImported']>[];
  actions: Actions;
}

export function initial(): InfrastructureState {
  return {
    exists: false,
    kind: 'GRID_AREA',
    operatorId: '',
    geometry: null,
    postcodes: [],
    example: false,
    details: {},
    capacity: {},
    congestion: {},
    works: {},
    sectionYear: [],
    groups: {},
    datasets: [],
    actions: {},
  };
}

/** Folds one event into the state, in place. */
export function evolve(state: InfrastructureState, event: VisibleEvent): InfrastructureState {
  switch (event.type) {
    case 'InfrastructureRegistered': {
      const data = event.data as D['InfrastructureRegistered'];
      state.exists = true;
      state.registered = entryOf(event, true);
      Object.assign(state, { kind: data.kind, operatorId: data.operatorId, geometry: data.geometry });
      state.postcodes = [...(data.postcodes ?? [])];
      state.example = data.example === true;
      if (data.offtakeParentId !== undefined) state.offtakeParentId = data.offtakeParentId;
      if (data.feedInParentId !== undefined) state.feedInParentId = data.feedInParentId;
      if (data.name !== undefined) state.details['name'] = [entryOf<DetailValue | null>(event, data.name)];
      break;
    }
    case 'InfrastructureDetailSet': {
      const { field, value } = event.data as D['InfrastructureDetailSet'];
      (state.details[field] ??= []).push(entryOf<DetailValue | null>(event, value));
      break;
    }
    case 'CapacityPublished': {
      const { direction, ...capacity } = event.data as D['CapacityPublished'];
      (state.capacity[direction] ??= []).push(entryOf(event, capacity, { from: capacity.asOf }));
      break;
    }
    case 'CongestionStatusChanged': {
      const { direction, old, ...status } = event.data as D['CongestionStatusChanged'];
      void old;
      (state.congestion[direction] ??= []).push(entryOf(event, status));
      break;
    }
    case 'SectionYearChanged': {
      const { new: year, firmness } = event.data as D['SectionYearChanged'];
      state.sectionYear.push(entryOf(event, { year, firmness }));
      break;
    }
    case 'CapacityDatasetImported':
      state.datasets.push(entryOf(event, { ...(event.data as D['CapacityDatasetImported']) }));
      break;
    case 'FactCorrected':
      applyCorrection(event, correctableFacts(state));
      break;
    default:
      evolveWork(state, event);
      evolveGroup(state, event);
      evolveActions(state.actions, event);
  }
  return state;
}

/** Infrastructure is public; what its operator says to a plan's group is between the two. */
export function view(state: InfrastructureState, sees: Sees): InfrastructureState {
  return { ...state, groups: sees('P3') ? state.groups : {}, actions: sees('P1') ? state.actions : {} };
}

/** What a correction may point at: what was published of a queue, and what a work added. */
export function correctableFacts(state: InfrastructureState): CorrectableFact[] {
  const megawatts = within(0, 100_000);
  return [
    ...Object.values(state.capacity)
      .flat()
      .flatMap((entry) => [
        partOf(entry, 'queueMW', megawatts),
        partOf(entry, 'quotedMW', megawatts),
        partOf(entry, 'queueCount', within(0, 1e6)),
      ]),
    ...Object.values(state.works).flatMap(({ completed }) =>
      completed ? [{ entry: completed, field: 'addedMW', check: within(0, 10_000) }] : [],
    ),
  ];
}

function evolveWork(state: InfrastructureState, event: VisibleEvent): void {
  if (event.type === 'WorkScheduled') {
    const { workId, name, when } = event.data as D['WorkScheduled'];
    const planned = entryOf<string>(event, when);
    state.works[workId] = { id: workId, name, when: planned, plans: [planned] };
    return;
  }
  if (event.type !== 'WorkRescheduled' && event.type !== 'WorkCompleted') return;
  const standing = state.works[(event.data as { workId: string }).workId];
  if (!standing) return;
  if (event.type === 'WorkRescheduled') {
    const when = entryOf<string>(event, (event.data as D['WorkRescheduled']).new);
    state.works[standing.id] = { ...standing, when, plans: [...standing.plans, when] };
  } else {
    const { addedMW, date } = event.data as D['WorkCompleted'];
    state.works[standing.id] = { ...standing, completed: entryOf<number>(event, addedMW, { from: date }) };
  }
}

function evolveGroup(state: InfrastructureState, event: VisibleEvent): void {
  if (event.type === 'GroupCapacityGranted') {
    const { planId, MW, direction, conditions, from } = event.data as D['GroupCapacityGranted'];
    const granted = entryOf(event, { MW, conditions }, { from });
    state.groups[planId] = { ...state.groups[planId], [direction]: { granted } };
  } else if (event.type === 'GroupCapacityRefused') {
    const { planId, reason, retryDate } = event.data as D['GroupCapacityRefused'];
    const refused = entryOf(event, { reason, ...(retryDate === undefined ? {} : { retryDate }) });
    state.groups[planId] = { OFFTAKE: { refused }, FEED_IN: { refused } };
  }
}
