import { one, type Database, type Dialect } from '../database.ts';
import type { Settings } from '../port.ts';

export const settingsSchema = ({ strict }: Dialect): string[] => [
  `CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL)${strict}`,
];

export function settingsIn(database: Database): Settings {
  return {
    get: async (key) =>
      (await one<{ value: string }>(database, 'SELECT value FROM setting WHERE key = $1', key))?.value,
    put: async (key, value) => {
      await database.run(
        'INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        key,
        value,
      );
    },
    compareAndSet: async (key, expected, value) => {
      const written =
        expected === undefined
          ? await database.run(
              'INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING',
              key,
              value,
            )
          : await database.run('UPDATE setting SET value = $3 WHERE key = $1 AND value = $2', key, expected, value);
      return written > 0;
    },
  };
}
