import type { Database, Dialect, Value } from '../database.ts';
import { VaultMisuse } from '../port.ts';
import type { Access, AccessLog, AccessQuery } from '../port-access-log.ts';

export const accessLogSchema = ({ int, serial, strict, refuseChanges }: Dialect): string[] => [
  `CREATE TABLE access (n ${serial}, at ${int} NOT NULL, session TEXT NOT NULL, actor TEXT NOT NULL,
    topic TEXT NOT NULL, grants TEXT NOT NULL, index_from ${int} NOT NULL, index_to ${int} NOT NULL, what TEXT NOT NULL)${strict}`,
  'CREATE INDEX access_at ON access (at)',
  'CREATE INDEX access_actor ON access (actor, n)',
  'CREATE INDEX access_topic ON access (topic, n)',
  ...refuseChanges('access'),
];

export function accessLogIn(database: Database): AccessLog {
  return {
    append: (rows) =>
      database.transaction(async (queries) => {
        for (const { at, session, actor, topic, grants, from, to, what } of rows)
          await queries.run(
            `INSERT INTO access (at, session, actor, topic, grants, index_from, index_to, what)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
            ...[at, session, actor, topic, grants, from, to, what],
          );
      }),
    query: async (query) => {
      if (!Number.isSafeInteger(query.limit) || query.limit < 1)
        throw new VaultMisuse(`A page has at least one row, not ${query.limit}.`);
      const { where, values } = conditions(query);
      const found = await database.rows<Access & { n: number }>(
        `SELECT n, at, session, actor, topic, grants, index_from AS "from", index_to AS "to", what
         FROM access ${where} ORDER BY n DESC LIMIT ${query.limit + 1}`,
        ...values,
      );
      const page = found.slice(0, query.limit);
      const rows = page.map(({ at, session, actor, topic, grants, from, to, what }) => ({
        ...{ at, session, actor, topic, grants, from, to, what },
      }));
      const last = page.at(-1);
      return { rows, ...(found.length > page.length && last ? { cursor: String(last.n) } : {}) };
    },
  };
}

function conditions({ from, to, actor, topic, cursor }: AccessQuery): { where: string; values: Value[] } {
  const before = cursor === undefined ? undefined : Number(cursor);
  if (before !== undefined && !Number.isSafeInteger(before)) throw new VaultMisuse(`"${cursor}" is no cursor.`);
  const columns: [string, Value | undefined][] = [
    ['at >=', from],
    ['at <=', to],
    ['actor =', actor],
    ['topic =', topic],
    ['n <', before],
  ];
  const used = columns.filter((column): column is [string, Value] => column[1] !== undefined);
  const where = used.map(([sql], n) => `${n === 0 ? 'WHERE' : 'AND'} ${sql} $${n + 1}`).join(' ');
  return { where, values: used.map(([, value]) => value) };
}
