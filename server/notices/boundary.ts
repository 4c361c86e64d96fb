import type { CalendarDay } from '../../events/envelope.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import type { Digest } from '../../projections/notices/notice.ts';

/** Digests go out at this hour in Europe/Amsterdam, the weekly ones on Mondays. */
export const DIGEST_HOUR = 7;
const DAY_MS = 86_400_000;
const hourInAmsterdam = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  hour: 'numeric',
  hour12: false,
});

export interface Boundary {
  /** The day that names the digest. */
  readonly day: CalendarDay;
  /** The moment up to which it tells, in ms since 1970. */
  readonly at: number;
}

/** The last moment, at or before now (ms since 1970), at which a digest was due. */
export function lastBoundary(now: number, digest: Exclude<Digest, 'off'>): Boundary {
  let day = amsterdamDay(new Date(now).toISOString());
  while (instantOf(day) > now || (digest === 'weekly' && weekday(day) !== 1)) day = dayBefore(day);
  return { day, at: instantOf(day) };
}

/** The digest's hour on a day, by the clock of Amsterdam in summer and in winter. */
function instantOf(day: CalendarDay): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const candidates = [1, 2].map((ahead) => midnight + (DIGEST_HOUR - ahead) * 3_600_000);
  return candidates.find((at) => Number(hourInAmsterdam.format(at)) === DIGEST_HOUR) ?? midnight;
}

const weekday = (day: CalendarDay): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const dayBefore = (day: CalendarDay): CalendarDay =>
  new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
