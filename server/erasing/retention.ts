import type { CalendarDay } from '../../events/envelope.ts';
import { retainUntil } from '../../events/log/retention.ts';
import type { ReadModels } from '../readmodels/port.ts';
import type { Settings } from '../vault/port.ts';
import type { DataKey, DataKeys } from '../vault/port-keys.ts';
import type { Leases } from '../vault/port-processes.ts';
import type { Erasures } from './erasures.ts';
import { logStateOf } from './log-state.ts';

export interface RetentionDependencies {
  readonly vault: {
    readonly keys: Pick<DataKeys, 'page' | 'retain' | 'hold' | 'due' | 'ofSubject'>;
    readonly leases: Leases;
    readonly settings: Settings;
  };
  readonly readModels: Pick<ReadModels, 'state'>;
  readonly erasures: Pick<Erasures, 'beginTerm' | 'rollForward' | 'all'>;
  /** Names this process. */
  readonly holder: string;
  readonly today: () => CalendarDay;
}

/** The ground under which it is recorded that keys were destroyed. */
export const TERM_PASSED = 'bewaartermijn verstreken';
const LEASE = 'retention';
const LEASE_MS = 15 * 60_000;
const LAST_RUN = 'retention.day';
const PAGE = 500;

/**
 * Once a day, in one process for all: what is sealed and whose term has passed is destroyed, with a record, unless a
 * legal hold rests on it. However often it is done, the effect is one.
 */
export class Retention {
  readonly #with: RetentionDependencies;

  constructor(dependencies: RetentionDependencies) {
    this.#with = dependencies;
  }

  /** Does what is to be done today, unless it was done. */
  async daily(): Promise<void> {
    const { vault, today } = this.#with;
    if ((await vault.settings.get(LAST_RUN)) === today()) return;
    await this.#alone(async () => {
      await this.#bringKeys();
      await this.#destroyDue();
      await vault.settings.put(LAST_RUN, today());
    });
  }

  /** Brings the keys to the terms and holds that the log says now: each event that changes one asks for it. */
  async apply(): Promise<void> {
    await this.#alone(() => this.#bringKeys());
  }

  async #alone(work: () => Promise<void>): Promise<void> {
    const { leases } = this.#with.vault;
    if (!(await leases.take(LEASE, this.#with.holder, LEASE_MS))) return;
    try {
      await work();
    } finally {
      await leases.release(LEASE, this.#with.holder);
    }
  }

  async #bringKeys(): Promise<void> {
    const { keys } = this.#with.vault;
    for (let after = ''; ;) {
      const page = await keys.page(after, PAGE);
      const { retention, holds } = logStateOf(this.#with.readModels);
      for (const key of page) {
        if (key.state === 'destroyed') continue;
        const until = retainUntil(key.scope, new Date(key.madeAt).getUTCFullYear(), retention.terms);
        if (until !== key.retainUntil) await keys.retain(key.key, until);
        const held = key.subjects.some((subject) => holds[subject]);
        if (held !== key.hold) await keys.hold(key.key, held);
      }
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.key;
    }
  }

  async #destroyDue(): Promise<void> {
    const { vault, erasures, readModels, today } = this.#with;
    const underWay = new Set((await erasures.all()).flatMap((one) => (one.state === 'done' ? [] : one.keys)));
    const due = (await vault.keys.due(today())).filter(({ key }) => !underWay.has(key));
    for (const [subject, keys] of Map.groupBy(due, ({ subjects }) => subjects[0] ?? '')) {
      const { holds } = logStateOf(readModels);
      const free = keys.filter(({ subjects }) => subjects.every((one) => !holds[one]));
      if (free.length === 0 || (subject.startsWith('txt_') && !(await this.#isWholeTextDue(subject, keys)))) continue;
      await erasures.beginTerm({ kind: 'term', subject, ground: TERM_PASSED }, free);
    }
    await erasures.rollForward();
  }

  /** A text goes whole or not at all: what was written last decides. */
  async #isWholeTextDue(subject: string, due: readonly DataKey[]): Promise<boolean> {
    const names = new Set(due.map(({ key }) => key));
    const all = await this.#with.vault.keys.ofSubject(subject);
    return all.every(({ key, state }) => state === 'destroyed' || names.has(key));
  }
}
