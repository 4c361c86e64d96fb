import {
  draft,
  editConflict,
  happened,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import type { Role } from '../envelope.ts';
import { same } from '../same.ts';
import type { SelectionCommandData as C } from './commands.ts';
import type { Range, SelectionModel, SelectionState } from './state.ts';

/** They score every criterion; others only those that name their role (domain.md B.5). */
const scoreAll: readonly Role[] = ['PROVINCE', 'RVO', 'PROGRAMME_LEAD'];

/** Scores: one per region and criterion, challenged by anybody who advises, revised with a reason. */
export function decideScore(
  state: SelectionState,
  model: SelectionModel,
  command: Command,
  context: DecideContext,
): Decision {
  const { scoreId } = command.data as { scoreId: string };
  if (command.type === 'EnterScore') return decideEntry(state, model, command, context);
  const standing = state.scores[scoreId];
  if (!standing) return refuse('NOT_FOUND', { subject: scoreId });
  if (command.type === 'ChallengeScore') return happened(draft('ScoreChallenged', { ...command.data }));
  const { new: score, reason, sites } = command.data as C['ReviseScore'];
  const foreign = notOwnCriterion(model, standing.criterion, context.role) ?? reversed(score);
  if (foreign) return foreign;
  // a score of few sites stays hidden, so their number stays what it was
  if (sites !== undefined && sites !== standing.sites) return refuse('OTHER_SITES', { sites: standing.sites ?? null });
  const last = standing.values.at(-1);
  if (last && same(last.value, score)) return nothingToDo(last.command);
  return (
    editConflict(command, `score.${scoreId}`, score, last) ??
    happened(draft('ScoreRevised', { scoreId, old: last?.value, new: score, sites: standing.sites, reason }))
  );
}

/** How many regions have no score, known or unknown, on a criterion (I21). */
export function missingScores({ scores }: SelectionState, model: SelectionModel): number {
  const held = new Set(Object.values(scores).map(({ regionId, criterion }) => `${regionId} ${criterion}`));
  return model.regions
    .flatMap((region) => model.criteria.map(({ key }) => `${region} ${key}`))
    .filter((pair) => !held.has(pair)).length;
}

function decideEntry(state: SelectionState, model: SelectionModel, command: Command, context: DecideContext): Decision {
  const data = command.data as C['EnterScore'];
  if (state.scores[data.scoreId]) return refuse('ALREADY_EXISTS', { subject: data.scoreId });
  if (!model.criteria.some(({ key }) => key === data.criterion))
    return refuse('UNKNOWN_CRITERION', { criterion: data.criterion });
  if (!model.regions.includes(data.regionId)) return refuse('NOT_FOUND', { subject: data.regionId });
  const foreign = notOwnCriterion(model, data.criterion, context.role) ?? reversed(data.score);
  if (foreign) return foreign;
  const held = Object.values(state.scores).find(
    ({ regionId, criterion }) => regionId === data.regionId && criterion === data.criterion,
  );
  return held ? refuse('SCORE_STANDS', { score: held.id }) : happened(draft('ScoreEntered', { ...data }));
}

function notOwnCriterion(model: SelectionModel, criterion: string, role: Role): Decision | undefined {
  const scorers: readonly Role[] = model.criteria.find(({ key }) => key === criterion)?.scorers ?? [];
  return scoreAll.includes(role) || scorers.includes(role) ? undefined : refuse('NOT_OWN_CRITERION', { criterion });
}

function reversed(score: Range): Decision | undefined {
  if ('unknown' in score || (score.low <= score.mid && score.mid <= score.high)) return undefined;
  return refuse('BOUNDS_REVERSED', { low: score.low, value: score.mid, high: score.high });
}
