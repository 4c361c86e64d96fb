import fc from 'fast-check';
import { expect, test } from 'vitest';
import { view, type SuggestionState } from '../../../events/suggestion/state.ts';
import { given, id, uuid, type Happened } from '../given.ts';
import { sequence } from '../sequence.ts';

const ONE = id('sug');
const wish = {
  kind: 'SHARED_HEAT',
  siteIds: [id('sit', 1), id('sit', 2)],
  score: 63.5,
  parts: { scale: 0.2, timing: 0.5, relief: 0.9 },
  paramVersion: 3,
};
const suggested: Happened = {
  type: 'SynergySuggested',
  data: { ...wish, roundedScore: 60, bands: { scale: 'LOW', timing: 'MEDIUM', relief: 'HIGH' } },
};

test('is told exactly and, for those who may not see the figures, roughly', () => {
  const [draft] = given(ONE).when('SuggestSynergy', wish).then('SynergySuggested');
  expect(draft?.data).toEqual(suggested.data);
  const seen = view(
    given(ONE, suggested).state as SuggestionState,
    (cls) => cls === 'P0' || cls === 'P1' || cls === 'P2',
  );
  expect(JSON.stringify(seen)).not.toContain('63.5');
  expect(seen.rounded?.value).toEqual({ score: 60, bands: { scale: 'LOW', timing: 'MEDIUM', relief: 'HIGH' } });
});

test('is of two sites or more, each once; under its id stands no other', () => {
  given(ONE)
    .when('SuggestSynergy', { ...wish, siteIds: [id('sit', 1), id('sit', 1)] })
    .thenRefused('NAMED_TWICE');
  given(ONE, suggested)
    .when('SuggestSynergy', { ...wish, kind: 'FLEX_POOL' })
    .thenRefused('OTHER_SUGGESTION');
  given(ONE, suggested).when('SuggestSynergy', wish).thenNothing(uuid(100));
  given(ONE, suggested)
    .when('SuggestSynergy', { ...wish, score: 70 })
    .then('SynergySuggested');
});

test('any sequence: dismissed it does not come back', () => {
  const score = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(fc.array(fc.option(score, { nil: null }), { maxLength: 15 }), (steps) => {
      const one = sequence<SuggestionState>(ONE);
      let last: number | undefined;
      let dismissed = false;
      for (const step of steps) {
        if (step === null) {
          one.give('DismissSuggestion', { reason: 'a railway between' });
          dismissed ||= last !== undefined;
        } else {
          one.give('SuggestSynergy', { ...wish, score: step });
          if (!dismissed) last = step;
        }
      }
      const exact = one.state().exact?.value;
      expect(exact && 'score' in exact ? exact.score : undefined).toBe(last);
      expect(one.state().dismissed !== undefined).toBe(dismissed);
    }),
    { numRuns: 100 },
  );
});
