import { randomUUID } from 'node:crypto';
import { Digests } from '../notices/digest.ts';
import { NoticeDesk } from '../notices/desk.ts';
import { openMailer } from '../notices/mailer.ts';
import { Visits } from '../notices/visits.ts';
import type { Config } from '../ops/config.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import type { Vault } from '../vault/port.ts';

export interface Notices {
  readonly desk: NoticeDesk;
  readonly visits: Visits;
  /** Begins to send digests, when a mail server is set. */
  readonly begin: (url: string) => void;
  readonly stop: () => Promise<void>;
}

const LOOK_EVERY_MS = 30_000;

/** Notices, visits and digests, with what the vault keeps of them. */
export function openNotices(
  config: Config,
  readModels: RunningReadModels,
  more: {
    readonly vault: Vault;
    readonly now: () => number;
    readonly log: (message: string, details: Record<string, unknown>) => void;
  },
): Notices {
  const { now, log } = more;
  const vault = more.vault.notices;
  const addressOf = async (actor: string) => (await more.vault.directory.find(actor))?.email;
  const desk = new NoticeDesk({ readModels, vault, now });
  const mailer = config.smtpUrl === undefined ? undefined : openMailer(config.smtpUrl, config.smtpFrom);
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<unknown> = Promise.resolve();
  return {
    desk,
    visits: new Visits({ readModels, vault, now }),
    begin(listening) {
      if (!mailer || stopped) return;
      const url = (config.publicUrl ?? listening).replace(/\/$/, '');
      const digests = new Digests({ now, log, addressOf, desk, vault, readModels, mailer, url, holder: randomUUID() });
      let busy = false;
      const look = (): void => {
        if (busy) return;
        busy = true;
        running = digests
          .run()
          .catch((error: unknown) => log('digests could not be sent; they are tried again', { error }))
          .finally(() => (busy = false));
      };
      timer = setInterval(look, LOOK_EVERY_MS);
      timer.unref();
      look();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
      mailer?.close();
    },
  };
}
