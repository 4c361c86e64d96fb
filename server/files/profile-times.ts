import type { ProfileNote } from './profile-facts.ts';

/** A time as it stands in a file: minutes since 1970 by the clock it was written with, and that clock's distance to UTC. */
export interface WrittenTime {
  readonly minutes: number;
  /** Minutes; undefined: none was written. */
  readonly offset?: number;
}

const forms = [
  /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})[T ](?<h>\d{1,2}):(?<i>\d{2})(?::00(?:\.0+)?)?(?<z>Z|[+-]\d{2}:?\d{2})?$/,
  /^(?<d>\d{1,2})[-/](?<m>\d{1,2})[-/](?<y>\d{4})[T ]+(?<h>\d{1,2}):(?<i>\d{2})(?::00)?$/,
];

/** A time like 2025-03-30T02:00, 2025-03-30 02:00+01:00 or 30-03-2025 02:00; undefined: none. */
export function timeIn(cell: string): WrittenTime | undefined {
  for (const form of forms) {
    const parts = form.exec(cell)?.groups;
    if (!parts) continue;
    const [y, m, d, h, i] = ['y', 'm', 'd', 'h', 'i'].map((name) => Number(parts[name]));
    const at = Date.UTC(y ?? 0, (m ?? 0) - 1, d, h, i);
    if (Number.isNaN(at) || new Date(at).getUTCDate() !== d || (h ?? 24) > 23 || (i ?? 60) > 59) return undefined;
    const zone = parts['z'];
    return { minutes: at / 60_000, ...(zone === undefined ? {} : { offset: offsetOf(zone) }) };
  }
  return undefined;
}

/** The time in the form that an error names. */
export const printedTime = (minutes: number): string =>
  new Date(minutes * 60_000).toISOString().slice(0, 16).replace('T', ' ');

/** A time that is not where it should be, by its place in the row of times. */
export interface WrongTime {
  readonly at: number;
  readonly expected: string;
}

/**
 * How the times of a year run: by UTC, by the clock on the wall with its two jumps, or by winter time all year; and
 * whether they name the end of each step.
 * @param step minutes
 */
export function readTimes(
  times: readonly WrittenTime[],
  year: number,
  step: number,
): { notes: ProfileNote[] } | { wrong: WrongTime } {
  const [first] = times;
  if (!first) return { notes: ['NO_TIMES'] };
  if (first.offset !== undefined) return readInstants(times, year, step);
  const begin = Date.UTC(year, 0, 1) / 60_000;
  const shift = first.minutes - begin;
  if (shift !== 0 && shift !== step) return { wrong: { at: 0, expected: printedTime(begin) } };
  const atEnd: ProfileNote[] = shift === step ? ['TIMES_AT_END'] : [];
  const winter = times.findIndex(({ minutes }, n) => minutes !== begin + shift + n * step);
  if (winter < 0) return { notes: ['TIMES_WINTER', ...atEnd] };
  const wall = times.findIndex(({ minutes }, n) => minutes !== onTheWall(begin + shift + n * step, year));
  if (wall < 0) return { notes: ['TIMES_LOCAL', ...atEnd] };
  const at = Math.max(winter, wall);
  const expected = wall > winter ? onTheWall(begin + shift + at * step, year) : begin + shift + at * step;
  return { wrong: { at, expected: printedTime(expected) } };
}

/** With an offset, each time is a moment: they follow each other whatever the clock on the wall says. */
function readInstants(times: readonly WrittenTime[], year: number, step: number) {
  const instants = times.map(({ minutes, offset }) => minutes - (offset ?? 0));
  const begin = Date.UTC(year, 0, 1) / 60_000;
  // the year of the calendar, or that of UTC; each at the start or at the end of its steps
  const shift = [-60, 0, -60 + step, step].find((one) => instants[0] === begin + one);
  if (shift === undefined) return { wrong: { at: 0, expected: `${printedTime(begin)}+01:00` } };
  const at = instants.findIndex((instant, n) => instant !== begin + shift + n * step);
  if (at >= 0) return { wrong: { at, expected: `${printedTime(begin + shift + at * step)}Z` } };
  const notes: ProfileNote[] = shift === -60 || shift === -60 + step ? ['TIMES_LOCAL'] : ['TIMES_UTC'];
  return {
    notes: shift === step || (shift === -60 + step && shift !== 0) ? [...notes, 'TIMES_AT_END' as const] : notes,
  };
}

/** What the clock on the wall says at a moment of winter time (both in minutes). */
function onTheWall(winter: number, year: number): number {
  const summer = winter >= changeAt(year, 2) && winter < changeAt(year, 9);
  return summer ? winter + 60 : winter;
}

/** 2:00 winter time on the last Sunday of March (2) or October (9): when the clock is changed. */
function changeAt(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0));
  return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 2) / 60_000;
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.replaceAll(/[^\d]/g, '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
}
