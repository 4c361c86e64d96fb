import type { EventProof, RecordedEvent } from '../../events/envelope.ts';

/** An event as the log holds it: what is sealed of it lies as ciphertexts in its proof. One from before proofs has none. */
export type StoredEvent = RecordedEvent;

export type StoredProof = EventProof;

/** The values of an event's fields that stand open in the log, by JSON pointer. */
export type OpenFields = (event: StoredEvent) => ReadonlyMap<string, unknown>;
