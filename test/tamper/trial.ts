import { root, type Nodes, nodeOf } from '../../server/audit/merkle.ts';
import { checkEvent } from '../../verify/events.ts';
import { checkLog, type SignedLeaf } from '../../verify/log-check.ts';
import { Report, sentenceOf } from '../../verify/report.ts';
import { eventsInLog } from '../../verify/sqlite-log.ts';
import type { KeptLog } from './log.ts';
import { tamper, type Random, type Tampering } from './tampering.ts';

export interface Trial extends Tampering {
  /** Where the quick check found it; undefined: not at all. */
  readonly found: number | undefined;
  /** Does the root of the tampered log fit no head that it must not fit? */
  readonly rootTells: boolean;
  /** What the whole check says, with the outside leaves and with the heads alone; empty when it was not asked. */
  readonly whole: { located: string[]; headsAlone: string[] } | undefined;
}

/** Tampers with the log, checks it, and undoes what was done. Undefined: the tampering was refused by the tables. */
export function trial(log: KeptLog, random: Random, isWhole: boolean): Trial | undefined {
  const { db, size } = log;
  db.exec('BEGIN');
  try {
    const done = tamper(db, size, random);
    if (!done) return undefined;
    const whole = isWhole ? { located: said(log, signedLeaf(log)), headsAlone: said(log, () => undefined) } : undefined;
    return { ...done, ...quickly(log, done), whole };
  } finally {
    db.exec('ROLLBACK');
  }
}

/** Everything: each event of the file hashed anew, order, and the roots of all heads. */
export function said({ db, heads }: Pick<KeptLog, 'db' | 'heads'>, signed: SignedLeaf): string[] {
  const report = new Report();
  checkLog(eventsInLog(db, report), heads, signed, report);
  return report.findings.map(sentenceOf);
}

export const signedLeaf =
  ({ tree, size }: KeptLog): SignedLeaf =>
  (index) =>
    index >= 0 && index < size ? tree.node(0, index) : undefined;

/** The affected events alone are hashed anew; the root follows from them and the kept tree. */
function quickly(
  { db, tree, heads }: KeptLog,
  { affected }: Tampering,
): { found: number | undefined; rootTells: boolean } {
  const leaves = new Map<number, Buffer>();
  let found: number | undefined;
  for (const index of affected) {
    const report = new Report();
    const [met] = eventsInLog(db, report, index, 1);
    const checked = met?.event.index === index ? checkEvent(met.event) : undefined;
    leaves.set(index, checked?.leaf ?? Buffer.alloc(32));
    const isSame = checked?.leaf?.equals(tree.node(0, index)) === true;
    if (!isSame || (met?.wrong.length ?? 0) + (checked?.wrong.length ?? 0) > 0) found ??= index;
  }
  const changed = new Changed(tree, leaves);
  const first = affected[0] ?? 0;
  const rootTells = heads.every((head) => root(changed, head.size).equals(head.root) === head.size <= first);
  return { found, rootTells };
}

/** The kept tree with some leaves changed: only what lies above them is hashed again. */
class Changed implements Nodes {
  readonly size: number;
  readonly #kept: Nodes;
  readonly #nodes = new Map<string, Buffer>();
  readonly #touched: ReadonlySet<string>;

  constructor(kept: Nodes, leaves: ReadonlyMap<number, Buffer>) {
    this.#kept = kept;
    this.size = kept.size;
    const touched = new Set<string>();
    for (const [index, leaf] of leaves) {
      this.#nodes.set(`0/${index}`, leaf);
      for (let level = 0, at = index; level < 40; level++, at = Math.floor(at / 2)) touched.add(`${level}/${at}`);
    }
    this.#touched = touched;
  }

  node(level: number, index: number): Buffer {
    const name = `${level}/${index}`;
    if (!this.#touched.has(name)) return this.#kept.node(level, index);
    const known = this.#nodes.get(name) ?? nodeOf(this.node(level - 1, 2 * index), this.node(level - 1, 2 * index + 1));
    this.#nodes.set(name, known);
    return known;
  }
}
