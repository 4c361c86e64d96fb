import { evolveActions, type Actions } from '../any-stream/actions.ts';
import { HIDDEN, isHidden, type VisibleEvent } from '../envelope.ts';
import { mapValues, withHiddenValue } from '../hidden.ts';
import { entryOf, type Entry, type Timeline } from '../timeline.ts';
import { noFacts, type ClassFacts, type Sees } from '../visibility.ts';
import type { SelectionCommandData as C } from './commands.ts';
import type { SelectionEventData as D } from './events.ts';
import { isOfFew } from './few-sites.ts';

export type SelectionModel = D['SelectionModelDefined'];
export type Range = D['ScoreEntered']['score'];
export type ProposedWeights = Omit<C['ProposeWeights'], 'orgId'>;
export type Weighing = NonNullable<D['SelectionRunExecuted']['weighing']>;

export interface Score {
  id: string;
  regionId: string;
  criterion: string;
  /** As entered and revised, in log order. */
  values: Timeline<Range>;
  /** Where each of these comes from. */
  origins: Origin[];
  challenges: Entry<string>[];
}

export interface Origin {
  /** Of how many sites it was worked out, where it was. */
  sites?: number | undefined;
  sourceRef?: string | undefined;
  /** It was worked out from the log up to here; absent: entered by hand. */
  inputIndex?: number | undefined;
}

export interface SelectionState {
  exists: boolean;
  model?: Entry<SelectionModel>;
  /** Per organisation; hidden from all until they are shown together. */
  proposals: Record<string, Entry<ProposedWeights>>;
  revealed?: Entry<string[]>;
  agreed?: Entry<D['WeightsAgreed']>;
  scenarios: Record<string, Entry<D['ScenarioSaved']>>;
  scores: Record<string, Score>;
  runs: Record<string, Entry<D['SelectionRunExecuted']>>;
  frozen?: Entry<{ runId: string; byActor: string }>;
  actions: Actions;
}

export function initial(): SelectionState {
  return { exists: false, proposals: {}, scenarios: {}, scores: {}, runs: {}, actions: {} };
}

/** Folds one event into the state, in place. */
export function evolve(state: SelectionState, event: VisibleEvent): SelectionState {
  switch (event.type) {
    case 'SelectionModelDefined':
      state.exists = true;
      state.model = entryOf(event, { ...(event.data as SelectionModel) });
      break;
    case 'WeightsProposed': {
      const { orgId, ...weights } = event.data as D['WeightsProposed'];
      state.proposals[orgId] = entryOf<ProposedWeights>(
        event,
        Object.values(weights).some(isHidden) ? HIDDEN : given(weights),
      );
      break;
    }
    case 'WeightsRevealed':
      state.revealed = entryOf(event, (event.data as D['WeightsRevealed']).orgIds);
      break;
    case 'WeightsAgreed':
      state.agreed = entryOf(event, { ...(event.data as D['WeightsAgreed']) });
      break;
    case 'ScenarioSaved': {
      const scenario = event.data as D['ScenarioSaved'];
      state.scenarios[scenario.scenarioId] = entryOf(event, { ...scenario });
      break;
    }
    case 'SelectionRunExecuted': {
      const run = event.data as D['SelectionRunExecuted'];
      state.runs[run.runId] = entryOf(event, { ...run });
      break;
    }
    case 'SelectionFrozen':
      state.frozen = entryOf(event, { ...(event.data as D['SelectionFrozen']) });
      break;
    default:
      evolveScore(state, event);
      evolveActions(state.actions, event);
  }
  return state;
}

/** A selection is for partners; of a score of few sites, and of weights not yet shown, only that they are there. */
export function view(state: SelectionState, sees: Sees): SelectionState {
  if (!state.exists || !sees('P1')) return initial();
  const proposals = mapValues(state.proposals, (entry, orgId) =>
    state.revealed || sees('P4', { owner: orgId }) ? entry : withHiddenValue(entry),
  );
  if (sees('P3')) return { ...state, proposals };
  const scores = mapValues(state.scores, (score) => ({
    ...score,
    values: score.values.map((entry, n) => (isOfFew(score.origins[n]?.sites) ? withHiddenValue(entry) : entry)),
  }));
  return { ...state, proposals, scores };
}

/** Facts on which classes depend: have the proposed weights been shown? */
export function classFacts(state: SelectionState): ClassFacts {
  return state.revealed ? { ...noFacts, revealed: true } : noFacts;
}

function evolveScore(state: SelectionState, event: VisibleEvent): void {
  if (event.type === 'ScoreEntered') {
    const { scoreId, regionId, criterion, score, ...origin } = event.data as D['ScoreEntered'];
    const values = [entryOf(event, score)];
    state.scores[scoreId] = { id: scoreId, regionId, criterion, values, origins: [origin], challenges: [] };
    return;
  }
  if (event.type !== 'ScoreChallenged' && event.type !== 'ScoreRevised') return;
  const standing = state.scores[(event.data as { scoreId: string }).scoreId];
  if (!standing) return;
  if (event.type === 'ScoreChallenged') {
    const challenge = entryOf(event, (event.data as D['ScoreChallenged']).argument);
    state.scores[standing.id] = { ...standing, challenges: [...standing.challenges, challenge] };
  } else {
    const { scoreId, old, new: score, oldSites, reason, ...origin } = event.data as D['ScoreRevised'];
    void [scoreId, old, oldSites, reason];
    const values = [...standing.values, entryOf(event, score)];
    state.scores[standing.id] = { ...standing, values, origins: [...standing.origins, origin] };
  }
}

/** Which of the three kinds was given. */
function given(weights: Omit<D['WeightsProposed'], 'orgId'>): ProposedWeights {
  return Object.fromEntries(Object.entries(weights).filter(([, value]) => value !== null && value !== undefined));
}
