import { parseCheckpoint, headText, isSignedBy, type Checkpoint } from './checkpoint.ts';
import type { CheckpointFolder } from './checkpoint-folder.ts';
import { root } from './merkle.ts';
import { COSIGNATURE, formatNote, isBy, isGood, parseNote, signatureLine, type VerifierKey } from './note.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { TreeFile } from './tree-file.ts';

export interface SignerOptions {
  readonly tree: TreeFile;
  readonly keys: SigningKeys;
  /** Where checkpoints are kept; the first one is asked at start. */
  readonly folders: readonly [CheckpointFolder, ...CheckpointFolder[]];
  /** Does this process hold the lease for signing? */
  readonly lease: () => boolean | Promise<boolean>;
  /** Keys of organisations that cosign. */
  readonly witnesses: readonly VerifierKey[];
  readonly now: () => number;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  /** The tree is no continuation of what was signed: nothing is signed any more. */
  readonly onIncident: (sentence: string) => void;
  /** Milliseconds between two checkpoints, at least; 1,000 unless said. */
  readonly apart?: number;
}

/** How many checkpoints take cosignatures that come late. */
const RECENT = 100;
const RETRY = 5_000;

/**
 * Signs checkpoints of the tree: soon after something changed, at most once a second, and only who holds the lease.
 * It never signs a tree that is not a continuation of the last that was signed.
 */
export class Signer {
  readonly #options: SignerOptions;
  readonly #recent: Checkpoint[] = [];
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #stopped = false;
  #incident = false;

  constructor(options: SignerOptions) {
    this.#options = options;
  }

  /** Takes up what was signed before. @throws Error when the kept checkpoint cannot be read */
  async start(): Promise<void> {
    const { folders, keys, tree } = this.#options;
    for (const folder of folders) {
      const kept = await folder.latest();
      if (kept && kept.size > (this.latest()?.size ?? -1)) this.#recent.push(kept);
    }
    await this.#everyFolder((folder) => folder.keepKeys(keys.origin, keys.public()));
    if (tree.size > (this.latest()?.size ?? 0)) this.changed();
  }

  /** The newest checkpoint that this process knows. */
  latest(): Checkpoint | undefined {
    return this.#recent.at(-1);
  }

  /** The tree has grown: sign soon. */
  changed(): void {
    if (this.#stopped || this.#incident) return;
    this.#timer ??= setTimeout(() => void this.sign(), this.#options.apart ?? 1_000);
  }

  /** Signs now when there is something to sign. Never rejects: what went wrong is logged and tried again. */
  sign(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#inTurn(async () => {
      if (!(await this.#options.lease())) return this.#adopt();
      await this.#signNow();
    });
  }

  /** Adds a witness's signature to the recent checkpoint that it is of. Returns why not, in a sentence. */
  async cosign(size: number, line: string): Promise<string | undefined> {
    const at = this.#recent.findLastIndex((one) => one.size === size);
    const checkpoint = this.#recent[at];
    if (!checkpoint) return `There is no recent checkpoint of ${size} events.`;
    const { text, signatures } = parseNote(checkpoint.note);
    const [added] = parseNote(`${text}\n${line.trimEnd()}\n`).signatures;
    const witness = this.#options.witnesses.find((key) => key.type === COSIGNATURE && added && isBy(added, key));
    if (!added || !witness) return 'The signature is by no witness of this log.';
    if (!isGood(text, added, witness)) return 'The signature does not fit the checkpoint.';
    if (signatures.some((one) => isBy(one, witness))) return undefined;
    const note = checkpoint.note + signatureLine(added);
    this.#recent[at] = { ...checkpoint, note };
    await this.#inTurn(() => this.#keep({ ...checkpoint, note }));
    return undefined;
  }

  /** Signs what is still to be signed, and no more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) await this.sign();
    await this.#turn;
  }

  async #signNow(): Promise<void> {
    const { tree, keys, now, onIncident } = this.#options;
    const size = tree.size;
    const last = this.latest();
    if (size === (last?.size ?? 0)) return;
    if (last && (size < last.size || !root(tree, last.size).equals(last.root))) {
      this.#incident = true;
      return onIncident(
        `The log of ${size} events is no continuation of the checkpoint of ${last.size}: nothing is signed.`,
      );
    }
    const head = { origin: keys.origin, size, root: root(tree, size) };
    const text = headText(head);
    const note = formatNote({ text, signatures: keys.sign(text, size, now()) });
    const checkpoint = { ...head, note };
    this.#recent.push(checkpoint);
    if (this.#recent.length > RECENT) this.#recent.shift();
    await this.#keep(checkpoint);
  }

  /** Another process signs: what it kept in a folder that both have is served here, too. */
  async #adopt(): Promise<void> {
    const { folders, keys, tree } = this.#options;
    for (const folder of folders) {
      const kept = await folder.latest();
      if (!kept || kept.size <= (this.latest()?.size ?? -1) || kept.size > tree.size) continue;
      const { signed } = parseCheckpoint(kept.note);
      if (isSignedBy(signed, keys.verifiers(kept.size)) && root(tree, kept.size).equals(kept.root))
        this.#recent.push(kept);
    }
  }

  #keep(checkpoint: Checkpoint): Promise<void> {
    const at = new Date(this.#options.now()).toISOString();
    return this.#everyFolder((folder) => folder.keep(checkpoint, this.#options.tree, at));
  }

  /** One folder that cannot be written does not keep the others from it. */
  async #everyFolder(work: (folder: CheckpointFolder) => Promise<void>): Promise<void> {
    for (const folder of this.#options.folders) {
      await work(folder).catch((error: unknown) =>
        this.#options.log('a checkpoint could not be kept; make its folder writable', { folder: folder.path, error }),
      );
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch((error: unknown) => {
      this.#options.log('a checkpoint could not be signed; it is tried again', { error });
      if (!this.#stopped) this.#timer ??= setTimeout(() => void this.sign(), RETRY);
    });
    return this.#turn;
  }
}
