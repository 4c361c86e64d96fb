import { expect } from 'vitest';
import type { Person } from '../../../server/vault/port.ts';
import type { VaultExample } from './example.ts';

const noor: Person = { actor: 'act_noor', name: 'Noor de Wit', organisation: 'org_a', role: 'COMPANY', persona: true };
const daan: Person = { actor: 'act_daan', name: 'Daan Één', email: 'daan@example.org', persona: false };

export const people: VaultExample[] = [
  {
    name: 'a person is there as he was written, also after opening again',
    run: async ({ vault, reopen }) => {
      await vault.directory.put(noor);
      await vault.directory.put(daan);
      const again = await reopen();
      expect(await again.directory.find('act_noor')).toEqual(noor);
      expect(await again.directory.find('act_daan')).toEqual(daan);
      expect(await again.directory.find('act_nobody')).toBeUndefined();
    },
  },
  {
    name: 'everybody comes in the order of coming; writing again changes and does not move',
    run: async ({ vault }) => {
      for (const person of [noor, daan]) await vault.directory.put(person);
      await vault.directory.put({ actor: 'act_noor', name: 'Noor Zwart', persona: true });
      expect(await vault.directory.all()).toEqual([{ actor: 'act_noor', name: 'Noor Zwart', persona: true }, daan]);
      expect((await vault.directory.personas()).map(({ actor }) => actor)).toEqual(['act_noor']);
    },
  },
  {
    name: 'an erased person leaves no byte in the tables, and loses his sessions; the others stay',
    run: async ({ vault, reopen, holdsText }) => {
      const name = 'Xaverius Onuitwisbaar';
      await vault.directory.put({
        actor: 'act_x',
        name: 'Eerdere Naamdrager',
        email: 'x.on@example.org',
        persona: false,
      });
      await vault.directory.put({ actor: 'act_x', name, email: 'x.on@example.org', persona: false });
      await vault.directory.put(daan);
      await vault.sessions.put('s-x', 'act_x', '{"actor":"act_x"}', Date.now() + 60_000);
      expect(await vault.directory.find('act_x')).toBeDefined();
      await vault.directory.erase('act_x');
      expect(await vault.directory.all()).toEqual([daan]);
      expect(await vault.sessions.get('s-x')).toBeUndefined();
      await reopen();
      expect(await holdsText('Daan Één')).toBe(true);
      for (const text of [name, 'Eerdere Naamdrager', 'x.on@example.org']) expect(await holdsText(text)).toBe(false);
    },
  },
  {
    name: 'erasing somebody who is not there does nothing',
    run: async ({ vault }) => {
      await vault.directory.put(noor);
      await vault.directory.erase('act_nobody');
      await vault.directory.erase('act_noor');
      await vault.directory.erase('act_noor');
      await vault.directory.put(daan);
      expect(await vault.directory.all()).toEqual([daan]);
    },
  },
];

const later = (): number => Date.now() + 60_000;

