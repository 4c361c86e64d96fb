import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Command } from '../../events/decision.ts';
import type { Topic } from '../../events/live-protocol.ts';
import { KeepWriter, type KeepState } from './keep-writer.ts';

/** A command that is not confirmed yet, as it survives its window. */
export interface KeptCommand {
  tab: string;
  order: number;
  command: Command;
  topic: Topic;
  /** It has left this machine at least once: its bytes never change. */
  left: boolean;
  /** Given while there was no connection. */
  offline: boolean;
  /** When it was given, ms since 1970. */
  at: number;
  /** It was refused, and the person has not dealt with that yet. */
  refused?: boolean;
}

/** What was typed in a text and is not confirmed; what it holds is the text's own affair. */
export interface KeptDraft {
  tab: string;
  subject: string;
  /** The tab in which it was typed: until the text takes it up, what a closed window left stands beside one's own. */
  from: string;
  draft: unknown;
}

interface Kept extends DBSchema {
  commands: { key: [string, string]; value: KeptCommand & { id: string } };
  drafts: { key: [string, string, string]; value: KeptDraft };
  /** What is typed in a form and not sent, by place. */
  typed: { key: string; value: { place: string; text: string } };
}
const STORES = ['commands', 'drafts', 'typed'] as const;
type Store = (typeof STORES)[number];

/** Strict: `complete` comes after the write has been flushed to the disk. */
const strict = { durability: 'strict' } as const;
const VERSION = 2;
const nameOf = (actor: string): string => `regiotafel-${actor}`;
const lockOf = (tab: string): string => `regiotafel-tab-${tab}`;

/**
 * What one person has given and the server has not confirmed, in this browser's IndexedDB. Every tab holds a lock for
 * as long as it lives; what belongs to a tab whose lock is free has lost its window and goes to who asks first. At
 * every moment it stands on the disk under one tab or the other.
 */
export class Keep {
  readonly tab: string;
  readonly #actor: string;
  readonly #db: IDBPDatabase<Kept>;
  readonly #writer: KeepWriter<Store>;
  #release: () => void = () => undefined;
  #closed = false;

  private constructor(actor: string, tab: string, db: IDBPDatabase<Kept>, told: (state: KeepState) => void) {
    this.#actor = actor;
    this.tab = tab;
    this.#db = db;
    this.#writer = new KeepWriter<Store>(async (writes) => {
      if (this.#closed) return;
      const transaction = db.transaction(STORES, 'readwrite', strict);
      const done = writes.map(({ store, key, value }) => {
        const into = transaction.objectStore(store);
        return value === undefined ? into.delete(key as never) : into.put(value as never);
      });
      await Promise.all([...done, transaction.done]);
    }, told);
  }

  /** @param told hears whether all that was said is on the disk */
  static async open(actor: string, tab: string, told: (state: KeepState) => void = () => undefined): Promise<Keep> {
    const db = await openDB<Kept>(nameOf(actor), VERSION, {
      async upgrade(fresh, before, _, transaction) {
        if (before < 1) fresh.createObjectStore('commands', { keyPath: ['tab', 'id'] });
        const standing = before === 1 ? await transaction.objectStore('drafts').getAll() : [];
        if (before === 1) fresh.deleteObjectStore('drafts');
        const drafts = fresh.createObjectStore('drafts', { keyPath: ['tab', 'subject', 'from'] });
        for (const draft of standing) void drafts.put({ ...draft, from: draft.tab });
        fresh.createObjectStore('typed', { keyPath: 'place' });
      },
      blocking: (_, __, event) => (event.target as IDBDatabase).close(),
    });
    const keep = new Keep(actor, tab, db, told);
    await new Promise<void>((held) => {
      void navigator.locks.request(lockOf(tab), () => {
        held();
        return new Promise<void>((release) => (keep.#release = release));
      });
    });
    return keep;
  }

  /**
   * Takes over what windows that are gone have left: oldest first. Drafts stay on the disk beside one's own until
   * `saveDraft` says that they were taken up.
   */
  async takeOver(): Promise<{ commands: KeptCommand[]; drafts: KeptDraft[] }> {
    const commands: KeptCommand[] = [];
    const drafts: KeptDraft[] = [];
    if (this.#closed) return { commands, drafts };
    const keys = [...(await this.#db.getAllKeys('commands')), ...(await this.#db.getAllKeys('drafts'))];
    const others = new Set(keys.map(([tab]) => tab).filter((tab) => tab !== this.tab));
    for (const other of others) {
      await navigator.locks.request(lockOf(other), { ifAvailable: true }, async (lock) => {
        if (!lock) return;
        const move = this.#db.transaction(['commands', 'drafts'], 'readwrite', strict);
        const [own, ofTexts] = [move.objectStore('commands'), move.objectStore('drafts')];
        for (const kept of await own.getAll(within(other))) {
          await own.delete([other, kept.id]);
          await own.put({ ...kept, tab: this.tab });
          commands.push({ ...kept, tab: this.tab });
        }
        for (const kept of await ofTexts.getAll(within(other))) {
          await ofTexts.delete([other, kept.subject, kept.from]);
          await ofTexts.put({ ...kept, tab: this.tab });
          drafts.push({ ...kept, tab: this.tab });
        }
        await move.done;
      });
    }
    commands.sort((a, b) => a.at - b.at || a.order - b.order);
    return { commands, drafts };
  }

  saveCommand(kept: Omit<KeptCommand, 'tab'>): void {
    const { id } = kept.command;
    this.#writer.add({ store: 'commands', key: [this.tab, id], value: { ...kept, tab: this.tab, id } });
  }

  dropCommand(id: string): void {
    this.#writer.add({ store: 'commands', key: [this.tab, id] });
  }

  /**
   * Keeps what is typed in a text, or forgets it when all is confirmed.
   * @param takenUp the tabs whose drafts of this text are part of it from now on
   */
  saveDraft(subject: string, draft: unknown, takenUp: readonly string[] = []): void {
    const key = (from: string) => [this.tab, subject, from];
    const value = draft === undefined ? undefined : { tab: this.tab, subject, from: this.tab, draft };
    const gone = takenUp.map((from) => ({ store: 'drafts' as const, key: key(from) }));
    this.#writer.add(...gone, { store: 'drafts', key: key(this.tab), value });
  }

  /** Keeps what is typed in a form, by its place; an empty text is forgotten. */
  saveTyped(place: string, text: string): void {
    this.#writer.add({ store: 'typed', key: place, value: text === '' ? undefined : { place, text } });
  }

  async typed(place: string): Promise<string> {
    return this.#closed ? '' : ((await this.#db.get('typed', place))?.text ?? '');
  }

  /** Resolves when what has been said until now is on the disk, or could not be put there. */
  written(): Promise<void> {
    return this.#writer.written();
  }

  /** Lets go without forgetting: what was said is still written, and somebody else may take over. */
  async close(): Promise<void> {
    await this.#writer.settled();
    this.#closed = true;
    this.#db.close();
    this.#release();
  }

  /** Forgets everything of this person in this browser. */
  async purge(): Promise<void> {
    await this.close();
    await deleteDB(nameOf(this.#actor));
  }
}

/** All keys of one tab. */
const within = (tab: string): IDBKeyRange => IDBKeyRange.bound([tab], [tab, []]);
