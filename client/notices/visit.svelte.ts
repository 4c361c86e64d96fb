import type { VisibleEvent } from '../../events/envelope.ts';
import type { Entry } from '../../events/timeline.ts';
import { ask } from '../app/ask.ts';
import { session } from '../session/session.svelte.ts';

export interface Changes {
  readonly since: { readonly index: number; readonly at: string } | null;
  readonly index: number;
  readonly events: readonly VisibleEvent[];
  readonly more: boolean;
  readonly names: Readonly<Record<string, string>>;
}

/** Somebody's visit to a place: what others changed there since he last was, until he says that he has seen it. */
export class Visit {
  #place: string | undefined;
  #changes = $state.raw<Changes>();

  get changes(): Changes | undefined {
    return this.#changes;
  }

  /** Comes to a place (`start`, `reg_…`, `pln_…`); the returned function leaves it. */
  come(place: string | undefined): () => void {
    this.#place = place;
    this.#changes = undefined;
    if (place === undefined) return () => undefined;
    ask<Changes>('/api/visits', { method: 'POST', body: { place } }).then(
      (changes) => {
        if (this.#place === place) this.#changes = changes;
      },
      () => undefined, // it is a help and no more: without it the page is as it always was
    );
    const leave = (): void => void stay(place, false, true);
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }

  /** He has seen what changed: it is marked no longer, here and at his other windows' next visit. */
  async seen(): Promise<void> {
    const place = this.#place;
    if (place === undefined) return;
    this.#changes = undefined;
    await stay(place, true);
  }

  /** Did somebody else set this since the last visit, and before this one was begun? */
  isNew(entry: Entry<unknown> | undefined): boolean {
    const { since, index } = this.#changes ?? {};
    if (!entry || !since || index === undefined) return false;
    const { by, index: at } = entry.corrected ?? entry;
    return at > since.index && at <= index && by !== session.person?.id;
  }
}

/** Says that he is there until now; on leaving, the browser sends it after the page is gone. */
async function stay(place: string, all: boolean, keepalive = false): Promise<void> {
  await fetch('/api/visits', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ place, all }),
    keepalive,
  }).catch(() => undefined);
}
