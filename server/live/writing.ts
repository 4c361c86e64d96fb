import type { RecordedEvent, StreamName } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import type { Topic } from '../../events/live-protocol.ts';
import { planOfText } from '../../events/narrative/sections.ts';
import { writingLine } from '../../projections/activity/writing.ts';
import type { LiveReadModels, LiveServer } from './parts.ts';
import type { Room, Rooms } from './rooms.ts';

/** Somebody who writes in a text is told of at most once in this time. */
export const WRITING_EVERY_MS = 3_000;

/**
 * Tells the tables of a plan that somebody is writing in its texts, without the keystrokes: the first change at once,
 * then the last one of every few seconds. Feeds show it; nothing that is folded depends on it, and who missed a line
 * finds it in the history.
 */
export class Writing {
  readonly #io: LiveServer;
  readonly #rooms: Rooms;
  readonly #models: LiveReadModels;
  readonly #now: () => number;
  /** By text and person: when a line went out last, and the newest change since. */
  readonly #told = new Map<string, { at: number; waiting?: RecordedEvent }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(io: LiveServer, rooms: Rooms, models: LiveReadModels, now: () => number) {
    this.#io = io;
    this.#rooms = rooms;
    this.#models = models;
    this.#now = now;
  }

  take(event: RecordedEvent): void {
    if (event.type !== 'TextEdited') return;
    const key = `${event.stream} ${event.meta.actor}`;
    this.#told.set(key, { at: this.#told.get(key)?.at ?? -Infinity, waiting: event });
    this.#timer ??= setTimeout(() => this.#tell(), 0).unref();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #tell(): void {
    this.#timer = undefined;
    const now = this.#now();
    const due: RecordedEvent[] = [];
    for (const [key, { at, waiting }] of this.#told) {
      if (now - at < WRITING_EVERY_MS) continue;
      if (waiting) {
        due.push(waiting);
        this.#told.set(key, { at: now });
      } else {
        this.#told.delete(key);
      }
    }
    this.#emit(due);
    if (this.#told.size > 0) this.#timer = setTimeout(() => this.#tell(), WRITING_EVERY_MS).unref();
  }

  #emit(due: readonly RecordedEvent[]): void {
    const byTopic = new Map<Topic, RecordedEvent[]>();
    for (const event of due)
      for (const topic of this.#tablesOf(event.stream)) byTopic.set(topic, [...(byTopic.get(topic) ?? []), event]);
    for (const [topic, events] of byTopic) {
      for (const room of this.#rooms.ofTopic(topic)) {
        const lines = this.#linesFor(room, events);
        if (lines.length > 0) this.#io.local.to(room.name).emit('writing', { topic, events: lines });
      }
    }
  }

  #linesFor({ grants }: Room, events: readonly RecordedEvent[]): NonNullable<ReturnType<typeof writingLine>>[] {
    return events.flatMap((event) => {
      const visible = this.#models.redact(event, grants);
      return (visible && writingLine(visible)) ?? [];
    });
  }

  /** The regions at whose tables the plan of a text stands. */
  #tablesOf(text: StreamName): Topic[] {
    const plan = streamOf(planOfText(subjectOf(text)) ?? '')?.stream;
    return plan === undefined ? [] : this.#models.topicsOf(plan).filter((topic) => topic.startsWith('region:'));
  }
}
