import type { VisibleEvent } from '../../events/envelope.ts';
import type { SelectionEventData } from '../../events/selection/events.ts';
import { facts, subheading, text, type Block } from './blocks.ts';
import type { Telling } from './telling.ts';

type Run = SelectionEventData['SelectionRunExecuted'];

export const isRun = ({ type }: VisibleEvent): boolean => type === 'SelectionRunExecuted';

/** A run of a selection that a decision rests on: what it was asked, what came of it, and its fingerprint. */
export function runSection(event: VisibleEvent, say: Telling): Block[] {
  const run = event.data as unknown as Run;
  const percent = (share: number): string => `${say.number(share * 100)} %`;
  const weights = Object.entries(run.weighing?.weights ?? {});
  return [
    subheading(say.t('run')),
    text(say.event(event)),
    facts([
      [say.t('runDraws'), `${say.number(run.N)} (${say.t('runSeed')} ${run.seed})`],
      [say.t('runInput'), String(run.inputIndex)],
      [say.t('runWeights'), weights.map(([criterion, weight]) => `${criterion} ${percent(weight)}`).join(', ')],
      [say.t('runCode'), `${run.code.commit}, ${run.code.runtime}`],
      [say.t('runHash'), run.hash],
    ]),
    facts(
      run.results.map(({ regionId, score, rankAcceptability }) => [
        say.name(regionId),
        [
          ...(score === null ? [] : [`${say.t('score')} ${say.number(score)}`]),
          ...(rankAcceptability.length === 0
            ? []
            : [`${say.t('runRanks')} ${rankAcceptability.map((share) => percent(share)).join(' / ')}`]),
        ].join('; '),
      ]),
    ),
  ];
}