export const sessions: VaultExample[] = [
  {
    name: 'a session that one process keeps is there for another, until it is ended',
    run: async ({ vault, other }) => {
      const second = await other();
      const expires = later();
      await vault.sessions.put('s1', 'act_noor', '{"a":1}', expires);
      expect(await second.sessions.get('s1')).toEqual({ data: '{"a":1}', expires });
      await second.sessions.put('s1', 'act_noor', '{"a":2}', expires);
      expect((await vault.sessions.get('s1'))?.data).toBe('{"a":2}');
      await vault.sessions.end('s1');
      expect(await second.sessions.get('s1')).toBeUndefined();
    },
  },
  {
    name: 'the end of a session is told to the others, once, and only of one that was there',
    run: async ({ vault, other }) => {
      const second = await other();
      const from = await second.changes.mark();
      await vault.sessions.put('s1', undefined, '{}', later());
      await vault.sessions.end('s1');
      await vault.sessions.end('s1');
      await vault.sessions.end('s-never');
      const heard = await second.changes.since(from);
      expect(heard.changes).toEqual([{ topic: 'session-end', id: 's1' }]);
      expect((await second.changes.since(heard.mark)).changes).toEqual([]);
    },
  },
  {
    name: 'an ended session does not come back',
    run: async ({ vault, reopen }) => {
      await vault.sessions.put('s1', undefined, '{}', later());
      await vault.sessions.put('s2', undefined, '{}', later());
      await vault.sessions.end('s1');
      await vault.sessions.put('s1', undefined, '{}', later());
      const again = await reopen();
      expect(await again.sessions.get('s1')).toBeUndefined();
      expect(await again.sessions.get('s2')).toBeDefined();
    },
  },
  {
    name: 'all sessions of a person end together, and nobody else’s',
    run: async ({ vault }) => {
      const from = await vault.changes.mark();
      for (const [id, actor] of [
        ['s1', 'act_noor'],
        ['s2', 'act_noor'],
        ['s3', 'act_daan'],
      ] as const)
        await vault.sessions.put(id, actor, '{}', later());
      await vault.sessions.endAllOf('act_noor');
      const ended = (await vault.changes.since(from)).changes.map(({ id }) => id).sort();
      expect(ended).toEqual(['s1', 's2']);
      expect(await vault.sessions.get('s3')).toBeDefined();
    },
  },
  {
    name: 'a sweep forgets what has run out and keeps the rest',
    run: async ({ vault }) => {
      await vault.sessions.put('old', undefined, '{}', Date.now() - 10);
      await vault.sessions.put('new', undefined, '{}', later());
      await vault.sessions.sweep(Date.now());
      expect(await vault.sessions.get('old')).toBeUndefined();
      expect(await vault.sessions.get('new')).toBeDefined();
    },
  },
];

export const settings: VaultExample[] = [
  {
    name: 'a setting stands until another value is put, also after opening again',
    run: async ({ vault, reopen }) => {
      await vault.settings.put('a', '1');
      await vault.settings.put('a', '2');
      const again = await reopen();
      expect(await again.settings.get('a')).toBe('2');
      expect(await again.settings.get('b')).toBeUndefined();
    },
  },
  {
    name: 'it is set only when it is as expected',
    run: async ({ vault }) => {
      expect(await vault.settings.compareAndSet('a', undefined, '1')).toBe(true);
      expect(await vault.settings.compareAndSet('a', undefined, '2')).toBe(false);
      expect(await vault.settings.compareAndSet('a', '3', '2')).toBe(false);
      expect(await vault.settings.compareAndSet('a', '1', '2')).toBe(true);
      expect(await vault.settings.compareAndSet('b', '1', '2')).toBe(false);
      expect(await vault.settings.get('a')).toBe('2');
      expect(await vault.settings.get('b')).toBeUndefined();
    },
  },
  {
    name: 'of many that set it at once one wins',
    run: async ({ vault, other }) => {
      const second = await other();
      const tries = Array.from({ length: 20 }, (_, n) => [n % 2 === 0 ? vault : second, String(n)] as const);
      const won = await Promise.all(
        tries.map(async ([one, value]) => ((await one.settings.compareAndSet('a', undefined, value)) ? [value] : [])),
      );
      expect(won.flat()).toEqual([await vault.settings.get('a')]);
    },
  },
  {
    name: 'the vault has an id of its own that it keeps, and says that it is well',
    run: async ({ vault, other, reopen }) => {
      expect(vault.id).toMatch(/^[0-9a-f-]{36}$/);
      expect((await other()).id).toBe(vault.id);
      const again = await reopen();
      expect(again.id).toBe(vault.id);
      expect(await again.health()).toEqual({ ok: true });
    },
  },
  {
    name: 'changes are heard in order, each once, however many write at a time',
    run: async ({ vault, other }) => {
      const second = await other();
      const from = await vault.changes.mark();
      const heard: string[] = [];
      let mark = from;
      const listen = async (): Promise<void> => {
        const found = await vault.changes.since(mark);
        mark = found.mark;
        heard.push(...found.changes.map(({ id }) => id));
        await new Promise((resolve) => setImmediate(resolve));
      };
      const actors = Array.from({ length: 40 }, (_, n) => `act_${n}`);
      let writing = true;
      const writers = Promise.all(
        actors.map((actor, n) => (n % 2 === 0 ? vault : second).directory.put({ actor, name: actor, persona: false })),
      ).finally(() => (writing = false));
      while (writing) await listen();
      await writers;
      await listen();
      expect([...heard].sort()).toEqual([...actors].sort());
    },
  },
];
