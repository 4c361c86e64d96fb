import { openFields as fieldsOf } from '../sealing/digests.ts';
import type { StoredEvent } from './stored.ts';

/** The fields of a stored event that stand open, by JSON pointer. */
export function openFields(event: StoredEvent): ReadonlyMap<string, unknown> {
  return new Map(fieldsOf(event));
}
