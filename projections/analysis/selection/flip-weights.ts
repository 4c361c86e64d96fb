/** At which weight of one criterion, the others kept in proportion, another region would come first. */
export interface Flip {
  readonly region: string;
  readonly weight: number;
}

type ByCriterion = Readonly<Record<string, number>>;

/**
 * Per criterion the weight nearest to the present one at which some other region draws level with the first; null:
 * there is none from 0 up to 1, or the criterion has all the weight already.
 */
export function flipWeights(
  weights: ByCriterion,
  values: Readonly<Record<string, ByCriterion>>,
  scores: ByCriterion,
  ranking: readonly string[],
): Record<string, Flip | null> {
  const [first = '', ...others] = ranking;
  return Object.fromEntries(
    Object.entries(weights).map(([criterion, weight]) => {
      // Without this criterion, with the others scaled to all of the weight.
      const rest = (region: string): number =>
        ((scores[region] ?? 0) - weight * (values[region]?.[criterion] ?? 0)) / (1 - weight);
      let nearest: Flip | null = null;
      if (weight >= 1) return [criterion, nearest];
      for (const region of inOrder(others, values)) {
        const behind = rest(region) - rest(first);
        const ahead = (values[first]?.[criterion] ?? 0) - (values[region]?.[criterion] ?? 0);
        const at = behind / (ahead + behind);
        if (!(at >= 0 && at < 1)) continue;
        if (nearest === null || Math.abs(at - weight) < Math.abs(nearest.weight - weight))
          nearest = { region, weight: at };
      }
      return [criterion, nearest];
    }),
  );
}

/** As the regions were given, so that of two that are as near the first given is named. */
function inOrder(some: readonly string[], all: object): string[] {
  return Object.keys(all).filter((region) => some.includes(region));
}
