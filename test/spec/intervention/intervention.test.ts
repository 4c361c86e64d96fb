import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InterventionState } from '../../../events/intervention/state.ts';
import { given, id, uuid, type Happened } from '../given.ts';
import { sequence } from '../sequence.ts';

const ONE = id('int');
const start = {
  type: 'STUDY',
  targetIds: [id('reg')],
  hypothesis: 'It goes faster',
  indicator: 'days',
  baseline: 400,
  targetValue: 200,
};
const started: Happened = { type: 'InterventionStarted', data: start };
const measured = (date: string, value: number): Happened => ({ type: 'IndicatorMeasured', data: { date, value } });
const judge = (verdict: string) => ({ verdict, evidence: 'two plans' });

test('a day is measured once; after that it is corrected', () => {
  given(ONE, started, measured('2026-02-01', 5))
    .when('MeasureIndicator', { date: '2026-02-01', value: 6 })
    .thenRefused('MEASURED_ALREADY');
  given(ONE, started, measured('2026-02-01', 5))
    .when('MeasureIndicator', { date: '2026-02-01', value: 5 })
    .thenNothing(uuid(101));
  const target = '0190a000-0000-8000-8000-000000000001';
  const [draft] = given(ONE, started, measured('2026-02-01', 5))
    .when('CorrectFact', { targetEventId: target, field: 'value', new: 6 }, { reason: 'counted again' })
    .then('FactCorrected');
  expect(draft?.data).toMatchObject({ old: 5, new: 6 });
});

test('unmeasured, the only verdict is unknown', () => {
  given(ONE, started).when('JudgeIntervention', judge('WORKS')).thenRefused('NOT_MEASURED');
  given(ONE, started).when('JudgeIntervention', judge('UNKNOWN')).then('InterventionJudged');
  given(ONE, started, measured('2026-02-01', 5)).when('JudgeIntervention', judge('WORKS')).then('InterventionJudged');
});

test('stopped, nothing is measured any more; it can be judged', () => {
  const stopped: Happened = { type: 'InterventionStopped', data: { reason: 'over' } };
  given(ONE, started, stopped)
    .when('MeasureIndicator', { date: '2026-02-01', value: 5 })
    .thenRefused('INTERVENTION_STOPPED');
  given(ONE, started, measured('2026-02-01', 5), stopped)
    .when('JudgeIntervention', judge('NO'))
    .then('InterventionJudged');
});

test('any sequence: one value per day as measured first, until it is stopped; the last verdict holds', () => {
  const wish = fc.record({
    type: fc.constantFrom('MeasureIndicator', 'MeasureIndicator', 'JudgeIntervention', 'StopIntervention'),
    day: fc.integer({ min: 1, max: 5 }),
    value: fc.integer({ min: 0, max: 9 }),
    verdict: fc.constantFrom('WORKS', 'UNKNOWN'),
  });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 25 }), (wishes) => {
      const one = sequence<InterventionState>(ONE);
      one.give('StartIntervention', start);
      const values: Record<string, number> = {};
      let stopped = false;
      let verdict: string | undefined;
      for (const { type, day, value, verdict: said } of wishes) {
        const date = `2026-02-0${day}`;
        const data: Record<string, Record<string, unknown>> = {
          MeasureIndicator: { date, value },
          JudgeIntervention: judge(said),
          StopIntervention: { reason: 'over' },
        };
        one.give(type, data[type] ?? {});
        if (type === 'MeasureIndicator' && !stopped) values[date] ??= value;
        if (type === 'JudgeIntervention' && (said === 'UNKNOWN' || Object.keys(values).length > 0)) verdict = said;
        if (type === 'StopIntervention') stopped = true;
      }
      expect(Object.fromEntries(one.state().measurements.map(({ from, value }) => [from, value]))).toEqual(values);
      const last = one.state().verdicts.at(-1)?.value;
      expect(last && 'verdict' in last ? last.verdict : undefined).toBe(verdict);
    }),
    { numRuns: 100 },
  );
});
