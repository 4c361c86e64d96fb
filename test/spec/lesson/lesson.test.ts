import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LessonState } from '../../../events/lesson/state.ts';
import { given, id, uuid, type Happened } from '../given.ts';
import { sequence } from '../sequence.ts';

const LESSON = id('les');
const lesson = {
  context: 'The grid was unclear',
  advice: 'Ask the operator early',
  sectors: [],
  kinds: [],
  evidence: [],
};
const proposed: Happened = { type: 'LessonProposed', data: lesson };
const endorsement = (org: number) => ({ byOrg: id('org', org), date: '2026-02-01' });
const use = (n: number) => ({ targetId: id('pln', n), effect: 'operator at the table' });

test('each organisation endorses for itself, once', () => {
  given(LESSON, proposed).when('EndorseLesson', endorsement(1)).then('LessonEndorsed');
  given(LESSON, proposed).when('EndorseLesson', endorsement(2)).thenRefused('NOT_OWN_ORGANISATION');
  given(LESSON, proposed, { type: 'LessonEndorsed', data: endorsement(1) })
    .when('EndorseLesson', endorsement(1))
    .thenNothing(uuid(101));
});

test('what is retired is used no more', () => {
  const retired: Happened = { type: 'LessonRetired', data: { reason: 'outdated' } };
  given(LESSON, proposed, retired).when('ApplyLesson', use(1)).thenRefused('LESSON_RETIRED');
  given(LESSON, proposed, retired).when('RetireLesson', { reason: 'outdated' }).thenNothing(uuid(101));
});

test('any sequence: it counts each use once, until it is retired', () => {
  const wish = fc.oneof(
    fc.record({ type: fc.constant('ApplyLesson'), n: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ type: fc.constantFrom('RetireLesson', 'EndorseLesson'), n: fc.constant(1) }),
  );
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 20 }), (wishes) => {
      const one = sequence<LessonState>(LESSON);
      one.give('ProposeLesson', lesson);
      const uses = new Set<number>();
      let [endorsed, retired] = [false, false];
      for (const { type, n } of wishes) {
        const data: Record<string, Record<string, unknown>> = {
          ApplyLesson: use(n),
          RetireLesson: { reason: 'old' },
          EndorseLesson: endorsement(1),
        };
        one.give(type, data[type] ?? {});
        if (!retired && type === 'ApplyLesson') uses.add(n);
        if (!retired && type === 'EndorseLesson') endorsed = true;
        if (type === 'RetireLesson') retired = true;
      }
      expect(one.state().applications).toHaveLength(uses.size);
      expect(one.state().status).toBe(retired ? 'RETIRED' : endorsed ? 'ENDORSED' : 'PROPOSED');
    }),
    { numRuns: 100 },
  );
});
