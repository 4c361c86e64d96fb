import { randomBytes } from 'node:crypto';
import type { Refusal } from '../../events/decision.ts';
import type { CalendarDay, RecordedEvent, StreamName } from '../../events/envelope.ts';
import type { Problem } from '../../events/live-protocol.ts';
import { LOG_SUBJECT } from '../../events/log/kind.ts';
import type { DecisionState } from '../../events/decision-record/state.ts';
import { subjectOf, uuidV7 } from '../../events/ids.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import { retainUntil } from '../../events/log/retention.ts';
import type { Authorise, Check } from '../commands/dependencies.ts';
import { CommandPath } from '../commands/service.ts';
import { logStateOf } from '../erasing/log-state.ts';
import { runFeed } from '../feed/feed.ts';
import { filesNamed } from '../files/named.ts';
import { notices } from '../notices/projection.ts';
import { openSteps } from '../reactions/open-steps.ts';
import { Reactor } from '../reactions/reactor.ts';

import { Reminders } from '../reactions/reminders.ts';
import { releasesOn } from './releases.ts';
import { ReadModelFile } from '../readmodels/file.ts';
import { RunningReadModels } from '../readmodels/read-models.ts';
import { Keyring, type KeyStore, type Wrapping } from '../sealing/keyring.ts';
import { SealedStore } from '../sealing/sealed-store.ts';
import type { EventStore, StoreHealth } from '../store/port.ts';

export interface CoreOptions {
  readonly store: EventStore;
  /** The data keys under which the log's secrets are sealed, and what wraps them. */
  readonly sealing: { readonly keys: KeyStore; readonly wrapping: Wrapping };
  /** File of the read models; `:memory:` for none. */
  readonly readModelFile: string;
  readonly authorise: (readModels: RunningReadModels) => Authorise;
  readonly problem: (refusal: Refusal) => Problem;
  /** Asked of each person's command before it is decided. */
  readonly check?: (readModels: RunningReadModels, keyring: Keyring) => Check;
  readonly sharedStore?: boolean;
  /** Where the log comes into being, for its first event. */
  readonly origin: string;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  readonly observe?: (outcome: string, command: string) => void;
  /** Clock, for simulations. */
  readonly now?: () => number;
  /** Randomness of salts, keys and the log's own id; the system's unless said. */
  readonly random?: (bytes: number) => Buffer;
}

/** Told of every event right after the read models have taken it in, and of the end of each batch. */
export interface Follower {
  take(event: RecordedEvent, affected: readonly StreamName[]): void;
  /** Values of these streams are gone for good. */
  erased?(streams: ReadonlySet<StreamName>): void;
  push(): void;
}

