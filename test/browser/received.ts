import type { Page } from 'playwright-core';

/** Everything that the pages of one person have been sent: frames of their sockets and answers of the API, as text. */
export class Received {
  readonly #texts: string[] = [];
  readonly #reading = new Set<Promise<void>>();
  /** How many frames came over sockets. */
  frames = 0;

  watch(page: Page): void {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        this.frames++;
        this.#texts.push(payload.toString());
      }),
    );
    page.on('requestfinished', (request) => {
      if (!new URL(request.url()).pathname.startsWith('/api/')) return;
      const read = async (): Promise<void> => void this.#texts.push((await (await request.response())?.text()) ?? '');
      // a page that went elsewhere has let go of what it had read
      const reading = read().catch(() => undefined);
      this.#reading.add(reading);
      void reading.finally(() => this.#reading.delete(reading));
    });
  }

  /** Did this number come, as a value of its own and not as a part of an id or of another number? */
  async holds(number: number): Promise<boolean> {
    await Promise.all(this.#reading);
    const alone = new RegExp(`(?<![\\w.-])${String(number).replace('.', '\\.')}(?![\\w.-])`);
    return this.#texts.some((text) => alone.test(text));
  }
}
