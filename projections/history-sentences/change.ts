import { isHidden, type VisibleEvent } from '../../events/envelope.ts';
import { memberSet, unitOf } from './units.ts';

/** What an event changed: the value that it set and the one that stood there before, as far as the viewer may see them. */
export interface Change {
  /** Absent: nothing stood there, or what stood there is not known. */
  readonly before?: unknown;
  readonly after: unknown;
  readonly unit?: string;
  /** Name of the member or field that the values are of: codes have their names under it. */
  readonly of: string;
}

/** What an event changed; `earlier` is the event that had set the same before. Undefined: it sets no value. */
export function changeOf(event: VisibleEvent, earlier: VisibleEvent | undefined): Change | undefined {
  const member = memberSet(event.type, event.data);
  if (member === undefined) return undefined;
  const after = event.data[member];
  if (after === undefined || (typeof after === 'object' && after !== null && !isHidden(after))) return undefined;
  const before = 'old' in event.data ? event.data['old'] : earlier && valueIn(earlier);
  const unit = unitOf(event.type, event.data);
  const { field } = event.data;
  return {
    ...(before === undefined ? {} : { before }),
    after,
    ...(unit === undefined ? {} : { unit }),
    of: typeof field === 'string' ? field : member,
  };
}

/** What an event puts in its place; undefined: it sets no single value. */
export function valueIn({ type, data }: VisibleEvent): unknown {
  const member = memberSet(type, data);
  return member === undefined ? undefined : data[member];
}
