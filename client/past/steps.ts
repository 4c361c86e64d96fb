import { amsterdamDay } from '../../events/timeline.ts';

/** A moment at which something happened. */
export interface Moment {
  readonly index: number;
  /** When it was recorded. */
  readonly at: string;
}

/** The place among moments, oldest first, of the last that is not after a log index; -1: all are after it. */
export function placeAt(moments: readonly Moment[], index: number): number {
  return moments.findLastIndex((moment) => moment.index <= index);
}

/** The place of the last moment of a day or, where that day has none, of the day before it that has; -1: none. */
export function placeOnDay(moments: readonly Moment[], day: string): number {
  return moments.findLastIndex((moment) => amsterdamDay(moment.at) <= day);
}

/** The place that a key leads to; undefined: it is no key of the slider. Days are those on which something happened. */
export function placeByKey(moments: readonly Moment[], place: number, key: string): number | undefined {
  const last = moments.length - 1;
  const within = (at: number): number => Math.min(last, Math.max(0, at));
  const here = moments[place];
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return within(place - 1);
    case 'ArrowRight':
    case 'ArrowUp':
      return within(place + 1);
    case 'Home':
      return within(0);
    case 'End':
      return within(last);
    case 'PageDown': {
      const today = here && amsterdamDay(here.at);
      return within(moments.findLastIndex((one, at) => at < place && amsterdamDay(one.at) !== today));
    }
    case 'PageUp': {
      const today = here && amsterdamDay(here.at);
      const next = moments.findIndex((one, at) => at > place && amsterdamDay(one.at) !== today);
      const day = next < 0 ? undefined : amsterdamDay(moments[next]?.at ?? '');
      return day === undefined ? within(last) : within(placeOnDay(moments, day));
    }
    default:
      return undefined;
  }
}
