import type { KeptCommand, KeptDraft } from '../../client/live/keep.ts';
import { KeepWriter, type KeepState } from '../../client/live/keep-writer.ts';
import type { Keeping } from '../../client/live/outside.ts';
import { after, as, type Owner } from './clock.ts';
import type { Random } from './random.ts';

/** What one browser keeps of its persons; it survives its tabs. */
export class Browser {
  readonly commands = new Map<string, KeptCommand>();
  readonly drafts = new Map<string, KeptDraft>();
  readonly typed = new Map<string, { text: string }>();
  /** Tabs that hold their lock. */
  readonly locks = new Map<string, Owner>();

  /** Everything that is kept, as text. */
  get text(): string {
    return JSON.stringify([[...this.commands.values()], [...this.drafts.values()]]);
  }
}

type Store = 'commands' | 'drafts' | 'typed';

/** Stands for IndexedDB and Web Locks (client/live/keep.ts): each transaction takes a moment, and dies with its tab. */
export class SimulatedKeep implements Keeping {
  readonly tab: string;
  readonly #browser: Browser;
  readonly #owner: Owner;
  readonly #random: Random;
  readonly #writer: KeepWriter<Store>;

  constructor(
    tab: string,
    told: (state: KeepState) => void,
    world: { browser: Browser; owner: Owner; random: Random },
  ) {
    this.tab = tab;
    this.#browser = world.browser;
    this.#owner = world.owner;
    this.#random = world.random;
    this.#browser.locks.set(tab, world.owner);
    this.#writer = new KeepWriter<Store>(async (writes) => {
      const copies = structuredClone(writes);
      await this.#moment();
      for (const { store, key, value } of copies) {
        const into = this.#browser[store] as Map<IDBValidKey, unknown>;
        if (value === undefined) into.delete(key);
        else into.set(key, value);
      }
    }, told);
  }

  async takeOver(): Promise<{ commands: KeptCommand[]; drafts: KeptDraft[] }> {
    await this.#moment();
    return structuredClone({
      commands: this.#moved(this.#browser.commands, ({ command }) => [command.id]).sort(
        (a, b) => a.at - b.at || a.order - b.order,
      ),
      drafts: this.#moved(this.#browser.drafts, ({ subject, from }) => [subject, from]),
    });
  }

  saveCommand(kept: Omit<KeptCommand, 'tab'>): void {
    const { id } = kept.command;
    this.#writer.add({ store: 'commands', key: `${this.tab} ${id}`, value: { ...kept, tab: this.tab, id } });
  }

  dropCommand(id: string): void {
    this.#writer.add({ store: 'commands', key: `${this.tab} ${id}` });
  }

  saveDraft(subject: string, draft: unknown, takenUp: readonly string[] = []): void {
    const key = (from: string): string => `${this.tab} ${subject} ${from}`;
    const value = draft === undefined ? undefined : { tab: this.tab, subject, from: this.tab, draft };
    const gone = takenUp.map((from) => ({ store: 'drafts' as const, key: key(from) }));
    this.#writer.add(...gone, { store: 'drafts', key: key(this.tab), value });
  }

  saveTyped(place: string, text: string): void {
    this.#writer.add({ store: 'typed', key: place, value: text === '' ? undefined : { text } });
  }

  async typed(place: string): Promise<string> {
    return this.#browser.typed.get(place)?.text ?? '';
  }

  written(): Promise<void> {
    return this.#writer.written();
  }

  async close(): Promise<void> {
    await this.#writer.settled();
    this.#browser.locks.delete(this.tab);
  }

  async purge(): Promise<void> {
    await this.close();
    for (const held of [this.#browser.commands, this.#browser.drafts, this.#browser.typed]) held.clear();
  }

  /** Puts what tabs that are gone hold under this one. */
  #moved<T extends { tab: string }>(held: Map<string, T>, keyOf: (one: T) => readonly string[]): T[] {
    const { locks } = this.#browser;
    const moved: T[] = [];
    for (const [key, one] of [...held]) {
      if (one.tab === this.tab || locks.get(one.tab)?.dead === false) continue;
      held.delete(key);
      const own = { ...one, tab: this.tab };
      held.set([this.tab, ...keyOf(own)].join(' '), own);
      moved.push(own);
    }
    return moved;
  }

  #moment(): Promise<void> {
    return as(this.#owner, () => after(this.#random.delay(12, 60)));
  }
}
