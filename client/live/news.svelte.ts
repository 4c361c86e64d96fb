import type { VisibleEvent } from '../../events/envelope.ts';

const RECENT = 60;

/** What was pushed lately, oldest first: for the activity feed and for notices. */
export class News {
  #recent = $state.raw<readonly VisibleEvent[]>([]);

  get recent(): readonly VisibleEvent[] {
    return this.#recent;
  }

  /** What was pushed may no longer be shown. */
  forget(): void {
    this.#recent = [];
  }

  /** A line on writing may come beside the event itself: on a plan's page both do. */
  note(events: readonly VisibleEvent[]): void {
    const known = this.#recent.map(({ id }) => id);
    this.#recent = [...this.#recent, ...events.filter(({ id }) => !known.includes(id))].slice(-RECENT);
  }
}
