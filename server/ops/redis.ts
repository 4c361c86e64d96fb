import { createAdapter } from '@socket.io/redis-adapter';
import { RateLimiterRedis, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { createClient } from 'redis';

/** What processes share beside the log: who is present, and how often an address asks. Nothing durable. */
export interface SharedRedis {
  /** socket.io's adapter. */
  readonly adapter: unknown;
  readonly limiter: (name: string, perMinute: number) => RateLimiterAbstract;
  readonly close: () => void;
}

interface RedisOptions {
  /** Begins every key and channel, so that several installations may share a Redis. */
  readonly prefix: string;
  readonly log: (message: string, details: Record<string, unknown>) => void;
}

const RETRY_MS = 3_000;
/** A connection on which nothing has come for this long is taken for dead. */
const SILENCE_MS = 12_000;
const PING_MS = 4_000;
const MOST_WAITING = 1_000;

/** Connects, again and again when need be. While Redis is away nothing waits for it and nothing fails. */
export function openRedis(url: string, { prefix, log }: RedisOptions): SharedRedis {
  const settings = {
    url,
    pingInterval: PING_MS,
    commandsQueueMaxLength: MOST_WAITING,
    socket: {
      connectTimeout: 2_000,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (tries: number) => Math.min(100 * 2 ** tries, RETRY_MS) * (0.5 + Math.random() / 2),
    },
  };
  const sender = createClient({ ...settings, disableOfflineQueue: true });
  const hearer = createClient(settings);
  let away = false;
  for (const client of [sender, hearer]) {
    client.on('error', (error: unknown) => {
      if (away) return;
      away = true;
      log('Redis does not answer: until it does, presence and limits are those of this process alone', {
        problem: error instanceof Error ? error.message : String(error),
      });
    });
    client.on('ready', () => {
      if (!away || !sender.isReady || !hearer.isReady) return;
      away = false;
      log('Redis answers again', {});
    });
    hush(client);
    client.connect().catch(() => undefined);
  }
  return {
    adapter: createAdapter(sender, hearer, { key: `${prefix}.live` }),
    limiter: (name, points) =>
      new RateLimiterRedis({
        ...{ storeClient: sender, useRedisPackage: true, rejectIfRedisNotReady: true },
        ...{ keyPrefix: `${prefix}.limit.${name}`, points, duration: 60 },
      }),
    close: () => {
      for (const client of [sender, hearer]) if (client.isOpen) client.destroy();
    },
  };
}

/** The adapter does not look at what becomes of what it asks for; without this a Redis that is away would end the process. */
function hush(client: object): void {
  const asked = ['publish', 'subscribe', 'pSubscribe', 'unsubscribe', 'pUnsubscribe'] as const;
  const target = client as Record<string, (...given: unknown[]) => Promise<unknown>>;
  for (const name of asked) {
    const ask = target[name]?.bind(client);
    if (ask) target[name] = (...given) => ask(...given).catch(() => undefined);
  }
}
