import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  streamNameFilter,
  type EventStoreDBClient,
  type ResolvedEvent,
} from '@eventstore/db-client';
import type { StreamName } from '../../events/envelope.ts';
import { meaningOf, NoAnswerInTime } from './eventstoredb-errors.ts';
import { isAfter, received, type Position } from './eventstoredb-format.ts';
import type { EventInStream } from './port.ts';

type Reading = ReturnType<EventStoreDBClient['readAll'] | EventStoreDBClient['readStream']>;

/** An event of ours and where it stands in the whole server. */
export interface Found {
  readonly event: EventInStream;
  readonly position: Position;
}

/** Reads of one server, each with a deadline: what is asked for, or an error; nothing is tried again here. */
export class Reads {
  readonly #client: EventStoreDBClient;
  readonly #prefix: string;
  readonly #callMs: number;
  readonly #answered: () => void;

  /**
   * @param prefix what the names of our streams begin with
   * @param callMs how long one call may take
   * @param answered told of every read that was answered
   */
  constructor(client: EventStoreDBClient, prefix: string, callMs: number, answered: () => void) {
    this.#client = client;
    this.#prefix = prefix;
    this.#callMs = callMs;
    this.#answered = answered;
  }

  /** A page of one stream; none when there is no such stream. */
  async page(
    stream: StreamName,
    from: number | undefined,
    backwards: boolean,
    count: number,
  ): Promise<EventInStream[]> {
    if (count <= 0) return [];
    const reading = this.#client.readStream(this.#prefix + stream, {
      direction: backwards ? BACKWARDS : FORWARDS,
      fromRevision: from === undefined ? (backwards ? END : START) : BigInt(from),
      maxCount: count,
      requiresLeader: true,
    });
    try {
      const events = await this.#collected('read', reading);
      return events.flatMap((resolved) => received(resolved, this.#prefix) ?? []);
    } catch (error) {
      if (meaningOf(error).kind === 'stream-not-found') return [];
      throw error;
    }
  }

  /**
   * The first of our events after a position. Only a subscription filters on the server, which may be shared with
   * others: it is followed until it has caught up.
   */
  oursAfter(after: Position | undefined, limit: number): Promise<Found[]> {
    const found: Found[] = [];
    if (limit <= 0) return Promise.resolve(found);
    let timer: NodeJS.Timeout | undefined;
    let heard = (): void => undefined;
    const line = this.#client.subscribeToAll({
      fromPosition: after ?? START,
      // while it searches what is others', the server says now and then how far it is
      filter: streamNameFilter({ prefixes: [this.#prefix], checkpointInterval: 10, checkpointReached: () => heard() }),
      requiresLeader: true,
    });
    const reading = new Promise<Found[]>((resolve, reject) => {
      heard = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => reject(new NoAnswerInTime('read the log', this.#callMs)), this.#callMs);
      };
      heard();
      line.on('confirmation', () => heard());
      line.on('caughtUp', () => resolve(found));
      line.on('error', reject);
      line.on('data', (resolved: ResolvedEvent) => {
        heard();
        const position = resolved.event?.position;
        const event = received(resolved, this.#prefix);
        if (!event || !position || found.length >= limit || (after && !isAfter(position, after))) return;
        found.push({ event, position });
        if (found.length >= limit) resolve(found);
      });
    });
    return reading.finally(() => {
      clearTimeout(timer);
      line.on('error', () => undefined);
      line.unsubscribe().catch(() => undefined);
    });
  }

  /** Position of the last event of the whole server. */
  async head(): Promise<Position> {
    const reading = this.#client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 });
    const [last] = await this.#collected('read the head', reading);
    return last?.event?.position ?? { commit: -1n, prepare: -1n };
  }

  /** Position of the newest event of ours among the last of the server; undefined: none there. */
  async newestOfOurs(): Promise<Position | undefined> {
    const reading = this.#client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 64 });
    const last = await this.#collected('read the head', reading);
    return last.find((resolved) => received(resolved, this.#prefix))?.event?.position;
  }

  /** Everything that a read gives, or an error when that takes too long: a read that meets a mute server waits without end. */
  async #collected(what: string, reading: Reading): Promise<ResolvedEvent[]> {
    const timer = setTimeout(() => {
      reading.destroy(new NoAnswerInTime(what, this.#callMs));
      reading.cancel().catch(() => undefined);
    }, this.#callMs);
    try {
      const events: ResolvedEvent[] = [];
      for await (const resolved of reading) events.push(resolved);
      this.#answered();
      return events;
    } finally {
      clearTimeout(timer);
    }
  }
}