/** Store, feed, read models, commands and reactions: everything of the server but its doors. */
export interface Core {
  /** The engine, in which the log stands sealed. */
  readonly store: EventStore;
  /** The log as it is read and written: open. */
  readonly openLog: EventStore;
  readonly keyring: Keyring;
  readonly readModels: RunningReadModels;
  readonly commands: CommandPath;
  /** Id of the log's first event; known once ready. */
  readonly seed: () => string;
  /** Resolves when the read models have passed the head that the store had at start, and the log has its first event. */
  readonly ready: Promise<void>;
  /** How the store goes. */
  readonly health: () => StoreHealth;
  follow(follower: Follower): void;
  /** Records what the calendar asks for today (conditions that come due); done by itself every quarter of an hour. */
  remind(): Promise<void>;
  /** Tells the totals that may be told as of the end of yesterday; looked for every quarter of an hour. */
  release(): Promise<void>;
  /** Resolves when the tail is at the head and no step is open. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const KEYS_EVERY_MS = 2_000;

/** Opens the core and waits until it is ready. */
export async function openCore(options: CoreOptions): Promise<Core> {
  const core = await beginCore(options);
  await core.ready;
  return core;
}

/** Opens the core: takes up the read models, makes the log if it is empty, and follows the store. */
export async function beginCore(options: CoreOptions): Promise<Core> {
  const { store } = options;
  const now = options.now ?? Date.now;
  const random = options.random ?? randomPages();
  const today = dayBy(now);
  const sides = [openSteps, notices, filesNamed];
  const readModels = new RunningReadModels(ReadModelFile.open(options.readModelFile), sides, today);
  const [first] = (await store.readAll({ limit: 1 })).events;
  const cursor = readModels.restore(first?.id, store.place);
  readModels.setTarget(store.head?.() ?? (await headOf(store, cursor?.index ?? -1, cursor)));
  let seed = first?.id ?? '';

  const keyring = new Keyring({
    ...{ ...options.sealing, random, now },
    retainUntil: (scope) =>
      retainUntil(scope, new Date(now()).getUTCFullYear(), logStateOf(readModels).retention.terms),
  });
  const openLog = new SealedStore({
    ...{ store, keyring, random },
    classFacts: (stream) => readModels.classFacts(stream),
  });
  const refreshing = setInterval(() => {
    keyring.refresh().catch((error: unknown) => options.log('the data keys could not be read', { error }));
  }, KEYS_EVERY_MS).unref();
  const commands = new CommandPath({
    store: openLog,
    readModels,
    authorise: options.authorise(readModels),
    now: () => new Date(now()).toISOString(),
    salt: saltsFrom(random),
    problem: options.problem,
    sharedStore: options.sharedStore === true,
    ...(options.observe ? { observe: options.observe } : {}),
    ...(options.check ? { check: options.check(readModels, keyring) } : {}),
  });
  const reactor = new Reactor(commands, () => readModels.side(openSteps), options.log);
  const reminders = new Reminders({
    commands,
    decisions: () =>
      readModels
        .streams('decision')
        .map((stream) => [subjectOf(stream), readModels.state(stream) as DecisionState] as const),
    eventById: (id) => readModels.eventById(id),
    today,
    report: options.log,
  });
  const releases = releasesOn(readModels, { commands, now, report: options.log });
  const followers: Follower[] = [];
  const ending = new AbortController();
  const feed = runFeed(
    {
      store: openLog,
      after: cursor,
      random: Math.random,
      onInterruption: (error, retryInMilliseconds) =>
        options.log('the feed was interrupted', { error, retryInMilliseconds }),
      onBatch: (events, next) => {
        const erased = readModels.handle(events, next, (event, affected) => {
          for (const follower of followers) follower.take(event, affected);
        });
        if (erased.size > 0) commands.forget();
        for (const follower of followers) {
          if (erased.size > 0) follower.erased?.(erased);
          follower.push();
        }
        if (readModels.progress().ready) reactor.wake();
      },
    },
    ending.signal,
  );
  feed.catch((error: unknown) => options.log('the feed ended', { error }));

  const becomeReady = async (): Promise<void> => {
    while (!readModels.progress().ready && readModels.progress().paused.length === 0 && !ending.signal.aborted)
      await readModels.waitFor(readModels.progress().of, 1_000);
    if (ending.signal.aborted) return;
    if (first === undefined) await createLog(commands, options.origin, uuidV7(now(), random(10)));
    seed ||= (await store.readAll({ limit: 1 })).events[0]?.id ?? '';
    reactor.wake();
    reminders.start();
    releases.start();
  };

  const settled = async (): Promise<void> => {
    while (Object.keys(readModels.side(openSteps).steps).length > 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const stop = async (): Promise<void> => {
    clearInterval(refreshing);
    await reactor.stop();
    await reminders.stop();
    await releases.stop();
    await commands.close();
    ending.abort();
    await feed.catch(() => undefined);
    readModels.close();
    await store.close();
  };
  const follow = (follower: Follower): void => void followers.push(follower);
  const health = (): StoreHealth => store.health?.() ?? { ok: true, lagSeconds: 0 };
  return {
    store,
    openLog,
    keyring,
    readModels,
    commands,
    seed: () => seed,
    ready: becomeReady(),
    health,
    follow,
    remind: () => reminders.run(),
    release: () => releases.run(),
    settled,
    stop,
  };
}

/** Random bytes, drawn from the system a page at a time. */
function randomPages(): (bytes: number) => Buffer {
  let page = Buffer.alloc(0);
  let at = 0;
  return (bytes) => {
    if (at + bytes > page.length) {
      page = randomBytes(Math.max(4096, bytes));
      at = 0;
    }
    return page.subarray(at, (at += bytes));
  };
}

const saltsFrom = (random: (bytes: number) => Buffer) => (): string => random(16).toString('base64url');

async function createLog(commands: CommandPath, origin: string, id: string): Promise<void> {
  const command = { id, type: 'CreateLog', subject: LOG_SUBJECT, data: { origin } };
  const answer = await commands.executeAsSystem(command);
  if (!answer.ok && answer.problem.code !== 'ALREADY_EXISTS')
    throw new Error(`The log could not be made: ${answer.problem.sentences.en}`);
}

/** Index of the last event that the store holds now. */
async function headOf(
  store: EventStore,
  from: number,
  cursor: { index: number; position: string } | undefined,
): Promise<number> {
  let head = from;
  let after = cursor;
  for (;;) {
    const page = await store.readAll({ ...(after ? { after } : {}), limit: 5_000 });
    const last = page.events.at(-1);
    if (!last || !page.next) return head;
    head = last.index;
    after = page.next;
  }
}

/** The day of now in Amsterdam; looked up once a minute, as it is asked for with every event and viewer. */
function dayBy(now: () => number): () => CalendarDay {
  let minute = NaN;
  let day: CalendarDay = '';
  return () => {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) [minute, day] = [current, amsterdamDay(new Date(now()).toISOString())];
    return day;
  };
}
