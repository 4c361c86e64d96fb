import { EventEmitter } from 'node:events';
import type { LiveConnection } from '../../client/live/outside.ts';
import type { Command } from '../../events/decision.ts';
import type { CommandAnswer } from '../../events/live-protocol.ts';
import type { LiveServer } from '../../server/live/parts.ts';
import { as, clearTimeout, elapsed, setTimeout, type Owner } from './clock.ts';
import type { Random } from './random.ts';

type Answer = (...given: unknown[]) => void;
/** What goes over the line: text, as on a real one. */
interface Packet {
  readonly name: string;
  readonly body: string;
  readonly answerTo?: number | undefined;
}

/** How badly the lines behave; 0 once everything heals. */
export interface Weather {
  lose: number;
  double: number;
  slowMs: number;
}

/** The network: tabs find a server that listens, and everything that is said is shown to who looks on. */
export class Network {
  readonly weather: Weather = { lose: 0, double: 0, slowMs: 20 };
  readonly #random: Random;
  readonly #listening = new Map<Owner, ServerEnd>();
  /** Looks at every message to a browser, with the server that said it. */
  watch: (server: Owner, request: unknown, text: string) => void = () => undefined;
  /** Looks at every command that arrives. */
  commanded: (body: string, request: unknown) => void = () => undefined;
  /** Looks at every answer to a command that reaches its tab. */
  answered: (command: string, answer: CommandAnswer) => void = () => undefined;

  constructor(random: Random) {
    this.#random = random;
  }

  get random(): Random {
    return this.#random;
  }

  /** A server's side of the network, with the face of socket.io. */
  listen(owner: Owner, allows: () => boolean): LiveServer {
    const end = new ServerEnd(this, owner, allows);
    this.#listening.set(owner, end);
    return end as unknown as LiveServer;
  }

  /** A tab's connection, which looks for a server again by itself. */
  connect(owner: Owner, request: unknown): LiveConnection {
    return new ClientSocket(this, owner, request) as unknown as LiveConnection;
  }

  /** A server that would take a connection now. */
  someServer(): ServerEnd | undefined {
    const open = [...this.#listening].filter(([owner, end]) => !owner.dead && end.allows()).map(([, end]) => end);
    return open.length === 0 ? undefined : this.#random.pick(open);
  }

  /** The lines of a server break: it was killed. */
  killed(owner: Owner): void {
    this.#listening.get(owner)?.broken();
    this.#listening.delete(owner);
  }
}

/** Two directions, each in order; cut, nothing more arrives. */
class Line {
  readonly #network: Network;
  readonly client: ClientSocket;
  readonly server: ServerSocket;
  #up = 0;
  #down = 0;
  /** How often each topic has begun anew. */
  readonly #resets = new Map<string, number>();
  cut = false;

  constructor(network: Network, client: ClientSocket, end: ServerEnd) {
    this.#network = network;
    this.client = client;
    this.server = new ServerSocket(this, end, client.request);
  }

  toServer(packet: Packet): void {
    if (process.env['TRACE'] && this.client.owner.name.startsWith(process.env['TRACE']))
      console.error((elapsed() / 1000).toFixed(3), '>>', packet.name, packet.body.slice(0, 200));
    const { random, weather } = this.#network;
    if (packet.name === 'command' && random.chance(weather.lose)) return;
    this.#up = this.#deliver(this.#up, this.server.end.owner, () => this.server.receive(packet));
    if (packet.name === 'command' && random.chance(weather.double))
      this.#later(this.server.end.owner, () => this.server.receive(packet));
  }

  toClient(packet: Packet): void {
    const { random, weather } = this.#network;
    const mayBeLost = packet.name === 'events' || packet.name === 'head' || packet.name === 'answer command';
    if (mayBeLost && random.chance(weather.lose)) return;
    this.#down = this.#deliver(this.#down, this.client.owner, () => this.client.receive(packet));
    const topic = topicOf(packet);
    if (packet.name === 'reset') this.#resets.set(topic, this.#resetsOf(topic) + 1);
    if (packet.name === 'events' && random.chance(weather.double)) {
      // nothing overtakes on a line: no copy comes after its topic has begun anew
      const resets = this.#resetsOf(topic);
      this.#later(this.client.owner, () => resets === this.#resetsOf(topic) && this.client.receive(packet));
    }
  }

  /** Breaks off; each side notices in its own time. */
  break(reason: string, clientAfter: number, serverAfter: number): void {
    if (this.cut) return;
    this.cut = true;
    as(this.client.owner, () => setTimeout(() => this.client.lost(this, reason), clientAfter));
    as(this.server.end.owner, () => setTimeout(() => this.server.lost('transport close'), serverAfter));
  }

