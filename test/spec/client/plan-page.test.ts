import fc from 'fast-check';
import { expect, test } from 'vitest';
import { proposedShares } from '../../../client/pages/plan/cost-shares.ts';
import { fieldGroups, linkedKinds } from '../../../client/pages/plan/field-groups.ts';
import { roadmapOf } from '../../../client/pages/plan/roadmap.ts';
import { detailFields, planKinds } from '../../../events/plan/details.ts';
import type { Milestone } from '../../../events/plan/state.ts';
import type { ContributionView } from '../../../projections/plan-view/plan-view.ts';
import { fieldNames, nameOfCode } from '../../../projections/history-sentences/names.ts';

test.each(planKinds)(
  '%s: each field has its place on the page once, a name, and names for what it is chosen from',
  (kind) => {
    const { title, ...fields } = detailFields[kind];
    expect(title).toBeDefined();
    const placed = fieldGroups[kind].flatMap((group): readonly string[] => group.fields);
    expect([...placed].sort()).toEqual(Object.keys(fields).sort());
    for (const [field, { options = [] }] of Object.entries(fields)) {
      expect(Object.keys(fieldNames)).toContain(field);
      for (const option of options) expect(nameOfCode(field, option, 'nl'), `${field} ${option}`).toBeDefined();
    }
    for (const field of Object.keys(linkedKinds)) expect(fieldNames).toHaveProperty(field);
  },
);

test('proposed shares add up to 100 at a ten-thousandth, whoever pledged what', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(amounts, fc.constantFrom('EQUAL' as const, 'PROPORTIONAL' as const), (pledged, method) => {
      const contributions = pledged.map((amount, n) => ({ orgId: `org_${n}`, unit: 'MW', amount }) as ContributionView);
      const ids = contributions.map(({ orgId }) => orgId);
      const shares = proposedShares({ contributions }, ids, method);
      if (method === 'PROPORTIONAL' && pledged.every((one) => one === 0)) {
        expect(shares).toBeUndefined();
        return;
      }
      const sum = Object.values(shares ?? {}).reduce((total, one) => total + one, 0);
      expect(Math.abs(sum - 100)).toBeLessThan(1e-6);
    }),
    {
      examples: [
        [[0, 0], 'PROPORTIONAL'],
        [[0, 0], 'EQUAL'],
      ],
    },
  );
});

test('a roadmap: planned and expected on one line of time, and back from a place to its day', () => {
  const entry = { event: '', command: '', by: '', at: '', index: 0, organisation: '', from: '' };
  const milestone = (id: string, baseline: string, forecast: string): Milestone =>
    ({ id, name: id, baseline, forecast: { ...entry, value: forecast } }) as Milestone;
  const roadmap = roadmapOf(
    [milestone('a', '2027-01-01', '2027-01-01'), milestone('b', '2028-01-01', '2028-03-01')],
    '2027-06-01',
  );
  const [a, b] = roadmap?.rows ?? [];
  expect(a?.late).toBe(0);
  expect(b?.late).toBe(60);
  expect(b && roadmap?.dayAt(b.forecast)).toBe('2028-03-01');
  expect(a && b && a.forecast < (roadmap?.today ?? 0) && (roadmap?.today ?? 1) < b.baseline).toBe(true);
  expect(roadmap?.years.map(({ year }) => year)).toEqual([2027, 2028]);
  expect(roadmapOf([], '2027-06-01')).toBeUndefined();
});
