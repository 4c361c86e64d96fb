import type { VisibleEvent } from '../../events/envelope.ts';
import type { NoticeKind } from '../../projections/notices/notice.ts';
import { ask } from '../app/ask.ts';

export interface ListedNotice {
  readonly index: number;
  readonly kind: NoticeKind;
  readonly event: VisibleEvent;
  readonly read: boolean;
}

interface Page {
  unread: number;
  entries: ListedNotice[];
  names: Record<string, string>;
  more: boolean;
}

const PAGE = 20;

/** What a person is told of, page by page; the server says what is read. */
export class NoticeList {
  #entries = $state.raw<readonly ListedNotice[]>([]);
  #names = $state.raw<Readonly<Record<string, string>>>({});
  #state = $state<'loading' | 'there' | 'failed'>('loading');
  #more = $state(false);
  /** What was asked for last: an older answer that comes later is passed over. */
  #asked = 0;

  get entries(): readonly ListedNotice[] {
    return this.#entries;
  }
  get state(): 'loading' | 'there' | 'failed' {
    return this.#state;
  }
  get more(): boolean {
    return this.#more;
  }

  nameOf(id: string): string {
    return this.#names[id] ?? id;
  }

  /** Asks anew for as much as is shown. */
  async load(): Promise<void> {
    await this.#ask(`limit=${Math.min(100, Math.max(PAGE, this.#entries.length))}`, []);
  }

  async loadMore(): Promise<void> {
    const last = this.#entries.at(-1);
    if (last) await this.#ask(`limit=${PAGE}&before=${last.index}`, this.#entries);
  }

  async readOne(index: number): Promise<void> {
    this.#entries = this.#entries.map((entry) => (entry.index === index ? { ...entry, read: true } : entry));
    await this.#mark({ one: index });
  }

  async readAll(): Promise<void> {
    const upTo = this.#entries[0]?.index;
    if (upTo === undefined) return;
    this.#entries = this.#entries.map((entry) => ({ ...entry, read: true }));
    await this.#mark({ upTo });
  }

  /** What could not be marked is shown again as the server has it. */
  async #mark(body: object): Promise<void> {
    await ask('/api/notices/read', { method: 'PUT', body }).catch(() => this.load());
  }

  async #ask(query: string, before: readonly ListedNotice[]): Promise<void> {
    const mine = ++this.#asked;
    try {
      const page = await ask<Page>(`/api/notices?${query}`);
      if (mine !== this.#asked) return;
      this.#entries = [...before, ...page.entries];
      this.#names = { ...this.#names, ...page.names };
      this.#more = page.more;
      this.#state = 'there';
    } catch {
      if (mine === this.#asked) this.#state = 'failed';
    }
  }
}
