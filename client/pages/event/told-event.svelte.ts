import type { VisibleEvent } from '../../../events/envelope.ts';
import { ask } from '../../app/ask.ts';

/** An event with what led to it and what came of it, as the server tells it (GET /api/events/:id). */
export interface ToldEvent {
  readonly event: VisibleEvent;
  readonly slot: string;
  readonly label: { readonly nl: string; readonly en: string };
  readonly planId?: string;
  readonly regionId?: string;
  readonly before?: VisibleEvent;
  readonly next?: VisibleEvent;
  readonly causes: readonly VisibleEvent[];
  readonly effects: readonly { readonly event: VisibleEvent; readonly depth: number }[];
  readonly moreEffects: boolean;
  readonly together: readonly VisibleEvent[];
  readonly corrects?: VisibleEvent;
  readonly corrections: readonly VisibleEvent[];
  readonly mandate?: VisibleEvent;
}

/** The event that a page is about. */
export class EventInView {
  #asked = '';
  #told = $state.raw<ToldEvent>();
  #missing = $state(false);

  get told(): ToldEvent | undefined {
    return this.#told;
  }
  /** There is no such event, or it is not for this person. */
  get missing(): boolean {
    return this.#missing;
  }

  show(id: string): void {
    this.#asked = id;
    this.#told = undefined;
    this.#missing = false;
    this.refresh();
  }

  /** Asks again: something was recorded that may be its consequence. */
  refresh(): void {
    const id = this.#asked;
    ask<ToldEvent>(`/api/events/${id}`).then(
      (told) => {
        if (this.#asked === id) this.#told = told;
      },
      () => {
        if (this.#asked === id) this.#missing = true;
      },
    );
  }
}
