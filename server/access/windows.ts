import type { LogIndex } from '../../events/envelope.ts';
import type { Asker } from '../identity/viewer.ts';
import type { AccessNotes } from './access-notes.ts';

/** A window's topic as it was last told of: by whom, and up to which index. */
interface Followed {
  readonly asker: Asker;
  readonly topic: string;
  readonly last: () => LogIndex;
  notedTo: LogIndex;
}

/** Windows that stay open while things happen: what they were pushed is noted at their end, and now and then before. */
export class OpenWindows<Window extends object> {
  readonly #notes: Pick<AccessNotes, 'note'>;
  readonly #open = new Map<Window, Map<string, Followed>>();

  constructor(notes: Pick<AccessNotes, 'note'>) {
    this.#notes = notes;
  }

  /**
   * A window has been sent a topic, from one index on, and will be pushed what follows.
   * @param last the index of the last event that such a window has been sent
   */
  sent(window: Window, asker: Asker, topic: string, from: LogIndex, last: () => LogIndex): void {
    this.#notes.note({ asker, topic, from, to: last(), what: 'watch' });
    const topics = this.#open.get(window) ?? new Map<string, Followed>();
    topics.set(topic, { asker, topic, last, notedTo: last() });
    this.#open.set(window, topics);
  }

  /** It no longer follows the topic. */
  left(window: Window, topic: string): void {
    const topics = this.#open.get(window);
    const followed = topics?.get(topic);
    if (!topics || !followed) return;
    this.#noteSince(followed);
    topics.delete(topic);
    if (topics.size === 0) this.#open.delete(window);
  }

  /** Notes what open windows have been pushed since they were last noted. */
  sweep(): void {
    for (const topics of this.#open.values()) for (const followed of topics.values()) this.#noteSince(followed);
  }

  #noteSince(followed: Followed): void {
    const { asker, topic, notedTo } = followed;
    const to = followed.last();
    if (to <= notedTo) return;
    followed.notedTo = to;
    this.#notes.note({ asker, topic, from: notedTo + 1, to, what: 'push' });
  }
}
