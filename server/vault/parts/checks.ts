import { one, type Database, type Dialect } from '../database.ts';
import type { CheckpointNote, Checks, VerifiedMark } from '../port-checks.ts';

const NOTES_KEPT = 10_000;

export const checksSchema = ({ int, strict }: Dialect): string[] => [
  `CREATE TABLE verified (one ${int} PRIMARY KEY CHECK (one = 1), size ${int} NOT NULL, root TEXT NOT NULL,
    at ${int} NOT NULL)${strict}`,
  `CREATE TABLE checkpoint (size ${int} PRIMARY KEY, note TEXT NOT NULL)${strict}`,
];

export function checksIn(database: Database): Checks {
  return {
    verified: () => one<VerifiedMark>(database, 'SELECT size, root, at FROM verified'),
    setVerified: async ({ size, root, at }) => {
      await database.run(
        `INSERT INTO verified (one, size, root, at) VALUES (1, $1, $2, $3)
         ON CONFLICT (one) DO UPDATE SET size = excluded.size, root = excluded.root, at = excluded.at
         WHERE excluded.size >= verified.size`,
        ...[size, root, at],
      );
    },
    addNote: async ({ size, note }) => {
      await database.run(
        `INSERT INTO checkpoint (size, note) VALUES ($1, $2) ON CONFLICT (size) DO UPDATE SET note = excluded.note`,
        ...[size, note],
      );
      await database.run(
        `DELETE FROM checkpoint WHERE size <= (SELECT size FROM checkpoint ORDER BY size DESC LIMIT 1 OFFSET ${NOTES_KEPT})`,
      );
    },
    lastNotes: (count) =>
      database.rows<CheckpointNote>('SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT $1', count),
  };
}
