import type { Carrier } from '../../events/carriers.ts';
import { isHidden, type CalendarDay, type SubjectId } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import type { InfrastructureKind } from '../../events/infrastructure/details.ts';
import type { Capacity, InfrastructureState } from '../../events/infrastructure/state.ts';
import type { Area, ConfrontationInput, Section } from '../analysis/confrontation/input.ts';
import { directionCell, infrastructureRow, type Direction } from '../region-places/infrastructure-rows.ts';
import { streamState, streamsOf, type TopicState } from '../topic/topic.ts';
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

/** What somebody asked of the grid, as far as it can be seen. */
export interface OwnRequest {
  readonly at: SubjectId | undefined;
  readonly MW: number;
  readonly requestedOn: CalendarDay;
}

/** The grids and pipes of a table as they hold on a day, for one direction of electricity. */
export class Networks {
  readonly #state: TopicState;
  readonly #on: CalendarDay;
  readonly #direction: Direction;

  constructor(state: TopicState, on: CalendarDay, direction: Direction) {
    this.#state = state;
    this.#on = on;
    this.#direction = direction;
  }

  /** The network of a table that carries this; undefined: no such one. */
  carrying(carrier: Carrier, id: SubjectId | undefined): InfrastructureState | undefined {
    const one = id === undefined ? undefined : this.#infrastructure(id);
    return one?.kind === kindOfCarrier[carrier] ? one : undefined;
  }

  /** The smallest part of the grid around a point: one that is above another part around it does not count. */
  areaAround(point: readonly [number, number]): SubjectId | undefined {
    const around = streamsOf(this.#state, 'infrastructure').filter(
      ([, { kind, geometry }]) =>
        kind === 'GRID_AREA' && geometry?.type === 'MultiPolygon' && containsPoint(geometry as never, point),
    );
    const above = new Set(around.flatMap(([stream]) => this.chainOf(subjectOf(stream)).slice(1)));
    return around.map(([stream]) => subjectOf(stream)).find((id) => !above.has(id));
  }

  /** An area and all above it, as far as they lie on the table. */
  chainOf(id: SubjectId): SubjectId[] {
    const chain: SubjectId[] = [];
    for (let at: SubjectId | undefined = id; at !== undefined && !chain.includes(at); at = this.#parentOf(at))
      chain.push(at);
    return chain;
  }

  /** Every grid area as the calculation takes it. What can be seen of a published queue is not counted as others'. */
  areas(requests: readonly OwnRequest[]): ConfrontationInput['areas'] {
    const areas: Record<string, Area> = {
      [UNKNOWN_AREA]: { firmMW: {}, plannedNotFirmMW: {}, alleviationYear: null, parent: null },
    };
    for (const [stream, one] of streamsOf(this.#state, 'infrastructure')) {
      if (one.kind !== 'GRID_AREA') continue;
      const id = subjectOf(stream);
      const { capacity, congestion } = directionCell(one, this.#direction, this.#on);
      const published = capacity && !isHidden(capacity.value) ? capacity.value : undefined;
      const parent = this.#parentOf(id);
      const queued = requests.filter(
        ({ at, requestedOn }) =>
          at !== undefined && requestedOn <= (published?.asOf ?? '') && this.chainOf(at).includes(id),
      );
      const own = queued.reduce((sum, { MW }) => sum + MW, 0);
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
    for (const [stream, one] of streamsOf(this.#state, 'infrastructure')) {
      if (one.kind === 'GRID_AREA') continue;
      const { section } = infrastructureRow(subjectOf(stream), one, this.#on, (id) => id);
      const there = section ?? (standing.includes(one.kind) ? { year: 2000, firmness: 'FIRM' } : undefined);
      if (there)
        sections[subjectOf(stream)] = {
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

  #parentOf(id: SubjectId): SubjectId | undefined {
    const one = this.#infrastructure(id);
    return this.#direction === 'OFFTAKE' ? one?.offtakeParentId : one?.feedInParentId;
  }

  #infrastructure(id: SubjectId): InfrastructureState | undefined {
    return streamState(this.#state, 'infrastructure', streamOf(id)?.stream ?? '');
  }
}

function yearsOf(
  published: Capacity | undefined,
  value: (year: Capacity['years'][string]) => number,
): Record<string, number> {
  return Object.fromEntries(Object.entries(published?.years ?? {}).map(([year, one]) => [year, value(one)]));
}
