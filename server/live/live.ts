import type { RecordedEvent, StreamName } from '../../events/envelope.ts';
import { Bell } from './bell.ts';
import type { LiveDependencies, LiveServer, LiveSocket } from './parts.ts';
import { piecesOf, weigher } from './pieces.ts';
import { Present } from './present.ts';
import { receive } from './receive.ts';
import { Rooms } from './rooms.ts';
import { Unsent } from './unsent.ts';
import { Watching } from './watching.ts';
import { Writing } from './writing.ts';

const HEAD_TICK_MS = 7_000;
/** So often it is noted what windows that stay open have been sent. */
const NOTED_EVERY_MS = 120_000;
const CLOSING_MS = 50;
/** Commands under way are waited for this long at a stop; a longer wait is an outage of the store. */
const ANSWERS_MS = 15_000;
/** A client that does not answer the closing of its connection by then is dropped. */
const GOODBYE_MS = 500;
const FORBIDDEN: ReadonlySet<string> = new Set(['NOT_SIGNED_IN', 'NOT_ALLOWED']);
const DRAIN_GROUPS = 10;
/** Commands of one connection that may wait for their answers; what comes on top is to be sent again. */
const UNANSWERED_AT_MOST = 100;

/** Pushes to browsers what happens, as far as they may see it, and takes their commands. */
export class Live {
  readonly io: LiveServer;
  readonly #with: LiveDependencies;
  readonly #rooms: Rooms;
  readonly #present: Present;
  readonly #watching: Watching;
  readonly #bell: Bell;
  readonly #writing: Writing;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #rightsChanged = false;
  #draining = false;

