import type { FlowUnit } from '../../events/carriers.ts';
import { isHidden, type CalendarDay, type SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import { capacityUnit, infrastructureKinds, type InfrastructureKind } from '../../events/infrastructure/details.ts';
import type { Capacity, CongestionStatus, InfrastructureState } from '../../events/infrastructure/state.ts';
import { entryOn, lastRecorded, type Entry, type Timeline } from '../../events/timeline.ts';
import { organisationNames } from '../region-overview/region-overview.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';

export const directions = ['OFFTAKE', 'FEED_IN'] as const;
export type Direction = (typeof directions)[number];

/** What was published of one direction, and how full it is there. */
export interface DirectionCell {
  readonly direction: Direction;
  readonly capacity?: Entry<Capacity>;
  readonly years: Capacity['years'];
  readonly congestion?: CongestionStatus;
  readonly congestionEntry?: Entry<CongestionStatus>;
  /** The figures are older than a year. */
  readonly stale: boolean;
}

export interface InfrastructureRow {
  readonly id: SubjectId;
  readonly name: string;
  readonly kind: InfrastructureKind;
  readonly operatorId: SubjectId;
  readonly operator: string;
  readonly unit: FlowUnit;
  readonly directions: readonly DirectionCell[];
  /** Year in which a section is there, and how sure that is. */
  readonly section?: { readonly year: number; readonly firmness: string };
}

/** Grid areas and sections of a table as they hold on a day, by kind and name. */
export function infrastructureRows(state: TopicState, on: CalendarDay): InfrastructureRow[] {
  const nameOf = organisationNames(state);
  return streamsOf(state, 'infrastructure')
    .map(([stream, one]) => infrastructureRow(subjectOf(stream), one, on, nameOf))
    .sort(
      (a, b) =>
        infrastructureKinds.indexOf(a.kind) - infrastructureKinds.indexOf(b.kind) || a.name.localeCompare(b.name, 'nl'),
    );
}

export function infrastructureRow(
  id: SubjectId,
  one: InfrastructureState,
  on: CalendarDay,
  nameOf: (id: SubjectId) => string,
): InfrastructureRow {
  const section = seen(one.sectionYear, on)?.value;
  const name = seen(one.details['name'], on)?.value;
  return {
    ...{
      id,
      kind: one.kind,
      operatorId: one.operatorId,
      operator: nameOf(one.operatorId),
      unit: capacityUnit[one.kind],
    },
    name: typeof name === 'string' ? name : nameOf(one.operatorId),
    directions: directions.map((direction) => directionCell(one, direction, on)),
    ...(section === undefined || isHidden(section) ? {} : { section }),
  };
}

/** What holds of one direction on a day. */
export function directionCell(one: InfrastructureState, direction: Direction, on: CalendarDay): DirectionCell {
  const capacity = seen(one.capacity[direction], on);
  const congestion = seen(one.congestion[direction], on);
  const published = capacity && !isHidden(capacity.value) ? capacity.value : undefined;
  return {
    direction,
    years: published?.years ?? {},
    ...(capacity === undefined ? {} : { capacity }),
    ...(congestion === undefined || isHidden(congestion.value)
      ? {}
      : { congestion: congestion.value, congestionEntry: congestion }),
    stale: published !== undefined && published.asOf < yearBefore(on),
  };
}

const yearBefore = (day: CalendarDay): CalendarDay => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;

function seen<T>(timeline: Timeline<T> | undefined, on: CalendarDay): Entry<T> | undefined {
  return entryOn(timeline ?? [], on) ?? lastRecorded(timeline);
}
