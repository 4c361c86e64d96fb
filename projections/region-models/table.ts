import type { CalendarDay, Hidden, SubjectId } from '../../events/envelope.ts';
import { isHidden } from '../../events/envelope.ts';
import { entryOn, lastRecorded, type Timeline } from '../../events/timeline.ts';
import type { Parameters } from '../analysis/parameters.ts';
import type { TopicState } from '../topic/topic.ts';

/** The table of a region as somebody may see it, on a day, with the parameters that hold: what every model is made of. */
export interface Table {
  readonly state: TopicState;
  readonly regionId: SubjectId;
  readonly on: CalendarDay;
  /** Does a site lie in the region? Others were brought to a plan from elsewhere. */
  readonly here: (site: SubjectId) => boolean;
  readonly parameters: Parameters;
}

/** What a viewer sees of an entry; undefined: nothing, or it is hidden from him. */
export function shownOf<T>(entry: { readonly value: T | Hidden } | undefined): T | undefined {
  return entry === undefined || isHidden(entry.value) ? undefined : entry.value;
}

/** What holds on a day, else what was recorded last. */
export function heldOn<T>(timeline: Timeline<T> | undefined, on: CalendarDay): T | undefined {
  return shownOf(entryOn(timeline ?? [], on) ?? lastRecorded(timeline));
}
