import { ask } from '../../app/ask.ts';
import { live } from '../../live/live.svelte.ts';
import type { Entry } from './days.ts';

interface Page {
  entries: Entry[];
  cursor?: string;
  indexedTo: number;
}

const PAGE = 40;

/** A history on the screen: page by page into the past, and what arrives while one reads. */
export class HistoryList {
  #entries = $state.raw<readonly Entry[]>([]);
  /** What has arrived and is not shown, so that nothing moves under the reader's eyes. */
  #fresh = $state.raw<readonly Entry[]>([]);
  #cursor = $state<string>();
  #state = $state<'loading' | 'there' | 'failed'>('loading');
  #busy = $state(false);
  /** Log index after which nothing could be found yet; undefined: all is there. */
  #behind = $state<number>();
  #query = '';
  #asked = 0;

  get entries(): readonly Entry[] {
    return this.#entries;
  }
  get fresh(): readonly Entry[] {
    return this.#fresh;
  }
  get state(): 'loading' | 'there' | 'failed' {
    return this.#state;
  }
  get more(): boolean {
    return this.#cursor !== undefined;
  }
  get busy(): boolean {
    return this.#busy;
  }
  get behind(): number | undefined {
    return this.#behind;
  }

  /** @param from the newest index to show; undefined: the newest there is */
  async load(query: string, from?: number): Promise<void> {
    this.#query = query;
    this.#fresh = [];
    const mine = ++this.#asked;
    try {
      const page = await this.#page(from === undefined ? undefined : String(from + 1));
      if (mine !== this.#asked) return;
      this.#entries = page.entries;
      this.#cursor = page.cursor;
      this.#state = 'there';
    } catch {
      if (mine === this.#asked) this.#state = 'failed';
    }
  }

  async loadMore(): Promise<void> {
    const mine = this.#asked;
    this.#busy = true;
    try {
      const page = await this.#page(this.#cursor);
      if (mine !== this.#asked) return;
      this.#entries = [...this.#entries, ...page.entries];
      this.#cursor = page.cursor;
    } catch {
      if (mine === this.#asked) this.#state = 'failed';
    } finally {
      this.#busy = false;
    }
  }

  /** Fetches what has come since; `still`: it is shown only when the reader asks for it. */
  async arrive(still: () => boolean): Promise<void> {
    const mine = this.#asked;
    const known = this.#fresh[0]?.index ?? this.#entries[0]?.index ?? -1;
    const page = await this.#page(undefined).catch(() => undefined);
    if (!page || mine !== this.#asked || this.#state !== 'there') return;
    const fresh = page.entries.filter(({ index }) => index > known);
    // more than a page has come: what is between would be missing
    if (known >= 0 && fresh.length === page.entries.length && page.cursor !== undefined) return this.load(this.#query);
    this.#fresh = [...fresh, ...this.#fresh.filter(({ index }) => index <= known)];
    if (!still()) this.showFresh();
  }

  showFresh(): void {
    const newest = this.#entries[0]?.index ?? -1;
    this.#entries = [...this.#fresh.filter(({ index }) => index > newest), ...this.#entries];
    this.#fresh = [];
  }

  async #page(cursor: string | undefined): Promise<Page> {
    const { heard } = live;
    const from = cursor === undefined ? '' : `&cursor=${cursor}`;
    const page = await ask<Page>(`/api/history?${this.#query}&limit=${PAGE}${from}`);
    this.#behind = page.indexedTo < heard ? page.indexedTo : undefined;
    return page;
  }
}
