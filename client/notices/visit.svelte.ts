import type { VisibleEvent } from '../../events/envelope.ts';
import type { Entry } from '../../events/timeline.ts';
import { ask } from '../app/ask.ts';
import { live } from '../live/live.svelte.ts';
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

  /** Comes to a place (`start`, `reg_…`, `pln_…`); the returned function leaves it. The start page does not follow on. */
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
    const leave = (): void => {
      const index = this.#shownTo(place);
      // whose session has ended has been nowhere
      if (index !== undefined && session.person) void stay({ place, index }, true);
    };
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }

  /** He has seen what changed: it is marked no longer, here and at his other windows' next visit. */
  async seen(): Promise<void> {
    const place = this.#place;
    const index = place === undefined ? undefined : this.#shownTo(place);
    if (place === undefined || index === undefined) return;
    if (this.#changes) this.#changes = { ...this.#changes, events: [], since: null };
    await stay({ place, index, all: true });
  }

  #shownTo(place: string): number | undefined {
    const begun = this.#changes?.index;
    return begun === undefined || place === 'start' ? begun : Math.max(begun, live.heard);
  }

  /** Did somebody else set this since the last visit, and before this one was begun? */
  isNew(entry: Entry<unknown> | undefined): boolean {
    const { since, index } = this.#changes ?? {};
    if (!entry || !since || index === undefined) return false;
    const { by, index: at } = entry.corrected ?? entry;
    return at > since.index && at <= index && by !== session.person?.id;
  }
}

/** Says up to where he was shown what happened until now; on leaving, the browser sends it after the page is gone. */
async function stay(said: { place: string; index: number; all?: boolean }, keepalive = false): Promise<void> {
  await fetch('/api/visits', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(said),
    keepalive,
  }).catch(() => undefined);
}
