import { Transform } from 'node:stream';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line between a browser and the server that can be cut and mended. Loopback only. */
export class TcpProxy {
  readonly #server: Server;
  readonly #target: () => number;
  readonly #open = new Set<Socket>();
  #cut = false;
  #frozen = false;
  #delay = 0;

  /** @param target port of the server behind, asked for with every connection */
  constructor(target: () => number) {
    this.#target = target;
    this.#server = createServer((near) => this.#connect(near));
  }

  /** @param port 0 takes a free one */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  /** Cuts every connection and refuses new ones until mended. */
  cut(): void {
    this.#cut = true;
    for (const socket of this.#open) socket.destroy();
  }

  mend(): void {
    this.#cut = false;
  }

  /** Lines stay open, and nothing passes any more. */
  freeze(): void {
    this.#frozen = true;
    for (const socket of this.#open) socket.pause();
  }

  thaw(): void {
    this.#frozen = false;
    for (const socket of this.#open) socket.resume();
  }

  /** Everything takes so many milliseconds longer, in order, from the next bytes on. */
  slow(milliseconds: number): void {
    this.#delay = milliseconds;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #late(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _, done) => {
        if (this.#delay === 0) done(null, chunk);
        else setTimeout(() => done(null, chunk), this.#delay);
      },
    });
  }

  #connect(near: Socket): void {
    if (this.#cut) return void near.destroy();
    const far = connect(this.#target(), '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(from);
      from.setNoDelay(true);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#open.delete(from);
        to.destroy();
      });
      from.pipe(this.#late()).pipe(to);
      if (this.#frozen) from.pause();
    }
  }
}
