import { clockHours, hoursIn, hourly } from '../analysis/profile-year.ts';
import type { JointConnectionInput } from '../analysis/joint-connection/input.ts';
import { sitesOf, type PlanFacts } from './facts.ts';

/** What is drawn of a group's load: never a step of it, so that 35,040 of them draw as smoothly as a hundred. */
export interface LoadPicture {
  /** Net load of the group that is exceeded in 0, 1 … 100 % of the year, MW. */
  readonly durationMW: readonly number[];
  /** What may be taken together: the contracts, or what the operator has granted if that is less. */
  readonly limitMW: number;
  /** Mean net load by hour of the clock, per member and of all who are not named. */
  readonly dayMW: readonly { readonly of: string | null; readonly values: readonly number[] }[];
}

const PERCENT = 100;

/** The load of a group, of whose members each is named. */
export function loadPicture(facts: PlanFacts, input: JointConnectionInput): LoadPicture {
  const { profilesMW, contractMW, grantedMW } = input;
  const members = Object.entries(profilesMW);
  const steps = members[0]?.[1].length ?? 0;
  const sum = new Float64Array(steps);
  for (const [, profile] of members) for (let at = 0; at < steps; at++) sum[at] = (sum[at] ?? 0) + (profile[at] ?? 0);
  const sorted = Float64Array.from(sum).sort().reverse();
  const durationMW = Array.from({ length: PERCENT + 1 }, (_, at) =>
    rounded(sorted[Math.round((at / PERCENT) * (steps - 1))] ?? 0),
  );
  const contracts = Object.values(contractMW).reduce((total, MW) => total + MW, 0);
  const clock = clockOf(yearOfProfiles(facts), steps);
  const dayMW = members.map(([of, profile]) => ({ of, values: byHour(profile, clock) }));
  return { durationMW, limitMW: Math.min(contracts, grantedMW ?? Infinity), dayMW };
}

/** Only these members by name; the others as one. */
export function withOwnOnly({ dayMW, ...rest }: LoadPicture, own: readonly string[]): LoadPicture {
  const named = dayMW.filter(({ of }) => of !== null && own.includes(of));
  const others = dayMW.filter(({ of }) => of === null || !own.includes(of));
  if (others.length === 0) return { ...rest, dayMW: named };
  const values = Array.from({ length: 24 }, (_, hour) =>
    rounded(others.reduce((sum, one) => sum + (one.values[hour] ?? 0), 0)),
  );
  return { ...rest, dayMW: [...named, { of: null, values }] };
}

function byHour(profile: readonly number[], clock: ArrayLike<number>): number[] {
  const hours = profile.length === clock.length ? Float64Array.from(profile) : hourly(profile);
  const [sums, counts] = [new Float64Array(24), new Float64Array(24)];
  for (let at = 0; at < hours.length; at++) {
    const hour = clock[at] ?? at % 24;
    sums[hour] = (sums[hour] ?? 0) + (hours[at] ?? 0);
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  return Array.from(sums, (sum, hour) => rounded(sum / Math.max(1, counts[hour] ?? 1)));
}

/** What the clock says at each step of an hour; of what is no whole year, hours one after the other. */
function clockOf(year: number, steps: number): ArrayLike<number> {
  const hours = hoursIn(year);
  if (steps === hours || steps === hours * 4) return clockHours(year);
  return Uint8Array.from({ length: steps > 9_000 ? steps / 4 : steps }, (_, at) => at % 24);
}

function yearOfProfiles(facts: PlanFacts): number {
  const value = sitesOf(facts).flatMap(({ site }) => site.loadProfiles)[0]?.value;
  return value !== undefined && 'year' in value ? value.year : 2025;
}

/** To a kilowatt: a picture, and no way to the values behind it. */
const rounded = (MW: number): number => Math.round(MW * 1_000) / 1_000;
