import type { LiveConnection } from './outside.ts';

type Listener = [name: string, hear: (...heard: unknown[]) => void];
/** What is asked of a connection here, without the types of each message. */
interface Line {
  readonly connected: boolean;
  on(...listener: Listener): unknown;
  emit(...said: unknown[]): unknown;
  disconnect(): unknown;
}

const AGAIN_MS = 1_000;
const AGAIN_MOST_MS = 30_000;

/**
 * A connection whose making must be fetched first. Until it is there it is as any that is not connected: what is to be
 * heard on it is kept, what is said on it is not. One that is let go of meanwhile is never made.
 * @param fetch gives what makes the connection; tried again when it cannot be had
 */
export function later(fetch: () => Promise<() => LiveConnection>): LiveConnection {
  const listeners: Listener[] = [];
  let line: Line | undefined;
  let left = false;
  const come = async (attempt: number): Promise<void> => {
    try {
      const make = await fetch();
      if (left) return;
      line = make() as unknown as Line;
      for (const listener of listeners) line.on(...listener);
    } catch (error) {
      for (const [name, hear] of listeners) if (name === 'connect_error') hear(error);
      setTimeout(() => void (left || come(attempt + 1)), Math.min(AGAIN_MS * 2 ** attempt, AGAIN_MOST_MS));
    }
  };
  void come(0);
  const standsFor: Line = {
    get connected() {
      return line?.connected === true;
    },
    on: (...listener) => (line ? line.on(...listener) : listeners.push(listener)),
    emit: (...said) => line?.emit(...said),
    disconnect() {
      left = true;
      line?.disconnect();
    },
  };
  return standsFor as unknown as LiveConnection;
}
