import { randomBytes } from 'node:crypto';
import { uuidV7 } from '../../events/ids.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import { Erasures, type ErasureStep } from '../erasing/erasures.ts';
import { Retention } from '../erasing/retention.ts';
import { READ_WITHIN_MS } from '../sealing/keyring.ts';
import type { Vault } from '../vault/port.ts';
import type { Core } from './core.ts';

export interface KeepingOptions {
  readonly vault: Vault;
  /** Names this process. */
  readonly holder: string;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  readonly closedKeysMs?: number | undefined;
  readonly today?: (() => string) | undefined;
  readonly onErasureStep?: ((step: ErasureStep) => void) | undefined;
}

/** What is kept for how long, and what is erased. */
export interface Keeping {
  readonly erasures: Erasures;
  /** Takes up erasures that were cut off, and looks every hour whether the day's work has been done. */
  readonly begin: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const LOOK_EVERY_MS = 3600_000;
const changesKeys: ReadonlySet<string> = new Set(['RetentionTermsSet', 'LegalHoldPlaced', 'LegalHoldLifted']);

/** Erasures and retention, on the log and the vault. */
export function openKeeping(core: Core, options: KeepingOptions): Keeping {
  const { readModels, commands } = core;
  const { vault, holder, log, onErasureStep } = options;
  const erasures = new Erasures({
    ...{ vault, commands, readModels },
    newId: () => uuidV7(Date.now(), randomBytes(10)),
    untilNobodySeals: async () => {
      await core.keyring.refresh();
      await new Promise((resolve) => setTimeout(resolve, options.closedKeysMs ?? 2 * READ_WITHIN_MS));
    },
    ...(onErasureStep ? { onStep: onErasureStep } : {}),
  });
  const today = options.today ?? ((): string => amsterdamDay(new Date().toISOString()));
  const retention = new Retention({ vault, readModels, erasures, holder, today });
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const then = (work: () => Promise<void>): void => {
    running = running
      .then(() => (stopped ? undefined : work()))
      .catch((error: unknown) =>
        log('what is to be kept or destroyed could not be seen to; it is tried again', { error }),
      );
  };
  let changed = false;
  core.follow({
    take: ({ type }) => (changed ||= changesKeys.has(type)),
    push: () => {
      if (!changed || timer === undefined) return;
      changed = false;
      then(async () => {
        await retention.apply();
        await erasures.rollForward();
      });
    },
  });
  return {
    erasures,
    async begin() {
      await erasures.agreeWithLog();
      await erasures.rollForward();
      timer = setInterval(() => then(() => retention.daily()), LOOK_EVERY_MS).unref();
      then(() => retention.daily());
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
