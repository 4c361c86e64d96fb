import { createHash, randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { VaultMisuse } from '../../../server/vault/port.ts';
import type { Access } from '../../../server/vault/port-access-log.ts';
import type { SealedFile } from '../../../server/vault/port-files.ts';
import type { VaultExample } from './example.ts';

export const leases: VaultExample[] = [
  {
    name: 'a lease is one holder’s; he may take and renew it again, another may not',
    run: async ({ vault, other }) => {
      const second = await other();
      expect(await vault.leases.take('sign', 'a', 60_000)).toBe(true);
      expect(await second.leases.take('sign', 'b', 60_000)).toBe(false);
      expect(await vault.leases.take('sign', 'a', 60_000)).toBe(true);
      expect(await vault.leases.renew('sign', 'a', 60_000)).toBe(true);
      expect(await second.leases.renew('sign', 'b', 60_000)).toBe(false);
      expect(await second.leases.take('mail', 'b', 60_000)).toBe(true);
    },
  },
  {
    name: 'given free it is anybody’s, and only its holder gives it free',
    run: async ({ vault }) => {
      await vault.leases.take('sign', 'a', 60_000);
      await vault.leases.release('sign', 'b');
      expect(await vault.leases.take('sign', 'b', 60_000)).toBe(false);
      await vault.leases.release('sign', 'a');
      expect(await vault.leases.take('sign', 'b', 60_000)).toBe(true);
      expect(await vault.leases.renew('sign', 'a', 60_000)).toBe(false);
    },
  },
  {
    name: 'one that has run out is another’s, and its holder learns it at renewing',
    run: async ({ vault, other }) => {
      const second = await other();
      expect(await vault.leases.take('sign', 'a', 1)).toBe(true);
      await expect.poll(() => second.leases.take('sign', 'b', 60_000), { interval: 5 }).toBe(true);
      expect(await vault.leases.renew('sign', 'a', 60_000)).toBe(false);
    },
  },
  {
    name: 'of many that take it at once one gets it',
    run: async ({ vault, other }) => {
      const second = await other();
      const taken = await Promise.all(
        Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? vault : second).leases.take('sign', `p${n}`, 60_000)),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
    },
  },
];

export const processes: VaultExample[] = [
  {
    name: 'who beats is on the list, with what he said last; who leaves is not',
    run: async ({ vault, other }) => {
      const second = await other();
      await vault.processes.beat({ id: 'p1', build: 'x', confirmed: 4 });
      await second.processes.beat({ id: 'p2', build: 'y', confirmed: -1 });
      await vault.processes.beat({ id: 'p1', build: 'x', confirmed: 9 });
      const living = await second.processes.living(60_000);
      expect(living.map(({ id, build, confirmed }) => ({ id, build, confirmed }))).toEqual([
        { id: 'p1', build: 'x', confirmed: 9 },
        { id: 'p2', build: 'y', confirmed: -1 },
      ]);
      for (const { startedAt, beatAt } of living) expect(beatAt).toBeGreaterThanOrEqual(startedAt);
      await vault.processes.leave('p1');
      expect((await second.processes.living(60_000)).map(({ id }) => id)).toEqual(['p2']);
    },
  },
  {
    name: 'who has not beaten for a while is not among the living, until he does again',
    run: async ({ vault }) => {
      await vault.processes.beat({ id: 'p1', build: 'x', confirmed: 4 });
      await expect.poll(() => vault.processes.living(1), { interval: 5 }).toEqual([]);
      await vault.processes.beat({ id: 'p1', build: 'x', confirmed: 5 });
      expect(await vault.processes.living(60_000)).toHaveLength(1);
    },
  },
];

const access = (n: number): Access => ({
  at: 1_000 + n,
  session: 'hash',
  actor: n % 2 === 0 ? 'act_noor' : 'act_daan',
  topic: `region:${n % 3}`,
  grants: 'P1',
  from: 0,
  to: n,
  what: 'history',
});

export const accessLog: VaultExample[] = [
  {
    name: 'what was read is found by whom, when and where, newest first, page by page',
    run: async ({ vault, reopen }) => {
      await vault.accessLog.append(Array.from({ length: 7 }, (_, n) => access(n)));
      await vault.accessLog.append([access(7)]);
      const again = await reopen();
      const first = await again.accessLog.query({ limit: 5 });
      expect(first.rows).toEqual([7, 6, 5, 4, 3].map(access));
      await again.accessLog.append([access(8)]);
      const second = await again.accessLog.query({ limit: 5, ...(first.cursor ? { cursor: first.cursor } : {}) });
      expect(second).toEqual({ rows: [2, 1, 0].map(access) });
      const toOf = async (query: object): Promise<number[]> =>
        (await again.accessLog.query({ limit: 50, ...query })).rows.map(({ to }) => to);
      expect(await toOf({ actor: 'act_daan' })).toEqual([7, 5, 3, 1]);
      expect(await toOf({ topic: 'region:2' })).toEqual([8, 5, 2]);
      expect(await toOf({ from: 1_002, to: 1_004 })).toEqual([4, 3, 2]);
      expect(await toOf({ actor: 'act_noor', topic: 'region:0', from: 1_001 })).toEqual([6]);
    },
  },
  {
    name: 'the database itself refuses to change or to delete what was read',
    run: async ({ vault, sql }) => {
      await vault.accessLog.append([access(0)]);
      await expect(sql("UPDATE access SET actor = 'act_other'")).rejects.toThrow(/not changed and not deleted/);
      await expect(sql('DELETE FROM access')).rejects.toThrow(/not changed and not deleted/);
      expect((await vault.accessLog.query({ limit: 5 })).rows).toEqual([access(0)]);
    },
  },
  {
    name: 'a cursor that is none, and a page without rows, are our mistake',
    run: async ({ vault }) => {
      await expect(vault.accessLog.query({ limit: 5, cursor: 'x' })).rejects.toBeInstanceOf(VaultMisuse);
      await expect(vault.accessLog.query({ limit: 0 })).rejects.toBeInstanceOf(VaultMisuse);
    },
  },
];

