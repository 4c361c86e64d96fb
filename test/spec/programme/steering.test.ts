import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindFunctions } from '../../../events/catalogue.ts';
import type { AnyState } from '../../../events/kinds.ts';
import { kindOf, streamOf } from '../../../events/ids.ts';
import { freeEUR, type ProgrammeState } from '../../../events/programme/state.ts';
import { budgetStatus } from '../../../projections/budget-status/budget-status.ts';
import { countByVerdict, interventionRows } from '../../../projections/interventions/interventions.ts';
import { lessonReuse, standingLessons } from '../../../projections/lesson-reuse/lesson-reuse.ts';
import { monthlyReport } from '../../../projections/monthly-report/monthly-report.ts';
import { pilotTracker } from '../../../projections/pilot-tracker/pilot-tracker.ts';
import { programmeOverview } from '../../../projections/programme-overview/programme-overview.ts';
import type { TopicState } from '../../../projections/topic/topic.ts';
import { id, recorded, type Happened } from '../given.ts';
import { story } from '../recorded/story.ts';
import { sequence } from '../sequence.ts';
import { roundOf } from '../interview/rounds.ts';

/** What the programme is steered by, derived from its streams. */

function tableOf(streams: Readonly<Record<string, readonly Happened[]>>): TopicState {
  let index = 0;
  const folded = Object.entries(streams).map(([subject, events]) => {
    const stream = streamOf(subject)?.stream ?? '';
    const kind = kindFunctions(kindOf(stream));
    const state = events.reduce((so, event) => kind.evolve(so, recorded(stream, index++, event)), kind.initial());
    return [stream, state as AnyState] as const;
  });
  return { streams: Object.fromEntries(folded) };
}

describe('the budget', () => {
  test('names each amount with its event, its decision and its payments', () => {
    const stream = streamOf(id('bud'))?.stream ?? '';
    const [status] = budgetStatus({ streams: { [stream]: story().states.get(stream) as AnyState } });
    expect(status).toMatchObject({
      ...{ allocatedEUR: 18_600_000, reservedEUR: 28_400_000, committedEUR: 400_000, paidEUR: 210_000 },
      freeEUR: 18_200_000,
      commitments: [{ decisionId: id('dec', 3), targetId: id('pln', 1), withdrawnEUR: 100_000, openEUR: 190_000 }],
    });
    const events = new Map(story().events.map((event) => [event.id, event.type]));
    expect(events.get(status?.commitments[0]?.event ?? '')).toBe('FundsCommitted');
    expect(events.get(status?.commitments[0]?.payments[0]?.event ?? '')).toBe('FundsPaid');
  });

  test('whatever is asked in whatever order: parts add up to what is allocated, and none is below zero', () => {
    const wish = fc.record({
      type: fc.constantFrom(
        'AllocateBudget',
        'ReserveBudget',
        'ReleaseReservation',
        'CommitFunds',
        'PayFunds',
        'WithdrawCommitment',
      ),
      n: fc.integer({ min: 1, max: 3 }),
      cents: fc.integer({ min: 1, max: 5_000 }),
      toAllocated: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 40 }), (wishes) => {
        const budget = sequence<ProgrammeState>(id('bud'));
        for (const { type, n, cents, toAllocated } of wishes) {
          const EUR = cents / 100;
          const data: Record<string, Record<string, unknown>> = {
            AllocateBudget: { source: 'Fund', EUR, period: { fromYear: 2025, toYear: 2030 }, docRef: 'letter' },
            ReserveBudget: {
              reservationId: id('rsv', n),
              source: 'Fund',
              EUR,
              until: '2028-12-31',
              condition: 'later',
            },
            ReleaseReservation: { reservationId: id('rsv', n), EUR, toAllocated },
            CommitFunds: { commitmentId: id('cmm', n), targetId: id('pln'), EUR, decisionId: id('dec') },
            PayFunds: { commitmentId: id('cmm', n), EUR, date: '2026-01-01' },
            WithdrawCommitment: { commitmentId: id('cmm', n), EUR, reason: 'less' },
          };
          budget.give(type, data[type] ?? {});
        }
        const stream = streamOf(id('bud'))?.stream ?? '';
        const [status] = budgetStatus({ streams: { [stream]: budget.state() } });
        if (!status) return;
        const cents = (EUR: number): number => Math.round(EUR * 100);
        expect(cents(status.allocatedEUR)).toBe(cents(status.committedEUR) + cents(status.freeEUR));
        expect(status.freeEUR).toBe(freeEUR(budget.state()));
        for (const EUR of [status.freeEUR, status.committedEUR - status.paidEUR, status.reservedEUR, status.paidEUR])
          expect(EUR).toBeGreaterThanOrEqual(0);
        for (const one of status.commitments)
          expect(cents(one.EUR)).toBe(cents(one.openEUR) + one.payments.reduce((sum, { EUR }) => sum + cents(EUR), 0));
      }),
      { numRuns: 100 },
    );
  });
});

