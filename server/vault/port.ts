import type { Role } from '../../events/envelope.ts';

/** What must be able to disappear or to be shared: names of persons, sessions, settings. */
export interface Vault {
  readonly directory: Directory;
  readonly sessions: SessionRows;
  readonly settings: Settings;
  close(): void;
}

/** A person's name; the log knows only `actor`. */
export interface Person {
  readonly actor: string;
  readonly name: string;
  readonly organisation?: string;
  readonly role?: Role;
  /** True: one of the demonstration's persons. */
  readonly persona: boolean;
}

export interface Directory {
  put(person: Person): void;
  find(actor: string): Person | undefined;
  all(): readonly Person[];
  personas(): readonly Person[];
}

export interface SessionRows {
  get(id: string): { data: string; expires: number } | undefined;
  put(id: string, data: string, expires: number): void;
  remove(id: string): void;
  /** Forgets sessions that ended before this time (ms since 1970). */
  sweep(before: number): void;
}

export interface Settings {
  get(key: string): string | undefined;
  put(key: string, value: string): void;
}
