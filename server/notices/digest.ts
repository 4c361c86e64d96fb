import { createHash } from 'node:crypto';
import { subjectOf, streamOf } from '../../events/ids.ts';
import { planOfText } from '../../events/narrative/sections.ts';
import type { PlanState } from '../../events/plan/state.ts';
import type { RegionState } from '../../events/region/state.ts';
import type { Digest as Rhythm } from '../../projections/notices/notice.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import type { NoticeVault } from '../vault/port-notices.ts';
import { lastBoundary, type Boundary } from './boundary.ts';
import type { NoticeDesk, VisibleNotice } from './desk.ts';
import { digestMail, type MailPlace } from './mail-text.ts';
import type { Mailer } from './mailer.ts';

/** Longer than handing one mail over can take: then its holder is taken for gone. */
export const LEASE_MS = 5 * 60_000;
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 2 * 3_600_000;
export const MOST_ATTEMPTS = 8;

export interface DigestDependencies {
  readonly desk: NoticeDesk;
  readonly vault: NoticeVault;
  readonly readModels: RunningReadModels;
  readonly mailer: Mailer;
  /** Where mail to a person goes; undefined: he gets none. */
  readonly addressOf: (actor: string) => string | undefined | Promise<string | undefined>;
  /** Where people reach the server. */
  readonly url: string;
  /** Names this process among those that send. */
  readonly holder: string;
  readonly now: () => number;
  readonly log: (message: string, details: Record<string, unknown>) => void;
}

/**
 * Sends each person's digest at most once. A mail is claimed in the vault under its name (person and day), marked as
 * being handed over, handed over, and marked as sent. Cut off before the second step, it is taken up again; cut off
 * after it, nobody can know whether the mail server has it: it is not sent again, and what it told stands in the next.
 */
export class Digests {
  readonly #with: DigestDependencies;
  #unreachable = { tries: 0, until: 0 };

  constructor(dependencies: DigestDependencies) {
    this.#with = dependencies;
  }

  /** Sends what is due now; returns how many mails went out. */
  async run(): Promise<number> {
    const { vault, now, log } = this.#with;
    for (const key of await vault.mails.settleLost(now()))
      log('whether a mail was sent is not known: it is not sent again', { key });
    if (now() < this.#unreachable.until) return 0;
    let sent = 0;
    for (const { actor, digest, since } of await vault.preferences.subscribers()) {
      const boundary = digest === 'off' ? undefined : lastBoundary(now(), digest);
      if (boundary === undefined || boundary.at <= Date.parse(since)) continue;
      const done = await this.#one(actor, digest, boundary, since);
      if (done === 'unreachable') break;
      if (done === 'sent') sent++;
    }
    return sent;
  }

  async #one(actor: string, digest: Rhythm, { day, at }: Boundary, since: string): Promise<string> {
    const { vault, holder, now, readModels, addressOf } = this.#with;
    const { mails } = vault;
    const key = mailKey(actor, digest, day);
    const known = await mails.find(key);
    if (known && known.state !== 'claimed') return 'settled before';
    const to = await addressOf(actor);
    if (to === undefined) return 'no address';
    const upTo = readModels.indexAt(new Date(at).toISOString());
    const from = (await mails.toldTo(actor)) ?? readModels.indexAt(since);
    const places = await this.#places(actor, from, upTo);
    if (places.length > 0 && !(await this.#reachable())) return 'unreachable';
    if (!(await mails.claim({ key, actor, holder, upTo }, now() + LEASE_MS, now()))) return 'held by another';
    if (places.length === 0) {
      await mails.end(key, 'empty');
      return 'empty';
    }
    if (!(await mails.begin(key, holder))) return 'held by another';
    const { language } = await this.#with.desk.preferences(actor);
    const handed = await this.#with.mailer.send({ to, language, key, ...digestMail(places, this.#wording(language)) });
    return this.#settle(key, handed);
  }

  async #settle(key: string, handed: Awaited<ReturnType<Mailer['send']>>): Promise<string> {
    const { vault, now, log } = this.#with;
    if (handed.outcome === 'sent') {
      await vault.mails.end(key, 'sent');
      return 'sent';
    }
    const { outcome, problem } = handed;
    const attempts = (await vault.mails.find(key))?.attempts ?? MOST_ATTEMPTS;
    log('a mail could not be sent', { key, outcome, problem, attempts });
    if (outcome === 'again' && attempts < MOST_ATTEMPTS) await vault.mails.again(key, now() + wait(attempts), problem);
    else await vault.mails.end(key, outcome === 'unknown' ? 'unknown' : 'failed', problem);
    return outcome;
  }

  /** What a person has not read of what he wants by mail, by place. */
  async #places(actor: string, from: number, upTo: number): Promise<MailPlace[]> {
    const { desk } = this.#with;
    const { mailOff } = await desk.preferences(actor);
    const notices = (await desk.all(actor)).filter(
      ({ index, kind, read }) => index > from && index <= upTo && !read && !mailOff.includes(kind),
    );
    return [...Map.groupBy(notices, ({ event }) => placeOf(event.stream))].map(([subject, told]) => ({
      subject,
      region: this.#regionOf(subject),
      counts: counted(told),
    }));
  }

  #regionOf(subject: string): string | undefined {
    const { readModels } = this.#with;
    const target = streamOf(subject);
    if (target?.kind !== 'plan') return undefined;
    const { regionId } = readModels.state(target.stream) as PlanState;
    return (readModels.state(streamOf(regionId)?.stream ?? '') as RegionState | undefined)?.name;
  }

  /** Looks whether the mail server is there before any mail is marked as being handed over. */
  async #reachable(): Promise<boolean> {
    const problem = await this.#with.mailer.reach();
    if (problem === undefined) {
      this.#unreachable = { tries: 0, until: 0 };
      return true;
    }
    const tries = this.#unreachable.tries + 1;
    this.#unreachable = { tries, until: this.#with.now() + wait(tries) };
    this.#with.log('the mail server cannot be reached; digests wait', { problem, retryInMilliseconds: wait(tries) });
    return false;
  }

  #wording(language: 'nl' | 'en'): { language: 'nl' | 'en'; url: string } {
    return { language, url: this.#with.url };
  }
}

/** A mail's name: the same in every process. The person does not stand in it, as it goes out with the mail. */
export function mailKey(actor: string, digest: Rhythm, day: string): string {
  return createHash('sha256').update(`${actor} ${digest} ${day}`).digest('hex').slice(0, 32);
}

const wait = (tries: number): number => Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LONGEST_RETRY_MS);
const placeOf = (stream: string): string => planOfText(subjectOf(stream)) ?? subjectOf(stream);

function counted(notices: readonly VisibleNotice[]): MailPlace['counts'] {
  return Object.fromEntries([...Map.groupBy(notices, ({ kind }) => kind)].map(([kind, some]) => [kind, some.length]));
}
