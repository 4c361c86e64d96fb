import type { SubjectId } from '../../events/envelope.ts';
import type { Parameters } from '../analysis/parameters.ts';
import type { TopicState } from '../topic/topic.ts';
import { countedRound } from './answers.ts';
import { compareRounds, horizons, type Horizon } from './comparison.ts';
import { roundPair, toldOf } from './rounds.ts';

/** What a round says of a year: t CO2-eq a year, scope 1; undefined: it may not be told. */
export interface HorizonFigure {
  readonly horizon: Horizon;
  readonly reduction: number | undefined;
  /** Each project by the chance of its phase. */
  readonly expected: number | undefined;
  /** Against the round before. */
  readonly delta: number | undefined;
}

/** Of a round the figures by year: from its answers when the viewer sees them all, else from what was told. */
export function horizonFigures(
  state: TopicState,
  id: SubjectId,
  seesAnswers: boolean,
  parameters: Parameters,
): HorizonFigure[] {
  const pair = roundPair(state, id);
  if (!pair) return [];
  const { current, previous } = pair;
  return horizons.map((horizon): HorizonFigure => {
    if (seesAnswers) {
      const exact = compareRounds(previous && countedRound(previous), countedRound(current), horizon, parameters);
      if ('refused' in exact) return { horizon, reduction: undefined, expected: undefined, delta: undefined };
      const delta = previous === undefined ? undefined : exact.deltaTonnes;
      return { horizon, reduction: exact.currentTonnes, expected: exact.riskWeightedTonnes, delta };
    }
    const told = (round: typeof previous) => round && toldOf(round)?.find((one) => one.horizon === horizon);
    const [now, before] = [told(current), told(previous)];
    const both = now?.reduction !== undefined && before?.reduction !== undefined;
    return {
      ...{ horizon, reduction: now?.reduction, expected: now?.expected },
      delta: both ? (now.reduction ?? 0) - (before.reduction ?? 0) : undefined,
    };
  });
}
