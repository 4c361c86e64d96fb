import { hash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryOf } from '../../server/audit/entry.ts';
import { consistency, inclusion } from '../../server/audit/merkle.ts';
import { TreeFile } from '../../server/audit/tree-file.ts';
import type { StoredEvent } from '../../server/audit/stored.ts';
import { median, ms, percentile, perSecond, round, type Bench } from './measure.ts';

const LEAVES = 1_000_000;
const BATCH = 1_000;
const EVENTS = 20_000;
const PROOFS = 2_000;

/** Leaves of events; a tree of a million leaves in its file; proofs from it. */
export const merkle: Bench = async (scale) => {
  const rates: Record<'leaves' | 'leafFloor' | 'tree' | 'treeFloor', number[]> = {
    leaves: [],
    leafFloor: [],
    tree: [],
    treeFloor: [],
  };
  const proofs: number[] = [];
  for (let run = 0; run < scale.runs; run++) {
    const events = Array.from({ length: Math.ceil(EVENTS * scale.part) }, anEvent);
    const entries = events.map(entryOf);
    rates.leaves.push(rate(events.length, () => events.forEach((event) => hash('sha256', entryOf(event), 'buffer'))));
    rates.leafFloor.push(rate(events.length, () => events.forEach((event, at) => floorLeaf(event, entries[at] ?? ''))));
    const size = Math.ceil((LEAVES * scale.part) / BATCH) * BATCH;
    rates.treeFloor.push(rate(size, () => floorTree(size)));
    inDirectory((directory) => {
      const tree = TreeFile.open(join(directory, 'audit.db'));
      rates.tree.push(rate(size, () => grow(tree, size)));
      for (let n = 0; n < PROOFS * scale.part; n++) proofs.push(...timesOfProofs(tree, size, n));
      tree.close();
    });
  }
  const [leaves, leafFloor] = [median(rates.leaves), median(rates.leafFloor)];
  const [tree, treeFloor] = [median(rates.tree), median(rates.treeFloor)];
  const middle = median(proofs);
  return [
    {
      name: 'leaf of an event of 1 KB, 14 fields',
      ours: perSecond(leaves),
      floor: `${perSecond(leafFloor)} (SHA-256 of the same bytes)`,
      ratio: round(leaves / leafFloor),
      goal: '≥ 0.3 × floor',
      met: leaves >= 0.3 * leafFloor,
    },
    {
      name: 'tree of 1,000,000 leaves, in its file',
      ours: perSecond(tree),
      floor: `${perSecond(treeFloor)} (SHA-256 of the same bytes)`,
      ratio: round(tree / treeFloor),
      goal: '≥ 0.2 × floor',
      met: tree >= 0.2 * treeFloor,
    },
    {
      name: 'proof at 1,000,000 leaves, inclusion or consistency, median',
      ours: `${ms(middle)}, p99 ${ms(percentile(proofs, 99))}`,
      floor: '1 ms',
      ratio: round(middle),
      goal: '≤ 1 ms',
      met: middle <= 1,
    },
  ];
};

function rate(count: number, work: () => void): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return count / ((user + system) / 1e6);
}

/** Two hashes for a field's salt and one for its digest, then the entry's: nothing but the hashing. */
function floorLeaf(event: StoredEvent, entry: string): void {
  for (const value of [...Object.values(event.data), ...Object.values(event.meta), event.revision]) {
    hash('sha256', BLOCK, 'buffer');
    hash('sha256', BLOCK, 'buffer');
    hash('sha256', String(value), 'base64url');
  }
  hash('sha256', entry, 'buffer');
}

const BLOCK = Buffer.alloc(96);
const PAIR = Buffer.alloc(65);

/** A tree has one node less than leaves. */
function floorTree(size: number): void {
  for (let n = 1; n < size; n++) hash('sha256', PAIR, 'buffer');
}

function grow(tree: TreeFile, size: number): void {
  for (let from = 0; from < size; from += BATCH) {
    const ids = Array.from({ length: BATCH }, (_, at) => ({ id: String(from + at).padStart(36, '0') }));
    const leaves = ids.map(({ id }) => Buffer.from(id.slice(4)));
    tree.append(ids, leaves, { index: from + BATCH - 1, position: '' });
  }
}

function timesOfProofs(tree: TreeFile, size: number, n: number): number[] {
  const at = (n * 7_919) % size;
  const begun = performance.now();
  inclusion(tree, at, size);
  const between = performance.now();
  consistency(tree, at, size);
  return [between - begun, performance.now() - between];
}

function anEvent(): StoredEvent {
  const command = randomUUID();
  return {
    id: randomUUID(),
    stream: `plan-${randomUUID()}`,
    type: 'PlanDetailSet',
    version: 1,
    revision: 7,
    index: 0,
    data: { field: 'note', value: 'x'.repeat(560), before: 12.5, unit: 'MW' },
    salt: 'AAAAAAAAAAAAAAAAAAAAAA',
    meta: {
      recordedAt: '2026-01-01T00:00:00.000Z',
      actor: 'act_somebody',
      organisation: 'org_0190a000-0000-7000-8000-000000000001',
      role: 'COMPANY',
      command,
      $correlationId: command,
      $causationId: command,
      body: 'AAAAAAAAAAAAAAAAAAAAAA',
      reason: 'because',
    },
  };
}

function inDirectory(work: (directory: string) => void): void {
  const directory = mkdtempSync(join(tmpdir(), 'regiotafel-bench-'));
  work(directory);
  rmSync(directory, { recursive: true, force: true });
}
