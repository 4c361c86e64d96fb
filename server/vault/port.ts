import type { Role } from '../../events/envelope.ts';
import type { AccessLog } from './port-access-log.ts';
import type { Files } from './port-files.ts';
import type { DataKeys } from './port-keys.ts';
import type { NoticeVault } from './port-notices.ts';
import type { Leases, Processes } from './port-processes.ts';
import type { Checks } from './port-checks.ts';

/**
 * What must be able to disappear or to be shared, apart from the log: names, sessions, settings, data keys, files, who
 * read what, and what processes agree on. Every write is durable when its promise resolves.
 * Every operation throws VaultUnavailable when the engine cannot be used, VaultMisuse when it was called wrongly.
 */
export interface Vault {
  /** A random id that this vault keeps for ever, also when it is copied to another engine. */
  readonly id: string;
  /** May several processes share it (PostgreSQL), or is it one process's own file (SQLite)? */
  readonly shared: boolean;
  readonly directory: Directory;
  readonly sessions: SessionRows;
  readonly settings: Settings;
  readonly changes: Changes;
  readonly keys: DataKeys;
  readonly leases: Leases;
  readonly processes: Processes;
  readonly accessLog: AccessLog;
  readonly files: Files;
  readonly checks: Checks;
  readonly notices: NoticeVault;
  /** Asks the engine something small. Never throws. */
  health(): Promise<VaultHealth>;
  close(): Promise<void>;
}

export interface VaultHealth {
  readonly ok: boolean;
  /** What is wrong and what to do, in a sentence; names no password. */
  readonly problem?: string;
}

/** Milliseconds since 1970. */
export type Milliseconds = number;

/** A person's name; the log knows only `actor`. */
export interface Person {
  readonly actor: string;
  readonly name: string;
  readonly organisation?: string;
  readonly role?: Role;
  /** Where mail to him goes; without one he gets none. */
  readonly email?: string;
  /** True: one of the demonstration's persons. */
  readonly persona: boolean;
}

/** Signs (UTF-16 code units) of a person's name. */
export const NAME_MOST = 200;

export interface Directory {
  /** Writes a person, whole. @throws RangeError when the name is empty or longer than {@link NAME_MOST} */
  put(person: Person): Promise<void>;
  find(actor: string): Promise<Person | undefined>;
  /** Everybody, in the order in which they came. */
  all(): Promise<readonly Person[]>;
  personas(): Promise<readonly Person[]>;
  /** Forgets a person and his sessions: no byte of his name is left in the tables. Also of who is not there. */
  erase(actor: string): Promise<void>;
}

export interface SessionRow {
  readonly data: string;
  readonly expires: Milliseconds;
}

export interface SessionRows {
  get(id: string): Promise<SessionRow | undefined>;
  /** Writes a session. One that was ended does not come back: then nothing is written. */
  put(id: string, actor: string | undefined, data: string, expires: Milliseconds): Promise<void>;
  /** Ends a session; the other processes learn of it through `changes`. */
  end(id: string): Promise<void>;
  /** Ends every session of a person. */
  endAllOf(actor: string): Promise<void>;
  /** Forgets sessions that ran out before this time, and ends that nobody needs to hear of any more. */
  sweep(before: Milliseconds): Promise<void>;
}

export interface Settings {
  get(key: string): Promise<string | undefined>;
  put(key: string, value: string): Promise<void>;
  /** Writes the value if the setting is as expected (undefined: not there). @returns whether it was written */
  compareAndSet(key: string, expected: string | undefined, value: string): Promise<boolean>;
}

/** A place in the order of changes; grows. What is written after a mark was read has a greater one. */
export type Mark = number;

export interface Change {
  readonly topic: 'person' | 'session-end';
  /** The actor, or the session that has ended. */
  readonly id: string;
}

/** What any process changed, in the order in which it became true: asked several times a second by each. */
export interface Changes {
  mark(): Promise<Mark>;
  since(mark: Mark): Promise<{ readonly mark: Mark; readonly changes: readonly Change[] }>;
}

/** The vault cannot be used (now). The message says what to do. */
export class VaultUnavailable extends Error {
  readonly code = 'VAULT_UNAVAILABLE';
  readonly reason:
    'unreachable' | 'denied' | 'no-rights' | 'read-only' | 'full' | 'not-ours' | 'too-old' | 'busy' | 'closed';
  constructor(reason: VaultUnavailable['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** Called with what cannot be meant. Nothing was written. */
export class VaultMisuse extends Error {
  readonly code = 'VAULT_MISUSE';
}
