import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BackgroundCheck } from '../audit/background-check.ts';
import { CheckpointFolder } from '../audit/checkpoint-folder.ts';
import { originOf } from '../audit/checkpoint.ts';
import { openFields } from '../audit/fields.ts';
import { parseVerifierKey } from '../audit/note.ts';
import type { Disclosure } from '../audit/proof.ts';
import type { AuditReads } from '../audit/reads.ts';
import { Signer } from '../audit/signer.ts';
import { SigningKeys } from '../audit/signing-keys.ts';
import { checkAtStart, type CheckMark } from '../audit/startup.ts';
import type { OpenFields, StoredEvent } from '../audit/stored.ts';
import { TreeFile } from '../audit/tree-file.ts';
import { TreeFollower } from '../audit/tree-follower.ts';
import { runFeed } from '../feed/feed.ts';
import { CHECKPOINTS, KEY_FILE } from './rotate-keys.ts';
import { disclosed, open as opened, type SecretOf } from '../sealing/open.ts';
import type { Core } from './core.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import type { Config } from '../ops/config.ts';
import type { Cursor, EventStore } from '../store/port.ts';
import type { Settings } from '../vault/port.ts';

export interface AuditOptions {
  readonly config: Config;
  readonly store: EventStore;
  readonly settings: Settings;
  readonly lease: () => boolean | Promise<boolean>;
  readonly open?: OpenFields;
  readonly now: () => number;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  /** The log is not what was signed; writing must stop. */
  readonly onIncident: (sentence: string) => void;
}

/** The proof machinery of one server. */
export interface Audit {
  /** Follows the log, signs and checks, from now on. */
  begin(core: Pick<Core, 'readModels' | 'keyring'>): AuditReads;
  stop(): Promise<void>;
}

/** Opens tree, keys and checkpoints, and holds the log against them. @throws LogDamaged when it is not what was signed */
export async function openAudit(options: AuditOptions): Promise<Audit> {
  const { config, store, now, log } = options;
  const keys = SigningKeys.open(join(config.dataDir, KEY_FILE), originOf(config.origin));
  const tree = TreeFile.open(join(config.dataDir, 'audit.db'));
  const own = new CheckpointFolder(join(config.dataDir, CHECKPOINTS));
  const follower = config.followerPath === undefined ? [] : [new CheckpointFolder(config.followerPath)];
  const folders = [own, ...follower] as const;
  const mark = markIn(options.settings);
  const open = options.open ?? openFields;
  const witnesses = config.witnessKeys.map(parseVerifierKey);
  const ended = new AbortController();
  let incident: string | undefined;
  const onIncident = (sentence: string): void => {
    incident = sentence;
    options.onIncident(sentence);
  };
  try {
    await checkAtStart({ store, tree, keys, folders, mark, open });
  } catch (error) {
    tree.close();
    throw error;
  }
  const signer = new Signer({ tree, keys, folders, witnesses, lease: options.lease, now, log, onIncident });
  const check = new BackgroundCheck({
    ...{ store, tree, mark, open, onIncident },
    latest: () => signer.latest(),
    pause: (milliseconds, signal) => sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined),
    elapsed: () => performance.now(),
  });
  const tasks: Promise<void>[] = [];
  const treeFollower = new TreeFollower(tree, () => signer.changed());
  return {
    begin: ({ readModels, keyring }) => {
      tasks.push(signer.start());
      tasks.push(
        runFeed(
          {
            store,
            after: tree.cursor,
            onBatch: (events, cursor) => treeFollower.take(events, cursor),
            onInterruption: (error, wait) => log('the tree lost the log; it is taken up again', { error, wait }),
            random: Math.random,
          },
          ended.signal,
        ),
      );
      tasks.push(check.run(ended.signal).catch((error: unknown) => log('the check of the log stopped', { error })));
      return {
        ...{ tree, signer, keys },
        stored: (index) => storedEvent(store, readModels, index),
        visible: async (event, grants) => {
          await keyring.load(Object.values(event.proof?.keys ?? {}));
          return readModels.inHistory(opened(event, keyring.secretOf), grants);
        },
        openSealed: (event, pointers) => sealedOf(event, pointers, keyring.secretOf),
        covering: async (index) => {
          for await (const kept of own.all()) if (kept.size > index) return kept;
          return undefined;
        },
        progress: () => ({ ...check.progress(), ...(incident === undefined ? {} : { incident }) }),
      };
    },
    stop: async () => {
      ended.abort();
      await Promise.allSettled(tasks);
      await treeFollower.stop();
      await signer.stop();
      tree.close();
    },
  };
}

/** The event as it is stored: what the read models hold may have been opened. */
async function storedEvent(
  store: EventStore,
  readModels: RunningReadModels,
  index: number,
): Promise<StoredEvent | undefined> {
  const known = readModels.eventAt(index);
  if (!known) return undefined;
  const [event] = await store.read(known.stream, { from: known.revision, limit: 1 });
  return event && { ...event, index };
}

/** Salts and values of sealed fields, but of those whose key is gone. */
function sealedOf(event: StoredEvent, pointers: readonly string[], secretOf: SecretOf): Map<string, Disclosure> {
  const { proof } = event;
  const values = pointers.map((pointer) => [pointer, proof && disclosed(event, proof, pointer, secretOf)] as const);
  return new Map(values.filter((one): one is [string, Disclosure] => one[1] !== undefined));
}

const MARK = 'audit.checked';

function markIn(settings: Settings): CheckMark {
  return {
    get: async () => {
      const stored = await settings.get(MARK);
      return stored === undefined ? undefined : (JSON.parse(stored) as Cursor);
    },
    put: (cursor) => settings.put(MARK, JSON.stringify(cursor)),
  };
}