const started = (type: string, targetIds: string[], more: Record<string, unknown> = {}): Happened => ({
  type: 'InterventionStarted',
  data: {
    type,
    targetIds,
    hypothesis: 'A guide halves the time',
    indicator: 'Days',
    baseline: 400,
    targetValue: 200,
    ...more,
  },
});

describe('interventions', () => {
  const measured = (date: string, value: number): Happened => ({ type: 'IndicatorMeasured', data: { date, value } });
  const rows = interventionRows(
    tableOf({
      [id('int', 1)]: [started('STUDY', [id('reg')]), measured('2026-03-01', 300), measured('2026-02-01', 390)],
      [id('int', 2)]: [
        ...[started('GRANT', [id('reg')]), measured('2026-02-01', 180)],
        { type: 'InterventionJudged', data: { verdict: 'NO', evidence: 'not yet' } },
        { type: 'InterventionJudged', data: { verdict: 'WORKS', evidence: 'two plans', lessonId: id('les') } },
      ],
      [id('int', 3)]: [started('STUDY', [id('reg')], { targetValue: 400 }), measured('2026-02-01', 180)],
    }),
  );
  test('the last verdict holds; who has none is not judged', () => {
    expect(countByVerdict(rows)).toEqual({ WORKS: 1, PARTLY: 0, NO: 0, UNKNOWN: 0, NONE: 2 });
    expect(rows[1]).toMatchObject({ verdict: 'WORKS', evidence: 'two plans', lessonId: id('les') });
  });
  test('how far it got is measured by the last day, from where it began to where it should go', () =>
    expect(rows.map(({ progress }) => progress)).toEqual([0.5, 1.1, undefined]));
});

describe('pilots', () => {
  const plan = (kind: string, ...more: Happened[]): Happened[] => [
    { type: 'SynergyPlanStarted', data: { regionId: id('reg'), kind, title: 'Hub', initiatorOrg: id('org') } },
    ...more,
  ];
  const designated: Happened = { type: 'PilotDesignated', data: { decisionId: id('dec', 7) } };
  test('are plans that were designated and interventions of their own; what stopped is named and not counted', () => {
    const tracker = pilotTracker(
      tableOf({
        [id('pln', 1)]: plan('HYDROGEN_HUB', designated),
        [id('pln', 2)]: plan('GREEN_GAS_HUB'),
        [id('int', 1)]: [started('PILOT', [id('pln', 1)])],
        [id('int', 2)]: [started('PILOT', [id('reg')])],
        [id('int', 3)]: [started('PILOT', [id('reg')]), { type: 'InterventionStopped', data: { reason: 'too dear' } }],
      }),
    );
    expect(tracker).toMatchObject({ used: 2, least: 1, most: 2 });
    expect(tracker.pilots.map((pilot) => [pilot.id, pilot.decisionId, pilot.ended])).toEqual([
      [id('int', 2), undefined, false],
      [id('int', 3), undefined, true],
      [id('pln', 1), id('dec', 7), false],
    ]);
  });
});

const lessons = tableOf({
  [id('les', 1)]: [
    {
      type: 'LessonProposed',
      data: { context: 'The grid was unclear', advice: 'Ask the operator', sectors: [], kinds: [], evidence: [] },
    },
    { type: 'LessonApplied', data: { targetId: id('pln', 1), effect: 'sooner' } },
    { type: 'LessonApplied', data: { targetId: id('pln', 2), effect: 'sooner' } },
  ],
  [id('les', 2)]: [
    {
      type: 'LessonProposed',
      data: { context: 'Too many talks', advice: 'Meet less', sectors: [], kinds: [], evidence: [] },
    },
    { type: 'LessonRetired', data: { reason: 'common now' } },
  ],
});

