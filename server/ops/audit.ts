/** One thing that somebody did or tried beside the log of events, which is an audit log of its own (BIO2 8.15.01). */
export interface AuditLine {
  /** What was done: a verb and its object's kind, e.g. `POST /api/erasures`. */
  readonly action: string;
  /** To whom or what: an id, a path, a file's name. Never a value. */
  readonly object: string;
  /** `done`, `refused: CODE`, or how much. */
  readonly result: string;
  /** From where: the address of the connection. */
  readonly origin: string;
  /** Who, by pseudonym; `nobody` when signed out. */
  readonly actor: string;
  /** Instant in UTC. */
  readonly at: string;
}

/** Takes audit lines; where they go is for who operates the server. */
export type AuditSink = (line: AuditLine) => void;
