import { isHidden, type CalendarDay, type EventId, type SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';

/** The programme has one or two pilots with other carriers. */
export const pilotsMeant = { least: 1, most: 2 } as const;

export interface Pilot {
  readonly id: SubjectId;
  /** Undefined: withheld. */
  readonly name: string | undefined;
  readonly decisionId: SubjectId | undefined;
  readonly since: CalendarDay;
  /** The event that made it one. */
  readonly event: EventId;
  /** Stopped: it counts no more. */
  readonly ended: boolean;
}

export interface PilotCount {
  readonly used: number;
  readonly least: number;
  readonly most: number;
  readonly pilots: readonly Pilot[];
}

/** Plans that were designated, and interventions that are a pilot of something else; what stopped is named, not counted. */
export function pilotTracker(state: TopicState): PilotCount {
  const plans = streamsOf(state, 'plan').flatMap(([stream, plan]): Pilot[] => {
    if (!plan.pilot) return [];
    const title = lastRecorded(plan.details['title'])?.value;
    const decision = plan.pilot.value;
    return [
      {
        ...{ id: subjectOf(stream), name: typeof title === 'string' ? title : undefined },
        ...{ decisionId: isHidden(decision) ? undefined : decision, since: plan.pilot.from, event: plan.pilot.event },
        ended: plan.status === 'STOPPED',
      },
    ];
  });
  const known = new Set(plans.map(({ id }) => id));
  const others = streamsOf(state, 'intervention').flatMap(([stream, { started, stopped }]): Pilot[] => {
    if (!started || isHidden(started.value) || started.value.type !== 'PILOT') return [];
    if (started.value.targetIds.some((id) => known.has(id))) return [];
    const { hypothesis: name } = started.value;
    const traced = { since: started.from, event: started.event, ended: stopped !== undefined };
    return [{ id: subjectOf(stream), name, decisionId: undefined, ...traced }];
  });
  const pilots = [...plans, ...others].sort((a, b) => a.since.localeCompare(b.since) || a.id.localeCompare(b.id));
  return { used: pilots.filter(({ ended }) => !ended).length, ...pilotsMeant, pilots };
}
