import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Refusal } from '../../events/decision.ts';
import type { LogIndex, RecordedEvent, StreamName } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import type { ClientToServer, Problem, ServerToClient, Topic } from '../../events/live-protocol.ts';
import { topic as topicProjection } from '../../projections/topic/topic.ts';
import { misfit } from '../commands/misfit.ts';
import type { CommandService } from '../commands/command-service.ts';
import type { Asker } from '../identity/viewer.ts';
import type { ReadModels } from '../readmodels/port.ts';
import { messages } from './messages.ts';
import { Presence } from './presence.ts';
import { Rooms, type Room } from './rooms.ts';

export type LiveReadModels = ReadModels & {
  visibleAfter(
    topic: Topic,
    grants: Asker['grants'],
    after: LogIndex,
    limit: number,
  ): (ReturnType<ReadModels['redact']> | undefined)[];
  lastVisible(topic: Topic, grants: Asker['grants']): LogIndex;
};

export interface LiveDependencies {
  readonly httpServer: HttpServer;
  readonly readModels: LiveReadModels;
  readonly commands: CommandService;
  /** Who stands behind a request: read from its session, with the rights of now. */
  readonly askerOf: (request: IncomingMessage) => Asker;
  /** Express-style middlewares that give the handshake its session. */
  readonly sessionMiddleware: (request: IncomingMessage, response: never, next: (error?: unknown) => void) => void;
  /** May this handshake connect at all? A foreign origin, host or proxy may not. */
  readonly allows: (request: IncomingMessage) => boolean;
  readonly nameOf: (actor: string) => string;
  readonly problem: (refusal: Refusal) => Problem;
  readonly build: string;
  readonly now: () => number;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  readonly limits?: { commandsPerSecond: number };
}

interface SocketData {
  asker: Asker;
  watches: Map<Topic, Room>;
  tokens: number;
  refilledAt: number;
}

type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

const HEAD_TICK_MS = 7_000;
const MAX_TOPICS = 20;
/** Beyond this many events behind, a reset is cheaper than catching up. */
const CATCH_UP_LIMIT = 2_000;
const CHUNK = 500;
/** Packets that may wait for a client before it is no longer pushed to (it resumes by index). */
const MAX_QUEUED_PACKETS = 2_000;
const CLOSING_MS = 50;

/** Pushes to browsers what happens, as far as they may see it, and takes their commands. */
export class Live {
  readonly io: Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
  readonly #with: LiveDependencies;
  readonly #rooms: Rooms;
  readonly #presence = new Presence();
  readonly #presenceDue = new Set<Topic>();
  readonly #timers: NodeJS.Timeout[] = [];
  #presenceTimer: NodeJS.Timeout | undefined;
  #rightsChanged = false;

