import { expect } from 'vitest';
import type { ReleaseState } from '../../events/release/state.ts';
import { releaseOf } from '../../events/release/subject.ts';
import { streamOf } from '../../events/ids.ts';
import type { Core } from '../../server/composition/core.ts';
import { nameIds } from '../../server/exchange/example/make-example.ts';
import { newCommandId } from './ids.ts';

/** Regions beside each other, the first wanted first, and how many sites lie in each: the last are too few to be told of. */
export const places = { Waard: 8, Heuvel: 7, Eiland: 2 } as const;
const kinds = {
  Waard: { kind: 'PROVINCE', cbsCode: 'PV24' },
  Heuvel: { kind: 'RES', cbsCode: 'ES07' },
  Eiland: { kind: 'CUSTOM' },
} as const;
export type Place = keyof typeof places;

/** MWh that a site uses at first: numbers that stand nowhere else. */
export const gasOf = (place: Place, nth: number): number =>
  1000.53 + 101 * nth + 7 * Object.keys(places).indexOf(place);

/** A clock that a test sets. */
export class Clock {
  #now = Date.parse('2026-03-01T12:00:00Z');
  readonly now = (): number => (this.#now += 1);

  /** Midday, that many days on. */
  days(count: number): void {
    this.#now = Date.parse(new Date(this.#now + count * 86_400_000).toISOString().slice(0, 10)) + 12 * 3_600_000;
  }
}

/** A small country of brickworks with three owners a region and more, each of which has used gas in 2024. */
export function countryOn(core: Core) {
  const id = nameIds(core.seed());
  const give = async (type: string, subject: string, data: Record<string, unknown>): Promise<void> => {
    const answer = await core.commands.executeAsSystem({ id: newCommandId(), type, subject, data });
    expect(answer.ok, `${type} ${JSON.stringify(answer)}`).toBe(true);
  };
  const region = (place: Place): string => id('reg', place);
  const site = (place: Place, nth: number): string => id('sit', `${place} ${nth}`);
  const owner = (place: Place, nth: number): string => id('org', `${place} ${nth % 5}`);
  const uses = (place: Place, nth: number, MWh: number): Promise<void> =>
    give('ReportEnergyUse', site(place, nth), { carrier: 'NATURAL_GAS', year: 2024, MWh, quality: 'MEASURED' });
  const found = async (): Promise<void> => {
    for (const [at, [place, sites]] of Object.entries(places).entries()) {
      const west = 4 + at;
      const ring = [
        [west, 52],
        [west + 1, 52],
        [west + 1, 53],
        [west, 53],
        [west, 52],
      ];
      await give('DefineRegion', region(place as Place), {
        ...{ name: place, ...kinds[place as Place], geometry: { type: 'MultiPolygon', coordinates: [[ring]] } },
        ...{ provinceCodes: ['PV24'], municipalityCodes: [] },
      });
      for (let nth = 0; nth < 5; nth++)
        await give('RegisterOrganisation', owner(place as Place, nth), { name: `Oven ${nth}`, kinds: ['COMPANY'] });
      for (let nth = 0; nth < sites; nth++) {
        await give('RegisterSite', site(place as Place, nth), {
          ...{ orgId: owner(place as Place, nth), name: `Oven ${nth}`, address: { city: place }, sector: 'CERAMICS' },
          ...{ point: [west + 0.1 + nth / 20, 52.5], location: 'ONSHORE' },
        });
        await uses(place as Place, nth, gasOf(place as Place, nth));
      }
    }
  };
  /** What is told of a region or the country, by key: value and the moment it is of, oldest first. */
  const told = (scope: string): Record<string, [value: number, index: number][]> => {
    const state = core.readModels.state(streamOf(releaseOf(scope))?.stream ?? '') as ReleaseState | undefined;
    return Object.fromEntries(
      Object.entries(state?.totals ?? {}).map(([name, entries]) => [
        name,
        entries.flatMap(({ value }): [number, number][] => ('value' in value ? [[value.value, value.index]] : [])),
      ]),
    );
  };
  return { id, give, region, site, owner, uses, found, told };
}
