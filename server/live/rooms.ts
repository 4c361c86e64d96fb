import { hash } from 'node:crypto';
import type { LogIndex, RecordedEvent, StreamName, VisibleEvent } from '../../events/envelope.ts';
import type { Topic } from '../../events/live-protocol.ts';
import { topic as topicProjection } from '../../projections/topic/projection.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { LiveReadModels } from './parts.ts';

/** Everybody who watches one topic with one set of grants: for them an event is worked out and encoded once. */
export interface Room {
  readonly name: string;
  readonly topic: Topic;
  readonly grants: GrantSet;
  /**
   * Names these grants, the consents of the day, and the form of the states that are sent: who holds another cannot go
   * on from there.
   */
  view: string;
  /** Index of the last event of this topic that these grants see. */
  last: LogIndex;
  watchers: number;
  /** What these grants see of each stream, to notice when earlier events come into reach or go out of it. */
  signatures: Map<StreamName, string>;
}

/** What goes to the rooms of one batch: rooms that share the very same message are served by one emit. */
export interface Push {
  readonly rooms: string[];
  readonly topic: Topic;
  readonly prev: LogIndex;
  readonly index: LogIndex;
  readonly events: VisibleEvent[];
}

/**
 * The rooms of this process, and what each of them must be told of a batch. Works per connected grant set, never per
 * socket.
 */
export class Rooms {
  readonly #rooms = new Map<string, Room>();
  readonly #byTopic = new Map<Topic, Set<Room>>();
  readonly #models: LiveReadModels;
  readonly #pending = new Map<Room, VisibleEvent[]>();
  readonly #resets = new Set<Room>();
  #consents: string;

  constructor(models: LiveReadModels) {
    this.#models = models;
    this.#consents = models.consentsNow();
  }

  enter(topic: Topic, grants: GrantSet): Room {
    const name = `${topic}|${grants.key}`;
    let room = this.#rooms.get(name);
    if (!room) {
      room = {
        name,
        topic,
        grants,
        view: this.#viewOf(grants),
        last: this.#models.lastVisible(topic, grants),
        watchers: 0,
        signatures: this.#sign(topic, grants),
      };
      this.#rooms.set(name, room);
      const ofTopic = this.#byTopic.get(topic);
      if (ofTopic) ofTopic.add(room);
      else this.#byTopic.set(topic, new Set([room]));
    }
    room.watchers++;
    return room;
  }

  leave(room: Room): void {
    if (--room.watchers > 0) return;
    this.#rooms.delete(room.name);
    this.#byTopic.get(room.topic)?.delete(room);
  }

  all(): Iterable<Room> {
    return this.#rooms.values();
  }

  ofTopic(topic: Topic): Iterable<Room> {
    return this.#byTopic.get(topic) ?? [];
  }

  /** Takes in one event, right after the read models have: what each room sees of it, or that it needs a reset. */
  take(event: RecordedEvent, affected: readonly StreamName[]): void {
    /** What is visible of the event, by what a set of grants sees of its stream: equal sights share one object. */
    const seen = new Map<string, VisibleEvent | undefined>();
    if (affected.length > 0) this.#noticeReach(event, affected);
    for (const topic of this.#models.topicsOf(event.stream)) {
      for (const room of this.#byTopic.get(topic) ?? []) {
        const signature = this.#signature(event.stream, room.grants);
        if (!room.signatures.has(event.stream)) room.signatures.set(event.stream, signature);
        let visible = seen.get(signature);
        if (!seen.has(signature)) seen.set(signature, (visible = this.#models.redact(event, room.grants)));
        if (!visible) continue;
        const pending = this.#pending.get(room);
        if (pending) pending.push(visible);
        else this.#pending.set(room, [visible]);
      }
    }
  }

  /** Looks again at who sees what, after a day has passed: consents begin and end by date, without an event. */
  lookAgain(): void {
    const consents = this.#models.consentsNow();
    if (consents === this.#consents) return;
    this.#consents = consents;
    for (const room of this.#rooms.values()) {
      room.view = this.#viewOf(room.grants);
      const now = this.#sign(room.topic, room.grants);
      if ([...now].some(([stream, signature]) => room.signatures.get(stream) !== signature)) this.#resets.add(room);
    }
  }

  /** Values of these streams are gone: who watches one starts anew. */
  erased(streams: Iterable<StreamName>): void {
    for (const stream of streams)
      for (const topic of this.#models.topicsOf(stream))
        for (const room of this.#byTopic.get(topic) ?? []) this.#resets.add(room);
  }

  /** What is to be sent for the batch taken in, and the rooms that need a reset instead. */
  settle(): { pushes: Push[]; resets: Room[] } {
    const distinct = new Map<string, Push>();
    for (const [room, events] of this.#pending) {
      const prev = room.last;
      const index = events.at(-1)?.index ?? prev;
      room.last = index;
      if (this.#resets.has(room)) continue;
      const key = `${room.topic} ${prev} ${fingerprint(events)}`;
      const same = distinct.get(key);
      if (same) same.rooms.push(room.name);
      else distinct.set(key, { rooms: [room.name], topic: room.topic, prev, index, events });
    }
    const resets = [...this.#resets].filter((room) => this.#rooms.has(room.name));
    for (const room of resets) {
      room.signatures = this.#sign(room.topic, room.grants);
      room.last = this.#models.lastVisible(room.topic, room.grants);
    }
    this.#pending.clear();
    this.#resets.clear();
    return { pushes: [...distinct.values()], resets };
  }

  /** An event may change who sees earlier ones: rooms for which it does get a reset. */
  #noticeReach(event: RecordedEvent, affected: readonly StreamName[]): void {
    for (const room of this.#rooms.values()) {
      if (this.#resets.has(room)) continue;
      for (const stream of affected) {
        const before = room.signatures.get(stream) ?? '';
        const here = this.#models.topicsOf(stream).includes(room.topic);
        const now = here ? this.#signature(stream, room.grants) : '';
        if (before === now) continue;
        const fresh = stream === event.stream && event.revision === 0;
        if (fresh) room.signatures.set(stream, now);
        else this.#resets.add(room);
      }
    }
  }

  #viewOf(grants: GrantSet): string {
    const named = `${topicProjection.version} ${grants.key} ${this.#models.consentsNow()}`;
    return hash('sha256', named, 'base64url').slice(0, 16);
  }

  #sign(topic: Topic, grants: GrantSet): Map<StreamName, string> {
    return new Map(this.#models.streamsIn(topic).map((stream) => [stream, this.#signature(stream, grants)]));
  }

  #signature(stream: StreamName, grants: GrantSet): string {
    return this.#models.sightOf(grants, stream);
  }
}

/** Equal for equal results: which events, and which of their fields are hidden. */
function fingerprint(events: readonly VisibleEvent[]): string {
  return events.map(printOf).join(' ');
}

const prints = new WeakMap<VisibleEvent, string>();

function printOf(event: VisibleEvent): string {
  const known = prints.get(event);
  if (known !== undefined) return known;
  const hidden = Object.values(event.data).map((value) => (isHiddenMark(value) ? '0' : '1'));
  const print = `${event.index}:${hidden.join('')}${event.meta.reason === undefined ? '' : 'r'}`;
  prints.set(event, print);
  return print;
}

function isHiddenMark(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as { hidden?: unknown }).hidden === true;
}
