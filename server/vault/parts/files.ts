import { createHash } from 'node:crypto';
import { one, type Database, type Dialect } from '../database.ts';
import { VaultMisuse } from '../port.ts';
import type { Files, SealedFile } from '../port-files.ts';

export const filesSchema = ({ bytes, strict, noSamples }: Dialect): string[] => [
  `CREATE TABLE file (id TEXT PRIMARY KEY, key TEXT NOT NULL, bytes ${bytes} NOT NULL)${strict}`,
  ...noSamples('file', ['bytes']),
  'CREATE INDEX file_key ON file (key)',
];

export function filesIn(database: Database): Files {
  return {
    put: async ({ id, key, bytes }) => {
      if (hashOf(bytes) !== id) throw new VaultMisuse(`The id of the file is not the hash of its bytes (${id}).`);
      await database.run(
        'INSERT INTO file (id, key, bytes) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING',
        ...[id, key, bytes],
      );
    },
    get: async (id) => {
      const file = await one<SealedFile>(database, 'SELECT id, key, bytes FROM file WHERE id = $1', id);
      if (file && hashOf(file.bytes) !== id)
        throw new Error(`The file ${id} in the vault is damaged: restore it from the backup of the vault.`);
      return file;
    },
    remove: (id) =>
      database.erase(['file'], async (queries) => {
        await queries.run('DELETE FROM file WHERE id = $1', id);
      }),
  };
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
