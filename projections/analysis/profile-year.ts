/**
 * A profile of a year runs through real hours (or quarters of them) that follow each other, from midnight in Amsterdam
 * on 1 January: 8,760 or 8,784 hours. In March a day has 23 hours and in October one has 25; together they are as many
 * as without summer time.
 */
export function hoursIn(year: number): 8_760 | 8_784 {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 8_784 : 8_760;
}

const WHOLE_YEARS: ReadonlySet<number> = new Set([8_760, 8_784, 35_040, 35_136]);

/** Does a profile of so many steps hold a whole year, in hours or quarters of them? */
export const isWholeYear = (steps: number): boolean => WHOLE_YEARS.has(steps);

/** For each hour of such a year what the clock in Amsterdam says, 0–23. */
export function clockHours(year: number): Uint8Array {
  const hours = new Uint8Array(hoursIn(year));
  // In winter Amsterdam is an hour ahead of UTC, so that its year begins at 23:00 UTC.
  const start = Date.UTC(year - 1, 11, 31, 23) / HOUR_MS;
  const [summer, winter] = [lastSundayOf(year, 2), lastSundayOf(year, 9)].map((day) => Date.UTC(...day, 1) / HOUR_MS);
  for (let at = 0; at < hours.length; at++) {
    const utc = start + at;
    const ahead = utc >= (summer ?? 0) && utc < (winter ?? 0) ? 2 : 1;
    hours[at] = (utc + ahead) % 24;
  }
  return hours;
}

const HOUR_MS = 3_600_000;

function lastSundayOf(year: number, month: number): [year: number, month: number, day: number] {
  const last = new Date(Date.UTC(year, month + 1, 0));
  return [year, month, last.getUTCDate() - last.getUTCDay()];
}

/** Mean power of each hour of a profile in quarters of an hour. */
export function hourly(quarters: ArrayLike<number>): Float64Array {
  const hours = new Float64Array(quarters.length / 4);
  for (let at = 0; at < quarters.length; at++) hours[at >> 2] = (hours[at >> 2] ?? 0) + (quarters[at] ?? 0) / 4;
  return hours;
}