test('lessons that stand are counted by how often they were applied', () => {
  expect(standingLessons(lessons)).toMatchObject([{ id: id('les', 1), status: 'PROPOSED' }]);
  expect(lessonReuse(standingLessons(lessons))).toEqual({ times: 2, lessons: 1 });
});

describe('the overview and the monthly report', () => {
  const said = {
    project: 1,
    org: 1,
    phase: 'FID',
    startYear: 2029,
    t2030: 10_000,
    t2035: 10_000,
    t2040: 10_000,
  } as const;
  const rounds = [roundOf(2023, [{ ...said, t2030: 4_000 }]), roundOf(2025, [said]), roundOf(2026, [], { open: true })];
  const state: TopicState = {
    streams: {
      ...lessons.streams,
      ...Object.fromEntries(rounds.map((round) => [streamOf(id('rnd', round.year))?.stream ?? '', round])),
    },
  };
  test('are of the last round that closed: exact for who sees the answers, else what was told', () => {
    const figures = (seesAnswers: boolean) => programmeOverview(state, seesAnswers, '2026-06-01').round?.figures[0];
    expect(figures(true)).toEqual({ horizon: 2030, reduction: 10_000, expected: 9_000, delta: 6_000 });
    expect(figures(false)).toEqual({ horizon: 2030, reduction: undefined, expected: undefined, delta: undefined });
  });
  test('the report tells what was recorded in its month, in both languages, and nothing of another', () => {
    const input = {
      ...{ on: '2026-03-31', national: state, seesAnswers: false, cases: [], nameOf: (subject: string) => subject },
      pilots: pilotTracker({ streams: {} }),
    };
    const text = (month: string, language: 'nl' | 'en'): string =>
      JSON.stringify(monthlyReport({ ...input, month }, language));
    expect(text('2026-03', 'nl')).toContain('Interviewronde 2025 is gesloten.');
    expect(text('2026-03', 'nl')).toContain('Maandverslag maart 2026');
    expect(text('2026-03', 'en')).toContain('Lesson applied: Ask the operator');
    expect(text('2026-03', 'en')).not.toContain('10');
    expect(text('2026-04', 'nl')).toContain('Deze maand is er niets vastgelegd.');
  });
  test('the report says which regions come first, and what became of each', () => {
    const national = tableOf({
      [id('reg')]: [
        {
          type: 'RegionDefined',
          data: { name: 'Noordrand', kind: 'RES', provinceCodes: [], municipalityCodes: [], operatorIds: [] },
        },
        { type: 'RegionShortlisted', data: { runId: id('run') } },
      ],
      [id('sel')]: [
        { type: 'SelectionModelDefined', data: { criteria: [], valueFunctions: [], regions: [id('reg')] } },
        {
          type: 'SelectionRunExecuted',
          data: {
            ...{ runId: id('run'), method: 'SMAA', N: 1, seed: 1, code: {}, inputIndex: 3, hash: '' },
            results: [{ regionId: id('reg'), score: 0.61, rankAcceptability: [0.625], confidence: 1 }],
          },
        },
        { type: 'SelectionFrozen', data: { runId: id('run'), byActor: 'act_x' } },
      ],
    });
    const input = {
      ...{ on: '2026-03-31', month: '2026-03', national, seesAnswers: false, cases: [], nameOf: () => 'Noordrand' },
      pilots: pilotTracker({ streams: {} }),
    };
    const said = monthlyReport(input, 'nl').flatMap((block) => ('rows' in block ? block.rows : []));
    expect(said).toContainEqual(['1. Noordrand', 'score 0,61; eerste in 62,5 % van de trekkingen']);
    expect(JSON.stringify(monthlyReport(input, 'en'))).toContain('1 March 2026: Noordrand: shortlisted.');
    expect(JSON.stringify(monthlyReport({ ...input, national: { streams: {} } }, 'en'))).toContain(
      'No selection has been run yet.',
    );
  });
});
