import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSteps, type OpenStepsState } from '../../../server/reactions/open-steps.ts';
import { reductionCommand } from '../../../server/reactions/reduction-steps.ts';
import { id, recorded, uuid, type Happened } from '../given.ts';

const SITE = `site-${uuid(1)}`;
const project = (n: number): string => `project-${uuid(n)}`;
const saves = (t: number) => ({ t2030: t, t2035: t, t2040: t });
const emitted: [string, Happened] = [
  SITE,
  { type: 'VerifiedEmissionsReported', data: { year: 2021, t: 1000, sourceRef: 'NEa' } },
];
const proposed = (n: number, t: number): [string, Happened] => [
  project(n),
  { type: 'ProjectProposed', data: { siteId: id('sit'), title: 'Oven', reduction: saves(t) } },
];
const rescoped = (n: number, old: number, now: number): [string, Happened] => [
  project(n),
  { type: 'ProjectRescoped', data: { old: { reduction: saves(old) }, new: { reduction: saves(now) }, reason: 'x' } },
];
const linked = (n: number, preferred: boolean): [string, Happened] => [
  project(n),
  { type: 'ProjectAlternativeLinked', data: { groupId: id('grp'), preferred } },
];

function after(...events: [stream: string, event: Happened][]): OpenStepsState {
  const state = openSteps.initial();
  for (const [index, [stream, event]] of events.entries()) openSteps.apply(state, recorded(stream, index, event));
  return state;
}
const wishes = (state: OpenStepsState) =>
  Object.values(state.steps).map((step) => {
    if (step.rule !== 'take-back-reduction') throw new Error(`unexpected ${step.rule}`);
    const { type, subject, data, basis } = reductionCommand(step);
    return { type, subject, data, basis };
  });

describe('what exceeds a site’s baseline with what the log held before', () => {
  test('is put back: a new project to nothing, a change to what it was, a preference to none', () => {
    expect(wishes(after(emitted, proposed(1, 600), proposed(2, 600)))).toEqual([
      {
        ...{ type: 'RescopeProject', subject: id('prj', 2), basis: { reduction: uuid(102) } },
        data: { reduction: saves(0), reason: 'REDUCTION_EXCEEDS_BASELINE' },
      },
    ]);
    expect(wishes(after(emitted, proposed(1, 600), proposed(2, 100), rescoped(2, 100, 700)))).toMatchObject([
      { type: 'RescopeProject', subject: id('prj', 2), data: { reduction: saves(100) } },
    ]);
    const three = [proposed(1, 600), proposed(2, 400), linked(2, false), proposed(3, 500), linked(2, true)] as const;
    expect(wishes(after(emitted, ...three))).toMatchObject([
      { type: 'LinkAlternative', subject: id('prj', 2), data: { groupId: id('grp'), preferred: false } },
    ]);
  });

  test('is no longer asked for when it fits: put back, cancelled, or another made room', () => {
    const over = [emitted, proposed(1, 600), proposed(2, 600)] as const;
    expect(wishes(after(...over, rescoped(2, 600, 0)))).toEqual([]);
    for (const n of [1, 2])
      expect(wishes(after(...over, [project(n), { type: 'ProjectCancelled', data: { reasonCode: 'x' } }]))).toEqual([]);
    expect(wishes(after(...over, rescoped(1, 600, 200)))).toEqual([]);
  });

  test('follows a correction of the baseline, is not asked for without one, and is let go of when it is erased', () => {
    const corrected = (t: number): [string, Happened] => [
      SITE,
      {
        type: 'FactCorrected',
        data: { targetEventId: '0190a000-0000-8000-8000-000000000000', field: 't', old: 1000, new: t, reason: 'fout' },
      },
    ];
    expect(wishes(after(proposed(1, 600), proposed(2, 600)))).toEqual([]);
    expect(wishes(after(emitted, corrected(2000), proposed(1, 600), proposed(2, 600)))).toEqual([]);
    expect(wishes(after(emitted, corrected(1000), proposed(1, 600), proposed(2, 600)))).toHaveLength(1);
    const state = after(emitted, proposed(1, 600), proposed(2, 600));
    openSteps.erased?.(state, new Set([project(2), SITE]));
    expect(wishes(state)).toEqual([]);
    expect(JSON.stringify(state)).not.toMatch(/1000|"t":600,"event":"[^"]*2"/);
  });
});

test('whatever races, once it has been done what stands fits, and what was asked for one by one is never touched', () => {
  const step = fc.record({ n: fc.integer({ min: 1, max: 4 }), t: fc.integer({ min: 0, max: 900 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), fc.boolean(), (steps, careful) => {
      const state = openSteps.initial();
      const now = new Map<number, number>();
      let index = 0;
      const happen = ([stream, event]: [string, Happened]): void =>
        openSteps.apply(state, recorded(stream, index++, event));
      const total = (): number => [...now.values()].reduce((sum, t) => sum + t, 0);
      happen(emitted);
      for (const { n, t } of steps) {
        const before = now.get(n);
        // who asks while nothing else is under way is refused beforehand
        if (careful && total() - (before ?? 0) + t > 1100) continue;
        now.set(n, t);
        happen(before === undefined ? proposed(n, t) : rescoped(n, before, t));
        if (careful) expect(wishes(state)).toEqual([]);
      }
      for (let [wish] = wishes(state); wish; [wish] = wishes(state)) {
        const n = Number.parseInt(wish.subject.slice(-4), 16);
        const back = (wish.data['reduction'] as { t2030: number }).t2030;
        happen(rescoped(n, now.get(n) ?? 0, back));
        now.set(n, back);
      }
      expect(total()).toBeLessThanOrEqual(1100);
    }),
    { numRuns: 300 },
  );
});
