import { expect, test } from 'vitest';
import { calculatePlan } from '../../../projections/plan-analysis/calculate.ts';
import { forViewer } from '../../../projections/plan-analysis/for-viewer.ts';
import { snapshotOutputs } from '../../../projections/plan-analysis/snapshot.ts';
import { consent, contract, factsOf, load, profileOf, siteOf, tableOf } from './plan-of.ts';
import type { Happened } from '../given.ts';

/** A value that must not be found anywhere: another member's peak and its mean. */
const CANARY = 7.654321;
const files: Record<string, readonly number[]> = {
  file_a: [1, 2, 3, 4],
  file_b: [CANARY, 0, 0, 0],
  file_c: [2, 2, 2, 2],
  file_d: [1, 0, 1, 0],
};

const group = (names: string[], consents: (name: string) => Happened[] = () => [consent()]) =>
  factsOf(
    tableOf(
      'JOINT_GRID_GTO',
      {},
      names.map((name) => ({
        consents: consents(name),
        site: [contract(5), load(`file_${name}`, Math.max(...files[`file_${name}`]!))],
      })),
    ),
    {
      profile: (file) => {
        opened.push(file);
        return profileOf(files[file] ?? []);
      },
    },
  );
const opened: string[] = [];

test('a member sees its own part and the total, and nothing of the others', () => {
  const calculation = calculatePlan(group(['a', 'b', 'c', 'd']));
  expect(JSON.stringify(calculation)).toContain(String(CANARY));
  const shown = forViewer(calculation, [siteOf(1)]);
  expect(JSON.stringify(shown)).not.toContain('7.65');
  expect(shown.members!.map(({ of }) => of)).toEqual([siteOf(1)]);
  expect(shown.load!.dayMW.map(({ of }) => of)).toEqual([siteOf(1), null]);
  expect(shown.lines.filter(({ input }) => input === 'profile').map(({ of, hidden }) => [of, hidden])).toEqual([
    [siteOf(1), undefined],
    [siteOf(2), true],
    [siteOf(3), true],
    [siteOf(4), true],
  ]);
  expect(shown.warnings).not.toContain('FEW_MEMBERS');
  // who holds no site sees the total alone
  expect(forViewer(calculation, []).members).toEqual([]);
});

test.each([2, 3])('of %i members it is said that one can work out what another uses', (n) => {
  expect(forViewer(calculatePlan(group(['a', 'b', 'c'].slice(0, n))), [siteOf(1)]).warnings).toContain('FEW_MEMBERS');
});

test.each([
  ['none was given', []],
  ['it is for another purpose', [consent({ purpose: 'SUGGESTION' })]],
  ['it is about other data', [consent({ dataClass: 'HEAT' })]],
  ['it is for one organisation alone', [consent({ audience: 'org_0190a000-0000-7000-8000-000000000009' })]],
  ['it has ended', [consent({ to: '2020-12-31' })]],
  ['it is about another site', [consent({ siteIds: [siteOf(9)] })]],
])('without a consent no profile is opened and there is no number: %s', (_, consents) => {
  opened.length = 0;
  const { figures, members, lines } = calculatePlan(
    group(['a', 'b', 'c'], (name) => (name === 'b' ? consents : [consent()])),
  );
  expect([figures, members, opened]).toEqual([[], undefined, []]);
  expect(lines.filter(({ missing }) => missing?.reason === 'NO_CONSENT')).toHaveLength(1);
});

test('a snapshot, which all members read, holds the total and nobody’s part', () => {
  const outputs = snapshotOutputs(calculatePlan(group(['a', 'b', 'c', 'd'])))!;
  expect(Object.keys(outputs).some((name) => /shapley|proportional|cost|profile/i.test(name))).toBe(false);
  expect(outputs).toMatchObject({ on: '2021-06-01', 'groupNeedMW.low': expect.any(Number) as number });
  expect(JSON.stringify(outputs)).not.toContain(siteOf(2));
});
