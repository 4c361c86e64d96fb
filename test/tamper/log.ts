import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { headText } from '../../server/audit/checkpoint.ts';
import { leafOf } from '../../server/audit/entry.ts';
import { root, type Nodes } from '../../server/audit/merkle.ts';
import { formatNote } from '../../server/audit/note.ts';
import { SigningKeys } from '../../server/audit/signing-keys.ts';
import { TreeFile } from '../../server/audit/tree-file.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { readHead, type Head } from '../../verify/notes.ts';
import { anEvent, sealing } from '../spec/audit/events.ts';

const STREAMS = 499;
const BATCH = 1_000;

/** A log in a real file, and what is kept of it outside: its signed heads and the leaves under them. */
export interface KeptLog {
  readonly file: string;
  readonly db: DatabaseSync;
  readonly size: number;
  readonly heads: readonly Head[];
  readonly tree: Nodes;
  readonly key: string;
}

/** Makes a log through the real engine, signed at ten sizes. */
export async function makeLog(size: number): Promise<KeptLog> {
  const directory = mkdtempSync(join(tmpdir(), 'regiotafel-tamper-'));
  const file = join(directory, 'log.db');
  const store = openSqliteStore(file, { synchronous: 'NORMAL' });
  const tree = TreeFile.open(':memory:');
  const keys = SigningKeys.open(join(directory, 'keys.json'), 'example.nl/log');
  const heads: Head[] = [];
  for (let from = 0; from < size; from += BATCH) {
    const events = Array.from({ length: Math.min(BATCH, size - from) }, (_, at) => inStream(from + at));
    await Promise.all(
      events.map(({ stream, revision, index, ...event }) => {
        void index;
        return store.append(stream, revision === 0 ? 'none' : revision - 1, [event]);
      }),
    );
    tree.append(events, events.map(leafOf), { index: from + events.length - 1, position: '' });
    if (Math.floor((tree.size * 10) / size) > heads.length || tree.size === size) heads.push(signed(tree, keys));
  }
  await store.close();
  const [key] = keys.public();
  return { file, db: new DatabaseSync(file), size, heads, tree, key: key?.key ?? '' };
}

function inStream(index: number): ReturnType<typeof anEvent> {
  const event = anEvent(index, { stream: `plan-${index % STREAMS}`, revision: Math.floor(index / STREAMS) });
  // as many from before proofs as with one, and sealed fields in it
  return index % 2 === 0 ? event : sealing(event, ['/data/value', '/data/changes/typed']);
}

function signed(tree: TreeFile, keys: SigningKeys): Head {
  const text = headText({ origin: keys.origin, size: tree.size, root: root(tree, tree.size) });
  return readHead(formatNote({ text, signatures: keys.sign(text, tree.size, 0) }));
}
