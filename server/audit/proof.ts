import type { VisibleEvent } from '../../events/envelope.ts';
import { isHidden } from '../../events/envelope.ts';
import type { Checkpoint } from './checkpoint.ts';
import { saltsOf } from './digest.ts';
import { entryOf } from './entry.ts';
import { openFields } from './fields.ts';
import { inclusion } from './merkle.ts';
import type { StoredEvent } from './stored.ts';
import type { TreeFile } from './tree-file.ts';

/** A field with what it takes to check its digest. */
export interface Disclosure {
  readonly salt: string;
  readonly value: unknown;
}

/** That an event is in the log, for whoever may see some of it. */
export interface EventProof {
  readonly index: number;
  /** base64, from the leaf's sibling to the root's child. */
  readonly hashes: readonly string[];
  /** Signed note of the tree that the hashes lead to. */
  readonly checkpoint: string;
  /** Canonical JSON; its leaf is SHA-256(0x00 ‖ entry). */
  readonly entry: string;
  readonly disclosures: Readonly<Record<string, Disclosure>>;
}

/** Opens the sealed fields of an event that are to be disclosed. */
export type OpenSealed = (event: StoredEvent, pointers: readonly string[]) => ReadonlyMap<string, Disclosure>;

/** Proves that an event is under a checkpoint, and discloses of it what `visible` holds and no more. */
export function proofOfEvent(
  event: StoredEvent,
  visible: VisibleEvent,
  checkpoint: Checkpoint,
  tree: TreeFile,
  openSealed: OpenSealed,
): EventProof {
  return {
    index: event.index,
    hashes: inclusion(tree, event.index, checkpoint.size).map((hash) => hash.toString('base64')),
    checkpoint: checkpoint.note,
    entry: entryOf(event),
    disclosures: disclosuresOf(event, visible, openSealed),
  };
}

/** The proof as text (C2SP tlog-proof v1); entry and disclosures are its extra data. */
export function proofText({ index, hashes, checkpoint, entry, disclosures }: EventProof): string {
  const extra = Buffer.from(JSON.stringify({ entry, disclosures })).toString('base64');
  return `c2sp.org/tlog-proof@v1\nextra ${extra}\nindex ${index}\n${hashes.map((hash) => `${hash}\n`).join('')}\n${checkpoint}`;
}

function disclosuresOf(event: StoredEvent, visible: VisibleEvent, openSealed: OpenSealed): Record<string, Disclosure> {
  const seen = (pointer: string): boolean => {
    const [, root, name = ''] = pointer.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const part = root === 'data' ? visible.data : root === 'meta' ? (visible.meta as Record<string, unknown>) : {};
    return Object.hasOwn(part, name) && !isHidden(part[name]);
  };
  const salt = saltsOf(event.salt);
  const disclosures: Record<string, Disclosure> = {};
  for (const [pointer, value] of openFields(event)) {
    if (seen(pointer)) disclosures[pointer] = { salt: salt(pointer), value };
  }
  const sealed = Object.keys(event.proof?.keys ?? {}).filter(seen);
  for (const [pointer, disclosure] of sealed.length > 0 ? openSealed(event, sealed) : [])
    disclosures[pointer] = disclosure;
  return disclosures;
}
