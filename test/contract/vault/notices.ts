import { expect } from 'vitest';
import { usualPreferences } from '../../../projections/notices/notice.ts';
import type { VaultExample } from './example.ts';

const at = (day: number): string => `2031-01-${String(day).padStart(2, '0')}T06:00:00.000Z`;
const seen = (index: number) => ({ index, at: at(1) });

export const notices: VaultExample[] = [
  {
    name: 'what was read stays read, goes never back, and raises the number by which others notice',
    run: async ({ vault, other, reopen }) => {
      const second = await other();
      const { marks } = vault.notices;
      expect(await marks.get('act_a')).toEqual({ readTo: -1, singles: [] });
      await Promise.all([marks.readTo('act_a', 8), second.notices.marks.readTo('act_a', 5)]);
      await second.notices.marks.readOne('act_a', 12);
      await marks.readOne('act_a', 12);
      await marks.readOne('act_a', 10);
      const before = await second.notices.marks.versions(['act_a', 'act_b']);
      expect([...before.keys()]).toEqual(['act_a']);
      await marks.readTo('act_a', 10);
      const after = await second.notices.marks.versions(['act_a']);
      expect(after.get('act_a')).toBeGreaterThan(before.get('act_a') ?? Infinity);
      expect(await (await reopen()).notices.marks.get('act_a')).toEqual({ readTo: 10, singles: [12] });
    },
  },
  {
    name: 'a visit is kept per person and place, the first without a time before it',
    run: async ({ vault, other }) => {
      const second = (await other()).notices.visits;
      await vault.notices.visits.put('act_a', 'start', { since: undefined, seen: seen(3) });
      expect(await second.get('act_a', 'start')).toEqual({ since: undefined, seen: seen(3) });
      await second.put('act_a', 'start', { since: seen(3), seen: seen(9) });
      expect(await vault.notices.visits.get('act_a', 'start')).toEqual({ since: seen(3), seen: seen(9) });
      expect(await vault.notices.visits.get('act_a', 'pln_x')).toBeUndefined();
      expect(await vault.notices.visits.get('act_b', 'start')).toBeUndefined();
    },
  },
  {
    name: 'who wants a digest is on the list since he began to want one',
    run: async ({ vault }) => {
      const { preferences } = vault.notices;
      expect(await preferences.get('act_a')).toBeUndefined();
      await preferences.put('act_a', usualPreferences, at(1));
      expect(await preferences.subscribers()).toEqual([]);
      await preferences.put('act_a', { ...usualPreferences, digest: 'daily' }, at(2));
      const changed = { ...usualPreferences, digest: 'weekly', mailOff: ['left'] } as const;
      await preferences.put('act_a', changed, at(3));
      expect(await preferences.get('act_a')).toEqual(changed);
      expect(await preferences.subscribers()).toEqual([{ actor: 'act_a', digest: 'weekly', since: at(2) }]);
    },
  },
  {
    name: 'with a person everything of his goes, and nothing of anybody else’s',
    run: async ({ vault }) => {
      const { marks, visits, preferences, mails } = vault.notices;
      for (const actor of ['act_a', 'act_b']) {
        await marks.readTo(actor, 4);
        await marks.readOne(actor, 7);
        await visits.put(actor, 'start', { since: undefined, seen: seen(3) });
        await preferences.put(actor, { ...usualPreferences, digest: 'daily' }, at(1));
        await mails.claim({ key: actor, actor, holder: 'p', upTo: 4 }, 1, 0);
      }
      await vault.directory.erase('act_a');
      expect(await marks.get('act_a')).toEqual({ readTo: -1, singles: [] });
      expect(await visits.get('act_a', 'start')).toBeUndefined();
      expect(await preferences.get('act_a')).toBeUndefined();
      expect(await mails.find('act_a')).toBeUndefined();
      expect(await marks.get('act_b')).toEqual({ readTo: 4, singles: [7] });
      expect(await visits.get('act_b', 'start')).toBeDefined();
      expect(await mails.find('act_b')).toBeDefined();
    },
  },
];

const claim = (holder: string, key = 'k') => ({ key, actor: 'act_a', holder, upTo: 5 });

export const mails: VaultExample[] = [
  {
    name: 'of many that claim a mail at once one gets it, and only he may begin',
    run: async ({ vault, other }) => {
      const second = await other();
      const claimed = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          (n % 2 === 0 ? vault : second).notices.mails.claim(claim(`p${n}`), 100, 0),
        ),
      );
      expect(claimed.filter(Boolean)).toHaveLength(1);
      const holder = claimed.indexOf(true);
      expect(await second.notices.mails.begin('k', 'somebody')).toBe(false);
      expect(await second.notices.mails.begin('k', `p${holder}`)).toBe(true);
      expect(await vault.notices.mails.begin('k', `p${holder}`)).toBe(false);
    },
  },
  {
    name: 'a claim passes on when its lease is up, and not after it was begun',
    run: async ({ vault, other }) => {
      const { mails: here } = vault.notices;
      const { mails: there } = (await other()).notices;
      expect(await here.claim(claim('a'), 100, 0)).toBe(true);
      expect(await there.claim(claim('b'), 199, 99)).toBe(false);
      expect(await there.claim(claim('b'), 200, 100)).toBe(true);
      expect(await here.begin('k', 'a')).toBe(false);
      expect(await there.begin('k', 'b')).toBe(true);
      expect(await here.claim(claim('a'), 900, 800)).toBe(false);
      expect(await here.settleLost(199)).toEqual([]);
      expect(await here.settleLost(200)).toEqual(['k']);
      expect(await there.settleLost(200)).toEqual([]);
      expect(await there.find('k')).toEqual({ state: 'unknown', attempts: 1, problem: undefined });
    },
  },
  {
    name: 'one that was not taken is tried again when its time has come',
    run: async ({ vault, reopen }) => {
      const { mails: first } = vault.notices;
      await first.claim(claim('a'), 100, 0);
      await first.begin('k', 'a');
      await first.again('k', 500, 'EENVELOPE 451');
      const { mails: later } = (await reopen()).notices;
      expect(await later.find('k')).toEqual({ state: 'claimed', attempts: 1, problem: 'EENVELOPE 451' });
      expect(await later.claim(claim('b'), 600, 499)).toBe(false);
      expect(await later.claim(claim('b'), 600, 500)).toBe(true);
    },
  },
  {
    name: 'up to where a person was told counts what was sent, and what had nothing to tell',
    run: async ({ vault }) => {
      const { mails: rows } = vault.notices;
      expect(await rows.toldTo('act_a')).toBeUndefined();
      for (const [key, upTo, state] of [
        ['one', 5, 'sent'],
        ['two', 9, 'empty'],
        ['three', 20, 'failed'],
        ['four', 30, 'unknown'],
      ] as const) {
        await rows.claim({ key, actor: 'act_a', holder: 'a', upTo }, 100, 0);
        await rows.end(key, state);
      }
      expect(await rows.toldTo('act_a')).toBe(9);
      expect(await rows.toldTo('act_b')).toBeUndefined();
    },
  },
];
