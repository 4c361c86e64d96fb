import { expect, test } from 'vitest';
import { NAME_MOST } from '../../../server/vault/port.ts';
import { openSqliteVault } from '../../../server/vault/sqlite.ts';

test('a name is kept as it was given; one that is empty or too long never gets in', () => {
  const vault = openSqliteVault(':memory:');
  const { directory } = vault;
  const person = (name: string) => ({ actor: 'act_a', name, persona: false });
  directory.put(person('é'.repeat(NAME_MOST)));
  expect(directory.find('act_a')?.name).toBe('é'.repeat(NAME_MOST));
  for (const name of ['', '  ', 'x'.repeat(NAME_MOST + 1)])
    expect(() => directory.put(person(name))).toThrow(/1 to 200 signs/);
  expect(directory.all()).toHaveLength(1);
  vault.close();
});
