import type { Command } from '../../events/decision.ts';
import { streamOf } from '../../events/ids.ts';
import type { Topic } from '../../events/live-protocol.ts';
import { ERASED_SIGN } from '../../events/narrative/changes.ts';
import { placedRuns } from '../../events/narrative/runs.ts';
import { streamState, type TopicState } from '../../projections/topic/topic.ts';
import type { CommandQueue, Pending } from './command-queue.ts';

/** The topics of this window, as far as they are needed here. */
interface Topics {
  isWatched(topic: Topic): boolean;
  /** Keeps a topic up to date until the returned function is called. */
  watch(topic: Topic): () => void;
  confirmed(topic: Topic): TopicState;
}

/**
 * What was written in a text leaves once it is known what became of that text: it may hold what was erased meanwhile,
 * and then the person looks at it first.
 */
export class TextHold {
  readonly #queue: CommandQueue;
  readonly #topics: Topics;
  /** Topics of which something was heard since the connection is there. */
  readonly #heardOf = new Set<Topic>();
  /** Topics that are watched only to know what became of a text in which something waits. */
  readonly #lookedAt = new Map<Topic, () => void>();

  constructor(queue: CommandQueue, topics: Topics) {
    this.#queue = queue;
    this.#topics = topics;
  }

  connectionLost(): void {
    this.#heardOf.clear();
  }

  /** The server says that it will tell nothing of a topic. */
  refused(topic: Topic): void {
    this.#heardOf.add(topic);
  }

  /** Something was heard of a topic, and taken in. */
  heard(topic: Topic): void {
    if (this.#heardOf.has(topic)) return;
    this.#heardOf.add(topic);
    const waiting = this.#queue.pending.filter((one) => one.topic === topic && writesText(one.command));
    for (const subject of new Set(waiting.map(({ command }) => command.subject)))
      if (hasErased(this.#topics.confirmed(topic), subject)) this.#queue.askAbout(subject);
  }

  mayLeave({ command, topic, left }: Pending): boolean {
    if (left || !writesText(command) || this.#heardOf.has(topic)) return true;
    if (!this.#topics.isWatched(topic)) this.#lookedAt.set(topic, this.#topics.watch(topic));
    return false;
  }

  /** Lets go of topics in which nothing waits any more. */
  lookAway(): void {
    for (const [topic, stop] of this.#lookedAt) {
      if (this.#queue.pending.some((one) => one.topic === topic)) continue;
      this.#lookedAt.delete(topic);
      stop();
    }
  }
}

const writesText = ({ type }: Command): boolean => type === 'EditText' || type === 'RevertText';

/** Was something erased in a text, be it in what was removed before? */
function hasErased(state: TopicState, subject: string): boolean {
  const text = streamState(state, 'narrative', streamOf(subject)?.stream ?? '');
  return text !== undefined && [...placedRuns(text.chunks)].some(({ run }) => run.t.includes(ERASED_SIGN));
}
