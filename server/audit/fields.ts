import { pointerOf } from '../../events/sealed-fields.ts';
import type { StoredEvent } from './stored.ts';

/** The fields of a stored event that stand open, by JSON pointer: members of data and meta, and its revision. */
export function openFields({ data, meta, revision }: StoredEvent): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [member, value] of Object.entries(data)) fields.set(pointerOf('data', member), value);
  for (const [member, value] of Object.entries(meta))
    if (value !== undefined) fields.set(pointerOf('meta', member), value);
  return fields.set('/revision', revision);
}
