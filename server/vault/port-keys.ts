import type { CalendarDay, SubjectId } from '../../events/envelope.ts';
import type { Mark, Milliseconds } from './port.ts';

/**
 * A key that seals fields of the log, as it lies in the vault: wrapped under the wrapping key (wrapping.ts).
 * `open`: seals and opens. `closed`: opens what it sealed. `destroyed`: the wrapped bytes are gone for good, the row
 * stays and says that there was one.
 */
export type DataKey = KeyFacts &
  ({ readonly state: 'open' | 'closed'; readonly wrapped: Uint8Array } | { readonly state: 'destroyed' });

export type KeyState = DataKey['state'];

export interface KeyFacts {
  readonly key: string;
  /** Whose values it seals. */
  readonly subjects: readonly SubjectId[];
  /** What it is for, e.g. one person, an organisation's values of a kind and year: one open key each. */
  readonly scope: string;
  /** The last day on which it must be there; absent: not decided. */
  readonly retainUntil?: CalendarDay;
  /** A legal hold: it may not be destroyed. */
  readonly hold: boolean;
  readonly madeAt: Milliseconds;
  readonly closedAt?: Milliseconds;
}

export interface NewDataKey {
  readonly key: string;
  readonly wrapped: Uint8Array;
  readonly subjects: readonly SubjectId[];
  readonly scope: string;
  readonly retainUntil?: CalendarDay;
}

export interface DataKeys {
  /** The open key of a scope. */
  current(scope: string): Promise<DataKey | undefined>;
  /**
   * Makes a key for a scope that has no open one; durable before it resolves. Of two that race one wins, and both get
   * the winner's. @throws VaultMisuse when the id is that of another key
   */
  make(key: NewDataKey): Promise<DataKey>;
  /** The keys that are there, in no order. */
  get(ids: readonly string[]): Promise<readonly DataKey[]>;
  /** Every key, by id, after one. */
  page(after: string, limit: number): Promise<readonly DataKey[]>;
  addSubjects(key: string, subjects: readonly SubjectId[]): Promise<void>;
  ofSubject(subject: SubjectId): Promise<readonly DataKey[]>;
  /** Nothing is sealed with them any more. */
  close(ids: readonly string[]): Promise<void>;
  /**
   * Removes the wrapped bytes for good; again, and of a key that was never here, it does nothing.
   * @throws KeysHeld when one of them is under a hold; then none is destroyed
   */
  destroy(ids: readonly string[]): Promise<void>;
  /** Which keys were made or changed since a mark (0: ever): a process seals only under a key read within 5 s. */
  states(since: Mark): Promise<{
    readonly mark: Mark;
    readonly changed: readonly { readonly key: string; readonly scope: string; readonly state: KeyState }[];
  }>;
  hold(key: string, held: boolean): Promise<void>;
  /** Sets the last day on which the key must be there; undefined: not decided. */
  retain(key: string, until: CalendarDay | undefined): Promise<void>;
  /** Keys whose last day lies before this one, that are not destroyed and under no hold. */
  due(day: CalendarDay): Promise<readonly DataKey[]>;
  /** Puts the same key under another wrapping, if it still is as it was. @returns whether it was */
  rewrap(key: string, from: Uint8Array, to: Uint8Array): Promise<boolean>;
  /** Makes what was wrapped before unreadable in the database's files. */
  forgetOldWrappings(): Promise<void>;
}

/** Keys under a legal hold may not be destroyed. */
export class KeysHeld extends Error {
  readonly code = 'KEYS_HELD';
  readonly keys: readonly string[];
  constructor(keys: readonly string[]) {
    super(`Under a legal hold and not destroyed: ${keys.join(', ')}. Lift the hold first.`);
    this.keys = keys;
  }
}
