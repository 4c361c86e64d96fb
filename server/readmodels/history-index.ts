import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { kindOf } from '../../events/ids.ts';
import { splicesOf, type ChangesJson } from '../../events/narrative/changes.ts';
import { textBetween, type RunChunk } from '../../events/narrative/runs.ts';
import { evolve, initial, type NarrativeState } from '../../events/narrative/state.ts';
import type { LogIndex, RecordedEvent, StreamName } from '../../events/envelope.ts';
import { allOf, anyOf, readInSteps, type Descending } from './descending.ts';
import { slotOf } from './slots.ts';
import { stemsOf, textOf } from './words.ts';

/** Raised when words or slots change their meaning: the index is then built anew. */
const VERSION = 2;
const SLICE = 1_000;
const FOUND_TOGETHER = 64;
/** Log indexes that are looked through together. */
const NEAR = 2_000;
/** After so many pages without a find, others are quicker. */
const EMPTY_PAGES = 3;
/** More streams than this are not each looked up. */
const FEW_STREAMS = 8;
const TEXTS_KEPT = 200;
const KEYS_KEPT = 20_000;

export const historySchema = `
CREATE INDEX IF NOT EXISTS event_actor ON event (actor, idx);
CREATE INDEX IF NOT EXISTS event_organisation ON event (organisation, idx);
CREATE INDEX IF NOT EXISTS event_type ON event (type, idx);
CREATE TABLE IF NOT EXISTS slot (stream INTEGER NOT NULL, slot TEXT NOT NULL, idx INTEGER NOT NULL, PRIMARY KEY (stream, slot, idx)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS slot_name ON slot (slot, idx);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(stems, content='', contentless_delete=1, detail=none, tokenize='ascii');
`;

const LISTED = '(SELECT value FROM json_each(?))';
const MATCHING = 'SELECT rowid AS idx FROM words WHERE words MATCH ? AND rowid <= ? ORDER BY rowid DESC LIMIT ?';

/** Gives what fits of a page that begins at an index, the newest first, and where the next begins. */
type Page = (at: LogIndex) => { readonly found: readonly LogIndex[]; readonly next: LogIndex };

/** What is looked for; every part that is given must fit. */
export interface Sought {
  readonly streams?: readonly StreamName[];
  readonly actor?: string | undefined;
  readonly organisation?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly field?: string | undefined;
  readonly stems?: readonly string[];
}

/**
 * Finds events by who, what, where and words. It follows the file's events in slices, off the path of answers, and can
 * be thrown away: it is built from the file.
 */
export class HistoryIndex {
  readonly #db: DatabaseSync;
  readonly #events: (after: LogIndex, limit: number) => readonly RecordedEvent[];
  readonly #statements = new Map<string, StatementSync>();
  readonly #texts = new Map<StreamName, NarrativeState>();
  readonly #keys = new Map<StreamName, number>();
  #to: LogIndex;

  constructor(db: DatabaseSync, events: (after: LogIndex, limit: number) => readonly RecordedEvent[]) {
    this.#db = db;
    this.#events = events;
    const mark = this.#sql("SELECT value FROM meta WHERE key = 'history'").get() as { value: string } | undefined;
    const { version, to } = JSON.parse(mark?.value ?? '{}') as { version?: number; to?: number };
    this.#to = version === VERSION ? (to ?? -1) : -1;
    if (version !== VERSION) this.clear();
  }

  /** The last event that can be found. */
  get to(): LogIndex {
    return this.#to;
  }

