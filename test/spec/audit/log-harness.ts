import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointFolder } from '../../../server/audit/checkpoint-folder.ts';
import { openFields } from '../../../server/audit/fields.ts';
import { parseVerifierKey } from '../../../server/audit/note.ts';
import { Signer, type SignerOptions } from '../../../server/audit/signer.ts';
import { SigningKeys } from '../../../server/audit/signing-keys.ts';
import type { StoredEvent } from '../../../server/audit/stored.ts';
import { TreeFile } from '../../../server/audit/tree-file.ts';
import { TreeFollower } from '../../../server/audit/tree-follower.ts';
import type { Cursor, LogPage } from '../../../server/store/port.ts';
import { someEvents } from './events.ts';

export const folder = (): string => mkdtempSync(join(tmpdir(), 'regiotafel-audit-'));

/** A log that can be tampered with, its tree, its keys and the folders in which its checkpoints are kept. */
export class AuditedLog {
  readonly directory = folder();
  readonly keys = SigningKeys.open(join(this.directory, 'keys.json'), 'example.nl/log');
  readonly own = new CheckpointFolder(join(this.directory, 'checkpoints'));
  readonly follower = new CheckpointFolder(folder());
  readonly incidents: string[] = [];
  readonly logged: string[] = [];
  tree = TreeFile.open(':memory:');
  events: StoredEvent[] = [];
  now = 0;
  #mark: Cursor | undefined;

  readonly mark = {
    get: async (): Promise<Cursor | undefined> => this.#mark,
    put: async (cursor: Cursor): Promise<void> => void (this.#mark = cursor),
  };

  readonly store = {
    readAll: async ({ after, limit = 1_000 }: { after?: Cursor; limit?: number } = {}): Promise<LogPage> => {
      const events = this.events.filter((event) => event.index > (after?.index ?? -1)).slice(0, limit);
      const last = events.at(-1);
      return { events, next: last ? { index: last.index, position: String(last.index) } : after };
    },
  };

  /** Makes the log this long, brings it into the tree, and signs it. */
  async grow(size: number, signer = this.signer()): Promise<Signer> {
    const fresh = someEvents(size).slice(this.events.length);
    this.events.push(...fresh);
    const follower = new TreeFollower(this.tree);
    await follower.take(fresh, { index: size - 1, position: String(size - 1) });
    await follower.stop();
    await signer.start();
    await signer.sign();
    await signer.stop();
    return signer;
  }

  signer(options: Partial<SignerOptions> = {}): Signer {
    return new Signer({
      ...{ tree: this.tree, keys: this.keys, folders: [this.own, this.follower], witnesses: [] },
      lease: () => true,
      now: () => this.now,
      log: (message, details) => this.logged.push(`${message} ${String(details['folder'] ?? details['error'])}`),
      onIncident: (sentence) => this.incidents.push(sentence),
      ...options,
    });
  }

  startOptions() {
    const { store, tree, keys, mark } = this;
    return { store, tree, keys, mark, folders: [this.own, this.follower], open: openFields };
  }

  verifiers() {
    return this.keys.public().map(({ key }) => parseVerifierKey(key));
  }
}
