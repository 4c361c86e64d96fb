import type { Refusal } from '../../events/decision.ts';
import { refusalSentence } from '../../events/refusals.ts';
import type { ProfileFacts, ProfileNote, ProfileReading } from './profile-facts.ts';
import { profileRows, type ProfileRow } from './profile-rows.ts';
import { readTimes, type WrittenTime } from './profile-times.ts';

/** What is wrong with a line (the first is 1), in words for who made the file. */
export interface LineError {
  readonly line: number;
  readonly code: string;
  readonly sentences: { readonly nl: string; readonly en: string };
}

export interface LoadProfile {
  readonly facts: ProfileFacts;
  /** MW, one per step, from the first of January on. */
  readonly values: readonly number[];
}

/** MW; more than this is no site's. */
const MOST_MW = 10_000;
const MOST_ERRORS = 20;
const HOURS = 8_760;

/**
 * Reads a load profile: a value per hour or per quarter of an hour, a whole year, one per line, with or without a
 * column of times and a header; separated by `;`, tab or comma, with a decimal point or comma.
 */
export function readProfile(text: string, reading: ProfileReading): LoadProfile | { errors: LineError[] } {
  const { rows, errors: unread, notes } = profileRows(text);
  if (unread.length > 0) return { errors: limited(unread.map(({ line, ...refusal }) => lineError(line, refusal))) };
  const leap = new Date(Date.UTC(reading.year, 1, 29)).getUTCMonth() === 1;
  const hours = leap ? HOURS + 24 : HOURS;
  const perHour = rows.length / hours;
  if (perHour !== 1 && perHour !== 4) return { errors: [countError(rows, hours, reading.year)] };
  const times = timesOf(rows);
  if ('errors' in times) return times;
  const read = readTimes(times, reading.year, 60 / perHour);
  if ('wrong' in read) {
    const { line = 1, cells } = rows[read.wrong.at] ?? {};
    return { errors: [lineError(line, { code: 'PROFILE_TIME', values: { expected: read.wrong.expected, found: cells?.time ?? '' } })] }; // prettier-ignore
  }
  const factor = factorOf(reading.unit, perHour);
  const values = rows.map(({ value }) => value * factor);
  const outside = rows.filter(({ value }) => value < 0 || value * factor > MOST_MW);
  if (outside.length > 0)
    return { errors: limited(outside.map(({ line, value }) => lineError(line, { code: 'PROFILE_OUT_OF_RANGE', values: { value, unit: reading.unit, most: MOST_MW / factor } }))) }; // prettier-ignore
  const all: ProfileNote[] = [...read.notes, ...notes, ...(leap ? (['LEAP_YEAR'] as const) : [])];
  const facts: ProfileFacts = {
    ...reading,
    step: perHour === 4 ? 'PT15M' : 'PT1H',
    values: values.length,
    peakMW: rounded(values.reduce((most, value) => Math.max(most, value), 0)),
    MWh: rounded(values.reduce((sum, value) => sum + value / perHour, 0)),
    notes: all,
  };
  return { facts, values };
}

/** Of a value in this unit, how many MW it was on average over its step. */
const factorOf = (unit: ProfileReading['unit'], perHour: number): number =>
  ({ MW: 1, kW: 1e-3, MWh: perHour, kWh: perHour * 1e-3 })[unit];

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** A row too many or too few is most often an hour of the days on which the clock is changed. */
function countError(rows: readonly ProfileRow[], hours: number, year: number): LineError {
  const values = { count: rows.length, hours, quarters: hours * 4, year };
  const nearly = [hours - 1, hours + 1, hours * 4 - 4, hours * 4 + 4].includes(rows.length);
  return lineError(rows.at(-1)?.line ?? 1, { code: nearly ? 'PROFILE_COUNT_CLOCK' : 'PROFILE_COUNT', values });
}

/** Every row has a time, or none has. */
function timesOf(rows: readonly ProfileRow[]): WrittenTime[] | { errors: LineError[] } {
  const timed = rows.flatMap(({ time }) => time ?? []);
  if (timed.length === 0 || timed.length === rows.length) return timed;
  const without = rows.filter(({ time }) => !time);
  return { errors: limited(without.map(({ line, cells }) => lineError(line, { code: 'PROFILE_NO_TIME', values: { found: cells.time ?? '' } }))) }; // prettier-ignore
}

const limited = (errors: readonly LineError[]): LineError[] => errors.slice(0, MOST_ERRORS);

function lineError(line: number, { code, values }: Refusal): LineError {
  return {
    line,
    code,
    sentences: { nl: refusalSentence(code, values, 'nl'), en: refusalSentence(code, values, 'en') },
  };
}