  /** Takes in the next slice of events. @returns whether there was one */
  advance(slice = SLICE): boolean {
    const events = this.#events(this.#to, slice);
    const last = events.at(-1);
    if (!last) return false;
    this.#transaction(() => {
      for (const event of events) this.#take(event);
      this.#mark(last.index);
    });
    this.#to = last.index;
    return true;
  }

  /** Events anew that were rewritten: nothing of what they held can be found any more. */
  rewrite(events: readonly RecordedEvent[]): void {
    this.#texts.clear();
    this.#transaction(() => {
      for (const event of events) {
        if (event.index > this.#to) continue;
        this.#sql('DELETE FROM words WHERE rowid = ?').run(event.index);
        this.#putWords(event);
      }
    });
    // merged segments hold the words of rows that were deleted until they are merged anew
    this.#db.exec("INSERT INTO words(words) VALUES ('optimize')");
  }

  clear(): void {
    this.#texts.clear();
    this.#keys.clear();
    this.#db.exec("DELETE FROM slot; DELETE FROM words; DELETE FROM meta WHERE key = 'history'");
    this.#to = -1;
  }

  /**
   * Indexes of events that fit, the newest first, from one on downwards. What stands close together is looked through
   * as it lies; where little is found, lists leap over what does not fit, so that nothing takes long.
   */
  *find(sought: Sought, from: LogIndex): Generator<LogIndex> {
    let at = Math.min(from, this.#to);
    if ((sought.streams?.length ?? Infinity) > FEW_STREAMS) at = yield* this.#near(sought, at);
    const lists = this.#lists(sought);
    const next = lists.length === 0 ? (atMost: LogIndex) => (atMost >= 0 ? atMost : undefined) : allOf(lists);
    for (let found = next(at); found !== undefined; found = next(found - 1)) yield found;
  }

  /** Looks through page after page, as long as something is found in them. @returns from where on to look otherwise */
  *#near(sought: Sought, from: LogIndex): Generator<LogIndex, LogIndex> {
    const page = sought.stems?.length ? this.#amongWords(sought, sought.stems) : this.#amongAll(sought);
    let at = from;
    for (let empty = 0; at >= 0 && empty < EMPTY_PAGES;) {
      const { found, next } = page(at);
      yield* found;
      empty = found.length === 0 ? empty + 1 : 0;
      at = next;
    }
    return at;
  }

  /** Looks through the events that hold the words. */
  #amongWords(sought: Sought, stems: readonly string[]): Page {
    const { fits, values } = this.#conditions(sought);
    const candidates = this.#sql(MATCHING);
    const match = matchOf(stems);
    const filter = this.#sql(
      `SELECT idx FROM event WHERE idx IN (SELECT value FROM json_each(?)) ${fits} ORDER BY idx DESC`,
    );
    return (at) => {
      const all = indexesIn(candidates.all(match, at, FOUND_TOGETHER));
      const last = all.at(-1);
      const found = fits === '' ? all : indexesIn(filter.all(JSON.stringify(all), ...values));
      return { found, next: all.length < FOUND_TOGETHER || last === undefined ? -1 : last - 1 };
    };
  }

  /** Looks through the log. */
  #amongAll(sought: Sought): Page {
    const { fits, values } = this.#conditions(sought);
    const statement = this.#sql(
      `SELECT idx FROM event WHERE idx <= ? AND idx > ? ${fits} ORDER BY idx DESC LIMIT ${FOUND_TOGETHER}`,
    );
    return (at) => {
      const found = indexesIn(statement.all(at, at - NEAR, ...values));
      return { found, next: found.length < FOUND_TOGETHER ? at - NEAR : (found.at(-1) ?? 0) - 1 };
    };
  }

  /** What events must fit, besides words. The plus keeps the planner from gathering all that ever fitted one of them. */
  #conditions({ streams, actor, organisation, types, field }: Sought): { fits: string; values: string[] } {
    const asked: [string, string | undefined][] = [
      [`+stream IN ${LISTED}`, streams && JSON.stringify(streams.map((name) => this.#keyOf(name)))],
      ['+actor = ?', actor],
      ['+organisation = ?', organisation],
      [`+type IN ${LISTED}`, types && JSON.stringify(types)],
      ['EXISTS (SELECT 1 FROM slot WHERE slot = ? AND slot.idx = event.idx)', field],
    ];
    const given = asked.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql: `AND ${sql}`, value }]));
    return { fits: given.map(({ sql }) => sql).join(' '), values: given.map(({ value }) => value) };
  }

  /** The event before this one that set the same slot of its stream. */
  before(event: RecordedEvent): LogIndex | undefined {
    const sql = 'SELECT max(idx) AS idx FROM slot WHERE stream = ? AND slot = ? AND idx < ?';
    const row = this.#sql(sql).get(this.#keyOf(event.stream), slotOf(event), event.index) as { idx: number | null };
    return row.idx ?? undefined;
  }

  /** The event after this one that set the same slot of its stream. */
  following(event: RecordedEvent): LogIndex | undefined {
    const row = this.#sql(
      'SELECT min(idx) AS idx FROM slot WHERE stream = (SELECT key FROM stream WHERE name = ?) AND slot = ? AND idx > ?',
    ).get(event.stream, slotOf(event), event.index) as { idx: number | null };
    return row.idx ?? undefined;
  }

  #lists({ streams, actor, organisation, types, field, stems = [] }: Sought): Descending[] {
    const lists: Descending[] = [];
    const [stream] = streams ?? [];
    const ofSlot = streams?.length === 1 && stream !== undefined && field !== undefined;
    if (ofSlot) lists.push(this.#slotOfStream(stream, field));
    else if (streams) lists.push(this.#anyStream(streams));
    if (actor !== undefined) lists.push(this.#column('actor', actor));
    if (organisation !== undefined) lists.push(this.#column('organisation', organisation));
    if (types) lists.push(anyOf(types.map((type) => this.#column('type', type))));
    if (field !== undefined && !ofSlot) lists.push(this.#slot(field));
    if (stems.length > 0) lists.push(this.#matching(stems));
    return lists;
  }

  #anyStream(names: readonly StreamName[]): Descending {
    const keys = names.map((name) => this.#keyOf(name));
    const together = this.#sql(
      `SELECT (SELECT max(idx) FROM event WHERE stream = asked.value AND idx <= ?) AS idx FROM json_each(?) AS asked ORDER BY asked.key`,
    );
    return anyOf(
      keys.map((key) => this.#column('stream', key)),
      (atMost) =>
        (together.all(atMost, JSON.stringify(keys)) as { idx: number | null }[]).map(({ idx }) => idx ?? undefined),
    );
  }

  #column(name: 'stream' | 'actor' | 'organisation' | 'type', value: string | number): Descending {
    return this.#read(`SELECT idx FROM event WHERE ${name} = ? AND idx <= ? ORDER BY idx DESC LIMIT ?`, value);
  }

  #slot(slot: string): Descending {
    return this.#read('SELECT idx FROM slot WHERE slot = ? AND idx <= ? ORDER BY idx DESC LIMIT ?', slot);
  }

  #slotOfStream(stream: StreamName, slot: string): Descending {
    const sql = 'SELECT idx FROM slot WHERE stream = ? AND slot = ? AND idx <= ? ORDER BY idx DESC LIMIT ?';
    return this.#read(sql, this.#keyOf(stream), slot);
  }

  #matching(stems: readonly string[]): Descending {
    return this.#read(MATCHING, matchOf(stems));
  }

  /** A list as it lies in the file: the more is taken of it, the more is read together. */
  #read(sql: string, ...of: readonly (string | number)[]): Descending {
    const statement = this.#sql(sql);
    return readInSteps((atMost, limit) => indexesIn(statement.all(...of, atMost, limit)), FOUND_TOGETHER);
  }

  #take(event: RecordedEvent): void {
    this.#sql('INSERT OR IGNORE INTO slot (stream, slot, idx) VALUES (?,?,?)').run(
      this.#keyOf(event.stream),
      slotOf(event),
      event.index,
    );
    this.#putWords(event);
  }

  #putWords(event: RecordedEvent): void {
    const typed = kindOf(event.stream) === 'narrative' ? this.#wordsTyped(event) : '';
    const stems = new Set(stemsOf(`${textOf(event)} ${typed}`));
    if (stems.size === 0) return;
    this.#sql('INSERT INTO words (rowid, stems) VALUES (?,?)').run(event.index, [...stems].map(token).join(' '));
  }

  /** The words, whole, in which a change of a text put something. */
  #wordsTyped(event: RecordedEvent): string {
    const state = this.#textAfter(event);
    if (event.type !== 'TextEdited') return '';
    let moved = 0;
    return splicesOf(event.data['changes'] as ChangesJson)
      .map(({ from, del, ins }) => {
        const start = from + moved;
        moved += ins.length - del;
        return ins === '' ? '' : around(state.chunks, start, start + ins.length);
      })
      .join(' ');
  }

  #textAfter(event: RecordedEvent): NarrativeState {
    const { stream, index } = event;
    const held = this.#texts.get(stream);
    this.#texts.delete(stream);
    const state = held ? evolve(held, event) : this.#foldedTo(stream, index);
    this.#texts.set(stream, state);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > TEXTS_KEPT && oldest !== undefined) this.#texts.delete(oldest);
    return state;
  }

  #foldedTo(stream: StreamName, index: LogIndex): NarrativeState {
    const rows = this.#sql('SELECT json FROM event WHERE stream = ? AND idx <= ? ORDER BY idx').all(
      this.#keyOf(stream),
      index,
    ) as { json: string }[];
    return rows.reduce<NarrativeState>(
      (state, { json }) => evolve(state, JSON.parse(json) as RecordedEvent),
      initial(),
    );
  }

  #keyOf(stream: StreamName): number {
    const known = this.#keys.get(stream);
    if (known !== undefined) return known;
    const row = this.#sql('SELECT key FROM stream WHERE name = ?').get(stream) as { key: number } | undefined;
    if (this.#keys.size > KEYS_KEPT) this.#keys.clear();
    if (row) this.#keys.set(stream, row.key);
    return row?.key ?? -1;
  }

  #mark(to: LogIndex): void {
    this.#sql("INSERT OR REPLACE INTO meta (key, value) VALUES ('history', ?)").run(
      JSON.stringify({ version: VERSION, to }),
    );
  }

  #transaction(work: () => void): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #sql(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#db.prepare(sql)));
    return statement;
  }
}

const indexesIn = (rows: readonly unknown[]): LogIndex[] =>
  (rows as readonly { idx: LogIndex }[]).map(({ idx }) => idx);

/** What the table of words is asked for. */
const matchOf = (stems: readonly string[]): string => stems.map((stem) => `"${token(stem)}"`).join(' ');

/** A stem as a token of plain letters and digits, whatever its alphabet. */
const token = (stem: string): string => (/^[a-z0-9]+$/.test(stem) ? stem : `x${Buffer.from(stem).toString('hex')}`);

const WORD = /[\p{L}\p{N}\p{M}]/u;

const WORD_MOST = 80;

/** A stretch of a text with the rest of the words at its ends. */
function around(chunks: readonly RunChunk[], from: number, to: number): string {
  const before = Math.max(0, from - WORD_MOST);
  const text = textBetween(chunks, before, to + WORD_MOST);
  let [start, end] = [from - before, to - before];
  if (WORD.test(text.charAt(start))) while (start > 0 && WORD.test(text.charAt(start - 1))) start--;
  if (WORD.test(text.charAt(end - 1))) while (end < text.length && WORD.test(text.charAt(end))) end++;
  return text.slice(start, end);
}