  #resetsOf(topic: string): number {
    return this.#resets.get(topic) ?? 0;
  }

  #deliver(notBefore: number, to: Owner, take: () => void): number {
    const { random, weather } = this.#network;
    const at = Math.max(notBefore + 0.001, elapsed() + random.delay(weather.slowMs, weather.slowMs * 20));
    as(to, () => setTimeout(() => !this.cut && take(), at - elapsed()));
    return at;
  }

  #later(to: Owner, take: () => void): void {
    as(to, () => setTimeout(() => !this.cut && take(), this.#network.random.int(1, 3_000)));
  }
}

const topicOf = ({ body }: Packet): string => (JSON.parse(body) as { topic?: string }).topic ?? '';

class ServerEnd extends EventEmitter {
  readonly owner: Owner;
  readonly network: Network;
  readonly allows: () => boolean;
  readonly sockets = { sockets: new Map<string, ServerSocket>(), adapter: { rooms: new Map<string, Set<string>>() } };
  readonly engine = { use: (): void => undefined };
  readonly local = {
    to: (rooms: string | string[]) => ({
      emit: (name: string, message: unknown) => this.#toRooms(rooms, name, message),
    }),
  };

  constructor(network: Network, owner: Owner, allows: () => boolean) {
    super();
    this.network = network;
    this.owner = owner;
    this.allows = allows;
  }

  accept(client: ClientSocket): Line {
    const line = new Line(this.network, client, this);
    this.sockets.sockets.set(line.server.id, line.server);
    as(this.owner, () => this.emit('connection', line.server));
    return line;
  }

  broken(): void {
    for (const socket of [...this.sockets.sockets.values()])
      socket.line.break('transport close', this.network.random.delay(50, 3_000), 0);
  }

  async close(): Promise<void> {
    this.broken();
  }

  #toRooms(rooms: string | string[], name: string, message: unknown): void {
    const body = JSON.stringify(message);
    const ids = new Set([rooms].flat().flatMap((room) => [...(this.sockets.adapter.rooms.get(room) ?? [])]));
    for (const id of ids) this.sockets.sockets.get(id)?.write({ name, body });
  }
}

let ids = 0;
/** Names of connections begin anew with every simulation. */
export const resetIds = (): void => void (ids = 0);

class ServerSocket extends EventEmitter {
  readonly id = `socket-${ids++}`;
  readonly line: Line;
  readonly end: ServerEnd;
  readonly request: unknown;
  connected = true;
  data: unknown = {};
  readonly conn = {
    writeBuffer: [],
    transport: {
      writable: true,
      socket: { bufferedAmount: 0, terminate: () => this.line.break('transport close', 0, 0) },
      on: () => undefined,
    },
    on: () => undefined,
    close: () => this.line.break('transport close', 0, 0),
  };

  constructor(line: Line, end: ServerEnd, request: unknown) {
    super();
    this.line = line;
    this.end = end;
    this.request = request;
  }

  join(room: string): void {
    const { rooms } = this.end.sockets.adapter;
    rooms.set(room, (rooms.get(room) ?? new Set()).add(this.id));
  }

  leave(room: string): void {
    this.end.sockets.adapter.rooms.get(room)?.delete(this.id);
  }

  override emit(name: string, message: unknown): boolean {
    if (name === 'disconnect') return super.emit(name, message);
    this.write({ name, body: JSON.stringify(message) });
    return true;
  }

  write(packet: Packet): void {
    if (!this.connected || this.end.owner.dead) return;
    this.end.network.watch(this.end.owner, this.request, packet.body);
    if (!this.line.cut) this.line.toClient(packet);
  }

  receive({ name, body, answerTo }: Packet): void {
    if (!this.connected) return;
    if (name === 'command') this.end.network.commanded(body, this.request);
    const answer =
      answerTo === undefined
        ? undefined
        : (given: unknown) => this.write({ name: `answer ${name}`, body: JSON.stringify(given), answerTo });
    super.emit(name, JSON.parse(body), answer);
  }

  disconnect(): void {
    this.line.break('io server disconnect', 0, 0);
  }

  lost(reason: string): void {
    if (!this.connected) return;
    this.connected = false;
    for (const members of this.end.sockets.adapter.rooms.values()) members.delete(this.id);
    this.end.sockets.sockets.delete(this.id);
    super.emit('disconnect', reason);
  }
}

