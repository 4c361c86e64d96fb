import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assertVaultOfLog, claimVault } from '../../../server/composition/vault-of-log.ts';
import { openMemoryStore } from '../../../server/store/memory.ts';
import type { Vault } from '../../../server/vault/port.ts';
import { openSqliteVault } from '../../../server/vault/sqlite.ts';
import { adopt, newWrappingKey, openWrapping } from '../../../server/vault/wrapping-file.ts';
import { rewrapAll, Wrapping, wrappingNameOf } from '../../../server/vault/wrapping.ts';
import { event } from '../../contract/an-event.ts';

let directory: string;
let vault: Vault;
let file: string;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'regiotafel-wrapping-'));
  file = join(directory, 'vault-key');
  vault = await openSqliteVault(join(directory, 'vault.db'));
});
afterEach(async () => {
  await vault.close();
  rmSync(directory, { recursive: true, force: true });
});
const make = (key: string, wrapped: Uint8Array) => vault.keys.make({ key, wrapped, subjects: [], scope: key });

describe('a wrapped data key', () => {
  const wrapping = new Wrapping([randomBytes(32)]);
  const dataKey = randomBytes(32);
  test('opens under its own id alone, and never shows the key', () => {
    const wrapped = wrapping.wrap('key_a', dataKey);
    expect(Buffer.from(wrapping.unwrap('key_a', wrapped))).toEqual(dataKey);
    expect(Buffer.from(wrapped).includes(dataKey)).toBe(false);
    expect(() => wrapping.unwrap('key_b', wrapped)).toThrow(/key_b are damaged or another key/);
    expect(wrapping.wrap('key_a', dataKey)).not.toEqual(wrapped);
  });
  test('is refused with a bit changed anywhere', () => {
    const wrapped = wrapping.wrap('key_a', dataKey);
    for (let at = 0; at < wrapped.length; at++) {
      const changed = Buffer.from(wrapped);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => wrapping.unwrap('key_a', changed)).toThrow(/restore|put back/);
    }
    expect(() => wrapping.unwrap('key_a', wrapped.subarray(0, 20))).toThrow(/restore/);
  });
  test('says under which wrapping key it is when that one is not there', () => {
    const wrapped = wrapping.wrap('key_a', dataKey);
    expect(() => new Wrapping([randomBytes(32)]).unwrap('key_a', wrapped)).toThrow(new RegExp(wrapping.name));
    expect(() => new Wrapping([randomBytes(31)])).toThrow(/32 bytes, not 31/);
  });
});

describe('the key file', () => {
  test('is made once, for the server’s user alone, and is the vault’s from then on', async () => {
    const wrapping = await openWrapping(file, vault.settings);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await openWrapping(file, vault.settings)).name).toBe(wrapping.name);
  });
  test('missing, another’s, readable by others or no key file: each is said with what to do, and nothing is made', async () => {
    await openWrapping(file, vault.settings);
    const own = readFileSync(file, 'utf8');
    rmSync(file);
    await expect(openWrapping(file, vault.settings)).rejects.toThrow(/is missing.*VAULT_KEY_FILE/);
    expect(() => statSync(file)).toThrow();
    writeFileSync(file, newWrappingKey(), { mode: 0o600 });
    await expect(openWrapping(file, vault.settings)).rejects.toThrow(/another wrapping key.*copy the key file/);
    writeFileSync(file, 'not a key at all');
    await expect(openWrapping(file, vault.settings)).rejects.toThrow(/is no key file/);
    writeFileSync(file, own);
    chmodSync(file, 0o644);
    await expect(openWrapping(file, vault.settings)).rejects.toThrow(/chmod 600/);
    chmodSync(file, 0o600);
    await openWrapping(file, vault.settings);
  });
  test('with a new key above the old one: everything is wrapped anew, and then the old one may go', async () => {
    const before = await openWrapping(file, vault.settings);
    const dataKeys = Array.from({ length: 7 }, (_, n) => [`key_${n}`, randomBytes(32)] as const);
    for (const [key, bytes] of dataKeys) await make(key, before.wrap(key, bytes));
    await vault.keys.destroy(['key_6']);
    const [old, fresh] = [readFileSync(file, 'utf8'), newWrappingKey()];
    writeFileSync(file, `${fresh}\n${old}`);
    const both = await openWrapping(file, vault.settings);
    expect(await rewrapAll(vault.keys, both)).toBe(6);
    expect(await rewrapAll(vault.keys, both)).toBe(0);
    await adopt(both, vault.settings);
    writeFileSync(file, fresh);
    const after = await openWrapping(file, vault.settings);
    for (const key of await vault.keys.get(dataKeys.map(([id]) => id))) {
      if (key.state === 'destroyed') continue;
      expect(wrappingNameOf(key.wrapped)).toBe(after.name);
      const [, bytes] = dataKeys.find(([id]) => id === key.key) ?? [];
      expect(Buffer.from(after.unwrap(key.key, key.wrapped))).toEqual(bytes);
    }
    writeFileSync(file, old);
    await expect(openWrapping(file, vault.settings)).rejects.toThrow(/another wrapping key/);
  });
});

describe('a vault and its log', () => {
  const sealed = { ...event(), proof: { digests: {}, sealed: 'x', keys: { '/data/text': 'key_1' }, ciphertexts: {} } };
  test('a log with keys that this vault does not have is refused; with them it is taken, and is the only one', async () => {
    const store = openMemoryStore();
    await assertVaultOfLog(vault, store);
    const first = event();
    await store.append('log-1', 'none', [first]);
    await assertVaultOfLog(vault, store);
    await store.append('plan-1', 'none', [sealed]);
    await expect(assertVaultOfLog(vault, store)).rejects.toThrow(/keys of another vault \(key_1\).*set VAULT_URL/);
    await make('key_1', randomBytes(69));
    await assertVaultOfLog(vault, store);
    await claimVault(vault, first.id);
    const other = openMemoryStore();
    await other.append('log-1', 'none', [event()]);
    await expect(assertVaultOfLog(vault, other)).rejects.toThrow(/belongs to another log/);
    await assertVaultOfLog(vault, store);
  });
});
