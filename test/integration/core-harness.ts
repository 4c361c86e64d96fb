import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Refusal } from '../../events/decision.ts';
import type { Problem } from '../../events/live-protocol.ts';
import { refusalSentence } from '../../events/refusals.ts';
import { openCore, type Core } from '../../server/composition/core.ts';
import { makeExample, nameIds } from '../../server/exchange/example/make-example.ts';
import { authorise } from '../../server/identity/authorise.ts';
import type { Asker } from '../../server/identity/viewer.ts';
import { openSqliteVault } from '../../server/vault/sqlite.ts';
import { openWrapping } from '../../server/vault/wrapping-file.ts';
import type { EventStore } from '../../server/store/port.ts';
import { isShared, storeAt } from './store-under-test.ts';
import type { Authorise } from '../../server/commands/dependencies.ts';

export const freshDirectory = (): string => mkdtempSync(join(tmpdir(), 'regiotafel-'));

export function problem({ code, values }: Refusal): Problem {
  const sentences = { nl: refusalSentence(code, values, 'nl'), en: refusalSentence(code, values, 'en') };
  return { type: `urn:${code}`, title: code, status: 422, code, detail: sentences.nl, sentences, values };
}

/** Lets everybody do everything, as the first membership he has: for tests that are not about rights. */
const anything: Authorise = (asker) => {
  const [membership] = asker.memberships;
  if (!asker.principal || !membership) return { refused: { code: 'NOT_SIGNED_IN', values: {} } };
  return { actor: asker.principal.actor, organisation: membership.organisation, role: membership.role };
};

export async function coreAt(
  directory: string,
  store: EventStore = storeAt(directory),
  rights: 'anything' | 'as they are' = 'anything',
  readModelFile = join(directory, 'readmodels.db'),
  now?: () => number,
  shared = isShared,
): Promise<Core> {
  const vault = await openSqliteVault(join(directory, 'vault.db'));
  const core = await openCore({
    store,
    sealing: { keys: vault.keys, wrapping: await openWrapping(join(directory, 'vault.key'), vault.settings) },
    readModelFile,
    sharedStore: shared,
    authorise: (readModels) =>
      rights === 'anything' ? anything : (asker, parsed) => authorise(readModels, asker, parsed.command),
    problem,
    origin: 'test',
    log: () => undefined,
    ...(now ? { now } : {}),
  });
  const stop = async (): Promise<void> => {
    await core.stop();
    await vault.close();
  };
  return { ...core, stop };
}

export function askerIn(core: Core, actor: string): Asker {
  const memberships = core.readModels.memberships(actor, '2026-06-01');
  return { principal: { actor, session: actor }, memberships, grants: core.readModels.grants(memberships) };
}

export async function withExample(core: Core): Promise<(prefix: string, name: string) => string> {
  await makeExample({
    commands: core.commands,
    askerOf: (actor) => askerIn(core, actor),
    putPersona: () => Promise.resolve(),
    seed: core.seed(),
    settled: () => core.settled(),
  });
  await core.settled();
  return nameIds(core.seed());
}
