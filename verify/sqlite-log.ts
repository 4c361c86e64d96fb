import { DatabaseSync } from 'node:sqlite';
import { isEvent, parsed } from './files.ts';
import type { MetEvent } from './log-check.ts';
import { CannotCheck, type Report } from './report.ts';

const APPLICATION = 0x52675466;
const JSON_COLUMNS = ['data', 'meta', 'proof'] as const;

interface LogRow {
  idx: number;
  name: string | null;
  revision: number;
  id: string;
  type: string;
  version: number;
  salt: string;
  data: string;
  meta: string;
  proof?: string | null;
}

/** Opens the file of a log, to read only. @throws CannotCheck when it is none or is in use */
export function openLog(path: string): DatabaseSync {
  try {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
    const { application_id: id } = db.prepare('PRAGMA application_id').get() as { application_id: number };
    if (id === APPLICATION) return db;
    db.close();
  } catch (error) {
    const reason = (error as Error).message;
    if (/locked|busy/.test(reason))
      throw new CannotCheck(`${path} is in use by a server: check its address instead, or stop it first.`);
    throw new CannotCheck(
      `${path} cannot be read (${reason}): copy it, with its -wal file, to a folder that can be written.`,
    );
  }
  throw new CannotCheck(`${path} is no log of Regiotafel.`);
}

/** The events of an open log in its order, from an index on, at most `limit`. */
export function* eventsInLog(db: DatabaseSync, report: Report, from = 0, limit = -1): Generator<MetEvent> {
  const columns = (db.prepare('PRAGMA table_info(event)').all() as { name: string }[]).map(({ name }) => name);
  const json = JSON_COLUMNS.filter((name) => columns.includes(name));
  const sql = `SELECT e.idx, s.name, e.revision, e.id, e.type, e.version, e.salt, ${json.map((name) => `e.${name}`).join(', ')}
    FROM event e LEFT JOIN stream s ON s.key = e.stream WHERE e.idx >= ? ORDER BY e.idx LIMIT ?`;
  let last = from - 1;
  try {
    for (const row of db.prepare(sql).iterate(from, limit)) {
      const met = metEvent(row as unknown as LogRow);
      last = (row as unknown as LogRow).idx;
      yield met;
    }
  } catch (error) {
    report.wrong({}, `the file is damaged after event ${last}: ${(error as Error).message}`);
  }
}

/** The text of each column must be as the log writes it: another text of the same value was written by somebody else. */
function metEvent(row: LogRow): MetEvent {
  const wrong: MetEvent['wrong'] = [];
  const values: Record<string, unknown> = {};
  for (const name of JSON_COLUMNS) {
    const text = row[name];
    if (text === undefined || text === null) continue;
    const value = parsed(text);
    if (value === undefined) wrong.push({ field: `/${name}`, what: 'it is no JSON any more' });
    else if (JSON.stringify(value) !== text)
      wrong.push({ field: `/${name}`, what: 'its text is not as it was written' });
    values[name] = value;
  }
  if (row.name === null) wrong.push({ what: 'its stream is not there' });
  const { idx: index, revision, id, type, version, salt } = row;
  const shell = { index, stream: row.name ?? '', revision, id, type, version, salt, data: {}, meta: {} };
  const event = { ...shell, ...values };
  return isEvent(event) ? { event, wrong } : { event: shell, wrong: [...wrong, { what: 'it is no event any more' }] };
}
