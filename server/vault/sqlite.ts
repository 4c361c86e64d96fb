import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Person, Vault } from './port.ts';

/** The vault in an SQLite file that only the server's user may read. */
export function openSqliteVault(file: string): Vault {
  const db = new DatabaseSync(file);
  if (file !== ':memory:') chmodSync(file, 0o600);
  db.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;
    CREATE TABLE IF NOT EXISTS person (actor TEXT PRIMARY KEY, name TEXT NOT NULL, organisation TEXT, role TEXT, persona INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS session (id TEXT PRIMARY KEY, data TEXT NOT NULL, expires INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`);
  const putPerson = db.prepare(
    'INSERT OR REPLACE INTO person (actor, name, organisation, role, persona) VALUES (?,?,?,?,?)',
  );
  const findPerson = db.prepare('SELECT * FROM person WHERE actor = ?');
  const allPersons = db.prepare('SELECT * FROM person ORDER BY rowid');
  const getSession = db.prepare('SELECT data, expires FROM session WHERE id = ?');
  const putSession = db.prepare('INSERT OR REPLACE INTO session (id, data, expires) VALUES (?,?,?)');
  const removeSession = db.prepare('DELETE FROM session WHERE id = ?');
  const sweepSessions = db.prepare('DELETE FROM session WHERE expires < ?');
  const getSetting = db.prepare('SELECT value FROM setting WHERE key = ?');
  const putSetting = db.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?,?)');
  const all = (): Person[] => (allPersons.all() as unknown as PersonRow[]).map(personOf);
  return {
    directory: {
      put: ({ actor, name, organisation, role, persona }) =>
        void putPerson.run(actor, name, organisation ?? null, role ?? null, persona ? 1 : 0),
      find(actor) {
        const row = findPerson.get(actor) as unknown as PersonRow | undefined;
        return row && personOf(row);
      },
      all,
      personas: () => all().filter((person) => person.persona),
    },
    sessions: {
      get: (id) => getSession.get(id) as { data: string; expires: number } | undefined,
      put: (id, data, expires) => void putSession.run(id, data, expires),
      remove: (id) => void removeSession.run(id),
      sweep: (before) => void sweepSessions.run(before),
    },
    settings: {
      get: (key) => (getSetting.get(key) as { value: string } | undefined)?.value,
      put: (key, value) => void putSetting.run(key, value),
    },
    close: () => db.close(),
  };
}

interface PersonRow {
  actor: string;
  name: string;
  organisation: string | null;
  role: Person['role'] | null;
  persona: number;
}

function personOf({ actor, name, organisation, role, persona }: PersonRow): Person {
  return {
    actor,
    name,
    ...(organisation === null ? {} : { organisation }),
    ...(role === null || role === undefined ? {} : { role }),
    persona: persona === 1,
  };
}
