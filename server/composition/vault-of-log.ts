import type { Cursor, EventStore } from '../store/port.ts';
import type { Vault } from '../vault/port.ts';

const SETTING = 'vault.log';
const PAGE = 5_000;

/**
 * Does this vault hold the keys of this log? One that was with another log, or that lacks a key that the log names,
 * may not be used with it: what is sealed could not be read, and what it sealed, no other process could read.
 * @throws Error with a sentence
 */
export async function assertVaultOfLog(vault: Vault, store: EventStore): Promise<void> {
  const [first] = (await store.readAll({ limit: 1 })).events;
  if (!first) return;
  const claimed = await vault.settings.get(SETTING);
  if (claimed === first.id) return;
  if (claimed !== undefined)
    throw new Error(
      `The vault belongs to another log (its first event is ${claimed}, not ${first.id}): ${remedy(vault)}, or look whether EVENTSTORE_URL, EVENTSTORE_PREFIX and DATA_DIR name the log that you mean.`,
    );
  const key = await firstKeyOf(store);
  if (key === undefined || (await vault.keys.get([key])).length > 0) return;
  throw new Error(
    `The log holds what is sealed under keys of another vault (${key}), which this process does not have: ${remedy(vault)}. Several processes share one vault.`,
  );
}

/** From now on the vault is this log's. */
export async function claimVault(vault: Vault, firstEvent: string): Promise<void> {
  await vault.settings.compareAndSet(SETTING, undefined, firstEvent);
}

const remedy = ({ shared }: Vault): string =>
  shared ? 'name the vault of this log in VAULT_URL' : 'set VAULT_URL to the vault that the other processes use';

async function firstKeyOf(store: EventStore): Promise<string | undefined> {
  for (let after: Cursor | undefined; ;) {
    const page = await store.readAll({ ...(after ? { after } : {}), limit: PAGE });
    if (page.events.length === 0) return undefined;
    for (const { proof } of page.events) for (const key of Object.values(proof?.keys ?? {})) return key;
    after = page.next;
  }
}
