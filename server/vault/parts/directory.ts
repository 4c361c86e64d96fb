import { one, type Database, type Dialect } from '../database.ts';
import { NAME_MOST, type Directory, type Person } from '../port.ts';
import { note } from './changes.ts';
import { forgetNoticesOf, noticeTables } from './notices.ts';
import { endAllIn } from './sessions.ts';

export const directorySchema = ({ int, serial, strict, noSamples }: Dialect): string[] => [
  `CREATE TABLE person (place ${serial}, actor TEXT NOT NULL UNIQUE, name TEXT NOT NULL, organisation TEXT, role TEXT,
    email TEXT, persona ${int} NOT NULL)${strict}`,
  ...noSamples('person', ['name', 'email']),
];

export function directoryIn(database: Database): Directory {
  const { clock } = database.dialect;
  return {
    put: async ({ actor, name, organisation, role, email, persona }) => {
      if (name.trim() === '' || name.length > NAME_MOST)
        throw new RangeError(`A name has 1 to ${NAME_MOST} signs; this one has ${name.length}. Give a shorter one.`);
      await database.transaction(async (queries) => {
        await queries.run(
          `INSERT INTO person (actor, name, organisation, role, email, persona) VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (actor) DO UPDATE SET name = excluded.name, organisation = excluded.organisation,
             role = excluded.role, email = excluded.email, persona = excluded.persona`,
          ...[actor, name, organisation ?? null, role ?? null, email ?? null, persona ? 1 : 0],
        );
        await note(queries, clock, { topic: 'person', id: actor });
      });
    },
    find: async (actor) => {
      const row = await one<PersonRow>(database, 'SELECT * FROM person WHERE actor = $1', actor);
      return row && personOf(row);
    },
    all: async () => (await database.rows<PersonRow>('SELECT * FROM person ORDER BY place')).map(personOf),
    personas: async () =>
      (await database.rows<PersonRow>('SELECT * FROM person WHERE persona = 1 ORDER BY place')).map(personOf),
    erase: async (actor) => {
      await database.erase(['person', 'session', ...noticeTables], async (queries) => {
        await queries.run('DELETE FROM person WHERE actor = $1', actor);
        await endAllIn(queries, clock, actor);
        await forgetNoticesOf(queries, actor);
        await note(queries, clock, { topic: 'person', id: actor });
      });
    },
  };
}

interface PersonRow {
  actor: string;
  name: string;
  organisation: string | null;
  role: Person['role'] | null;
  email: string | null;
  persona: number;
}

function personOf({ actor, name, organisation, role, email, persona }: PersonRow): Person {
  return {
    actor,
    name,
    ...(organisation === null ? {} : { organisation }),
    ...(role === null || role === undefined ? {} : { role }),
    ...(email === null ? {} : { email }),
    persona: persona === 1,
  };
}
