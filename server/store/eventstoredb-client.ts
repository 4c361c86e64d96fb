import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';

/**
 * One client per address in a process: the library keeps what is under way in one place for all of them, so that the
 * broken line of one would be heard by another. The last to leave closes the lines.
 */
const shared = new Map<string, { client: EventStoreDBClient; users: number }>();

const DISPOSE_MS = 500;

export type Credentials = { username: string; password: string };

export interface Connection {
  readonly client: EventStoreDBClient;
  /**
   * Given with every append: the library then sends it as a call of its own, which its own deadline ends, and does not
   * ask first what the server can do, an answer that it keeps for good, also when it was that no leader was found.
   */
  readonly credentials: Credentials | undefined;
  release(): Promise<void>;
}

/** @throws Error with a sentence when the address is none */
export function connect(url: string): Connection {
  const standing = shared.get(url) ?? { client: EventStoreDBClient.connectionString(url), users: 0 };
  standing.users++;
  shared.set(url, standing);
  let released = false;
  return {
    client: standing.client,
    credentials: credentialsIn(url),
    async release() {
      if (released) return;
      released = true;
      if (--standing.users > 0) return;
      shared.delete(url);
      // what hangs on a silent server would hold us here for ever
      await Promise.race([standing.client.dispose(), sleep(DISPOSE_MS, undefined, { ref: false })]);
    },
  };
}

/** Without TLS the library sends no credentials at all, whatever is given: empty ones do as well. */
function credentialsIn(url: string): Credentials | undefined {
  const [, username, password] = /^esdb(?:\+discover)?:\/\/([^:@/]+):([^@/]+)@/.exec(url) ?? [];
  if (username !== undefined && password !== undefined)
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  return /[?&]tls=false/i.test(url) ? { username: '', password: '' } : undefined;
}
