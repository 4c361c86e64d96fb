import { createHash } from 'node:crypto';
import { one, places, type Database, type Dialect, type Queries } from '../database.ts';
import { VaultMisuse } from '../port.ts';
import type { FileEntry, Files, SealedFile } from '../port-files.ts';
import { inChunks } from './key-rows.ts';

export const filesSchema = ({ bytes, strict, noSamples }: Dialect): string[] => [
  `CREATE TABLE file (id TEXT PRIMARY KEY, key TEXT NOT NULL, bytes ${bytes} NOT NULL)${strict}`,
  ...noSamples('file', ['bytes']),
  'CREATE INDEX file_key ON file (key)',
];

/** What is said about a file lies apart from its content, which is large. */
export const aboutFilesSchema = ({ int, bytes, strict, noSamples }: Dialect): string[] => [
  `CREATE TABLE file_about (id TEXT PRIMARY KEY, key TEXT NOT NULL, at ${int} NOT NULL, about ${bytes} NOT NULL)${strict}`,
  ...noSamples('file_about', ['about']),
  'CREATE INDEX file_about_key ON file_about (key)',
  'CREATE INDEX file_about_at ON file_about (at)',
];

export function filesIn(database: Database): Files {
  return {
    put: async ({ id, key, bytes, about }) => {
      if (hashOf(bytes) !== id) throw new VaultMisuse(`The id of the file is not the hash of its bytes (${id}).`);
      await database.transaction(async (queries) => {
        await queries.run(
          'INSERT INTO file (id, key, bytes) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING',
          ...[id, key, bytes],
        );
        await queries.run(
          `INSERT INTO file_about (id, key, at, about) VALUES ($1, $2, ${database.dialect.clock}, $3) ON CONFLICT (id) DO NOTHING`,
          ...[id, key, about],
        );
      });
    },
    get: async (id) => {
      const file = await one<SealedFile>(
        database,
        'SELECT f.id, f.key, f.bytes, a.about FROM file f JOIN file_about a ON a.id = f.id WHERE f.id = $1',
        id,
      );
      if (file && hashOf(file.bytes) !== id)
        throw new Error(`The file ${id} in the vault is damaged: restore it from the backup of the vault.`);
      return file;
    },
    entry: (id) => one<FileEntry>(database, 'SELECT id, key, at, about FROM file_about WHERE id = $1', id),
    before: (at, after, limit) =>
      database.rows<FileEntry>(
        `SELECT id, key, at, about FROM file_about WHERE at < $1 AND id > $2 ORDER BY id LIMIT ${Math.trunc(limit)}`,
        ...[at, after],
      ),
    remove: (id) =>
      database.erase(['file', 'file_about'], async (queries) => {
        await queries.run('DELETE FROM file WHERE id = $1', id);
        await queries.run('DELETE FROM file_about WHERE id = $1', id);
      }),
    removeUnder: (keys) => database.transaction((queries) => removeUnder(queries, keys)),
  };
}

async function removeUnder(queries: Queries, keys: readonly string[]): Promise<void> {
  for (const chunk of inChunks(keys))
    for (const table of ['file', 'file_about'])
      await queries.run(`DELETE FROM ${table} WHERE key IN (${places(chunk.length)})`, ...chunk);
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