const file = (bytes: Uint8Array): SealedFile => ({
  id: createHash('sha256').update(bytes).digest('hex'),
  key: 'key_1',
  bytes,
  about: Buffer.from('een naam'),
});

export const files: VaultExample[] = [
  {
    name: 'a file comes back byte by byte, also a large one, also after opening again',
    run: async ({ vault, reopen }) => {
      const [small, large] = [file(Buffer.from([0, 1, 255, 0])), file(randomBytes(3_000_000))];
      for (const one of [small, large, small]) await vault.files.put(one);
      const again = await reopen();
      for (const one of [small, large]) {
        const found = await again.files.get(one.id);
        expect(found?.key).toBe('key_1');
        expect(Buffer.compare(Buffer.from(found?.bytes ?? []), Buffer.from(one.bytes))).toBe(0);
      }
    },
  },
  {
    name: 'a removed one is gone, without a byte; again it does nothing',
    run: async ({ vault, holdsText }) => {
      const [gone, stays] = [
        file(Buffer.from('de inhoud die weg moet zijn')),
        file(Buffer.from('de inhoud die blijft')),
      ];
      for (const one of [gone, stays]) await vault.files.put(one);
      await vault.files.remove(gone.id);
      await vault.files.remove(gone.id);
      expect(await vault.files.get(gone.id)).toBeUndefined();
      expect(await vault.files.get(stays.id)).toBeDefined();
      expect(await holdsText('de inhoud die weg moet zijn')).toBe(false);
    },
  },
  {
    name: 'what is said about a file is read without its content; what was said first stays',
    run: async ({ vault, reopen }) => {
      const before = Date.now() - 60_000;
      const one = file(Buffer.from('een verslag'));
      await vault.files.put(one);
      await vault.files.put({ ...one, about: Buffer.from('een andere naam') });
      const again = await reopen();
      const entry = await again.files.entry(one.id);
      expect(Buffer.from(entry?.about ?? []).toString()).toBe('een naam');
      expect(entry).not.toHaveProperty('bytes');
      expect(entry?.at).toBeGreaterThan(before);
      expect(await again.files.entry('0'.repeat(64))).toBeUndefined();
    },
  },
  {
    name: 'the files from before a time come by id, a page at a time',
    run: async ({ vault }) => {
      const kept = ['a', 'b', 'c'].map((text) => file(Buffer.from(text)));
      for (const one of kept) await vault.files.put(one);
      const ids = kept.map(({ id }) => id).sort();
      const later = Date.now() + 60_000;
      const first = await vault.files.before(later, '', 2);
      expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 2));
      expect((await vault.files.before(later, ids[1] ?? '', 2)).map(({ id }) => id)).toEqual(ids.slice(2));
      expect(await vault.files.before(later - 3_600_000, '', 2)).toEqual([]);
    },
  },
  {
    name: 'the files under destroyed keys go together, and no other',
    run: async ({ vault }) => {
      const [gone, too, stays] = ['a', 'b', 'c'].map((text) => file(Buffer.from(text)));
      if (!gone || !too || !stays) throw new Error('three files');
      for (const one of [gone, too]) await vault.files.put({ ...one, key: 'key_gone' });
      await vault.files.put(stays);
      await vault.files.removeUnder(['key_gone', 'key_never']);
      await vault.files.removeUnder(['key_gone']);
      for (const { id } of [gone, too]) {
        expect(await vault.files.get(id)).toBeUndefined();
        expect(await vault.files.entry(id)).toBeUndefined();
      }
      expect(await vault.files.get(stays.id)).toMatchObject({ key: 'key_1' });
    },
  },
  {
    name: 'an id that is not the hash of the bytes is our mistake; bytes that were changed below us are told',
    run: async ({ vault, sql }) => {
      const one = file(Buffer.from('echt'));
      await expect(vault.files.put({ ...one, bytes: Buffer.from('vals') })).rejects.toBeInstanceOf(VaultMisuse);
      await vault.files.put(one);
      await sql('UPDATE file SET bytes = (SELECT bytes || bytes FROM file)').catch(() =>
        sql("UPDATE file SET bytes = x'00'"),
      );
      await expect(vault.files.get(one.id)).rejects.toThrow(/damaged/);
    },
  },
];

export const checks: VaultExample[] = [
  {
    name: 'the mark of the last full check moves forwards only',
    run: async ({ vault, reopen }) => {
      expect(await vault.checks.verified()).toBeUndefined();
      await vault.checks.setVerified({ size: 10, root: 'a', at: 1 });
      await vault.checks.setVerified({ size: 20, root: 'b', at: 2 });
      await vault.checks.setVerified({ size: 15, root: 'c', at: 3 });
      expect(await (await reopen()).checks.verified()).toEqual({ size: 20, root: 'b', at: 2 });
    },
  },
  {
    name: 'the last notes come largest first; one of the same size takes the other’s place',
    run: async ({ vault }) => {
      for (const size of [1, 3, 2]) await vault.checks.addNote({ size, note: `note ${size}` });
      await vault.checks.addNote({ size: 3, note: 'again' });
      expect(await vault.checks.lastNotes(2)).toEqual([
        { size: 3, note: 'again' },
        { size: 2, note: 'note 2' },
      ]);
    },
  },
];
