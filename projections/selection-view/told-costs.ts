import { isHidden, type SubjectId } from '../../events/envelope.ts';
import type { SelectionState } from '../../events/selection/state.ts';
import type { ToldCosts } from './costs.ts';

/** Every cost per tonne that was worked out from the log, in whichever selection, by region and in log order. */
export function toldCosts(selections: Iterable<SelectionState>): ReadonlyMap<SubjectId, readonly ToldCosts[]> {
  const told = [...selections].flatMap(({ scores }) =>
    Object.values(scores).flatMap(({ criterion, regionId, values, origins }) =>
      values.flatMap(({ value, at, index }, n) => {
        const { inputIndex, sites = 0 } = origins[n] ?? {};
        if (criterion !== 'costEffectiveness' || inputIndex === undefined || isHidden(value) || 'unknown' in value)
          return [];
        return [{ regionId, index, told: { score: value, sites, inputIndex, at } }];
      }),
    ),
  );
  const inOrder = told.sort((a, b) => a.index - b.index);
  return new Map(
    [...Map.groupBy(inOrder, ({ regionId }) => regionId)].map(([id, those]) => [id, those.map((one) => one.told)]),
  );
}
