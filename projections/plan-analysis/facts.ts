import { isHidden, type CalendarDay, type LogIndex, type SubjectId } from '../../events/envelope.ts';
import type { DetailValue } from '../../events/details.ts';
import { streamOf } from '../../events/ids.ts';
import type { InfrastructureState } from '../../events/infrastructure/state.ts';
import { presentParticipants, type ParticipantRole, type PlanState } from '../../events/plan/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import type { Parameters } from '../analysis/parameters.ts';
import { streamsOf, streamState, type TopicState } from '../topic/topic.ts';

/** Powers of a year, one per step, in MW. */
export interface Profile {
  readonly values: Float64Array;
  /** Length of a step in hours. */
  readonly stepHours: number;
}

/** Everything that a plan's calculation is made of. Nothing of it is redacted here: it is given what may go in. */
export interface PlanFacts {
  readonly plan: PlanState;
  readonly planId: SubjectId;
  /** The table of its region, with the sites of its participants. */
  readonly table: TopicState;
  /** Where else infrastructure is found: the country's backbones. */
  readonly national?: TopicState;
  readonly parameters: Parameters;
  readonly on: CalendarDay;
  /** By which consents values may be used, where they are not those of `table` and `on`: rights are always today's. */
  readonly rights?: { readonly table: TopicState; readonly on: CalendarDay };
  /** Up to which index of the log all of it was read. */
  readonly index: LogIndex;
  /** What is typed in the plan's fields and not sent. */
  readonly typed: Readonly<Record<string, DetailValue>>;
  /** The profile that lies in a file; undefined: it is gone. */
  readonly profile: (file: string) => Profile | undefined;
}

/** A site that a participant has brought to the plan. */
export interface PlanSite {
  readonly id: SubjectId;
  readonly site: SiteState;
  readonly org: SubjectId;
  readonly role: ParticipantRole;
}

/** The sites that are brought to the plan, in the order in which their participants came. */
export function sitesOf({ plan, table }: Pick<PlanFacts, 'plan' | 'table'>): PlanSite[] {
  return presentParticipants(plan).flatMap(({ org, role, siteIds }) =>
    siteIds.flatMap((id) => {
      const site = streamState(table, 'site', streamOf(id)?.stream ?? '');
      return site?.exists === true ? [{ id, site, org, role }] : [];
    }),
  );
}

/** A piece of infrastructure that the plan names, wherever it lies. */
export function infrastructureOf(
  { table, national }: Pick<PlanFacts, 'table' | 'national'>,
  id: SubjectId,
): InfrastructureState | undefined {
  const stream = streamOf(id)?.stream ?? '';
  return (
    streamState(table, 'infrastructure', stream) ??
    (national && streamState(national, 'infrastructure', stream)) ??
    undefined
  );
}

/** What an operator has granted the plan's group for offtake, in MW, with the event that says so. */
export function grantedOfftake({ table, planId }: Pick<PlanFacts, 'table' | 'planId'>) {
  for (const [, { groups }] of streamsOf(table, 'infrastructure')) {
    const granted = groups[planId]?.['OFFTAKE']?.granted;
    if (granted && !isHidden(granted.value)) return { MW: granted.value.MW, entry: granted };
  }
  return undefined;
}

/** The year whose grid counts: that in which the plan is to work, else that of the day it is calculated for. */
export function yearOf({ plan, on }: Pick<PlanFacts, 'plan' | 'on'>): number {
  const working = Object.values(plan.milestones).find(({ gate }) => gate === 'G5')?.forecast.value;
  const day = typeof working === 'string' ? working : on;
  return Math.min(2050, Math.max(2020, Number(day.slice(0, 4))));
}
