import { isHidden, type Instant, type LogIndex, type SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { SelectionState } from '../../events/selection/state.ts';
import { flipsOf } from '../selection-view/ranking.ts';
import { valueTable } from '../selection-view/value-table.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';

/** The country's ranking of regions (domain.md D.1), as the run says that counts. */
export interface RegionRanking {
  readonly selection: SubjectId;
  readonly run: string;
  /** It was frozen, for a decision. */
  readonly frozen: boolean;
  readonly at: Instant;
  /** Log index of the scores that went in. */
  readonly inputIndex: LogIndex;
  /** Best first. */
  readonly rows: readonly RankedRow[];
  /** The weight that has to change least for another region to come first; absent: none, or nobody weighed exactly. */
  readonly turns?: {
    readonly criterion: string;
    readonly from: number;
    readonly to: number;
    readonly region: SubjectId;
  };
}

export interface RankedRow {
  readonly regionId: SubjectId;
  /** From 1. */
  readonly rank: number;
  /** Weighted sum; null: the run was one of draws alone. */
  readonly score: number | null;
  /** Share of the draws in which it comes first; absent: nothing was drawn. */
  readonly first?: number;
}

/** The ranking of the newest selection that has a run: its frozen one, else its last. Pure, of what the viewer sees. */
export function regionRanking(state: TopicState): RegionRanking | undefined {
  const found = streamsOf(state, 'selection').flatMap(([stream, selection]) => {
    const run = runThatCounts(selection);
    return run === undefined ? [] : [{ id: subjectOf(stream), selection, run }];
  });
  const [newest] = found.sort((a, b) => b.run.entry.index - a.run.entry.index);
  if (!newest) return undefined;
  const { id, selection, run } = newest;
  const { runId, inputIndex, results, weighing } = run.value;
  const rows = results
    .map(({ regionId, score, rankAcceptability: [first] }) => ({
      regionId,
      score,
      ...(first !== undefined && { first }),
    }))
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || (b.first ?? 0) - (a.first ?? 0))
    .map((row, n) => ({ ...row, rank: n + 1 }));
  const turns = weighing?.weights ? nearestTurn(selection, weighing.weights) : undefined;
  return {
    ...{ selection: id, run: runId, frozen: run.frozen, at: run.entry.at, inputIndex, rows },
    ...(turns && { turns }),
  };
}

function runThatCounts({ runs, frozen }: SelectionState) {
  const frozenRun = frozen && !isHidden(frozen.value) ? frozen.value.runId : undefined;
  const standing = Object.values(runs).flatMap((entry) =>
    isHidden(entry.value) ? [] : [{ entry, value: entry.value }],
  );
  const counting = standing.find(({ value }) => value.runId === frozenRun) ?? standing.sort((a, b) => b.entry.index - a.entry.index)[0]; // prettier-ignore
  return counting && { ...counting, frozen: counting.value.runId === frozenRun };
}

function nearestTurn(selection: SelectionState, weights: Readonly<Record<string, number>>): RegionRanking['turns'] {
  // of scores that are kept from the viewer nothing is worked out: it would be another turn
  const seen = Object.values(selection.scores).every(({ values }) => !isHidden(values.at(-1)?.value));
  const table = seen ? valueTable(selection) : undefined;
  if (!table) return undefined;
  const turns = Object.entries(flipsOf(table, weights)).flatMap(([criterion, flip]) =>
    flip ? [{ criterion, from: weights[criterion] ?? 0, to: flip.weight, region: flip.region }] : [],
  );
  return turns.sort((a, b) => Math.abs(a.to - a.from) - Math.abs(b.to - b.from))[0];
}
