import { amsterdamDay } from '../../events/timeline.ts';
import { ask } from '../app/ask.ts';
import type { Moment } from './steps.ts';

interface Page {
  moments: Moment[];
  cursor?: string;
}

const FIRST = 500;
const MORE = 2_000;

/** The moments at which something happened that this person may see, oldest first; the newest are fetched first. */
export class Moments {
  #all = $state.raw<readonly Moment[]>([]);
  #state = $state<'loading' | 'there' | 'failed'>('loading');
  #query = '';
  #cursor = $state<string>();

  get all(): readonly Moment[] {
    return this.#all;
  }
  get state(): 'loading' | 'there' | 'failed' {
    return this.#state;
  }
  /** Are there older ones that have not been fetched? */
  get more(): boolean {
    return this.#cursor !== undefined;
  }

  /** @param query `region=…`, `subject=…`, or nothing for everything */
  async load(query: string): Promise<void> {
    this.#query = query;
    this.#all = [];
    this.#cursor = undefined;
    this.#state = 'loading';
    await this.#fetch(`limit=${FIRST}`);
  }

  async loadOlder(): Promise<void> {
    if (this.#cursor !== undefined) await this.#fetch(`limit=${MORE}&cursor=${this.#cursor}`);
  }

  /** Fetches until the day, or the beginning, is reached. */
  async loadBackTo(day: string): Promise<void> {
    while (this.#cursor !== undefined && this.#state === 'there' && amsterdamDay(this.#all[0]?.at ?? '') > day)
      await this.loadOlder();
  }

  async #fetch(page: string): Promise<void> {
    const query = this.#query;
    try {
      const answer = await ask<Page>(`/api/history/moments?${[query, page].filter(Boolean).join('&')}`);
      if (query !== this.#query) return;
      const oldest = this.#all[0]?.index ?? Infinity;
      const older = answer.moments.filter(({ index }) => index < oldest).reverse();
      this.#all = [...older, ...this.#all];
      this.#cursor = answer.cursor;
      this.#state = 'there';
    } catch {
      if (query === this.#query) this.#state = 'failed';
    }
  }
}
