import { eventSpec } from '../../events/catalogue.ts';
import type { Command, Refusal } from '../../events/decision.ts';
import type { EventDraft, EventId, EventMeta, Instant, Role, StreamName } from '../../events/envelope.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import type { NewEvent } from '../store/port.ts';
import { bodyOf, eventId } from './event-id.ts';

/** Who acts, and on what occasion. */
export interface Author {
  readonly actor: string;
  readonly organisation: string;
  readonly role: Role;
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
  /** The event that granted the mandate under which he acts. */
  readonly mandate?: EventId | undefined;
}

/**
 * Makes the events of a decision ready for the log: ids, salt, envelope. A payload's own date is the event's
 * `effectiveOn`; a different one in the command is refused (domain.md B.1).
 */
export function recordable(
  drafts: readonly EventDraft[],
  command: Command,
  stream: StreamName,
  author: Author,
  recordedAt: Instant,
  salt: () => string,
): { events: NewEvent[] } | { refused: Refusal } {
  const events: NewEvent[] = [];
  for (const [ordinal, draft] of drafts.entries()) {
    const effectiveOn = effectiveDate(draft, command, stream, recordedAt);
    if (typeof effectiveOn === 'object') return { refused: effectiveOn };
    const own = salt();
    const meta: EventMeta = {
      recordedAt,
      ...(effectiveOn === undefined ? {} : { effectiveOn }),
      actor: author.actor,
      organisation: author.organisation,
      role: author.role,
      ...(author.mandate === undefined ? {} : { mandate: author.mandate }),
      command: command.id,
      $correlationId: author.correlationId ?? command.id,
      $causationId: author.causationId ?? command.id,
      body: bodyOf(command, own),
      ...(command.reason === undefined ? {} : { reason: command.reason }),
    };
    const version = eventSpec(stream, draft.type)?.version ?? draft.version;
    events.push({ ...draft, version, id: eventId(command.id, author.actor, stream, ordinal), salt: own, meta });
  }
  return { events };
}

function effectiveDate(
  draft: EventDraft,
  command: Command,
  stream: StreamName,
  recordedAt: Instant,
): string | undefined | Refusal {
  const field = eventSpec(stream, draft.type)?.dated;
  const own = field === undefined ? undefined : draft.data[field];
  if (typeof own !== 'string') return command.effectiveOn;
  if (command.effectiveOn !== undefined && command.effectiveOn !== own) {
    return { code: 'EFFECTIVE_DATE_DIFFERS', values: { own, given: command.effectiveOn } };
  }
  return own === amsterdamDay(recordedAt) ? undefined : own;
}
