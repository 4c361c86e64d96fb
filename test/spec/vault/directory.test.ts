import { expect, test } from 'vitest';
import { NAME_MOST } from '../../../server/vault/port.ts';
import { openSqliteVault } from '../../../server/vault/sqlite.ts';

test('a name is kept as it was given; one that is empty or too long never gets in', async () => {
  const vault = await openSqliteVault(':memory:');
  const { directory } = vault;
  const person = (name: string) => ({ actor: 'act_a', name, persona: false });
  await directory.put(person('é'.repeat(NAME_MOST)));
  expect((await directory.find('act_a'))?.name).toBe('é'.repeat(NAME_MOST));
  for (const name of ['', '  ', 'x'.repeat(NAME_MOST + 1)])
    await expect(directory.put(person(name))).rejects.toThrow(/1 to 200 signs/);
  expect(await directory.all()).toHaveLength(1);
  await vault.close();
});
