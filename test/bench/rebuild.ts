import { mkdtempSync, rmSync } from 'node:fs';
import type { KeyObject } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TreeFile } from '../../server/audit/tree-file.ts';
import { TreeFollower } from '../../server/audit/tree-follower.ts';
import type { Core } from '../../server/composition/core.ts';
import { openField } from '../../server/sealing/cipher.ts';
import { placeOf } from '../../server/sealing/seal.ts';
import type { Cursor } from '../../server/store/port.ts';
import { logOf } from './log/generate.ts';
import { coreOn, readModelsOf } from './log/opened.ts';
import { perSecond, round, type Bench } from './measure.ts';

/**
 * All read models from a log: facts and the file that serves answers, then the index of history. The floor reads the
 * log, parses it and opens what is sealed. Run once: what is built last serves the benches that follow.
 */
export const rebuild: Bench = async ({ events: size }) => {
  const log = await logOf(size);
  for (const suffix of ['', '-wal', '-shm']) rmSync(readModelsOf(log.directory) + suffix, { force: true });
  const built = performance.now();
  const core = await coreOn(log);
  const facts = performance.now() - built;
  const heapMB = process.memoryUsage().heapUsed / 2 ** 20;
  const least = await floor(core);
  const index = await indexed(core);
  const tree = await planted(core);
  await core.stop();
  const rate = (milliseconds: number): string => perSecond((1000 * log.size) / milliseconds);
  const name = `of ${log.size.toLocaleString('en')} events`;
  return [
    {
      name: `rebuild ${name}: facts, until ready`,
      ours: `${rate(facts)}, ${(facts / 1000).toFixed(1)} s, heap ${heapMB.toFixed(0)} MB`,
      floor: `${rate(least)} (scan, parse, open)`,
      ratio: round(least / facts),
      goal: '≥ 0.4 × floor',
      met: least / facts >= 0.4,
    },
    {
      name: `rebuild ${name}: history index, behind answers`,
      ours: `${rate(index)}, ${(index / 1000).toFixed(1)} s`,
      floor: `${rate(least)} (scan, parse, open)`,
      ratio: round(least / index),
      goal: 'reported apart',
    },
    {
      name: `rebuild ${name}: tree of the proofs, behind answers`,
      ours: `${rate(tree)}, ${(tree / 1000).toFixed(1)} s`,
      floor: `${rate(least)} (scan, parse, open)`,
      ratio: round(least / tree),
      goal: 'reported apart',
    },
  ];
};

async function indexed({ readModels }: Core): Promise<number> {
  const begun = performance.now();
  const everyone = readModels.grants([]);
  while (readModels.history({ limit: 1 }, everyone).indexedTo < readModels.head())
    await new Promise((resolve) => setImmediate(resolve));
  return performance.now() - begun;
}

/** The tree over all events, as the server builds it: read from the log, hashed in its worker, kept in its file. */
async function planted({ store }: Core): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'regiotafel-bench-'));
  const tree = TreeFile.open(join(directory, 'audit.db'));
  const follower = new TreeFollower(tree);
  const begun = performance.now();
  for (let after: Cursor | undefined; ;) {
    const { events, next } = await store.readAll({ ...(after ? { after } : {}), limit: 1_000 });
    if (events.length === 0 || !next) break;
    await follower.take(events, next);
    after = next;
  }
  const took = performance.now() - begun;
  await follower.stop();
  tree.close();
  rmSync(directory, { recursive: true, force: true });
  return took;
}

/** With the keys at hand, as the core has them by now. */
async function floor({ store, keyring }: Core): Promise<number> {
  const begun = performance.now();
  for (let after: Cursor | undefined; ;) {
    const { events, next } = await store.readAll({ ...(after ? { after } : {}), limit: 1_000 });
    if (events.length === 0 || !next) break;
    await keyring.load(events.flatMap(({ proof }) => Object.values(proof?.keys ?? {})));
    for (const { id, proof } of events)
      for (const [pointer, ciphertext] of Object.entries(proof?.ciphertexts ?? {}))
        openField(keyring.secretOf(proof?.keys[pointer] ?? '') as KeyObject, placeOf(id, pointer), ciphertext);
    after = next;
  }
  return performance.now() - begun;
}
