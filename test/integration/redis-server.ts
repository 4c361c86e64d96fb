import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real Redis on a loopback port, with a directory of its own. */
export class RedisServer {
  readonly #dir = mkdtempSync(join(tmpdir(), 'regiotafel-redis-'));
  #child: ChildProcess | undefined;
  port = 0;

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** @throws Error when there is no Redis and it cannot be installed: these tests are never left out in silence */
  async start(): Promise<void> {
    install();
    this.port ||= await freePort();
    const settings = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--dir', this.#dir];
    const child = spawn('redis-server', settings, { stdio: 'ignore' });
    this.#child = child;
    for (let tries = 0; !(await answers(this.port)); tries++) {
      if (tries > 200 || child.exitCode !== null) throw new Error('redis-server did not start.');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = undefined;
    await new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill('SIGKILL');
    });
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

function install(): void {
  const there = (): boolean => spawnSync('redis-server', ['--version']).status === 0;
  if (there()) return;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], { env, stdio: 'ignore' });
  }
  if (!there()) throw new Error('These tests need redis-server: install it (Debian: apt-get install redis-server).');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
