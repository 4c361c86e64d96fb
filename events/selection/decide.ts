import { decideAction, isActionCommand } from '../any-stream/actions.ts';
import {
  draft,
  editConflict,
  happened,
  notDecided,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import { isHidden } from '../envelope.ts';
import { same } from '../same.ts';
import type { SelectionCommandData as C } from './commands.ts';
import { decideScore, missingScores } from './decide-score.ts';
import type { SelectionModel, SelectionState } from './state.ts';
import { weightsUnfit } from './weights.ts';

/** The decision that rests on the frozen run also agrees on its weights. */
const staysOpen = new Set(['FreezeSelection', 'AgreeWeights']);

/** Decides every command of a selection: model, weights, scores, runs; once frozen nothing changes. */
export function decide(state: SelectionState, command: Command, context: DecideContext): Decision {
  if (state.frozen && !isActionCommand(command.type) && !staysOpen.has(command.type))
    return refuse('SELECTION_FROZEN', { date: state.frozen.from });
  if (command.type === 'DefineSelectionModel') return decideModel(state, command, context);
  const model = state.model && !isHidden(state.model.value) ? state.model.value : undefined;
  if (!model) return refuse('NOT_FOUND', { subject: command.subject });
  if (isActionCommand(command.type)) return decideAction(state.actions, command);
  switch (command.type) {
    case 'ProposeWeights':
    case 'RevealWeights':
    case 'AgreeWeights':
      return decideWeights(state, model, command, context);
    case 'SaveScenario': {
      const data = command.data as C['SaveScenario'];
      const standing = state.scenarios[data.scenarioId];
      if (standing && same(standing.value, data)) return nothingToDo(standing.command);
      const { weights } = data;
      return sealed(state) ?? weightsUnfit({ weights }, keysOf(model)) ?? happened(draft('ScenarioSaved', { ...data }));
    }
    case 'EnterScore':
    case 'DeriveScore':
    case 'ChallengeScore':
    case 'ReviseScore':
      return decideScore(state, model, command, context);
    case 'RecordSelectionRun':
      return decideRun(state, model, command);
    case 'FreezeSelection': {
      const { runId } = command.data as C['FreezeSelection'];
      if (state.frozen) return nothingToDo(state.frozen.command);
      if (!state.runs[runId]) return refuse('NOT_FOUND', { subject: runId });
      return happened(draft('SelectionFrozen', { runId, byActor: context.actor }));
    }
    default:
      return refuse('UNKNOWN_COMMAND', { type: command.type });
  }
}

/** Runs are recorded for all to see: of no weights that are still sealed, and with every score known or said to be unknown. */
function decideRun(state: SelectionState, model: SelectionModel, command: Command): Decision {
  const { runId, weighing = {} } = command.data as C['RecordSelectionRun'];
  if (state.runs[runId]) return refuse('ALREADY_EXISTS', { subject: runId });
  const n = missingScores(state, model);
  if (n > 0) return refuse('RUN_INCOMPLETE', { n });
  const { weights, ...drawn } = weighing;
  return (
    sealed(state) ??
    (weights && weightsUnfit({ weights }, keysOf(model))) ??
    (Object.values(drawn).some((one) => one !== undefined) ? weightsUnfit(drawn, keysOf(model)) : undefined) ??
    happened(draft('SelectionRunExecuted', { ...command.data }))
  );
}

/** While proposals are sealed nothing is told that could lead those who have yet to weigh. */
function sealed({ proposals, revealed }: SelectionState): Decision | undefined {
  const waiting = Object.keys(proposals).length > 0 && !revealed;
  return waiting ? refuse('WEIGHTS_SEALED', {}) : undefined;
}

const keysOf = ({ criteria }: SelectionModel): string[] => criteria.map(({ key }) => key);

function decideModel(state: SelectionState, command: Command, context: DecideContext): Decision {
  const data = command.data as SelectionModel;
  if (state.model && same(state.model.value, data)) return nothingToDo(state.model.command);
  const keys = data.criteria.map(({ key }) => key);
  const functions = data.valueFunctions.map(({ criterion }) => criterion);
  for (const [field, names] of Object.entries({ criteria: keys, valueFunctions: functions, regions: data.regions }))
    if (new Set(names).size !== names.length) return refuse('NAMED_TWICE', { field });
  const stray = functions.find((name) => !keys.includes(name));
  if (stray !== undefined) return refuse('UNKNOWN_CRITERION', { criterion: stray });
  const unknown = data.regions.find((region) => context.around.regionExists(region) === false);
  if (unknown !== undefined) return refuse('NOT_FOUND', { subject: unknown });
  const before = state.model && !isHidden(state.model.value) ? keysOf(state.model.value) : keys;
  const weighed = Object.keys(state.proposals).length > 0;
  if (weighed && !same([...before].sort(), [...keys].sort())) return refuse('CRITERIA_WEIGHED', {});
  return editConflict(command, 'model', data, state.model) ?? happened(draft('SelectionModelDefined', { ...data }));
}

/** Weights are proposed unseen, shown together, then agreed by a decision (I20: they add up to 1). */
function decideWeights(
  state: SelectionState,
  model: SelectionModel,
  command: Command,
  context: DecideContext,
): Decision {
  if (command.type === 'RevealWeights') {
    if (state.revealed) return nothingToDo(state.revealed.command);
    const orgIds = Object.keys(state.proposals);
    return orgIds.length === 0 ? refuse('NO_WEIGHTS', {}) : happened(draft('WeightsRevealed', { orgIds }));
  }
  const unfit = weightsUnfit(command.data, keysOf(model));
  if (command.type === 'AgreeWeights') {
    const data = command.data as C['AgreeWeights'];
    if (state.agreed && same(state.agreed.value, data)) return nothingToDo(state.agreed.command);
    return (
      unfit ?? notDecided(context, data.decisionId, 'REGION_SELECTION') ?? happened(draft('WeightsAgreed', { ...data }))
    );
  }
  const { orgId, ...weights } = command.data as C['ProposeWeights'];
  if (orgId !== context.organisation) return refuse('NOT_OWN_ORGANISATION', { organisation: orgId });
  if (state.revealed) return refuse('WEIGHTS_REVEALED', {});
  if (unfit) return unfit;
  const standing = state.proposals[orgId];
  if (standing && same(standing.value, weights)) return nothingToDo(standing.command);
  return happened(draft('WeightsProposed', { orgId, weights: null, order: null, intervals: null, ...weights }));
}
