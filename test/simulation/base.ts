import type { NewEvent } from '../../server/store/port.ts';
import { openCore } from '../../server/composition/core.ts';
import { makeExample, nameIds } from '../../server/exchange/example/make-example.ts';
import type { NameId } from '../../server/exchange/example/script.ts';
import { authorise } from '../../server/identity/authorise.ts';
import { problemOf } from '../../server/http/problems.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import { begin, Date, runUntil } from './clock.ts';
import { Random } from './random.ts';
import { noWrapping, SimulatedKeys } from './vault.ts';

/** What the log holds when a simulation begins: the example region, made by its own script. */
export interface Base {
  readonly batches: readonly { readonly stream: string; readonly event: NewEvent }[];
  readonly id: NameId;
  /** What the log is sealed with. */
  readonly keys: SimulatedKeys['made'];
}

export async function makeBase(): Promise<Base> {
  const random = new Random(20_260_601);
  begin(random, -24 * 3600_000);
  const store = openMemoryStore();
  const keys = new SimulatedKeys();
  return runUntil(async () => {
    const core = await openCore({
      store,
      sealing: { keys, wrapping: noWrapping },
      readModelFile: ':memory:',
      authorise: (models) => (asker, parsed) => authorise(models, asker, parsed.command),
      problem: problemOf,
      origin: 'simulation',
      log: () => undefined,
      now: () => Date.now(),
      random: (bytes) => random.bytes(bytes),
    });
    const models = core.readModels;
    await makeExample({
      commands: core.commands,
      askerOf: (actor) => {
        const memberships = models.memberships(actor, amsterdamDay(new Date().toISOString()));
        return { principal: { actor, session: '' }, memberships, grants: models.grants(memberships) };
      },
      putPersona: async () => undefined,
      seed: core.seed(),
      settled: () => core.settled(),
    });
    const { events } = await core.store.readAll({ limit: 10_000 });
    const batches = events.map(({ stream, id, type, version, data, salt, meta, proof }) => {
      return { stream, event: { id, type, version, data, salt, meta, ...(proof ? { proof } : {}) } };
    });
    const base = { batches, id: nameIds(core.seed()), keys: keys.made };
    await core.stop();
    return base;
  });
}
