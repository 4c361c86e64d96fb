import { hourly } from '../analysis/profile-year.ts';
import type { Profile } from './facts.ts';

/** Power of a year: a profile, or one power for so many hours from the year's beginning on. */
export type Load = Profile | { readonly MW: number; readonly hours: number };

const YEAR_HOURS = 8_760;

/**
 * Sources and sinks on the same steps. Loads without a profile are flat and begin together, which is the best that can
 * be: a profile takes that doubt away. Undefined: the profiles are of years of other lengths.
 */
export function onSameSteps(
  sources: readonly Load[],
  sinks: readonly Load[],
): { hours: number[]; sourceMW: number[]; sinkMW: number[] } | undefined {
  const all = [...sources, ...sinks];
  const profiles = all.flatMap((load) => ('values' in load ? [inHours(load)] : []));
  const [first] = profiles;
  if (profiles.some(({ length }) => length !== first?.length)) return undefined;
  const hours = first ? Array.from(first, () => 1) : stepsBetween(all);
  const starts: number[] = [];
  hours.reduce((at, length) => (starts.push(at), at + length), 0);
  const summed = (loads: readonly Load[]): number[] => {
    const sum = hours.map(() => 0);
    for (const load of loads) {
      const profile = 'values' in load ? inHours(load) : undefined;
      for (const [step, length] of hours.entries()) {
        const MW = profile ? (profile[step] ?? 0) : flat(load, starts[step] ?? 0, length);
        sum[step] = (sum[step] ?? 0) + MW;
      }
    }
    return sum;
  };
  return { hours, sourceMW: summed(sources), sinkMW: summed(sinks) };
}

/** Net loads of members on the same steps; undefined: they are of years of other lengths. */
export function sameLength(profiles: readonly Profile[]): Float64Array[] | undefined {
  const one = profiles[0]?.values.length;
  if (profiles.every(({ values }) => values.length === one)) return profiles.map(({ values }) => values);
  const hours = profiles.map(inHours);
  return hours.every(({ length }) => length === hours[0]?.length) ? hours : undefined;
}

function inHours({ values, stepHours }: Profile): Float64Array {
  return stepHours === 0.25 ? hourly(values) : values;
}

/** Steps at whose ends some flat load stops. */
function stepsBetween(loads: readonly Load[]): number[] {
  const ends = loads.flatMap((load) => ('hours' in load ? [Math.min(load.hours, YEAR_HOURS)] : []));
  const sorted = [...new Set([...ends, YEAR_HOURS])].filter((end) => end > 0).sort((a, b) => a - b);
  return sorted.map((end, at) => end - (sorted[at - 1] ?? 0));
}

/** Mean power over a step of a load that is flat from the beginning on. */
function flat(load: Load, start: number, length: number): number {
  if ('values' in load) return 0;
  const within = Math.min(length, Math.max(0, load.hours - start));
  return (load.MW * within) / length;
}
