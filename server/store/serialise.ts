import type { StreamName } from '../../events/envelope.ts';
import { AppendTooLarge, MAX_APPEND_BYTES, StoreMisuse, type ExpectedRevision, type NewEvent } from './port.ts';

/** An event as text: what every engine writes, so that what is read back never depends on the caller's object. */
export interface SerialisedEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: string;
  readonly salt: string;
  readonly meta: string;
  /** Absent for an event without a proof. */
  readonly proof?: string;
}

/** Checks an append against the port's rules and makes text of it. @throws StoreMisuse, AppendTooLarge */
export function serialise(
  stream: StreamName,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): SerialisedEvent[] {
  if (stream === '') throw new StoreMisuse('A stream needs a name.');
  if (events.length === 0) throw new StoreMisuse('An append needs at least one event.');
  if (expected !== 'none' && (!Number.isSafeInteger(expected) || expected < 0)) {
    throw new StoreMisuse(`Expected revision ${expected}: give 'none' or the revision of the stream's last event.`);
  }
  if (new Set(events.map((event) => event.id)).size < events.length)
    throw new StoreMisuse('An event id stands twice in one append.');
  const texts = events.map(({ id, type, version, data, salt, meta, proof }) => ({
    id,
    type,
    version,
    data: textOf(data),
    salt,
    meta: textOf(meta),
    ...(proof === undefined ? {} : { proof: textOf(proof) }),
  }));
  const bytes = bytesOf(texts);
  if (bytes > MAX_APPEND_BYTES) throw new AppendTooLarge(bytes);
  return texts;
}

/** What an append weighs against {@link MAX_APPEND_BYTES}. */
export function bytesOf(texts: readonly SerialisedEvent[]): number {
  const weights = texts.map(
    ({ data, meta, proof = '', type, id, salt }) =>
      Buffer.byteLength(data) +
      Buffer.byteLength(meta) +
      Buffer.byteLength(proof) +
      Buffer.byteLength(type) +
      id.length +
      salt.length,
  );
  return weights.reduce((sum, weight) => sum + weight, 0);
}

function textOf(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw new StoreMisuse(`The event cannot be written as JSON: ${String(error)}`);
  }
  if (typeof value !== 'object' || value === null || text === undefined)
    throw new StoreMisuse('Data and meta must be objects.');
  if (!text.isWellFormed() || /\\u[dD][89a-fA-F][0-9a-fA-F]{2}/.test(text))
    throw new StoreMisuse('The event holds half a character.');
  return text;
}
