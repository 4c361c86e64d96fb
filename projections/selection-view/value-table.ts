import { isHidden } from '../../events/envelope.ts';
import { scoreOf } from '../../events/selection/decide-score.ts';
import { isOfFew } from '../../events/selection/few-sites.ts';
import type { Range, SelectionModel, SelectionState } from '../../events/selection/state.ts';
import { usualBounds, type Bounds } from '../analysis/selection/criteria.ts';

/**
 * A score on the line from worst (0) to best (1), rising, not cut off at its ends: what lies beyond counts 0 or 1 once
 * it is drawn. `even`: nothing is more likely than anything else.
 */
export interface Value {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  readonly even?: true;
}

type ByCriterion<T> = Readonly<Record<string, T>>;

export interface ValueTable {
  /** Null: it follows from a raw score that is not shown. */
  readonly bounds: ByCriterion<Bounds | null>;
  /** By region and criterion; null: there is no score yet. */
  readonly values: Readonly<Record<string, ByCriterion<Value | null>>>;
}

/** Every score as a value, and the bounds by which it is one; undefined: there is no model, or scores are hidden. */
export function valueTable(state: SelectionState): ValueTable | undefined {
  const model = modelOf(state);
  if (!model) return undefined;
  const bounds = Object.fromEntries(model.criteria.map(({ key }) => [key, boundsOf(state, model, key)]));
  const values = byRegion(model, (region, key): Value | null => {
    const standing = standingScore(state, region, key);
    return standing === undefined ? null : valueOfRange(standing, bounds[key] ?? [0, 1]);
  });
  return { bounds, values };
}

/**
 * The table as it is shown to who may not see raw scores of few sites: all values of such a criterion in hundredths,
 * and bounds only where they were agreed and do not follow from the scores.
 */
export function shownTable(state: SelectionState, table: ValueTable): ValueTable {
  const model = modelOf(state);
  if (!model) return table;
  const few = new Set(
    Object.values(state.scores)
      .filter(({ origins }) => isOfFew(origins.at(-1)?.sites))
      .map(({ criterion }) => criterion),
  );
  const given = new Set(model.valueFunctions.map(({ criterion }) => criterion));
  return {
    bounds: Object.fromEntries(
      Object.entries(table.bounds).map(([key, bounds]) => [key, few.has(key) && !given.has(key) ? null : bounds]),
    ),
    values: byRegion(model, (region, key) => {
      const value = table.values[region]?.[key] ?? null;
      return value && few.has(key) ? inHundredths(value) : value;
    }),
  };
}

/** The weight of a value in a sum: between 0 and 1. */
export const cut = (value: number): number => Math.min(1, Math.max(0, value));

export function modelOf({ model }: SelectionState): SelectionModel | undefined {
  return model && !isHidden(model.value) ? model.value : undefined;
}

/** The score that stands for a region on a criterion; undefined: none, or it is hidden. */
export function standingScore(state: SelectionState, region: string, key: string): Range | undefined {
  const value = scoreOf(state, region, key)?.values.at(-1)?.value;
  return value === undefined || isHidden(value) ? undefined : value;
}

/** As agreed in the model, else from the least to the most that any region may have (domain.md C8). */
function boundsOf(state: SelectionState, model: SelectionModel, key: string): Bounds {
  const agreed = model.valueFunctions.find(({ criterion }) => criterion === key);
  if (agreed) return [agreed.worst, agreed.best];
  const known = model.regions.flatMap((region) => {
    const score = standingScore(state, region, key);
    return score === undefined || 'unknown' in score ? [] : [score.low, score.high];
  });
  return known.length === 0 ? [0, 1] : usualBounds(key, known);
}

function valueOfRange(score: Range, [worst, best]: Bounds): Value {
  // of what is not known, anything on the line may be true (I21)
  if ('unknown' in score) return { low: 0, mid: 0.5, high: 1, even: true };
  const on = (raw: number): number => (worst === best ? 1 : (raw - worst) / (best - worst));
  const [low, high] = best < worst ? [on(score.high), on(score.low)] : [on(score.low), on(score.high)];
  return { low, mid: on(score.mid), high };
}

function inHundredths({ low, mid, high, ...more }: Value): Value {
  const rounded = (value: number): number => Math.round(cut(value) * 100) / 100;
  return { low: rounded(low), mid: rounded(mid), high: rounded(high), ...more };
}

function byRegion<T>(model: SelectionModel, value: (region: string, key: string) => T): Record<string, ByCriterion<T>> {
  return Object.fromEntries(
    model.regions.map((region) => [
      region,
      Object.fromEntries(model.criteria.map(({ key }) => [key, value(region, key)])),
    ]),
  );
}
