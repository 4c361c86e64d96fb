import { draft, happened, nothingToDo, refuse, type Command, type Decision } from '../decision.ts';
import { same } from '../same.ts';
import type { SuggestionCommandData as C } from './commands.ts';
import type { SuggestionState } from './state.ts';

/** Decides what becomes of a suggestion: once dismissed it does not come back. */
export function decide(state: SuggestionState, command: Command): Decision {
  if (command.type === 'SuggestSynergy') return decideSuggestion(state, command.data as C['SuggestSynergy']);
  if (!state.exists) return refuse('NOT_FOUND', { subject: command.subject });
  if (command.type !== 'DismissSuggestion') return refuse('UNKNOWN_COMMAND', { type: command.type });
  if (state.dismissed) return nothingToDo(state.dismissed.command);
  return happened(draft('SuggestionDismissed', { ...command.data }));
}

function decideSuggestion(state: SuggestionState, data: C['SuggestSynergy']): Decision {
  const { kind, siteIds, score, parts, paramVersion } = data;
  if (new Set(siteIds).size !== siteIds.length) return refuse('NAMED_TWICE', { field: 'siteIds' });
  if (state.dismissed) return refuse('SUGGESTION_DISMISSED', {});
  const other = state.exists && (state.kind !== kind || state.siteIds.join() !== siteIds.join());
  if (other) return refuse('OTHER_SUGGESTION', { kind: state.kind });
  if (same(state.exact?.value, { score, parts, paramVersion })) return nothingToDo(state.exact?.command);
  return happened(
    draft('SynergySuggested', { ...data, roundedScore: Math.round(score / 10) * 10, bands: bandsOf(parts) }),
  );
}

/** Each part as low, medium or high, so that it tells nothing of the figures behind it. */
function bandsOf(parts: C['SuggestSynergy']['parts']): Record<string, 'LOW' | 'MEDIUM' | 'HIGH'> {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value < 1 / 3 ? 'LOW' : value < 2 / 3 ? 'MEDIUM' : 'HIGH']],
    ),
  );
}
