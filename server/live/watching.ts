import { OpenWindows } from '../access/windows.ts';
import type { Refusal } from '../../events/decision.ts';
import type { LogIndex } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import type { ServerToClient, Topic } from '../../events/live-protocol.ts';
import { topic as topicProjection } from '../../projections/topic/projection.ts';
import { AtHead } from './at-head.ts';
import type { LiveDependencies, LiveServer, LiveSocket, Wanted } from './parts.ts';
import { piecesOf, weigher } from './pieces.ts';
import type { Room, Rooms } from './rooms.ts';
import { Turns } from './turns.ts';

const MAX_TOPICS = 20;
/** Beyond this many events behind, a reset is cheaper than catching up. */
const CATCH_UP_LIMIT = 2_000;
const CATCH_UPS_AT_A_TIME = 4;
/** A turn lasts until what it wrote has been sent, but no longer than this: a slow client keeps nobody waiting. */
const TURN_MS = 250;

type Reset = Parameters<ServerToClient['reset']>[0];
type Events = Parameters<ServerToClient['events']>[0];

/** A message, and how many bytes it has. */
interface Weighed<M> {
  readonly message: M;
  readonly bytes: () => number;
}

/** Which socket follows which topic: joining, catching up, falling behind and coming back. */
export class Watching {
  readonly #io: LiveServer;
  readonly #rooms: Rooms;
  readonly #with: LiveDependencies;
  readonly #turns = new Turns(CATCH_UPS_AT_A_TIME);
  readonly #resets = new AtHead<Weighed<Reset>>();
  readonly #catchUps = new AtHead<readonly Weighed<Events>[] | 'too many'>();
  /** Sockets that do not keep up: they keep their watches and are not pushed to. */
  readonly #behind = new Set<LiveSocket>();
  readonly #begun: (socket: LiveSocket, room: Room) => void;
  readonly #windows: OpenWindows<LiveSocket>;

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
    this.#windows = new OpenWindows(dependencies.access);
  }

  /** Why a socket may not watch a topic; undefined: it may. */
  obstacle({ data }: LiveSocket, topic: Topic): Refusal | undefined {
    const known = data.watches.has(topic) || data.wanted.has(topic);
    if (!known && data.watches.size + data.wanted.size >= MAX_TOPICS) {
      return { code: 'TOO_MANY_REQUESTS', values: { seconds: 0 } };
    }
    const at = topic.indexOf(':');
    const [kind, subject] = at < 0 ? [topic, ''] : [topic.slice(0, at), topic.slice(at + 1)];
    if (kind === 'national' || topic === 'decisions') return undefined;
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
  ask(socket: LiveSocket, topic: Topic, after: LogIndex | null, view?: string): void {
    this.leave(socket, topic);
    socket.data.wanted.set(topic, { after, view });
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
    this.#windows.left(socket, topic);
    void socket.leave(room.name);
    this.#rooms.leave(room);
  }

  leaveAll(socket: LiveSocket): void {
    for (const topic of [...socket.data.watches.keys(), ...socket.data.wanted.keys()]) this.leave(socket, topic);
    if (!socket.connected) this.#behind.delete(socket);
  }

  /** Its rights have changed: everything is sent anew, as it may be seen now. */
  restart(socket: LiveSocket): void {
    for (const topic of [...socket.data.watches.keys(), ...socket.data.wanted.keys()]) this.ask(socket, topic, null);
  }

  /**
   * Counts what is about to be written to rooms; sockets for which it would be too much leave them and keep their
   * watches.
   * @param bytes of the message; asked for only when somebody has not read everything
   */
  spare(rooms: readonly string[], events: number, bytes: () => number): void {
    const { sockets, adapter } = this.#io.sockets;
    for (const name of rooms) {
      for (const id of [...(adapter.rooms.get(name) ?? [])]) {
        const socket = sockets.get(id);
        if (!socket) continue;
        if (socket.data.unsent.takes(events, bytes)) socket.data.unsent.add(events);
        else this.#tooSlow(socket);
      }
    }
  }

  /** Sends a room what it may see now; who has fallen behind is owed it. */
  reset(room: Room): void {
    const { message, bytes } = this.#resetOf(room);
    this.spare([room.name], 1, bytes);
    for (const id of this.#io.sockets.adapter.rooms.get(room.name) ?? []) {
      const socket = this.#io.sockets.sockets.get(id);
      if (socket) this.#noteSent(socket, room, 0);
    }
    this.#io.local.to(room.name).emit('reset', message);
    for (const socket of this.#behind)
      if (socket.data.watches.get(room.topic) === room) this.ask(socket, room.topic, null);
  }

  /** Everything has been sent: who had fallen behind is put back, and hears how far the log is. */
  drained(socket: LiveSocket): void {
    if (!this.#behind.delete(socket)) return;
    for (const [topic, room] of socket.data.watches) {
      void socket.join(room.name);
      socket.emit('head', { topic, index: room.last });
      this.#begun(socket, room);
    }
    for (const [topic, { after, view }] of [...socket.data.wanted]) this.ask(socket, topic, after, view);
  }

  /** Notes what windows that stay open have been sent. */
  noteOpen(): void {
    this.#windows.sweep();
  }

  #resetOf(room: Room): Weighed<Reset> {
    const { readModels } = this.#with;
    return this.#resets.of(readModels.head(), `${room.name}|${room.view}|${room.last}`, () => {
      const state = topicProjection.view(readModels.topicState(room.topic), readModels.viewer(room.grants));
      return weighed({ topic: room.topic, index: room.last, view: room.view, state });
    });
  }

  #tooSlow(socket: LiveSocket): void {
    const { events, bytes } = socket.data.unsent;
    this.#with.log('a client does not keep up: it is no longer pushed to until it has read', { events, bytes });
    this.#fallBehind(socket);
  }

  #fallBehind(socket: LiveSocket): void {
    this.#behind.add(socket);
    for (const room of socket.data.watches.values()) void socket.leave(room.name);
  }

  async #turn(socket: LiveSocket, topic: Topic): Promise<void> {
    const wanted = socket.data.wanted.get(topic);
    if (!wanted || !socket.connected || this.#behind.has(socket)) return;
    try {
      this.#begin(socket, topic, wanted);
    } catch (error) {
      this.#with.log('a topic could not be sent', { topic, error });
      return;
    }
    await socket.data.unsent.whenSent(TURN_MS);
  }

  /** Joins first, then catches up: nothing falls between, as no event is handled meanwhile. */
  #begin(socket: LiveSocket, topic: Topic, { after, view }: Wanted): void {
    const { readModels } = this.#with;
    socket.data.wanted.delete(topic);
    const room = this.#rooms.enter(topic, socket.data.asker.grants);
    socket.data.watches.set(topic, room);
    void socket.join(room.name);
    const other = after === null || view !== room.view;
    const reset = other || after > room.last || readModels.reachChangedAfter(topic, after);
    if (reset || !this.#catchUp(socket, room, after)) {
      const { message, bytes } = this.#resetOf(room);
      if (!socket.data.unsent.takes(1, bytes)) {
        this.leave(socket, topic);
        socket.data.wanted.set(topic, { after: null });
        return this.#fallBehind(socket);
      }
      socket.data.unsent.add(1);
      socket.emit('reset', message);
      this.#noteSent(socket, room, 0);
    } else this.#noteSent(socket, room, after + 1);
    this.#begun(socket, room);
  }

  #noteSent(socket: LiveSocket, room: Room, from: LogIndex): void {
    this.#windows.sent(socket, socket.data.asker, room.topic, from, () => room.last);
  }

  /** Sends the events after an index, or as many of them as fit; false when there are too many. */
  #catchUp(socket: LiveSocket, room: Room, after: LogIndex): boolean {
    const { readModels } = this.#with;
    const key = `${room.name}|${room.view}|${room.last}|${after}`;
    const messages = this.#catchUps.of(readModels.head(), key, () => this.#missed(room, after));
    if (messages === 'too many') return false;
    for (const { message, bytes } of messages) {
      if (!socket.data.unsent.takes(message.events.length, bytes)) {
        this.#fallBehind(socket);
        return true;
      }
      socket.data.unsent.add(message.events.length);
      socket.emit('events', message);
    }
    if (messages.length === 0) socket.emit('head', { topic: room.topic, index: room.last });
    return true;
  }

  #missed({ topic, grants, last }: Room, after: LogIndex): readonly Weighed<Events>[] | 'too many' {
    const events = this.#with.readModels
      .visibleAfter(topic, grants, after, CATCH_UP_LIMIT + 1)
      .filter((event) => event !== undefined);
    if ((events.at(-1)?.index ?? after) < last) return 'too many';
    return [...piecesOf(after, events)].map((piece) => weighed({ topic, ...piece }));
  }
}

const weighed = <M>(message: M): Weighed<M> => ({ message, bytes: weigher(message) });
