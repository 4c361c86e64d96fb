import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Counter, Registry } from 'prom-client';
import { Server } from 'socket.io';
import { Calculator } from '../analysis/calculator.ts';
import { SelectionRuns } from '../analysis/selection-runs.ts';
import { AccessNotes } from '../access/access-notes.ts';
import { askerOf as askerOfRequest, sessionMiddleware, sessionSecret } from '../identity/sessions.ts';
import { authorise } from '../identity/authorise.ts';
import { Names } from '../identity/names.ts';
import { isLocal, isSameOrigin } from '../identity/demo.ts';
import type { Asker } from '../identity/viewer.ts';
import { Copier } from '../moving/copier.ts';
import { Imports } from '../exchange/imports.ts';
import { makeExample } from '../exchange/example/make-example.ts';
import { createApp } from '../http/app.ts';
import { problemOf } from '../http/problems.ts';
import { Live } from '../live/live.ts';
import { startObstacle, type Config } from '../ops/config.ts';
import type { AuditSink } from '../ops/audit.ts';
import { openRedis } from '../ops/redis.ts';
import { openEventStoreDb } from '../store/eventstoredb.ts';
import type { EventStore } from '../store/port.ts';
import type { Change, Vault } from '../vault/port.ts';
import { watchChanges } from '../vault/watch-changes.ts';
import { uuidV7 } from '../../events/ids.ts';
import type { ErasureStep } from '../erasing/erasures.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import { openAudit } from './audit.ts';
import { buildOf } from './build.ts';
import { openCalculations } from './calculations.ts';
import type { FileDesk } from '../files/desk.ts';
import { commandChecks, fileDesk, profileKeeper } from './files.ts';
import { gauges } from './gauges.ts';
import { beginCore, type Core } from './core.ts';
import { importFormats } from './import-formats.ts';
import { holdDirectory } from './lock.ts';
import { openKeeping } from './keeping.ts';
import { openNotices } from './notices.ts';
import { openStore } from './open-store.ts';
import { openOversight } from './oversight.ts';
import { keyFileOf } from './vault-places.ts';
import { openWrapping } from '../vault/wrapping-file.ts';
import { suggestionsOn } from './suggestions.ts';
import { openVault } from './open-vault.ts';
import { assertVaultOfLog, claimVault } from './vault-of-log.ts';

export interface RunningServer {
  readonly url: string;
  /** Resolves when it answers everything: log read, imports rolled forward, example made. */
  readonly ready: Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  readonly config: Config;
  readonly clientDir: string;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  /** Takes what is done beside the log of events: signing in, erasing, exporting … */
  readonly audit?: AuditSink;
  /** Told when the store's state is unknown: the process must end. */
  readonly onFatal: (error: Error) => void;
  /** Opens the store; unless said, the SQLite file in the data directory. */
  readonly openStore?: () => EventStore;
  /** Messages a second that one connection may send; 50 unless said. */
  readonly messagesPerSecond?: number;
  /** HTTP requests a minute from one address, of each kind; see server/http/limits.ts for what holds unless said. */
  readonly requestsPerMinute?: number;
  /** Over how many milliseconds clients are hung up on at a stop; 2,000 unless said. */
  readonly drainMs?: number;
  /** How long closed keys are left before what they sealed is said again; twice as long as a process may hold on to one unless said. */
  readonly closedKeysMs?: number;
  /** The day by which retention terms are counted; today unless said. */
  readonly today?: () => string;
  /** Told before each step of an erasure. */
  readonly onErasureStep?: (step: ErasureStep) => void;
}

const DRAIN_MS = 2_000;
/** How often this process says that it lives, and how far it has come. */
const BEAT_MS = 2_000;
const SWEEP_MS = 3600_000;
/** For how long the lease for signing is taken each time; another process signs when it has run out. */
const LEASE_MS = 30_000;

