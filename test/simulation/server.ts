import { amsterdamDay } from '../../events/timeline.ts';
import { beginCore, type Core } from '../../server/composition/core.ts';
import { problemOf } from '../../server/http/problems.ts';
import { authorise } from '../../server/identity/authorise.ts';
import type { Asker } from '../../server/identity/viewer.ts';
import { Live } from '../../server/live/live.ts';
import { NoticeDesk } from '../../server/notices/desk.ts';
import { openSqliteVault } from '../../server/vault/sqlite.ts';
import { as, Date, type Owner } from './clock.ts';
import type { Network } from './network.ts';
import type { Random } from './random.ts';
import { SlowStore, type SharedStore } from './store.ts';
import { noWrapping } from './vault.ts';

/** What was read of notices, by nobody. */
const vault = await openSqliteVault(':memory:');

export interface ServerWorld {
  readonly network: Network;
  readonly shared: SharedStore;
  readonly random: Random;
  readonly manyProcesses: boolean;
  /** Told of what a server could not do. */
  readonly logged: (owner: Owner, message: string, details: Record<string, unknown>) => void;
}

/** One process of the server: the real core and the real doors, without a real network below. */
export class SimulatedServer {
  readonly owner: Owner;
  readonly store: SlowStore;
  core: Core | undefined;
  live: Live | undefined;
  readonly #world: ServerWorld;

  constructor(name: string, world: ServerWorld, readModelFile: string) {
    this.owner = { name, dead: false };
    this.#world = world;
    this.store = new SlowStore(world.shared, this.owner, world.random);
    as(this.owner, () => void this.#begin(readModelFile));
  }

  /** Index of the last event that it has handled. */
  get head(): number {
    return this.core?.readModels.head() ?? -1;
  }

  asker(actor: string): Asker {
    const models = this.core?.readModels;
    if (!models) throw new Error('It has not begun.');
    const memberships = models.memberships(actor, amsterdamDay(new Date().toISOString()));
    return { principal: { actor, session: actor }, memberships, grants: models.grants(memberships) };
  }

  /** Ends as by SIGKILL: nothing of it runs any more. */
  async kill(): Promise<void> {
    if (this.owner.dead) return;
    this.owner.dead = true;
    this.#world.network.killed(this.owner);
    await this.store.close();
  }

  /** Ends as by SIGTERM. */
  async stop(): Promise<void> {
    await as(this.owner, async () => {
      await this.live?.drain(2_000);
      await this.live?.close();
      await this.core?.stop();
    });
    await this.kill();
  }

  async #begin(readModelFile: string): Promise<void> {
    const { network, shared, random, manyProcesses, logged } = this.#world;
    const core = await beginCore({
      store: this.store,
      sealing: { keys: shared.keys, wrapping: noWrapping },
      sharedStore: manyProcesses,
      readModelFile,
      authorise: (models) => (asker, parsed) => authorise(models, asker, parsed.command),
      problem: problemOf,
      origin: 'simulation',
      log: (message, details) => logged(this.owner, message, details),
      now: () => Date.now(),
      random: (bytes) => random.bytes(bytes),
    });
    const live = new Live({
      sockets: (options) => {
        const allows = (): boolean => {
          let allowed = false;
          options.allowRequest?.({} as never, (_, yes) => (allowed = yes));
          return allowed;
        };
        return network.listen(this.owner, allows);
      },
      readModels: core.readModels,
      commands: core.commands,
      askerOf: (request) => this.asker((request as unknown as { actor: string }).actor),
      sessionMiddleware: () => undefined,
      allows: () => core.readModels.progress().ready,
      access: { note: () => undefined },
      notices: new NoticeDesk({ readModels: core.readModels, vault: vault.notices, now: () => Date.now() }),
      nameOf: (actor) => actor,
      problem: problemOf,
      build: 'simulated',
      now: () => Date.now(),
      log: (message, details) => logged(this.owner, message, details),
    });
    core.follow({ take: (event) => shared.learn([event]), push: () => undefined });
    core.follow(live);
    this.core = core;
    this.live = live;
  }
}
