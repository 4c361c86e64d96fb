import type { Cursor } from '../store/port.ts';
import { wrongIn } from './check-event.ts';
import { isSignedBy, parseCheckpoint, type Checkpoint } from './checkpoint.ts';
import type { CheckpointFolder } from './checkpoint-folder.ts';
import { leafOf } from './entry.ts';
import { hashedPages, type ReadableLog } from './log-pages.ts';
import { root } from './merkle.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { OpenFields } from './stored.ts';
import type { TreeFile } from './tree-file.ts';

/** How far the log was checked whole: a cursor after which at least one event was. Kept where the log's file is not. */
export interface CheckMark {
  get(): Promise<Cursor | undefined>;
  put(cursor: Cursor): Promise<void>;
}

export interface StartCheckOptions {
  readonly store: ReadableLog;
  readonly tree: TreeFile;
  readonly keys: SigningKeys;
  readonly folders: readonly CheckpointFolder[];
  readonly mark: CheckMark;
  readonly open: OpenFields;
  readonly onProgress?: (index: number) => void;
}

/** The log is not the one that was signed. The message says what is missing or different, and what to do. */
export class LogDamaged extends Error {
  readonly code = 'LOG_DAMAGED';
}

/**
 * Holds the log against the newest checkpoint before anybody is served: the events since the last full check are hashed
 * again, and brought into the tree as far as they are missing there. Without a checkpoint there is nothing to hold it
 * against. A tree that does not fit is built anew before the log is blamed.
 * @throws LogDamaged
 */
export async function checkAtStart(options: StartCheckOptions): Promise<void> {
  const { tree, mark, folders, keys } = options;
  const newest = await newestCheckpoint(folders, keys);
  if (!newest) return;
  const { checkpoint, folder } = newest;
  const marked = await mark.get();
  const from = marked && marked.index < tree.size - 1 ? marked : undefined;
  let read = await takeIn(options, from);
  // nothing came after the mark: only from the beginning can be said how long the log is
  if (from && read.size === from.index + 1) read = await takeIn(options, undefined);
  if (!read.differs && read.size < Math.max(tree.size, checkpoint.size))
    throw new LogDamaged(shorter(read.size, Math.max(tree.size, checkpoint.size), folder));
  if (read.differs || !fits(tree, checkpoint)) {
    tree.clear();
    read = await takeIn(options, undefined);
  }
  if (read.size < checkpoint.size) throw new LogDamaged(shorter(read.size, checkpoint.size, folder));
  if (!fits(tree, checkpoint)) throw new LogDamaged(await different(tree, checkpoint, folder));
}

async function newestCheckpoint(
  folders: readonly CheckpointFolder[],
  keys: SigningKeys,
): Promise<{ checkpoint: Checkpoint; folder: CheckpointFolder } | undefined> {
  let newest: { checkpoint: Checkpoint; folder: CheckpointFolder } | undefined;
  for (const folder of folders) {
    const checkpoint = await folder.latest();
    if (!checkpoint) continue;
    const { signed } = parseCheckpoint(checkpoint.note);
    if (checkpoint.origin !== keys.origin || !isSignedBy(signed, keys.verifiers(checkpoint.size))) {
      throw new LogDamaged(
        `The checkpoint in ${folder.path} is signed by no key of this log (${keys.origin}): put the key file that signed it back, or look who wrote there.`,
      );
    }
    if (checkpoint.size > (newest?.checkpoint.size ?? -1)) newest = { checkpoint, folder };
  }
  return newest;
}

/** Hashes the log from a cursor on. Returns how long it is, as far as it does not differ from the tree. */
async function takeIn(
  { store, tree, open, onProgress }: StartCheckOptions,
  from: Cursor | undefined,
): Promise<{ size: number; differs: boolean }> {
  let size = from === undefined ? 0 : from.index + 1;
  for await (const { events, leaves, next } of hashedPages(store, (events) => events.map(leafOf), { after: from })) {
    for (const [at, event] of events.entries()) {
      if (event.index !== size + at) throw new LogDamaged(`Event ${size + at} is missing from the log. ${RESTORE}`);
      const [wrong] = wrongIn(event, open);
      if (wrong !== undefined) throw new LogDamaged(damagedEvent(event.index, event.stream, event.revision, wrong));
      if (event.index < tree.size && !leaves[at]?.equals(tree.node(0, event.index)))
        return { size: event.index, differs: true };
    }
    const known = events.findIndex((event) => event.index >= tree.size);
    if (known >= 0) tree.append(events.slice(known), leaves.slice(known), next);
    size = next.index + 1;
    onProgress?.(next.index);
  }
  return { size, differs: false };
}

const fits = (tree: TreeFile, { size, root: signed }: Checkpoint): boolean =>
  size <= tree.size && root(tree, size).equals(signed);

function shorter(size: number, known: number, folder: CheckpointFolder): string {
  const missing = known - size;
  return (
    `The log holds ${size} events, and it had ${known} (${folder.path}, audit.db): the last ${missing} are missing, ` +
    `from index ${size} on. ${advice(folder)}`
  );
}

async function different(tree: TreeFile, checkpoint: Checkpoint, folder: CheckpointFolder): Promise<string> {
  let first: number | undefined;
  for (let index = 0; index < checkpoint.size && first === undefined; index++) {
    const signed = await folder.leaf(index);
    if (signed && !signed.equals(tree.node(0, index))) first = index;
  }
  const where = first === undefined ? '' : ` It differs from index ${first} on.`;
  return `The log is not the one whose ${checkpoint.size} events were signed (${folder.path}).${where} ${advice(folder)}`;
}

export function damagedEvent(index: number, stream: string, revision: number, wrong: string): string {
  return `Event ${index} (stream ${stream}, revision ${revision}) was changed after it was recorded: ${wrong}. ${RESTORE}`;
}

const RESTORE = 'Put back a backup of the log that holds it as it was.';

const advice = (folder: CheckpointFolder): string =>
  `Put back a backup of the log that holds them, with its -wal file. To go on with what is there and give up the rest, ` +
  `move ${folder.path} and audit.db aside: whoever saw the old checkpoint will see that history was cut.`;
