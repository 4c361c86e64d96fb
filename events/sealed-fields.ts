import type { SealedPart } from './spec.ts';

/** JSON pointer (RFC 6901) of a member of an event's data or meta. */
export function pointerOf(part: 'data' | 'meta', member: string): string {
  return `/${part}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Stands for a reason that can no longer be read. */
export const ERASED_REASON = '\uFFFD';

interface Unsealed {
  readonly data: Readonly<Record<string, unknown>>;
  readonly meta: { readonly reason?: string };
}

/**
 * Puts values into the places of sealed fields.
 * @param values by pointer of the field, or of the sealed part of it; `undefined`: it can no longer be read
 * @param erased stands for a whole field that can no longer be read
 */
export function placed<E extends Unsealed>(
  event: E,
  parts: Readonly<Record<string, SealedPart>>,
  values: Iterable<readonly [pointer: string, value: unknown]>,
  erased: unknown,
): E {
  const data: Record<string, unknown> = { ...event.data };
  let meta = event.meta;
  for (const [pointer, value] of values) {
    if (pointer === '/meta/reason') {
      meta = { ...meta, reason: typeof value === 'string' ? value : ERASED_REASON };
      continue;
    }
    const [field, part] = Object.entries(parts).find(([name, one]) => partPointer(name, one) === pointer) ?? [];
    if (field !== undefined && part) data[field] = part.join(data[field], value);
    else data[memberOf(pointer)] = value === undefined ? erased : value;
  }
  return { ...event, data, meta };
}

/** JSON pointer of the sealed part of a field of data. */
export function partPointer(field: string, part: SealedPart): string {
  return `${pointerOf('data', field)}/${part.name}`;
}

const memberOf = (pointer: string): string =>
  pointer.slice('/data/'.length).replaceAll('~1', '/').replaceAll('~0', '~');