  constructor(dependencies: LiveDependencies) {
    this.#with = dependencies;
    this.#rooms = new Rooms(dependencies.readModels);
    this.io = dependencies.sockets({
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: 64 * 1024,
      perMessageDeflate: false,
      allowRequest: (request, decide) => decide(null, !this.#draining && dependencies.allows(request)),
      ...(dependencies.adapter === undefined ? {} : { adapter: dependencies.adapter as never }),
    });
    this.#present = new Present(this.io, this.#rooms, dependencies, (room, bytes) =>
      this.#watching.spare([room], 0, bytes),
    );
    this.#bell = new Bell(this.io, this.#rooms, dependencies.notices, dependencies.log);
    this.#watching = new Watching(this.io, this.#rooms, dependencies, (socket, room) => {
      this.#present.tell(socket, room);
      this.#bell.begun(room);
    });
    this.#writing = new Writing(this.io, this.#rooms, dependencies.readModels, dependencies.now);
    this.io.engine.use(dependencies.sessionMiddleware);
    this.io.on('connection', (socket) => this.#connected(socket));
    this.#timers.push(
      setInterval(() => this.#tick(), HEAD_TICK_MS),
      setInterval(() => this.lookAgain(), 60_000),
      setInterval(() => this.#watching.noteOpen(), NOTED_EVERY_MS),
    );
    for (const timer of this.#timers) timer.unref();
  }

  /** Takes in one event, right after the read models have. */
  take(event: RecordedEvent, affected: readonly StreamName[]): void {
    if (affected.length > 0 || event.type.startsWith('Membership')) this.#rightsChanged = true;
    this.#rooms.take(event, affected);
    this.#bell.take(event);
    this.#writing.take(event);
  }

  /** Values of these streams are gone: who watches one gets a reset with the next push. */
  erased(streams: Iterable<StreamName>): void {
    this.#rooms.erased(streams);
  }

  /** Sends what the batch taken in means to each room of this process: the others tail the store themselves. */
  push(): void {
    // first of all: who may see less than before has left his rooms by the time that anything is sent to them
    if (this.#rightsChanged) {
      this.#rightsChanged = false;
      this.refreshRights();
    }
    const { pushes, resets } = this.#rooms.settle();
    for (const { rooms, topic, prev, events } of pushes) {
      for (const piece of piecesOf(prev, events)) {
        const message = { topic, ...piece };
        this.#watching.spare(rooms, piece.events.length, weigher(message));
        this.io.local.to(rooms).emit('events', message);
      }
    }
    for (const room of resets) this.#watching.reset(room);
  }

  /** What ends or begins by its date, a membership or a consent, does so in open windows, too. */
  lookAgain(): void {
    this.refreshRights();
    this.#rooms.lookAgain();
    this.push();
  }

  /** Works out everybody's grants anew; who sees more or less than before moves to another room and gets a reset. */
  refreshRights(): void {
    for (const socket of this.io.sockets.sockets.values()) {
      const asker = this.#with.askerOf(socket.request);
      const before = socket.data.asker;
      socket.data.asker = asker;
      if (before.principal !== undefined && asker.principal === undefined) {
        this.#end(socket, 'session');
      } else if (before.grants !== asker.grants) {
        this.#watching.restart(socket);
        this.#present.again(socket);
      }
    }
  }

  /** Ends the windows of a session at once: signed out, or its rights are gone. */
  endSession(session: string): void {
    for (const socket of this.io.sockets.sockets.values()) {
      if (socket.data.asker.principal?.session === session) this.#end(socket, 'signed out');
    }
  }

  connected(): number {
    return this.io.sockets.sockets.size;
  }

  /** What is unsent to the client that has most of it, in bytes. */
  mostUnsent(): number {
    return Math.max(0, ...[...this.io.sockets.sockets.values()].map((socket) => socket.data.unsent.bytes));
  }

  /**
   * Takes no new connection and no new command, waits until those under way have been answered, and hangs up on the
   * clients group by group, so that they do not all arrive elsewhere at once. They connect again by themselves.
   */
  async drain(milliseconds: number): Promise<void> {
    this.#draining = true;
    await Promise.race([Promise.allSettled(this.#underWay), after(ANSWERS_MS)]);
    const sockets = [...this.io.sockets.sockets.values()];
    const groups = Math.min(DRAIN_GROUPS, sockets.length);
    for (let group = 0; group < groups; group++) {
      if (group > 0) await after(milliseconds / groups);
      for (let n = group; n < sockets.length; n += groups) sockets[n]?.data.unsent.hangUp();
    }
    const until = Date.now() + GOODBYE_MS;
    while (this.connected() > 0 && Date.now() < until) await after(5);
    for (const socket of sockets) if (socket.connected) socket.data.unsent.terminate();
  }

  async close(): Promise<void> {
    this.#draining = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#watching.noteOpen();
    this.#present.close();
    this.#bell.close();
    this.#writing.close();
    await this.io.close();
  }

  #connected(socket: LiveSocket): void {
    socket.data = {
      asker: this.#with.askerOf(socket.request),
      watches: new Map(),
      wanted: new Map(),
      unsent: new Unsent(socket.conn, () => this.#watching.drained(socket)),
      underWay: 0,
      tokens: 100,
      refilledAt: this.#with.now(),
    };
    receive(socket, this.#with, {
      hello: ({ build }, answer) => {
        if (build !== this.#with.build && build !== 'any') socket.emit('upgrade', { build: this.#with.build });
        answer?.({ ok: true, build: this.#with.build });
      },
      watch: ({ topic, after: held, view }, answer) => {
        const refused = this.#watching.obstacle(socket, topic);
        if (refused) return answer?.({ ok: false, problem: this.#with.problem(refused) });
        answer?.({ ok: true });
        this.#watching.ask(socket, topic, held, view);
        if (socket.data.unsent.hopeless) socket.data.unsent.terminate();
      },
      unwatch: ({ topic }) => {
        this.#watching.leave(socket, topic);
        if (socket.data.whereabouts?.topic === topic) this.#present.gone(socket);
      },
      command: (command, answer) => this.#command(socket, command, answer),
      presence: (message) => {
        if (this.#watching.has(socket, message.topic)) this.#present.heard(socket, message);
      },
    });
    socket.on('disconnect', (reason) => {
      this.#watching.leaveAll(socket);
      if (reason === 'client namespace disconnect') this.#present.gone(socket);
      else this.#present.lost(socket);
    });
  }

  #command(socket: LiveSocket, command: unknown, answer: ((answer: unknown) => void) | undefined): void {
    const refuse = (problem: ReturnType<LiveDependencies['problem']>): void => answer?.({ ok: false, problem });
    if (this.#draining)
      return refuse(this.#with.problem({ code: 'STORE_UNAVAILABLE', values: { problem: 'closing' } }));
    if (socket.data.underWay >= UNANSWERED_AT_MOST)
      return refuse(this.#with.problem({ code: 'TOO_MANY_REQUESTS', values: { seconds: 1 } }));
    socket.data.underWay++;
    const run = this.#with.commands
      .execute(command, () => socket.data.asker)
      .then((given) => {
        answer?.(given);
        if (!given.ok && FORBIDDEN.has(given.problem.code))
          this.#with.onForbidden?.(socket.data.asker, socket.request, command, given.problem.code);
      })
      .catch((error: unknown) => {
        const reference = socket.id.slice(0, 8);
        this.#with.log('a command failed', { reference, error });
        refuse(this.#with.problem({ code: 'INTERNAL', values: { reference } }));
      })
      .finally(() => {
        socket.data.underWay--;
        this.#underWay.delete(run);
      });
    this.#underWay.add(run);
    if (socket.data.unsent.hopeless) socket.data.unsent.terminate();
  }

  /** Tells a window that its session has ended, and shows it nothing more. */
  #end(socket: LiveSocket, reason: string): void {
    this.#watching.leaveAll(socket);
    this.#present.gone(socket);
    socket.emit('revoked', { reason });
    setTimeout(() => socket.disconnect(true), CLOSING_MS).unref();
  }

  #tick(): void {
    for (const room of this.#rooms.all())
      this.io.local.to(room.name).emit('head', { topic: room.topic, index: room.last });
  }
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
