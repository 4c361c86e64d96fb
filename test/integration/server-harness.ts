import { inspect } from 'node:util';
import { fileURLToPath } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, CommandAnswer, ServerToClient } from '../../events/live-protocol.ts';
import { nameIds } from '../../server/exchange/example/make-example.ts';
import type { NameId } from '../../server/exchange/example/script.ts';
import { startServer, type RunningServer, type ServerOptions } from '../../server/composition/start-server.ts';
import { readConfig } from '../../server/ops/config.ts';
import { freshDirectory } from './core-harness.ts';
import { newCommandId } from './ids.ts';
import { storeSettings } from './store-under-test.ts';

const clientDir = fileURLToPath(new URL('../../client/dist', import.meta.url));

export type Answer = { status: number; headers: Headers; text: string; body: Record<string, unknown> };
export type LiveSocket = Socket<ServerToClient, ClientToServer>;

/** The real server with its example, listening on loopback, in this process. */
export interface TestServer extends RunningServer {
  readonly dataDir: string;
  /** What the server logged: failures that a test did not expect. */
  readonly logged: string[];
  readonly id: NameId;
  as(persona: string | undefined): Promise<Person>;
}

export async function listening(
  dataDir = freshDirectory(),
  env: NodeJS.ProcessEnv = {},
  options: Partial<ServerOptions> = {},
): Promise<TestServer> {
  const logged: string[] = [];
  const server = await startServer({
    config: readConfig({ DATA_DIR: dataDir, PORT: '0', ...storeSettings(dataDir), ...env }),
    clientDir,
    log: (message, details) => logged.push(`${message} ${inspect(details)}`),
    onFatal: (error) => logged.push(`fatal ${error.message}`),
    drainMs: 0,
    closedKeysMs: 0,
    ...options,
  });
  await server.ready;
  const signedOut = new Person(server.url, '');
  const [oldest] = await exampleSeed(signedOut);
  return {
    ...server,
    dataDir,
    logged,
    id: nameIds(oldest ?? ''),
    as: async (persona) => (persona === undefined ? signedOut : Person.signIn(server.url, persona)),
  };
}

/** The log's first event is public: `LogCreated`. */
async function exampleSeed(person: Person): Promise<string[]> {
  const { body } = await person.get('/api/history?type=LogCreated');
  return (body['entries'] as { event: { id: string } }[]).map((entry) => entry.event.id);
}

/** Somebody who talks to the server from outside: over HTTP and sockets. */
export class Person {
  readonly url: string;
  readonly cookie: string;
  readonly #sockets: LiveSocket[] = [];

  constructor(url: string, cookie: string) {
    this.url = url;
    this.cookie = cookie;
  }

  static async signIn(url: string, persona: string): Promise<Person> {
    const answer = await fetch(`${url}/api/session/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona }),
    });
    if (!answer.ok) throw new Error(`${persona} could not sign in: ${await answer.text()}`);
    const cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    return new Person(url, cookie);
  }

  async ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { ...(this.cookie === '' ? {} : { cookie: this.cookie }), ...(init.headers as object) };
    const answer = await fetch(this.url + path, { ...init, headers });
    const text = await answer.text();
    const json = /[/+]json(;|$)/.test(answer.headers.get('content-type') ?? '');
    const body = json && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: answer.status, headers: answer.headers, text, body };
  }

  get(path: string): Promise<Answer> {
    return this.ask(path);
  }

  post(path: string, body: unknown): Promise<Answer> {
    return this.ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Gives a command over HTTP. */
  give(command: Record<string, unknown>): Promise<Answer> {
    return this.post('/api/commands', { id: newCommandId(), ...command });
  }

  /** Gives a command over a socket. */
  async tell(socket: LiveSocket, command: Record<string, unknown>): Promise<CommandAnswer> {
    return (await socket
      .timeout(8_000)
      .emitWithAck('command', { id: newCommandId(), ...command } as never)) as CommandAnswer;
  }

  /** A connected socket with this person's session. */
  async connect(headers: Record<string, string> = {}): Promise<LiveSocket> {
    const socket = this.socket(headers);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  }

  /** A socket that connects, or is refused, in its own time. */
  socket(headers: Record<string, string> = {}): LiveSocket {
    const socket: LiveSocket = io(this.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { ...(this.cookie === '' ? {} : { cookie: this.cookie }), ...headers },
    });
    this.#sockets.push(socket);
    return socket;
  }

  hangUp(): void {
    for (const socket of this.#sockets.splice(0)) socket.disconnect();
  }
}
