import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const PLACES = '/usr/lib/postgresql';
const USER = 'postgres';

/** A real PostgreSQL on a loopback port, with a directory of its own, that asks for passwords and synchronises fully. */
export class PostgresServer {
  readonly #dir = mkdtempSync(join(tmpdir(), 'regiotafel-postgres-'));
  #child: ChildProcess | undefined;
  #bin = '';
  port = 0;
  readonly password = 'geheim/van@de:beheerder';

  /** An address at a schema; unless said, as the administrator. */
  url(schema: string, user = `${USER}:${encodeURIComponent(this.password)}`, database = 'postgres'): string {
    return `postgres://${user}@127.0.0.1:${this.port}/${database}?schema=${schema}`;
  }

  get dataDir(): string {
    return join(this.#dir, 'data');
  }

  /** @throws Error when there is no PostgreSQL and it cannot be installed: these tests are never left out in silence */
  async start(): Promise<void> {
    this.#bin ||= install();
    this.port ||= await freePort();
    if (!existsSync(this.dataDir)) this.#make();
    const settings = { listen_addresses: '127.0.0.1', port: String(this.port), unix_socket_directories: this.#dir };
    const given = Object.entries({ ...settings, fsync: 'on', max_connections: '60', shared_buffers: '16MB' });
    const args = ['-D', this.dataDir, ...given.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
    const [command, ...rest] = asUser([join(this.#bin, 'postgres'), ...args]);
    const child = spawn(command ?? '', rest, { stdio: 'ignore', cwd: this.#dir });
    this.#child = child;
    for (let tries = 0; !(await this.#answers()); tries++) {
      if (tries > 600 || child.exitCode !== null) throw new Error('postgres did not start.');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** SQL as the administrator. */
  async sql(text: string, database = 'postgres'): Promise<pg.QueryResult> {
    const { password, port } = this;
    const client = new pg.Client({ host: '127.0.0.1', port, user: USER, password, database });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.query(text);
    } finally {
      await client.end();
    }
  }

  /** Does the text stand in a file of a table? What is only in memory is written first. */
  async holdsText(text: string): Promise<boolean> {
    await this.sql('CHECKPOINT');
    const files = readdirSync(join(this.dataDir, 'base'), { recursive: true, withFileTypes: true });
    return files.some((file) => file.isFile() && readFileSync(join(file.parentPath, file.name)).includes(text));
  }

  /** SIGKILL of the server and with it of all that it started. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = undefined;
    const pid = Number(readFileSync(join(this.dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
    await new Promise((resolve) => {
      child.once('exit', resolve);
      process.kill(pid, 'SIGKILL');
    });
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#dir, { recursive: true, force: true, maxRetries: 5 });
  }

  #make(): void {
    const passwordFile = join(this.#dir, 'password');
    writeFileSync(passwordFile, this.password);
    chmodSync(this.#dir, 0o700);
    if (process.getuid?.() === 0) {
      const id = (flag: string): number => Number(spawnSync('id', [flag, USER], { encoding: 'utf8' }).stdout);
      for (const path of [this.#dir, passwordFile]) chownSync(path, id('-u'), id('-g'));
    }
    const make = [join(this.#bin, 'initdb'), '-D', this.dataDir, '-U', USER, '-A', 'scram-sha-256', '-E', 'UTF8'];
    const [command, ...rest] = asUser([...make, '--locale=C.UTF-8', `--pwfile=${passwordFile}`]);
    const made = spawnSync(command ?? '', rest, { cwd: this.#dir, encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  }

  async #answers(): Promise<boolean> {
    try {
      await this.sql('SELECT 1');
      return true;
    } catch {
      return false;
    }
  }
}

/** postgres refuses to run as root. */
function asUser(command: readonly string[]): readonly string[] {
  if (process.getuid?.() !== 0) return command;
  return ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups', '--', ...command];
}

function install(): string {
  const there = (): string | undefined => {
    const versions = existsSync(PLACES) ? readdirSync(PLACES).map(Number).filter(Boolean) : [];
    const found = versions.sort((a, b) => b - a).map((version) => join(PLACES, String(version), 'bin'));
    return found.find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')));
  };
  const before = there();
  if (before !== undefined) return before;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], { env, stdio: 'ignore' });
  }
  const after = there();
  if (after !== undefined) return after;
  throw new Error('These tests need PostgreSQL: install it (Debian: apt-get install postgresql).');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
