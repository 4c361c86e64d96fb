import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { VaultMisuse } from '../../../server/vault/port.ts';
import { KeysHeld, type DataKey, type NewDataKey } from '../../../server/vault/port-keys.ts';
import type { VaultExample } from './example.ts';

const aKey = (given: Partial<NewDataKey> = {}): NewDataKey => ({
  key: `key_${randomUUID()}`,
  wrapped: randomBytes(69),
  subjects: ['act_noor'],
  scope: `person ${randomUUID()}`,
  ...given,
});
const ids = (keys: readonly DataKey[]): string[] => keys.map(({ key }) => key);
const bytesOf = (key: DataKey | undefined): string =>
  key && key.state !== 'destroyed' ? Buffer.from(key.wrapped).toString('hex') : 'none';

export const keys: VaultExample[] = [
  {
    name: 'a key that was made is there as it was given, also for another and after opening again',
    run: async ({ vault, other, reopen }) => {
      const given = aKey({ subjects: ['act_noor', 'org_b'], retainUntil: '2046-12-31' });
      const made = await vault.keys.make(given);
      const { key, scope, retainUntil } = given;
      expect(made).toMatchObject({ key, scope, retainUntil, hold: false, state: 'open' });
      expect([...made.subjects].sort()).toEqual(['act_noor', 'org_b']);
      expect(bytesOf(made)).toBe(Buffer.from(given.wrapped).toString('hex'));
      expect(Math.abs(made.madeAt - Date.now())).toBeLessThan(60_000);
      expect(await (await other()).keys.current(scope)).toEqual(made);
      expect(await (await reopen()).keys.get([key])).toEqual([made]);
    },
  },
  {
    name: 'a scope without an open key has none, and a second making gives the first',
    run: async ({ vault }) => {
      const first = aKey();
      expect(await vault.keys.current(first.scope)).toBeUndefined();
      await vault.keys.make(first);
      const second = await vault.keys.make(aKey({ scope: first.scope }));
      expect(second.key).toBe(first.key);
      expect(bytesOf(second)).toBe(Buffer.from(first.wrapped).toString('hex'));
    },
  },
  {
    name: 'of many that make a key for one scope at once one wins, and all get the winner’s',
    run: async ({ vault, other }) => {
      const second = await other();
      const scope = 'organisation b, 2026';
      const made = await Promise.all(
        Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? vault : second).keys.make(aKey({ scope }))),
      );
      expect(new Set(made.map((key) => `${key.key} ${bytesOf(key)}`)).size).toBe(1);
      expect(await vault.keys.page('', 100)).toHaveLength(1);
    },
  },
  {
    name: 'an id is that of one key for ever',
    run: async ({ vault }) => {
      const first = await vault.keys.make(aKey());
      await expect(vault.keys.make(aKey({ key: first.key }))).rejects.toBeInstanceOf(VaultMisuse);
      await vault.keys.destroy([first.key]);
      await expect(vault.keys.make(aKey({ key: first.key }))).rejects.toBeInstanceOf(VaultMisuse);
      expect(await vault.keys.page('', 100)).toHaveLength(1);
    },
  },
  {
    name: 'a closed key opens what it sealed, and its scope gets another',
    run: async ({ vault }) => {
      const first = aKey();
      await vault.keys.make(first);
      await vault.keys.close([first.key]);
      await vault.keys.close([first.key, 'key_never']);
      const [closed] = await vault.keys.get([first.key]);
      expect(closed).toMatchObject({ state: 'closed' });
      expect(closed?.closedAt).toBeGreaterThanOrEqual(closed?.madeAt ?? Infinity);
      expect(bytesOf(closed)).toBe(Buffer.from(first.wrapped).toString('hex'));
      expect(await vault.keys.current(first.scope)).toBeUndefined();
      const second = await vault.keys.make(aKey({ scope: first.scope }));
      expect(second.key).not.toBe(first.key);
      expect((await vault.keys.current(first.scope))?.key).toBe(second.key);
    },
  },
  {
    name: 'a destroyed key leaves a row and no byte; again, and of a key never seen, nothing happens',
    run: async ({ vault, reopen, holdsText }) => {
      // no rubbish: text, so that the files can be searched for it
      const gone = aKey({ wrapped: Buffer.from('bytes of a key that shall be gone for good, so help me SQL') });
      const stays = aKey({ wrapped: Buffer.from('bytes of a key that stays where it is, and is looked for') });
      for (const key of [gone, stays]) await vault.keys.make(key);
      await vault.keys.destroy([gone.key, 'key_never']);
      await vault.keys.destroy([gone.key]);
      const again = await reopen();
      const [row] = await again.keys.get([gone.key, 'key_never']);
      expect(row).toMatchObject({ key: gone.key, scope: gone.scope, subjects: gone.subjects, state: 'destroyed' });
      expect(row).not.toHaveProperty('wrapped');
      expect(await again.keys.current(gone.scope)).toBeUndefined();
      expect(await holdsText('a key that stays where it is')).toBe(true);
      expect(await holdsText('a key that shall be gone for good')).toBe(false);
    },
  },
  {
    name: 'a key under a hold is not destroyed, nor is any beside it; lifted, it is',
    run: async ({ vault }) => {
      const [held, free] = [aKey(), aKey()];
      for (const key of [held, free]) await vault.keys.make(key);
      await vault.keys.hold(held.key, true);
      const refused = vault.keys.destroy([free.key, held.key]);
      await expect(refused).rejects.toBeInstanceOf(KeysHeld);
      await expect(refused).rejects.toMatchObject({ keys: [held.key] });
      expect((await vault.keys.get([free.key, held.key])).map(({ state }) => state)).toEqual(['open', 'open']);
      await vault.keys.hold(held.key, false);
      await vault.keys.destroy([free.key, held.key]);
      expect((await vault.keys.get([free.key, held.key])).map(({ state }) => state)).toEqual([
        'destroyed',
        'destroyed',
      ]);
    },
  },
  {
    name: 'subjects are added once each, and their keys are found, destroyed ones too',
    run: async ({ vault }) => {
      const [text, other] = [aKey({ subjects: [] }), aKey({ subjects: ['act_daan'] })];
      for (const key of [text, other]) await vault.keys.make(key);
      await vault.keys.addSubjects(text.key, ['act_daan', 'act_noor']);
      await vault.keys.addSubjects(text.key, ['act_noor']);
      await vault.keys.destroy([other.key]);
      expect(ids(await vault.keys.ofSubject('act_daan')).sort()).toEqual([text.key, other.key].sort());
      const [found] = await vault.keys.ofSubject('act_noor');
      expect(found?.subjects).toEqual(['act_daan', 'act_noor']);
      await expect(vault.keys.addSubjects('key_never', ['act_noor'])).rejects.toBeInstanceOf(VaultMisuse);
      expect(await vault.keys.ofSubject('act_nobody')).toEqual([]);
    },
  },
  {
    name: 'what changed since a mark is told: made, closed, destroyed, each at its last state',
    run: async ({ vault, other }) => {
      const second = await other();
      const [a, b, c] = [aKey(), aKey(), aKey()];
      for (const key of [a, b, c]) await vault.keys.make(key);
      const all = await second.keys.states(0);
      expect(all.changed.map(({ key }) => key).sort()).toEqual([a.key, b.key, c.key].sort());
      await vault.keys.close([a.key, b.key]);
      await vault.keys.destroy([b.key]);
      const since = await second.keys.states(all.mark);
      expect(Object.fromEntries(since.changed.map(({ key, state }) => [key, state]))).toEqual({
        [a.key]: 'closed',
        [b.key]: 'destroyed',
      });
      expect(since.changed.find(({ key }) => key === a.key)?.scope).toBe(a.scope);
      expect(await second.keys.states(since.mark)).toEqual({ mark: since.mark, changed: [] });
    },
  },
  {
    name: 'keys whose last day has passed are due, unless they are held or gone',
    run: async ({ vault }) => {
      const [past, today, none, held, gone] = [
        aKey({ retainUntil: '2026-03-01' }),
        aKey({ retainUntil: '2026-03-02' }),
        aKey(),
        aKey({ retainUntil: '2020-01-01' }),
        aKey({ retainUntil: '2020-01-01' }),
      ];
      for (const key of [past, today, none, held, gone]) await vault.keys.make(key);
      await vault.keys.hold(held.key, true);
      await vault.keys.destroy([gone.key]);
      expect(ids(await vault.keys.due('2026-03-02'))).toEqual([past.key]);
      await vault.keys.retain(none.key, '2019-12-31');
      await vault.keys.retain(past.key, undefined);
      expect(ids(await vault.keys.due('2026-03-02'))).toEqual([none.key]);
      await expect(vault.keys.retain('key_never', '2026-03-02')).rejects.toBeInstanceOf(VaultMisuse);
    },
  },
  {
    name: 'many keys at once are no different, and every one is found by paging',
    run: async ({ vault }) => {
      const many = Array.from({ length: 520 }, () => aKey({ subjects: ['org_many'] }));
      for (let at = 0; at < many.length; at += 20)
        await Promise.all(many.slice(at, at + 20).map((key) => vault.keys.make(key)));
      const wanted = many.map(({ key }) => key).sort();
      expect(ids(await vault.keys.get(wanted)).sort()).toEqual(wanted);
      const paged: string[] = [];
      for (let page = await vault.keys.page('', 400); page.length > 0;)
        page = await vault.keys.page(paged[paged.push(...ids(page)) - 1] ?? '', 400);
      expect([...paged].sort()).toEqual(wanted);
      await vault.keys.destroy(wanted);
      expect(new Set((await vault.keys.ofSubject('org_many')).map(({ state }) => state))).toEqual(
        new Set(['destroyed']),
      );
    },
  },
  {
    name: 'a key is put under another wrapping only when it still is under the one that was read',
    run: async ({ vault }) => {
      const given = aKey();
      await vault.keys.make(given);
      expect(await vault.keys.rewrap(given.key, randomBytes(69), randomBytes(69))).toBe(false);
      const again = randomBytes(69);
      expect(await vault.keys.rewrap(given.key, given.wrapped, again)).toBe(true);
      await vault.keys.forgetOldWrappings();
      expect(bytesOf(await vault.keys.current(given.scope))).toBe(again.toString('hex'));
    },
  },
];
