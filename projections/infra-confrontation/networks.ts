import type { Carrier } from '../../events/carriers.ts';
import { isHidden, type CalendarDay, type SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { InfrastructureKind } from '../../events/infrastructure/details.ts';
import type { Capacity, InfrastructureState } from '../../events/infrastructure/state.ts';
import type { Area, ConfrontationInput, Section } from '../analysis/confrontation/input.ts';
import { directionCell, infrastructureRow, type Direction } from '../region-places/infrastructure-rows.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';
import { containsPoint } from '../where/geometry.ts';

/** Stands for whatever is asked of a grid of which nothing is known at this table. */
export const UNKNOWN_AREA = '?';

const kindOfCarrier: Readonly<Record<Carrier, InfrastructureKind>> = {
  ELECTRICITY: 'GRID_AREA',
  HYDROGEN: 'H2_SECTION',
  CO2: 'CO2_LINK',
  GREEN_GAS: 'GAS_ZONE',
  HEAT: 'HEAT_NETWORK',
};
/** Networks that lie there already unless a year is stated. */
const standing: readonly InfrastructureKind[] = ['GAS_ZONE', 'HEAT_NETWORK'];
/** Mt a year of steady flow, in t/h. */
const TONNES_PER_HOUR = 1e6 / 8760;

type Point = readonly [number, number];

/** What somebody asked of the grid, as far as it can be seen. */
export interface OwnRequest {
  readonly at: SubjectId | undefined;
  readonly MW: number;
  readonly requestedOn: CalendarDay;
}

/** The grids and pipes of a table as they hold on a day, for one direction of electricity. */
export class Networks {
  readonly #all: ReadonlyMap<SubjectId, InfrastructureState>;
  readonly #on: CalendarDay;
  readonly #direction: Direction;
  readonly #chains = new Map<SubjectId, readonly SubjectId[]>();
  readonly #around = new Map<string, SubjectId | undefined>();

  constructor(state: TopicState, on: CalendarDay, direction: Direction) {
    this.#all = new Map(streamsOf(state, 'infrastructure').map(([stream, one]) => [subjectOf(stream), one]));
    this.#on = on;
    this.#direction = direction;
  }

  /** The network of a table that carries this; undefined: no such one. */
  carrying(carrier: Carrier, id: SubjectId | undefined): InfrastructureState | undefined {
    const one = id === undefined ? undefined : this.#all.get(id);
    return one?.kind === kindOfCarrier[carrier] ? one : undefined;
  }

  /** The smallest part of the grid around a point: one that is above another part around it does not count. */
  areaAround(point: Point): SubjectId | undefined {
    const key = point.join(' ');
    if (!this.#around.has(key)) this.#around.set(key, this.#smallestAround(point));
    return this.#around.get(key);
  }

  /** An area and all above it, as far as they lie on the table. */
  chainOf(id: SubjectId): readonly SubjectId[] {
    const known = this.#chains.get(id);
    if (known) return known;
    const chain: SubjectId[] = [];
    for (let at: SubjectId | undefined = id; at !== undefined && !chain.includes(at); at = this.#parentOf(at))
      chain.push(at);
    this.#chains.set(id, chain);
    return chain;
  }

  /** Every grid area as the calculation takes it. What can be seen of a published queue is not counted as others'. */
  areas(requests: readonly OwnRequest[]): ConfrontationInput['areas'] {
    const areas: Record<string, Area> = {
      [UNKNOWN_AREA]: { firmMW: {}, plannedNotFirmMW: {}, alleviationYear: null, parent: null },
    };
    const queued = Map.groupBy(
      requests.flatMap((one) => (one.at === undefined ? [] : this.chainOf(one.at).map((id) => ({ ...one, id })))),
      ({ id }) => id,
    );
    for (const [id, one] of this.#all) {
      if (one.kind !== 'GRID_AREA') continue;
      const { capacity, congestion } = directionCell(one, this.#direction, this.#on);
      const published = capacity && !isHidden(capacity.value) ? capacity.value : undefined;
      const parent = this.#parentOf(id);
      const own = (queued.get(id) ?? []).reduce(
        (sum, { MW, requestedOn }) => (requestedOn <= (published?.asOf ?? '') ? sum + MW : sum),
        0,
      );
      areas[id] = {
        firmMW: yearsOf(published, ({ firm }) => firm),
        plannedNotFirmMW: yearsOf(published, ({ planned }) => planned ?? 0),
        externalQueueMW: Math.max(0, (published?.queueMW ?? 0) - own),
        alleviationYear: congestion?.alleviationYear ?? null,
        // a part above that does not lie on this table, or in which the chain runs in a circle, is not known
        parent: parent === undefined ? null : this.#stands(id, parent) ? parent : UNKNOWN_AREA,
      };
    }
    return areas;
  }

  /** Every pipe that will be there, as the calculation takes it. */
  sections(): ConfrontationInput['sections'] {
    const sections: Record<string, Section> = {};
    for (const [id, one] of this.#all) {
      if (one.kind === 'GRID_AREA') continue;
      const { section } = infrastructureRow(id, one, this.#on, (operator) => operator);
      const there = section ?? (standing.includes(one.kind) ? { year: 2000, firmness: 'FIRM' } : undefined);
      if (there)
        sections[id] = {
          year: there.year,
          firmness: there.firmness as Section['firmness'],
          capacity: this.#capacityOf(one, there.year),
        };
    }
    return sections;
  }

  /** What a pipe takes once it is there: as published for the last year up to then or the first after it, else as described. */
  #capacityOf(one: InfrastructureState, year: number): number | null {
    for (const direction of ['OFFTAKE', 'FEED_IN'] as const) {
      const { years } = directionCell(one, direction, this.#on);
      const known = Object.keys(years).map(Number);
      const at = known.filter((known) => known <= year).at(-1) ?? known[0];
      const firm = at === undefined ? undefined : years[at]?.firm;
      if (firm !== undefined) return firm;
    }
    const detail = (field: string): number | undefined => {
      const value = one.details[field]?.at(-1)?.value;
      return typeof value === 'number' ? value : undefined;
    };
    const perYear = detail('capacityMtPerYear');
    const said = one.kind === 'GAS_ZONE' ? detail('feedInNm3PerHour') : detail('capacityMW');
    return said ?? (perYear === undefined ? null : perYear * TONNES_PER_HOUR);
  }

  #stands(id: SubjectId, parent: SubjectId): boolean {
    return this.carrying('ELECTRICITY', parent) !== undefined && !this.chainOf(parent).includes(id);
  }

  #smallestAround(point: Point): SubjectId | undefined {
    const around = [...this.#all].flatMap(([id, { kind, geometry }]) =>
      kind === 'GRID_AREA' && geometry?.type === 'MultiPolygon' && holds(geometry, point) ? [id] : [],
    );
    const above = new Set(around.flatMap((id) => this.chainOf(id).slice(1)));
    return around.find((id) => !above.has(id));
  }

  #parentOf(id: SubjectId): SubjectId | undefined {
    const one = this.#all.get(id);
    return this.#direction === 'OFFTAKE' ? one?.offtakeParentId : one?.feedInParentId;
  }
}

/** Outlines are not changed: which points lie in one is looked at once, as with every edit all is worked out anew. */
const held = new WeakMap<object, Map<string, boolean>>();

function holds(outline: Extract<InfrastructureState['geometry'], { type: 'MultiPolygon' }>, point: Point): boolean {
  const known = held.get(outline) ?? new Map<string, boolean>();
  held.set(outline, known);
  const key = point.join(' ');
  const answer = known.get(key) ?? containsPoint(outline, point);
  known.set(key, answer);
  return answer;
}

function yearsOf(
  published: Capacity | undefined,
  value: (year: Capacity['years'][string]) => number,
): Record<string, number> {
  return Object.fromEntries(Object.entries(published?.years ?? {}).map(([year, one]) => [year, value(one)]));
}
