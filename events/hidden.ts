import { HIDDEN } from './envelope.ts';
import type { Entry } from './timeline.ts';

/** The same entry or timeline with its values hidden: who saw that something was set, but not to what. */
export function withHiddenValue<T>(entry: Entry<T>): Entry<T> {
  return { ...entry, value: HIDDEN };
}

/** The same collection, each member changed by `hide`. */
export function mapValues<T>(of: Readonly<Record<string, T>>, hide: (member: T, key: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(of).map(([key, member]) => [key, hide(member, key)]));
}
