import { draft, editConflict, happened, nothingToDo, refuse, type Command, type Decision } from '../decision.ts';
import type { DecisionCommandData as C } from './commands.ts';
import { publicCopy, publicFields } from './public-copy.ts';
import type { DecisionState } from './state.ts';

/**
 * Publishing makes the public copy here, of what is recorded, so that nobody can publish anything else; what is
 * withheld never gets into it. Published again, the newest copy is the one that counts.
 */
export function decidePublication(state: DecisionState, command: Command): Decision {
  const { channel, redactions } = command.data as C['PublishDecision'];
  if (state.taken === undefined) return refuse('DECISION_NOT_TAKEN', {});
  if (state.status !== 'TAKEN') return refuse('DECISION_ENDED', {});
  const fields = new Set(publicFields(state).map(({ field }) => field));
  const unknown = redactions.find(({ field }) => !fields.has(field));
  if (unknown) return refuse('UNKNOWN_FIELD', { field: unknown.field });
  const twice = redactions.find(({ field }, at) => redactions.findIndex((one) => one.field === field) !== at);
  if (twice) return refuse('REDACTED_TWICE', { field: twice.field });
  const conflict = editConflict(command, 'content', undefined, state.content);
  if (conflict) return conflict;
  const document = publicCopy(state, state.taken, redactions);
  const last = state.publications.at(-1);
  const same = last?.channel === channel && JSON.stringify(sorted(last.document)) === JSON.stringify(sorted(document));
  return same
    ? nothingToDo(last.entry.command)
    : happened(draft('DecisionPublished', { channel, redactions, document }));
}

/** With keys in one order: a copy that was recorded may have come back in another. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
