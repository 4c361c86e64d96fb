import type { Database, Dialect } from '../database.ts';
import type { Leases } from '../port-processes.ts';

export const leasesSchema = ({ int, strict }: Dialect): string[] => [
  `CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until ${int} NOT NULL)${strict}`,
];

export function leasesIn(database: Database): Leases {
  const { clock } = database.dialect;
  return {
    take: async (name, holder, milliseconds) => {
      const taken = await database.run(
        `INSERT INTO lease (name, holder, until) VALUES ($1, $2, ${clock} + $3)
         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
         WHERE lease.until <= ${clock} OR lease.holder = excluded.holder`,
        ...[name, holder, milliseconds],
      );
      return taken > 0;
    },
    renew: async (name, holder, milliseconds) => {
      const held = await database.run(
        `UPDATE lease SET until = ${clock} + $3 WHERE name = $1 AND holder = $2 AND until > ${clock}`,
        ...[name, holder, milliseconds],
      );
      return held > 0;
    },
    release: async (name, holder) => {
      await database.run('DELETE FROM lease WHERE name = $1 AND holder = $2', name, holder);
    },
  };
}
