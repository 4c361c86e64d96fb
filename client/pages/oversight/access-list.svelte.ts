import { ask } from '../../app/ask.ts';
import { queryOf, type AccessFilter } from './access-query.ts';

export interface AccessRow {
  readonly at: number;
  readonly session: string;
  readonly actor: string;
  readonly topic: string;
  readonly grants: string;
  readonly from: number;
  readonly to: number;
  readonly what: string;
}

/** Who read what, page by page. */
export class AccessList {
  #rows = $state.raw<readonly AccessRow[]>([]);
  #names = $state.raw<Readonly<Record<string, string>>>({});
  #cursor = $state<string>();
  #state = $state<'loading' | 'there' | 'failed'>('loading');
  #filter: AccessFilter = {};
  /** What was asked for last: an older answer that comes later is passed over. */
  #asked = 0;

  get rows(): readonly AccessRow[] {
    return this.#rows;
  }
  get state(): 'loading' | 'there' | 'failed' {
    return this.#state;
  }
  get more(): boolean {
    return this.#cursor !== undefined;
  }

  /** Name of what a topic is about; undefined: there is none, or it is not for who looks. */
  nameOf(topic: string): string | undefined {
    return this.#names[topic];
  }

  async find(filter: AccessFilter): Promise<void> {
    this.#filter = filter;
    await this.#ask('', []);
  }

  async findMore(): Promise<void> {
    if (this.#cursor !== undefined) await this.#ask(this.#cursor, this.#rows);
  }

  async #ask(cursor: string, before: readonly AccessRow[]): Promise<void> {
    const mine = ++this.#asked;
    const query = queryOf(this.#filter);
    if (cursor !== '') query.set('cursor', cursor);
    try {
      const page = await ask<{ rows: AccessRow[]; names: Record<string, string>; cursor?: string }>(
        `/api/access-log?${query}`,
      );
      if (mine !== this.#asked) return;
      this.#rows = [...before, ...page.rows];
      this.#names = { ...this.#names, ...page.names };
      this.#cursor = page.cursor;
      this.#state = 'there';
    } catch {
      if (mine === this.#asked) this.#state = 'failed';
    }
  }
}
