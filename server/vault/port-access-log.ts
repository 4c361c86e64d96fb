import type { LogIndex } from '../../events/envelope.ts';
import type { Milliseconds } from './port.ts';

/** Somebody read sealed history. */
export interface Access {
  readonly at: Milliseconds;
  /** Names the session without opening it: its hash. */
  readonly session: string;
  readonly actor: string;
  readonly topic: string;
  /** The canonical text of what he might see. */
  readonly grants: string;
  /** The log indexes that were read, both included. */
  readonly from: LogIndex;
  readonly to: LogIndex;
  /** Which door and form: `history`, `dossier`, `push` … */
  readonly what: string;
}

export interface AccessQuery {
  readonly from?: Milliseconds;
  readonly to?: Milliseconds;
  readonly actor?: string;
  readonly topic?: string;
  /** Cursor of the page before. */
  readonly cursor?: string;
  readonly limit: number;
}

/** Who read what, append-only: the database itself refuses to change or delete a row. */
export interface AccessLog {
  append(rows: readonly Access[]): Promise<void>;
  /** Newest first. */
  query(query: AccessQuery): Promise<{ readonly rows: readonly Access[]; readonly cursor?: string }>;
}
