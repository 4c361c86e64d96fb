import type { Topic } from '../../events/live-protocol.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import type { Pending } from './command-queue.ts';
import type { Outside } from './outside.ts';
import { shownState, type Outcome } from './predict.ts';

interface Known {
  readonly version: number;
  /** What it was worked out from. */
  readonly confirmed: TopicState;
  readonly pending: readonly Pending[];
  readonly state: TopicState;
  readonly outcomes: Map<string, Outcome>;
}

/**
 * What the screen shows of each topic. Every part of a page asks for the same: with much that waits, it is worked out
 * once. While nothing of a topic has changed, its state is the same object, so that nothing is drawn again for what
 * happens in another.
 */
export class Shown {
  readonly #person: Outside['person'];
  readonly #known = new Map<Topic, Known>();

  constructor(person: Outside['person']) {
    this.#person = person;
  }

  /** @param version rises with every change of what is confirmed or pending */
  of(topic: Topic, version: number, confirmed: TopicState, pending: readonly Pending[]): Known {
    const known = this.#known.get(topic);
    if (known?.version === version) return known;
    const own = pending.filter((one) => one.topic === topic);
    const same = known && known.confirmed === confirmed && sameList(known.pending, own);
    const shown = { ...(same ? known : shownState(confirmed, own, this.#actor())), version, confirmed, pending: own };
    this.#known.set(topic, shown);
    return shown;
  }

  #actor(): Parameters<typeof shownState>[2] {
    const now = new Date().toISOString();
    const person = this.#person();
    return {
      actor: person?.id ?? '',
      organisation: person?.organisation ?? '',
      role: person?.role ?? 'COMPANY',
      now,
      today: amsterdamDay(now),
    };
  }
}

function sameList(a: readonly Pending[], b: readonly Pending[]): boolean {
  return a.length === b.length && a.every((one, n) => one === b[n]);
}