  constructor(dependencies: LiveDependencies) {
    this.#with = dependencies;
    this.#rooms = new Rooms(dependencies.readModels);
    this.io = new Server(dependencies.httpServer, {
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: 64 * 1024,
      perMessageDeflate: false,
      allowRequest: (request, decide) => decide(null, dependencies.allows(request)),
    });
    this.io.engine.use(dependencies.sessionMiddleware);
    this.io.on('connection', (socket) => this.#connected(socket));
    this.#timers.push(
      setInterval(() => this.#tick(), HEAD_TICK_MS),
      setInterval(() => this.#dropSlow(), 1_000),
      setInterval(() => this.#expirePresence(), 5_000),
      setInterval(() => this.refreshRights(), 60_000),
    );
    for (const timer of this.#timers) timer.unref();
  }

  /** Takes in one event, right after the read models have. */
  take(event: RecordedEvent, affected: readonly StreamName[]): void {
    if (affected.length > 0 || event.type.startsWith('Membership')) this.#rightsChanged = true;
    this.#rooms.take(event, affected);
  }

  /** Sends what the batch taken in means to each room. */
  push(): void {
    const { pushes, resets } = this.#rooms.settle();
    for (const { rooms, ...message } of pushes) this.io.to(rooms).emit('events', message);
    for (const room of resets) this.io.to(room.name).emit('reset', this.#resetOf(room));
    if (this.#rightsChanged) {
      this.#rightsChanged = false;
      this.refreshRights();
    }
  }

  /** Works out everybody's grants anew; who sees more or less than before moves to another room and gets a reset. */
  refreshRights(): void {
    for (const socket of this.io.sockets.sockets.values()) {
      const asker = this.#with.askerOf(socket.request);
      const before = socket.data.asker;
      socket.data.asker = asker;
      if (before.principal !== undefined && asker.principal === undefined) {
        socket.emit('revoked', { reason: 'session' });
        setTimeout(() => socket.disconnect(true), CLOSING_MS).unref();
      } else if (before.grants !== asker.grants) {
        for (const topic of [...socket.data.watches.keys()]) {
          this.#unwatch(socket, topic);
          this.#watch(socket, topic, null);
        }
      }
    }
  }

  /** Ends the windows of a session at once: signed out, or its rights are gone. */
  endSession(session: string): void {
    for (const socket of this.io.sockets.sockets.values()) {
      if (socket.data.asker.principal?.session !== session) continue;
      socket.emit('revoked', { reason: 'signed out' });
      setTimeout(() => socket.disconnect(true), CLOSING_MS).unref();
    }
  }

  connected(): number {
    return this.io.sockets.sockets.size;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    if (this.#presenceTimer) clearTimeout(this.#presenceTimer);
    await this.io.close();
  }

  #connected(socket: LiveSocket): void {
    socket.data = {
      asker: this.#with.askerOf(socket.request),
      watches: new Map(),
      tokens: 100,
      refilledAt: this.#with.now(),
    };
    const on = <K extends keyof typeof messages>(
      name: K,
      handle: (
        message: ReturnType<(typeof messages)[K]['parse']>,
        ack: ((answer: unknown) => void) | undefined,
      ) => void,
    ): void => {
      const receive = (message: unknown, ack: unknown): void => {
        const answer = typeof ack === 'function' ? (ack as (answer: unknown) => void) : undefined;
        if (!this.#takeToken(socket)) {
          answer?.({ ok: false, problem: this.#with.problem({ code: 'TOO_MANY_REQUESTS', values: { seconds: 1 } }) });
          return;
        }
        const parsed = messages[name].safeParse(message);
        if (parsed.success) return handle(parsed.data as ReturnType<(typeof messages)[K]['parse']>, answer);
        answer?.({ ok: false, problem: this.#with.problem(misfit(parsed.error, name).refused) });
      };
      (socket as unknown as { on: (event: string, listener: typeof receive) => void }).on(name, receive);
    };
    on('hello', ({ build }, ack) => {
      if (build !== this.#with.build && build !== 'any') socket.emit('upgrade', { build: this.#with.build });
      ack?.({ ok: true, build: this.#with.build });
    });
    on('watch', ({ topic, after }, ack) => {
      const refused = this.#mayWatch(socket, topic);
      if (refused) return ack?.({ ok: false, problem: this.#with.problem(refused) });
      ack?.({ ok: true });
      this.#watch(socket, topic, after);
      this.#presenceSoon(topic);
    });
    on('unwatch', ({ topic }) => {
      this.#unwatch(socket, topic);
      this.#forgetPresence(socket);
    });
    on('command', (command, ack) => {
      this.#with.commands
        .execute(command, () => socket.data.asker)
        .then((answer) => ack?.(answer))
        .catch((error: unknown) => {
          const reference = socket.id.slice(0, 8);
          this.#with.log('a command failed', { reference, error });
          ack?.({ ok: false, problem: this.#with.problem({ code: 'INTERNAL', values: { reference } }) });
        });
    });
    on('presence', (message) => this.#heard(socket, message));
    socket.on('disconnect', () => {
      for (const topic of [...socket.data.watches.keys()]) this.#unwatch(socket, topic);
      this.#forgetPresence(socket);
    });
  }

  #mayWatch(socket: LiveSocket, topic: Topic): Refusal | undefined {
    if (socket.data.watches.size >= MAX_TOPICS && !socket.data.watches.has(topic)) {
      return { code: 'TOO_MANY_REQUESTS', values: { seconds: 0 } };
    }
    const at = topic.indexOf(':');
    const [kind, subject] = at < 0 ? [topic, ''] : [topic.slice(0, at), topic.slice(at + 1)];
    if (kind === 'national') return undefined;
    if (kind === 'person') {
      return subject === socket.data.asker.principal?.actor
        ? undefined
        : { code: 'NOT_ALLOWED', values: { needed: topic } };
    }
    const stream = streamOf(subject)?.stream;
    const stands = stream !== undefined && this.#with.readModels.state(stream)?.exists === true;
    return stands ? undefined : { code: 'NOT_FOUND', values: { subject } };
  }

  /** Joins first, then catches up: nothing falls between, as no event is handled meanwhile. */
  #watch(socket: LiveSocket, topic: Topic, after: LogIndex | null): void {
    this.#unwatch(socket, topic);
    const room = this.#rooms.enter(topic, socket.data.asker.grants);
    socket.data.watches.set(topic, room);
    void socket.join(room.name);
    if (after === null || after > room.last) return void socket.emit('reset', this.#resetOf(room));
    const events = this.#with.readModels
      .visibleAfter(topic, room.grants, after, CATCH_UP_LIMIT + 1)
      .filter((e) => e !== undefined);
    if (events.length > CATCH_UP_LIMIT || this.#with.readModels.reachChangedAfter(topic, after)) {
      return void socket.emit('reset', this.#resetOf(room));
    }
    let prev = after;
    for (let from = 0; from < events.length; from += CHUNK) {
      const chunk = events.slice(from, from + CHUNK);
      const index = chunk.at(-1)?.index ?? prev;
      socket.emit('events', { topic, prev, index, events: chunk });
      prev = index;
    }
    if (events.length === 0) socket.emit('head', { topic, index: room.last });
  }

  #unwatch(socket: LiveSocket, topic: Topic): void {
    const room = socket.data.watches.get(topic);
    if (!room) return;
    socket.data.watches.delete(topic);
    void socket.leave(room.name);
    this.#rooms.leave(room);
  }

  #resetOf(room: Room): Parameters<ServerToClient['reset']>[0] {
    const { readModels } = this.#with;
    const state = topicProjection.view(readModels.topicState(room.topic), readModels.viewer(room.grants));
    return { topic: room.topic, index: room.last, state };
  }

  #tick(): void {
    for (const room of this.#rooms.all()) this.io.to(room.name).emit('head', { topic: room.topic, index: room.last });
  }

  #dropSlow(): void {
    for (const socket of this.io.sockets.sockets.values()) {
      const queued = (socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
      if (queued <= MAX_QUEUED_PACKETS) continue;
      this.#with.log('a client does not keep up and is disconnected; it resumes by index', { queued });
      socket.disconnect(true);
    }
  }

  #takeToken(socket: LiveSocket): boolean {
    const rate = this.#with.limits?.commandsPerSecond ?? 50;
    const now = this.#with.now();
    socket.data.tokens = Math.min(rate * 2, socket.data.tokens + ((now - socket.data.refilledAt) / 1000) * rate);
    socket.data.refilledAt = now;
    if (socket.data.tokens < 1) return false;
    socket.data.tokens -= 1;
    return true;
  }

  #heard(
    socket: LiveSocket,
    message: {
      topic: Topic;
      pointer: { subject: string; field?: string | undefined } | null;
      state: 'active' | 'idle' | 'away';
    },
  ): void {
    const { principal, memberships } = socket.data.asker;
    if (!principal || !socket.data.watches.has(message.topic)) return;
    const { pointer } = message;
    const changed = this.#presence.hear(
      socket.id,
      {
        topic: message.topic,
        actor: principal.actor,
        name: this.#with.nameOf(principal.actor),
        organisation: memberships[0]?.organisation ?? '',
        pointer: pointer && {
          subject: pointer.subject,
          ...(pointer.field === undefined ? {} : { field: pointer.field }),
        },
        state: message.state,
      },
      this.#with.now(),
    );
    if (changed) this.#presenceSoon(message.topic);
  }

  #forgetPresence(socket: LiveSocket): void {
    const topic = this.#presence.forget(socket.id);
    if (topic !== undefined) this.#presenceSoon(topic);
  }

  #expirePresence(): void {
    for (const topic of this.#presence.expire(this.#with.now())) this.#presenceSoon(topic);
  }

  /** At most ten lists a second; each room gets what its grants may see. */
  #presenceSoon(topic: Topic): void {
    this.#presenceDue.add(topic);
    this.#presenceTimer ??= setTimeout(() => {
      this.#presenceTimer = undefined;
      for (const due of this.#presenceDue) {
        for (const room of this.#rooms.ofTopic(due)) {
          if (!room.grants.has('P1')) continue;
          const people = this.#presence.people(due, ({ subject }) => {
            const stream = streamOf(subject)?.stream;
            return stream !== undefined && this.#with.readModels.sees(room.grants, stream)('P2');
          });
          this.io.to(room.name).emit('presence', { topic: due, people });
        }
      }
      this.#presenceDue.clear();
    }, 100);
  }
}
