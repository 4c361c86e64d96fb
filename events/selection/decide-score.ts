import {
  draft,
  editConflict,
  happened,
  notKnownHere,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import type { Role } from '../envelope.ts';
import { same } from '../same.ts';
import type { SelectionCommandData as C } from './commands.ts';
import { FEWEST_SITES } from './few-sites.ts';
import type { Range, Score, SelectionModel, SelectionState } from './state.ts';

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
  if (command.type === 'DeriveScore') return decideDerived(state, model, command, context);
  const standing = state.scores[scoreId];
  if (!standing) return refuse('NOT_FOUND', { subject: scoreId });
  if (command.type === 'ChallengeScore') return happened(draft('ScoreChallenged', { ...command.data }));
  const { new: score, reason, sites, sourceRef } = command.data as C['ReviseScore'];
  const foreign = notOwnCriterion(model, standing.criterion, context.role) ?? reversed(score);
  if (foreign) return foreign;
  // a score of few sites stays hidden, so their number stays what it was
  const before = standing.origins.at(-1)?.sites;
  if (sites !== undefined && sites !== before) return refuse('OTHER_SITES', { sites: before ?? null });
  const last = standing.values.at(-1);
  if (last && same(last.value, score)) return nothingToDo(last.command);
  return (
    editConflict(command, `score.${scoreId}`, score, last) ??
    happened(draft('ScoreRevised', { scoreId, old: last?.value, new: score, sites: before, reason, sourceRef }))
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
  const foreign = outside(model, data, context.role) ?? reversed(data.score);
  if (foreign) return foreign;
  const held = scoreOf(state, data.regionId, data.criterion);
  return held ? refuse('SCORE_STANDS', { score: held.id }) : happened(draft('ScoreEntered', { ...data }));
}

/** What the log holds, as a score; it takes the place of one that was entered by hand only for who has seen that one. */
function decideDerived(
  state: SelectionState,
  model: SelectionModel,
  command: Command,
  context: DecideContext,
): Decision {
  const { scoreId, regionId, criterion } = command.data as C['DeriveScore'];
  const foreign = outside(model, { regionId, criterion }, context.role);
  if (foreign) return foreign;
  const measured = context.around.measuredScore?.(regionId, criterion);
  if (measured === undefined) return notKnownHere;
  if (measured === null) return refuse('NO_DATA_FOR_CRITERION', { criterion });
  const { score, ...origin } = { inputIndex: context.around.head?.(), ...measured, sourceRef: DERIVED };
  const held = scoreOf(state, regionId, criterion);
  const last = held?.values.at(-1);
  if (!held || !last) {
    if (state.scores[scoreId]) return refuse('ALREADY_EXISTS', { subject: scoreId });
    return happened(draft('ScoreEntered', { scoreId, regionId, criterion, score, ...origin }));
  }
  const { sites, inputIndex } = held.origins.at(-1) ?? {};
  if (inputIndex !== undefined && sites === origin.sites && same(last.value, score)) return nothingToDo(last.command);
  const byHand = inputIndex === undefined ? editConflict(command, `score.${held.id}`, undefined, last) : undefined;
  // `oldSites` says of how few the old one was, so that it stays hidden
  const changed = { old: last.value, new: score, oldSites: sites ?? FEWEST_SITES, reason: DERIVED };
  return byHand ?? happened(draft('ScoreRevised', { scoreId: held.id, ...changed, ...origin }));
}

/** Stands as source and reason of what was worked out; pages say it in words. */
export const DERIVED = 'Regiotafel';

export function scoreOf({ scores }: SelectionState, region: string, key: string): Score | undefined {
  return Object.values(scores).find(({ regionId, criterion }) => regionId === region && criterion === key);
}

function outside(
  model: SelectionModel,
  { regionId, criterion }: { regionId: string; criterion: string },
  role: Role,
): Decision | undefined {
  if (!model.criteria.some(({ key }) => key === criterion)) return refuse('UNKNOWN_CRITERION', { criterion });
  if (!model.regions.includes(regionId)) return refuse('NOT_FOUND', { subject: regionId });
  return notOwnCriterion(model, criterion, role);
}

function notOwnCriterion(model: SelectionModel, criterion: string, role: Role): Decision | undefined {
  const scorers: readonly Role[] = model.criteria.find(({ key }) => key === criterion)?.scorers ?? [];
  return scoreAll.includes(role) || scorers.includes(role) ? undefined : refuse('NOT_OWN_CRITERION', { criterion });
}

function reversed(score: Range): Decision | undefined {
  if ('unknown' in score || (score.low <= score.mid && score.mid <= score.high)) return undefined;
  return refuse('BOUNDS_REVERSED', { low: score.low, value: score.mid, high: score.high });
}
