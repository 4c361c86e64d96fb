import fc from 'fast-check';
import type { Contributions } from '../../../projections/aggregates/cohort.ts';

/** A figure of some sites as it goes on: who they belong to, where they lie, and how their values change. */
export interface World {
  readonly moments: readonly Contributions[];
  readonly cells: readonly string[];
}

interface SiteDraft {
  parent: number;
  province: number;
  res: number;
  sector: number;
  size: number;
  digits: number;
}

const site = fc.record({
  parent: fc.integer({ min: 0, max: 8 }),
  province: fc.integer({ min: 0, max: 2 }),
  res: fc.integer({ min: 0, max: 2 }),
  sector: fc.integer({ min: 0, max: 1 }),
  size: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2),
  digits: fc.integer({ min: 100, max: 999 }),
});

/** What happens between two moments: some sites change, change back, move, come or go. */
const step = fc.record({
  changed: fc.array(fc.record({ site: fc.nat(), value: fc.integer({ min: 100, max: 999 }), back: fc.boolean() }), {
    maxLength: 20,
    size: 'max',
  }),
  moved: fc.array(fc.record({ site: fc.nat(), province: fc.integer({ min: 0, max: 2 }) }), { maxLength: 1 }),
  gone: fc.array(fc.nat(), { maxLength: 1 }),
});

/** Worlds of 8 to 40 sites of up to nine parents, of 1 to 5 moments; regions overlap as provinces and RES regions do. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    sites: fc.array(site, { minLength: 8, maxLength: 40, size: 'max' }),
    steps: fc.array(step, { maxLength: 4, size: 'max' }),
  })
  .map(({ sites, steps }) => {
    const values = sites.map(({ digits, size }) => [digits * 10 ** size]);
    const here = sites.map(({ province }) => province);
    const present = sites.map(() => true);
    const moment = (): Contributions =>
      new Map(
        sites.flatMap((one, at) =>
          present[at]
            ? [
                [
                  `site ${at}`,
                  {
                    parent: `parent ${one.parent}`,
                    value: values[at]?.at(-1) ?? 0,
                    cells: cellsOf(one, here[at] ?? 0),
                  },
                ] as const,
              ]
            : [],
        ),
      );
    const moments = [moment()];
    for (const { changed, moved, gone } of steps) {
      for (const { site: nth, value, back } of changed) {
        const at = nth % sites.length;
        const known = values[at] ?? [];
        known.push(back ? (known[0] ?? 0) : value * 10 ** (sites[at]?.size ?? 0));
      }
      for (const { site: nth, province } of moved) here[nth % sites.length] = province;
      for (const nth of gone) present[nth % sites.length] = !(present[nth % sites.length] ?? true);
      moments.push(moment());
    }
    const regions = [0, 1, 2].flatMap((n) => [`province ${n}`, `res ${n}`]);
    const sectors = [0, 1].flatMap((sector) => ['national', ...regions].map((region) => `${region}/${sector}`));
    return { moments, cells: ['national', ...regions.sort(), ...sectors] };
  });

function cellsOf({ res, sector }: SiteDraft, province: number): string[] {
  // a third of the second kind of region lies across two of the first
  const regions = ['national', `province ${province}`, `res ${res}`];
  return [...regions, ...regions.map((region) => `${region}/${sector}`)];
}
