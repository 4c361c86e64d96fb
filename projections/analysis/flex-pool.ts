import { z } from 'zod';
import { calculation } from './calculation.ts';
import { choice, count, listOf, named, quantity } from './quantity.ts';
import { contradiction } from './refused.ts';

const HOURS = 24;
const byHour = () => listOf(quantity('MW', 0, 5_000), HOURS, HOURS);

const anAsset = z.strictObject({
  id: named(),
  type: choice(['SHIFT', 'SHED', 'STORAGE', 'FUEL_SWITCH']),
  /** By hour of the clock, 0–23: at which hours it can give way, and how far. */
  availableMW: byHour(),
  /** In one call, whether they follow each other or not. */
  maxHours: quantity('h', 0, HOURS),
  callsPerYear: count('1/yr', 0, 8_784),
  costEURPerMWh: quantity('EUR/MWh', 0, 10_000),
});

const input = z
  .strictObject({
    /** What has to be given way on a day of a call, by hour of the clock. */
    neededMW: byHour(),
    callsPerYear: count('1/yr', 0, 8_784),
    assets: listOf(anAsset, 0, 400),
  })
  .superRefine(({ assets }, context) => {
    const ids = assets.map(({ id }) => id);
    for (const [at, id] of ids.entries())
      if (ids.indexOf(id) < at) contradiction(context, ['assets', at, 'id'], 'TWICE', { name: id });
  });

type Asset = z.infer<typeof anAsset>;

export interface FlexPoolOutput {
  /** 24 of each: what the pool could give if it were asked in this hour alone, what it gives, what is short. */
  readonly availableMW: readonly number[];
  readonly givenMW: readonly number[];
  readonly shortageMW: readonly number[];
  /** Of the energy needed on a day of a call; null when none is. */
  readonly coverage: number | null;
  readonly assets: Readonly<Record<string, { readonly givenMW: readonly number[]; readonly EURPerCall: number }>>;
  readonly EURPerCall: number;
  readonly EURPerYear: number;
  /** They can be called less often than the pool is, and are not counted. */
  readonly calledTooSeldom: readonly string[];
}

/**
 * What a pool of flexible assets can give by hour of the day, the cheapest first. An asset that may run for few hours
 * goes where most is still short. Whole hours; the part of an hour in `maxHours` is not used. MW. Domain A.6, FLEX_POOL.
 */
export const flexPool = calculation({
  name: 'flex-pool',
  input,
  uses: [],
  calculate: ({ neededMW, callsPerYear, assets }): FlexPoolOutput => {
    const able = assets.filter((asset) => asset.callsPerYear >= callsPerYear);
    const shortageMW = [...neededMW];
    const inOrder = [...able].sort((one, other) => one.costEURPerMWh - other.costEURPerMWh);
    const used = inOrder.map((asset) => {
      const givenMW = given(asset, shortageMW);
      for (const [hour, MW] of givenMW.entries()) shortageMW[hour] = (shortageMW[hour] ?? 0) - MW;
      return [asset.id, { givenMW, EURPerCall: total(givenMW) * asset.costEURPerMWh }] as const;
    });
    const needed = total(neededMW);
    const EURPerCall = total(used.map(([, asset]) => asset.EURPerCall));
    return {
      availableMW: neededMW.map((_, hour) =>
        total(able.map((asset) => (asset.maxHours >= 1 ? (asset.availableMW[hour] ?? 0) : 0))),
      ),
      givenMW: neededMW.map((MW, hour) => MW - (shortageMW[hour] ?? 0)),
      shortageMW,
      coverage: needed > 0 ? 1 - total(shortageMW) / needed : null,
      assets: Object.fromEntries(used),
      ...{ EURPerCall, EURPerYear: EURPerCall * callsPerYear },
      calledTooSeldom: assets.filter((asset) => !able.includes(asset)).map(({ id }) => id),
    };
  },
});

/** In the hours in which it helps most, as many as it may run; of hours alike the earliest. */
function given({ availableMW, maxHours }: Asset, shortageMW: readonly number[]): number[] {
  const could = availableMW.map((MW, hour) => Math.min(MW, shortageMW[hour] ?? 0));
  const hours = [...could.keys()].sort((one, other) => (could[other] ?? 0) - (could[one] ?? 0) || one - other);
  const chosen = new Set(hours.slice(0, Math.floor(maxHours)));
  return could.map((MW, hour) => (chosen.has(hour) ? MW : 0));
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