/** Puts the rooms together and listens. @throws Error with a sentence when these settings cannot be started with */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, clientDir, log, onFatal } = options;
  const obstacle = startObstacle(config);
  if (obstacle !== undefined) throw new Error(obstacle);
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const release = holdDirectory(config.dataDir);
  const vault = await openVault(config).catch((error: unknown) => {
    release();
    throw error;
  });
  const from = await vault.changes.mark();
  const names = await Names.of(vault.directory);
  const metrics = new Registry();
  const commandCount = new Counter({
    name: 'regiotafel_commands_total',
    help: 'Commands by outcome',
    labelNames: ['outcome'],
    registers: [metrics],
  });
  const oversight = openOversight({ audit: options.audit, metrics, log });
  const store = options.openStore?.() ?? openStore(config, onFatal);
  const giveUp = async (error: unknown): Promise<never> => {
    await store.close();
    await vault.close();
    release();
    throw error;
  };
  await assertVaultOfLog(vault, store).catch(giveUp);
  const wrapping = await openWrapping(keyFileOf(config), vault.settings).catch(giveUp);
  const sealing = { keys: vault.keys, wrapping };
  const holder = uuidV7(Date.now(), randomBytes(10));
  const audit = await openAudit({
    ...{ config, store, settings: vault.settings, now: Date.now, log },
    lease: () => vault.leases.take('checkpoint', holder, LEASE_MS),
    onIncident: (sentence) => {
      log('the log differs from what was signed; nothing is written any more', { sentence });
      void core.commands.makeReadOnly();
    },
  }).catch(giveUp);
  const calculator = new Calculator();
  const made: { of?: ReturnType<typeof openCalculations> } = {};
  const selectionRuns = new SelectionRuns(() => core.readModels, calculator);
  const core: Core = await beginCore({
    store,
    sealing,
    sharedStore: config.eventStoreUrl !== undefined,
    readModelFile: join(config.dataDir, 'readmodels.db'),
    authorise: (readModels) => (asker, parsed) => authorise(readModels, asker, parsed.command),
    problem: problemOf,
    check: (readModels, keyring) => {
      const desk = fileDesk(vault, readModels, keyring);
      made.of = openCalculations(readModels, desk, calculator);
      const checks = commandChecks(desk, made.of.snapshots);
      return (parsed, by) => checks(parsed, by) ?? selectionRuns.check(parsed);
    },
    origin: config.origin,
    log,
    observe: (outcome) => commandCount.inc({ outcome }),
  });
  const { readModels, commands } = core;
  const imports = new Imports({
    dataDir: config.dataDir,
    commands,
    readModels,
    formats: importFormats(readModels, core.seed, config.dataDir),
    now: Date.now,
    random: randomBytes,
  });
  const copier = new Copier({
    source: core.store,
    open: (url) => openEventStoreDb(url, { prefix: config.eventStorePrefix }),
    makeReadOnly: () => commands.makeReadOnly(),
    head: () => readModels.head(),
  });
  const files = fileDesk(vault, readModels, core.keyring);
  const id = uuidV7(Date.now(), randomBytes(10));
  const { closedKeysMs, today, onErasureStep } = options;
  const keeping = openKeeping(core, { vault, holder: id, log, closedKeysMs, today, onErasureStep });
  const access = new AccessNotes({ accessLog: vault.accessLog, readModels, now: Date.now, log });
  const notices = openNotices(config, readModels, { vault, now: Date.now, log });
  const { desk, visits } = notices;
  const auditReads = audit.begin(core);
  const build = buildOf(clientDir);
  const { calculations, snapshots } = (made.of ??= openCalculations(readModels, files, calculator));
  core.follow({ take: () => undefined, push: () => undefined, erased: () => calculations.forget() });
  const suggestions = suggestionsOn(core, calculator, files, { now: Date.now, report: log });
  const askerOf = (request: IncomingMessage): Asker => askerOfRequest(readModels, request);
  const session = sessionMiddleware(vault.sessions, await sessionSecret(vault, config.dataDir, config.sessionSecret));

  const redis =
    config.redisUrl === undefined ? undefined : openRedis(config.redisUrl, { prefix: config.eventStorePrefix, log });
  const perMinute = options.requestsPerMinute;
  const door: { live?: Live } = {};
  const httpServer = createServer(
    createApp(
      {
        ...{ readModels, commands, imports, copier, files, vault, desk, visits, access, metrics, build, clientDir },
        ...{ askerOf, log },
        erasures: keeping.erasures,
        incidents: () => oversight.incidents.all(),
        auditLine: ({ asker, request }, line) => oversight.audited(asker, request, line),
        storeHealth: () => core.health(),
        vaultHealth: () => vault.health(),
        audit: auditReads,
        ...{ calculator, planCalculations: calculations, snapshots },
        calculator,
        suggest: () => suggestions.now(),
        selectionRuns,
        demo: true,
        ...(perMinute === undefined ? {} : { limits: { reads: perMinute, writes: perMinute, signIns: perMinute } }),
        ...(redis ? { sharedLimiter: redis.limiter } : {}),
        now: Date.now,
        endSession: (id) => door.live?.endSession(id),
      },
      session,
    ),
  );
  httpServer.requestTimeout = 120_000;
  httpServer.headersTimeout = 20_000;
  const live = new Live({
    ...{ readModels, commands, askerOf, build, access, log },
    sockets: (options) => new Server(httpServer, options),
    sessionMiddleware: session as never,
    allows: (request) => readModels.progress().ready && isLocal(request) && isSameOrigin(request),
    notices: desk,
    onForbidden: oversight.onForbidden,
    nameOf: (actor) => names.nameOf(actor),
    problem: problemOf,
    now: Date.now,
    limits: { commandsPerSecond: options.messagesPerSecond ?? 50 },
    ...(redis ? { adapter: redis.adapter } : {}),
  });
  door.live = live;
  core.follow(live);
  gauges(metrics, live, core);
  const heed = async (changes: readonly Change[]): Promise<void> => {
    for (const { topic, id } of changes) {
      if (topic === 'person') await names.changed(id);
      else live.endSession(id);
    }
  };
  const onProblem = (error: unknown): void => log('the vault does not answer', { error });
  const beat = (): void => {
    vault.processes.beat({ id, build, confirmed: readModels.head() }).catch(onProblem);
  };
  const beating = setInterval(beat, BEAT_MS).unref();
  beat();
  const stopWatching = watchChanges(vault.changes, from, heed, onProblem);
  const sweep = (): void => {
    vault.sessions.sweep(Date.now()).catch(onProblem);
    files.sweep().catch(onProblem);
  };
  sweep();
  const stopWatchingKeys = oversight.watchKeys(core);
  const sweeping = setInterval(sweep, SWEEP_MS).unref();
  const stop = async (): Promise<void> => {
    await live.drain(options.drainMs ?? DRAIN_MS);
    await live.close();
    redis?.close();
    httpServer.closeAllConnections();
    await notices.stop();
    await keeping.stop();
    await access.written();
    await suggestions.stop();
    await calculator.stop();
    await audit.stop();
    await vault.leases.release('checkpoint', holder).catch(onProblem);
    await core.stop();
    stopWatching();
    clearInterval(beating);
    await vault.processes.leave(id).catch(onProblem);
    clearInterval(sweeping);
    stopWatchingKeys();
    await vault.close();
    release();
  };
  const ready = async (url: string): Promise<void> => {
    await core.ready;
    await claimVault(vault, core.seed());
    notices.begin(url);
    await imports
      .rollForward()
      .catch((error: unknown) =>
        log('an import could not be completed; it is tried again at the next start', { error }),
      );
    if (config.example) await example(core, vault, names, files, () => suggestions.now());
    await keeping.begin();
    suggestions.start();
  };
  try {
    const url = await listen(httpServer, config);
    return { url, ready: ready(url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The example region, made on a first start and taken up when a kill cut its making off. */
async function example(
  core: Core,
  vault: Vault,
  names: Names,
  files: FileDesk,
  suggest: () => Promise<unknown>,
): Promise<void> {
  if ((await vault.settings.get('example.made')) === 'yes') return;
  const { readModels, commands } = core;
  await makeExample({
    commands,
    askerOf: (actor) => {
      const memberships = readModels.memberships(actor, amsterdamDay(new Date().toISOString()));
      return { principal: { actor, session: '' }, memberships, grants: readModels.grants(memberships) };
    },
    putPersona: async (persona) => {
      await vault.directory.put({ ...persona, persona: true });
      await names.changed(persona.actor);
    },
    seed: core.seed(),
    keepProfile: profileKeeper(files),
    settled: () => core.settled(),
  });
  // else who comes on the first day would find none
  await suggest();
  await vault.settings.put('example.made', 'yes');
}

function listen(server: ReturnType<typeof createServer>, { host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken: stop what listens there, or set PORT to another.`)
          : error,
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      const actual = typeof address === 'object' && address ? address.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`);
    });
  });
}
