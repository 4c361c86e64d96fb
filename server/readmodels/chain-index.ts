import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EventId, LogIndex } from '../../events/envelope.ts';

const ID = "json_extract(json, '$.id')";
const CAUSATION = `json_extract(json, '$.meta."$causationId"')`;
const TARGET = "json_extract(json, '$.data.targetEventId')";

/** Indexes on what the events themselves say: SQLite keeps them as events are written. */
export const chainSchema = `
CREATE INDEX IF NOT EXISTS event_id ON event (${ID});
CREATE INDEX IF NOT EXISTS event_causation ON event (${CAUSATION}, idx);
CREATE INDEX IF NOT EXISTS event_target ON event (${TARGET}, idx) WHERE type = 'FactCorrected';
`;

/** Finds events by id, by what brought them about and by what they correct. */
export class ChainIndex {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  indexOf(id: EventId): LogIndex | undefined {
    return this.#indexes(`SELECT idx FROM event WHERE ${ID} = ?`, id)[0];
  }

  /** Events that an event (or a command) brought about, oldest first, after one of them. */
  causedBy(cause: string, after: LogIndex, limit: number): LogIndex[] {
    return this.#indexes(
      `SELECT idx FROM event WHERE ${CAUSATION} = ? AND idx > ? ORDER BY idx LIMIT ?`,
      cause,
      after,
      limit,
    );
  }

  /** Corrections of what an event says, oldest first. */
  corrections(id: EventId): LogIndex[] {
    return this.#indexes(
      `SELECT idx FROM event WHERE type = 'FactCorrected' AND ${TARGET} = ? ORDER BY idx LIMIT 100`,
      id,
    );
  }

  #indexes(sql: string, ...values: (string | number)[]): LogIndex[] {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#db.prepare(sql)));
    return (statement.all(...values) as { idx: number }[]).map(({ idx }) => idx);
  }
}
