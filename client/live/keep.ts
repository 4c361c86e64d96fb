import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Command } from '../../events/decision.ts';
import type { Topic } from '../../events/live-protocol.ts';

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
}

/** What was typed in a text and is not confirmed; what it holds is the text's own affair. */
export interface KeptDraft {
  tab: string;
  subject: string;
  draft: readonly unknown[];
}

interface Kept extends DBSchema {
  commands: { key: [string, string]; value: KeptCommand & { id: string } };
  drafts: { key: [string, string]; value: KeptDraft };
}

/** Drafts of one text, of several windows, under one of them. */
export function joined(own: KeptDraft | undefined, taken: KeptDraft): KeptDraft {
  return own ? { ...own, draft: [...own.draft, ...taken.draft] } : taken;
}

const strict = { durability: 'strict' } as const;
const nameOf = (actor: string): string => `regiotafel-${actor}`;
const lockOf = (tab: string): string => `regiotafel-tab-${tab}`;

/**
 * What one person has given and the server has not confirmed, in this browser's IndexedDB. Every tab holds a lock for
 * as long as it lives; what belongs to a tab whose lock is free has lost its window and goes to who asks first.
 */
export class Keep {
  readonly tab: string;
  readonly #actor: string;
  readonly #db: IDBPDatabase<Kept>;
  #release: () => void = () => undefined;
  #closed = false;

  private constructor(actor: string, tab: string, db: IDBPDatabase<Kept>) {
    this.#actor = actor;
    this.tab = tab;
    this.#db = db;
  }

  static async open(actor: string, tab: string): Promise<Keep> {
    const db = await openDB<Kept>(nameOf(actor), 1, {
      upgrade(fresh) {
        fresh.createObjectStore('commands', { keyPath: ['tab', 'id'] });
        fresh.createObjectStore('drafts', { keyPath: ['tab', 'subject'] });
      },
      blocking: (_, __, event) => (event.target as IDBDatabase).close(),
    });
    const keep = new Keep(actor, tab, db);
    await new Promise<void>((held) => {
      void navigator.locks.request(lockOf(tab), () => {
        held();
        return new Promise<void>((release) => (keep.#release = release));
      });
    });
    return keep;
  }

  /** Takes over what windows that are gone have left: oldest first. */
  async takeOver(): Promise<{ commands: KeptCommand[]; drafts: KeptDraft[] }> {
    const commands: KeptCommand[] = [];
    const drafts: KeptDraft[] = [];
    if (this.#closed) return { commands, drafts };
    const everything = [...(await this.#db.getAll('commands')), ...(await this.#db.getAll('drafts'))];
    const others = new Set(everything.map((one) => one.tab).filter((tab) => tab !== this.tab));
    for (const other of others) {
      await navigator.locks.request(lockOf(other), { ifAvailable: true }, async (lock) => {
        if (!lock) return;
        const move = this.#db.transaction(['commands', 'drafts'], 'readwrite', strict);
        for (const kept of await move.objectStore('commands').getAll()) {
          if (kept.tab !== other) continue;
          await move.objectStore('commands').delete([other, kept.id]);
          await move.objectStore('commands').put({ ...kept, tab: this.tab });
          commands.push({ ...kept, tab: this.tab });
        }
        for (const kept of await move.objectStore('drafts').getAll()) {
          if (kept.tab !== other) continue;
          const own = await move.objectStore('drafts').get([this.tab, kept.subject]);
          await move.objectStore('drafts').delete([other, kept.subject]);
          await move.objectStore('drafts').put(joined(own, { ...kept, tab: this.tab }));
          drafts.push({ ...kept, tab: this.tab });
        }
        await move.done;
      });
    }
    commands.sort((a, b) => a.at - b.at || a.order - b.order);
    return { commands, drafts };
  }

  /** @param draft what the text of this command has left to confirm once it is given: both are kept, or neither */
  async saveCommand(kept: Omit<KeptCommand, 'tab'>, draft?: readonly unknown[]): Promise<void> {
    if (this.#closed) return;
    const write = this.#db.transaction(['commands', 'drafts'], 'readwrite', strict);
    await write.objectStore('commands').put({ ...kept, tab: this.tab, id: kept.command.id });
    if (draft) await write.objectStore('drafts').put({ tab: this.tab, subject: kept.command.subject, draft });
    await write.done;
  }

  async dropCommand(id: string): Promise<void> {
    if (!this.#closed) await this.#db.delete('commands', [this.tab, id]);
  }

  /** Keeps what is typed in a text, or forgets it when all is confirmed. */
  async saveDraft(subject: string, draft: readonly unknown[] | undefined): Promise<void> {
    if (this.#closed) return;
    if (draft === undefined) return this.#db.delete('drafts', [this.tab, subject]);
    const write = this.#db.transaction('drafts', 'readwrite', strict);
    await write.store.put({ tab: this.tab, subject, draft });
    await write.done;
  }

  /** Lets go without forgetting: somebody else may take over. */
  close(): void {
    this.#closed = true;
    this.#db.close();
    this.#release();
  }

  /** Forgets everything of this person in this browser. */
  async purge(): Promise<void> {
    this.close();
    await Keep.purge(this.#actor);
  }

  static async purge(actor: string): Promise<void> {
    await deleteDB(nameOf(actor));
  }
}
