import type { VisibleEvent } from '../../events/envelope.ts';
import { kindOf, subjectOf } from '../../events/ids.ts';
import type { GroupName, Sheet } from './sheet.ts';

/** The events between two moments that changed one item, newest last. */
export interface Causes {
  readonly events: readonly VisibleEvent[];
  /** How many there are; the newest are told. */
  readonly count: number;
}

/** A group's item: `fields/pipeDN`. */
export type Place = `${GroupName}/${string}`;

const MOST_TOLD = 10;

/** Collects, event by event in log order, what changed which item of a plan's or a region's page. */
export class CauseCollector {
  readonly #found = new Map<Place, { events: VisibleEvent[]; count: number }>();
  readonly #page: 'plan' | 'region';
  /** Where a value stands that an event set: corrections point at events. */
  readonly #setAt = new Map<string, Place[]>();
  readonly #ownedBy = new Map<string, Place[]>();

  /** @param sheets the page at both moments */
  constructor(page: 'plan' | 'region', sheets: readonly (Sheet | undefined)[]) {
    this.#page = page;
    for (const { group, items } of sheets.flatMap((sheet) => sheet ?? []))
      for (const { id, events, owner } of items) {
        for (const { event } of events) push(this.#setAt, event, `${group}/${id}`);
        if (owner !== undefined) push(this.#ownedBy, owner, `${group}/${id}`);
      }
  }

  take(event: VisibleEvent): void {
    for (const place of new Set(this.#placesOf(event))) {
      const found = this.#found.get(place) ?? { events: [], count: 0 };
      found.events = [...found.events, event].slice(-MOST_TOLD);
      found.count++;
      this.#found.set(place, found);
    }
  }

  #contributions(): Place[] {
    return [...new Set([...this.#setAt.values()].flat())].filter((place) => place.startsWith('contributions/'));
  }

  of(place: Place): Causes | undefined {
    return this.#found.get(place);
  }

  #placesOf(event: VisibleEvent): readonly Place[] {
    const { stream, data } = event;
    if (this.#page === 'region') return regionPlaces(event);
    if (kindOf(stream) === 'narrative') return [`texts/${String(data['section'])}`];
    if (kindOf(stream) !== 'plan') return [];
    // with the plan, all that was pledged to it falls away
    if (event.type === 'PlanStopped') return ['status/plan', ...this.#contributions()];
    if (event.type === 'FactCorrected') return this.#setAt.get(String(data['targetEventId'])) ?? [];
    const gone = event.type === 'ParticipantLeft' ? (this.#ownedBy.get(String(data['orgId'])) ?? []) : [];
    return [...planPlaces(event), ...gone];
  }
}

function planPlaces({ type, data }: VisibleEvent): Place[] {
  const named = (name: string): string => String(data[name]);
  switch (type) {
    case 'SynergyPlanStarted':
      return ['status/plan', 'fields/title'];
    case 'PlanDetailSet':
      return [`fields/${named('field')}`];
    case 'RouteDrawn':
      return ['fields/routeLengthKm', 'fields/pipeDN'];
    case 'CapacityTargetSet':
      return [`targets/${named('direction')}`];
    case 'PlanParked':
    case 'PlanResumed':
    case 'PlanRealised':
    case 'GatePassed':
    case 'GateFailed':
    case 'GateReopened':
      return ['status/plan'];
    default:
      if ('contributionId' in data) return [`contributions/${named('contributionId')}`];
      if ('milestoneId' in data) return [`milestones/${named('milestoneId')}`];
      if ('commentId' in data) return [`comments/${named('commentId')}`];
      return 'orgId' in data ? [`participants/${named('orgId')}`] : [];
  }
}

/** What a line of a region's page is made of; the rest of a site or plan is not shown there. */
const onSiteLine =
  /^(Site(Registered|DetailSet|Relocated|Transferred)|ClusterAssigned|EtsStatusSet|VerifiedEmissions|FactCorrected)/;
const onPlanLine =
  /^(SynergyPlan|PlanDetailSet|Plan(Parked|Resumed|Stopped|Realised)|Gate|Participant|Contribution|CapacityTarget|FactCorrected)/;

function regionPlaces({ stream, type, data }: VisibleEvent): Place[] {
  switch (kindOf(stream)) {
    case 'site':
      return onSiteLine.test(type) ? [`sites/${subjectOf(stream)}`] : [];
    case 'plan':
      return onPlanLine.test(type) ? [`plans/${subjectOf(stream)}`] : [];
    case 'region':
      return type.startsWith('Partner') ? [`partners/${String(data['orgId'])}`] : ['region/region'];
    default:
      return [];
  }
}

function push(map: Map<string, Place[]>, key: string, place: Place): void {
  map.set(key, [...(map.get(key) ?? []), place]);
}