/** As socket.io's client: buffers while away, comes back by itself, and ends the wait for answers when the line is lost. */
export class ClientSocket extends EventEmitter {
  readonly owner: Owner;
  readonly request: unknown;
  readonly #network: Network;
  readonly #answers = new Map<number, { answer: Answer; withError: boolean }>();
  #line: Line | undefined;
  #buffer: Packet[] = [];
  #next = 0;
  #attempt = 0;
  #closed = false;

  constructor(network: Network, owner: Owner, request: unknown) {
    super();
    this.#network = network;
    this.owner = owner;
    this.request = request;
    this.#seek(1);
  }

  get connected(): boolean {
    return this.#line !== undefined;
  }

  override emit(name: string, message: unknown, answer?: Answer): boolean {
    this.#say(name, message, answer, false);
    return true;
  }

  timeout(milliseconds: number): { emit: (name: string, message: unknown, answer: Answer) => void } {
    return {
      emit: (name, message, answer) => {
        const timer = setTimeout(() => {
          if (!this.#answers.delete(key)) return;
          this.#buffer = this.#buffer.filter((packet) => packet.answerTo !== key);
          answer(new Error('operation has timed out'));
        }, milliseconds);
        const heard: Answer = (...given) => {
          clearTimeout(timer);
          if (name === 'command' && given[0] === null)
            this.#network.answered((message as Command).id, given[1] as CommandAnswer);
          answer(...given);
        };
        const key = this.#say(name, message, heard, true);
      },
    };
  }

  disconnect(): void {
    this.#closed = true;
    const line = this.#line;
    if (line) {
      line.break('io client disconnect', 0, 5);
      this.lost(line, 'io client disconnect');
    }
  }

  /** The line is cut from outside. */
  cut(): void {
    const { random } = this.#network;
    this.#line?.break('transport close', random.delay(100, 2_000), random.delay(500, 8_000));
  }

  receive({ name, body, answerTo }: Packet): void {
    const given = JSON.parse(body) as unknown;
    if (process.env['TRACE'] && this.owner.name.startsWith(process.env['TRACE'])) {
      const g = given as Record<string, unknown>;
      console.error(
        (elapsed() / 1000).toFixed(3),
        name,
        g['topic'] ?? JSON.stringify(g).slice(0, 150),
        'prev',
        g['prev'],
        'index',
        g['index'],
        'view',
        g['view'],
        Array.isArray(g['events'])
          ? (g['events'] as { index: number; type: string }[]).map((e) => `${e.index} ${e.type}`).join()
          : g['state']
            ? Object.keys((g['state'] as { streams: object }).streams).join()
            : '',
      );
    }
    if (!name.startsWith('answer ')) return void super.emit(name, given);
    const waiting = this.#answers.get(answerTo ?? -1);
    if (!waiting) return;
    this.#answers.delete(answerTo ?? -1);
    if (waiting.withError) waiting.answer(null, given);
    else waiting.answer(given);
  }

  lost(line: Line, reason: string): void {
    if (this.#line !== line) return;
    this.#line = undefined;
    super.emit('disconnect', reason);
    const buffered = new Set(this.#buffer.map((packet) => packet.answerTo));
    for (const [key, { answer, withError }] of [...this.#answers]) {
      if (buffered.has(key)) continue;
      this.#answers.delete(key);
      if (withError) answer(new Error('socket has been disconnected'));
    }
    if (reason === 'io server disconnect' || this.#closed) return;
    this.#seek(300 + this.#network.random.int(-150, 150));
  }

  #say(name: string, message: unknown, answer: Answer | undefined, withError: boolean): number {
    const key = this.#next++;
    if (answer) this.#answers.set(key, { answer, withError });
    const packet = { name, body: JSON.stringify(message), answerTo: answer ? key : undefined };
    if (this.#line) this.#line.toServer(packet);
    else this.#buffer.push(packet);
    return key;
  }

  #seek(milliseconds: number): void {
    as(this.owner, () => setTimeout(() => this.#tryNow(), milliseconds));
  }

  #tryNow(): void {
    if (this.#closed || this.#line) return;
    const server = this.#network.someServer();
    if (!server) {
      super.emit('connect_error', new Error('websocket error'));
      this.#attempt++;
      return this.#seek(Math.min(30_000, 300 * 2 ** Math.min(this.#attempt, 7)) * (0.5 + this.#network.random.next()));
    }
    this.#attempt = 0;
    this.#line = server.accept(this);
    for (const packet of this.#buffer.splice(0)) this.#line.toServer(packet);
    super.emit('connect');
  }
}
