import { joined, type KeptCommand, type KeptDraft } from '../../client/live/keep.ts';
import type { Keeping } from '../../client/live/outside.ts';
import { after, as, type Owner } from './clock.ts';
import type { Random } from './random.ts';

/** What one browser keeps of its persons; it survives its tabs. */
export class Browser {
  readonly commands = new Map<string, KeptCommand>();
  readonly drafts = new Map<string, KeptDraft>();
  /** Everything that is kept, as text. */
  get text(): string {
    return JSON.stringify([[...this.commands.values()], [...this.drafts.values()]]);
  }

  /** Tabs that hold their lock. */
  readonly locks = new Map<string, Owner>();
}

/** Stands for IndexedDB and Web Locks (client/live/keep.ts): each write takes a moment, and dies with its tab before. */
export class SimulatedKeep implements Keeping {
  readonly #browser: Browser;
  readonly #tab: string;
  readonly #owner: Owner;
  readonly #random: Random;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(browser: Browser, tab: string, owner: Owner, random: Random) {
    this.#browser = browser;
    this.#tab = tab;
    this.#owner = owner;
    this.#random = random;
    browser.locks.set(tab, owner);
  }

  takeOver(): Promise<{ commands: KeptCommand[]; drafts: KeptDraft[] }> {
    return this.#write(() => {
      const { commands: kept, drafts: texts, locks } = this.#browser;
      const dead = (tab: string): boolean => tab !== this.#tab && (locks.get(tab)?.dead ?? true);
      const commands: KeptCommand[] = [];
      const drafts: KeptDraft[] = [];
      for (const [key, one] of [...kept]) {
        if (!dead(one.tab)) continue;
        kept.delete(key);
        const own = { ...one, tab: this.#tab };
        kept.set(`${this.#tab} ${one.command.id}`, own);
        commands.push(own);
      }
      for (const [key, one] of [...texts]) {
        if (!dead(one.tab)) continue;
        texts.delete(key);
        const own = `${this.#tab} ${one.subject}`;
        texts.set(own, joined(texts.get(own), { ...one, tab: this.#tab }));
        drafts.push({ ...one, tab: this.#tab });
      }
      commands.sort((a, b) => a.at - b.at || a.order - b.order);
      return structuredClone({ commands, drafts });
    });
  }

  async saveCommand(kept: Omit<KeptCommand, 'tab'>, draft?: readonly unknown[]): Promise<void> {
    const [copy, text] = structuredClone([kept, draft] as const);
    const { id, subject } = copy.command;
    await this.#write(() => {
      this.#browser.commands.set(`${this.#tab} ${id}`, { ...copy, tab: this.#tab });
      if (text) this.#browser.drafts.set(`${this.#tab} ${subject}`, { tab: this.#tab, subject, draft: text });
    });
  }

  async dropCommand(id: string): Promise<void> {
    await this.#write(() => this.#browser.commands.delete(`${this.#tab} ${id}`));
  }

  async saveDraft(subject: string, draft: readonly unknown[] | undefined): Promise<void> {
    const copy = structuredClone(draft);
    await this.#write(() => {
      if (copy === undefined) this.#browser.drafts.delete(`${this.#tab} ${subject}`);
      else this.#browser.drafts.set(`${this.#tab} ${subject}`, { tab: this.#tab, subject, draft: copy });
    });
  }

  close(): void {
    this.#closed = true;
  }

  async purge(): Promise<void> {
    this.close();
    this.#browser.commands.clear();
    this.#browser.drafts.clear();
  }

  #write<T>(work: () => T): Promise<T> {
    const mine = this.#last.then(async () => {
      if (this.#closed) return new Promise<T>(() => undefined);
      await as(this.#owner, () => after(this.#random.delay(12, 60)));
      return work();
    });
    this.#last = mine;
    return mine;
  }
}
