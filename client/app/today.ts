import type { CalendarDay } from '../../events/envelope.ts';
import { amsterdamDay } from '../../events/timeline.ts';

/** Today's day in the Netherlands. */
export function today(): CalendarDay {
  return amsterdamDay(new Date().toISOString());
}
