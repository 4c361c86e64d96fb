import type { Refusal } from '../../events/decision.ts';
import type { LogIndex } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import type { ServerToClient, Topic } from '../../events/live-protocol.ts';
import { topic as topicProjection } from '../../projections/topic/topic.ts';
import type { LiveDependencies, LiveServer, LiveSocket } from './parts.ts';
import type { Room, Rooms } from './rooms.ts';
import { Turns } from './turns.ts';

const MAX_TOPICS = 20;
/** Beyond this many events behind, a reset is cheaper than catching up. */
const CATCH_UP_LIMIT = 2_000;
const CHUNK = 500;
const CATCH_UPS_AT_A_TIME = 4;
/** A turn lasts until what it wrote has been sent, but no longer than this: a slow client keeps nobody waiting. */
const TURN_MS = 250;

/** Which socket follows which topic: joining, catching up, falling behind and coming back. */
export class Watching {
  readonly #io: LiveServer;
  readonly #rooms: Rooms;
  readonly #with: LiveDependencies;
  readonly #turns = new Turns(CATCH_UPS_AT_A_TIME);
  readonly #begun: (socket: LiveSocket, room: Room) => void;

  /** @param begun told when a socket has caught up with a topic */
  constructor(
    io: LiveServer,
    rooms: Rooms,
    dependencies: LiveDependencies,
    begun: (socket: LiveSocket, room: Room) => void,
  ) {
    this.#io = io;
    this.#rooms = rooms;
    this.#with = dependencies;
    this.#begun = begun;
  }

  /** Why a socket may not watch a topic; undefined: it may. */
  obstacle({ data }: LiveSocket, topic: Topic): Refusal | undefined {
    const known = data.watches.has(topic) || data.wanted.has(topic);
    if (!known && data.watches.size + data.wanted.size >= MAX_TOPICS) {
      return { code: 'TOO_MANY_REQUESTS', values: { seconds: 0 } };
    }
    const at = topic.indexOf(':');
    const [kind, subject] = at < 0 ? [topic, ''] : [topic.slice(0, at), topic.slice(at + 1)];
    if (kind === 'national') return undefined;
    if (kind === 'person') {
      return subject === data.asker.principal?.actor ? undefined : { code: 'NOT_ALLOWED', values: { needed: topic } };
    }
    const stream = streamOf(subject)?.stream;
    const stands = stream !== undefined && this.#with.readModels.state(stream)?.exists === true;
    return stands ? undefined : { code: 'NOT_FOUND', values: { subject } };
  }

  /** Has the socket asked for this topic? */
  has({ data }: LiveSocket, topic: Topic): boolean {
    return data.watches.has(topic) || data.wanted.has(topic);
  }

  /**
   * Begins anew with a topic when its turn comes. Until then the socket hears nothing of it. A client may hold more than
   * this process has read yet, when it comes from another one: then the tail is waited for a moment.
   */
  ask(socket: LiveSocket, topic: Topic, after: LogIndex | null): void {
    this.leave(socket, topic);
    socket.data.wanted.set(topic, after);
    const turn = (): void => this.#turns.add(() => this.#turn(socket, topic));
    const { readModels } = this.#with;
    if (after === null || after <= readModels.head()) turn();
    else void readModels.waitFor(after).then(turn);
  }

  leave(socket: LiveSocket, topic: Topic): void {
    socket.data.wanted.delete(topic);
    const room = socket.data.watches.get(topic);
    if (!room) return;
    socket.data.watches.delete(topic);
    void socket.leave(room.name);
    this.#rooms.leave(room);
  }

  leaveAll(socket: LiveSocket): void {
    for (const topic of [...socket.data.watches.keys(), ...socket.data.wanted.keys()]) this.leave(socket, topic);
  }

  /** Its rights have changed: everything is sent anew, as it may be seen now. */
  restart(socket: LiveSocket): void {
    for (const topic of [...socket.data.watches.keys(), ...socket.data.wanted.keys()]) this.ask(socket, topic, null);
  }

  /** Counts what is about to be pushed to rooms; sockets that have too much unsent leave them and keep their watches. */
  count(rooms: readonly string[], events: number): void {
    const { sockets, adapter } = this.#io.sockets;
    for (const name of rooms) {
      for (const id of [...(adapter.rooms.get(name) ?? [])]) {
        const socket = sockets.get(id);
        if (!socket) continue;
        if (socket.data.unsent.tooMuch) this.#fallBehind(socket);
        else socket.data.unsent.add(events);
      }
    }
  }

  /** Everything has been sent: who had fallen behind is put back, and hears how far the log is. */
  drained(socket: LiveSocket): void {
    if (!socket.data.behind) return;
    socket.data.behind = false;
    for (const [topic, room] of socket.data.watches) {
      void socket.join(room.name);
      socket.emit('head', { topic, index: room.last });
      this.#begun(socket, room);
    }
    for (const [topic, after] of [...socket.data.wanted]) this.ask(socket, topic, after);
  }

  resetOf(room: Room): Parameters<ServerToClient['reset']>[0] {
    const { readModels } = this.#with;
    const state = topicProjection.view(readModels.topicState(room.topic), readModels.viewer(room.grants));
    return { topic: room.topic, index: room.last, state };
  }

  #fallBehind(socket: LiveSocket): void {
    const { events, bytes } = socket.data.unsent;
    this.#with.log('a client does not keep up: it is no longer pushed to until it has read', { events, bytes });
    socket.data.behind = true;
    for (const room of socket.data.watches.values()) void socket.leave(room.name);
  }

  async #turn(socket: LiveSocket, topic: Topic): Promise<void> {
    const after = socket.data.wanted.get(topic);
    if (after === undefined || !socket.connected || socket.data.behind) return;
    if (socket.data.unsent.tooMuch) return this.#fallBehind(socket);
    try {
      this.#begin(socket, topic, after);
    } catch (error) {
      this.#with.log('a topic could not be sent', { topic, error });
      return;
    }
    await socket.data.unsent.whenSent(TURN_MS);
  }

  /** Joins first, then catches up: nothing falls between, as no event is handled meanwhile. */
  #begin(socket: LiveSocket, topic: Topic, after: LogIndex | null): void {
    const { readModels } = this.#with;
    socket.data.wanted.delete(topic);
    const room = this.#rooms.enter(topic, socket.data.asker.grants);
    socket.data.watches.set(topic, room);
    void socket.join(room.name);
    const reset = after === null || after > room.last || readModels.reachChangedAfter(topic, after);
    if (reset || !this.#catchUp(socket, room, after)) socket.emit('reset', this.resetOf(room));
    this.#begun(socket, room);
  }

  /** Sends the events after an index; false when there are too many. */
  #catchUp(socket: LiveSocket, { topic, grants, last }: Room, after: LogIndex): boolean {
    const events = this.#with.readModels
      .visibleAfter(topic, grants, after, CATCH_UP_LIMIT + 1)
      .filter((event) => event !== undefined);
    if ((events.at(-1)?.index ?? after) < last) return false;
    let prev = after;
    for (let from = 0; from < events.length; from += CHUNK) {
      const chunk = events.slice(from, from + CHUNK);
      const index = chunk.at(-1)?.index ?? prev;
      socket.data.unsent.add(chunk.length);
      socket.emit('events', { topic, prev, index, events: chunk });
      prev = index;
    }
    if (events.length === 0) socket.emit('head', { topic, index: last });
    return true;
  }
}
