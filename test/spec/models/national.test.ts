import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InterviewState } from '../../../events/interview/state.ts';
import { PARAMETERS_SUBJECT } from '../../../events/parameter/decide.ts';
import type { ParameterState } from '../../../events/parameter/state.ts';
import { freeEUR, type ProgrammeState } from '../../../events/programme/state.ts';
import type { SelectionState } from '../../../events/selection/state.ts';
import { id } from '../given.ts';
import { HAPPENS, holds, NOTHING, one } from './kind-model.ts';

/** Money, parameters, rounds and selections against the rules in words. */

const n = fc.integer({ min: 1, max: 3 });

test('money: never more committed than is free, never more paid or taken back than was committed (I11)', () => {
  type W = { do: string; part?: number; EUR?: number; back?: boolean };
  type M = { exists: boolean; free: number; reserved: Map<number, number>; open: Map<number, number> };
  const EUR = fc.integer({ min: 1, max: 9 });
  holds<M, W, ProgrammeState>({
    subject: id('bud'),
    begin: () => ({ exists: false, free: 0, reserved: new Map(), open: new Map() }),
    wishes: fc.oneof(
      one<{ EUR?: number }>('AllocateBudget', { EUR }),
      one<{ part?: number; EUR?: number }>('ReserveBudget', { part: n, EUR }),
      one<{ part?: number; EUR?: number; back?: boolean }>('ReleaseReservation', { part: n, EUR, back: fc.boolean() }),
      { weight: 3, arbitrary: one<{ part?: number; EUR?: number }>('CommitFunds', { part: n, EUR }) },
      { weight: 2, arbitrary: one<{ part?: number; EUR?: number }>('PayFunds', { part: n, EUR }) },
      one<{ part?: number; EUR?: number }>('WithdrawCommitment', { part: n, EUR }),
    ),
    comesOf(model, { do: what, part = 0, EUR: asked = 0, back }) {
      if (what === 'AllocateBudget') model.free += asked;
      else if (what === 'ReserveBudget') {
        if (model.reserved.has(part)) return 'ALREADY_EXISTS';
        model.reserved.set(part, asked);
      } else if (what === 'ReleaseReservation') {
        const left = model.reserved.get(part);
        if (left === undefined) return 'NOT_FOUND';
        if (asked > left) return 'RELEASE_EXCEEDS_RESERVATION';
        model.reserved.set(part, left - asked);
        if (back === true) model.free += asked;
      } else {
        if (!model.exists) return 'NOT_FOUND';
        const left = model.open.get(part);
        if (what === 'CommitFunds') {
          if (left !== undefined) return 'ALREADY_EXISTS';
          if (asked > model.free) return 'BUDGET_EXCEEDED';
          model.free -= asked;
          model.open.set(part, asked);
        } else {
          if (left === undefined) return 'NOT_FOUND';
          if (asked > left) return 'PAYMENT_EXCEEDS_COMMITMENT';
          model.open.set(part, left - asked);
          if (what === 'WithdrawCommitment') model.free += asked;
        }
      }
      model.exists = true;
      return HAPPENS;
    },
    data: ({ do: what, part = 0, EUR: asked = 0, back }) =>
      ({
        AllocateBudget: { source: 'Fonds', EUR: asked, period: { fromYear: 2025, toYear: 2030 }, docRef: 'brief' },
        ReserveBudget: {
          ...{ reservationId: id('rsv', part), source: 'Fonds', EUR: asked, until: '2028-12-31', condition: 'Later' },
        },
        ReleaseReservation: { reservationId: id('rsv', part), EUR: asked, toAllocated: back },
        CommitFunds: { commitmentId: id('cmm', part), targetId: id('pln'), EUR: asked, decisionId: id('dec') },
        PayFunds: { commitmentId: id('cmm', part), EUR: asked, date: '2026-02-01' },
        WithdrawCommitment: { commitmentId: id('cmm', part), EUR: asked, reason: 'Goedkoper' },
      })[what] ?? {},
    agree(model, state) {
      expect(freeEUR(state)).toBe(model.free);
      expect(model.free).toBeGreaterThanOrEqual(0);
    },
  });
});

test('parameters: a value stands until another is set; it lies between its bounds', () => {
  type W = { do: string; key?: string; value?: number; low?: number; high?: number };
  const figure = fc.integer({ min: 0, max: 5 });
  holds<Map<string, string>, W, ParameterState>(
    {
      subject: PARAMETERS_SUBJECT,
      begin: () => new Map(),
      wishes: fc.oneof(
        one<{ key?: string; value?: number; low?: number; high?: number }>('SetParameter', {
          key: fc.constantFrom('ets.priceEUR', 'gas.priceEUR'),
          value: figure,
          low: figure,
          high: figure,
        }),
        one<{ key?: string; value?: number; low?: number; high?: number }>('SetParameter', {
          key: fc.constant('ets.priceEUR'),
          value: figure,
          low: fc.constant(0),
          high: fc.constant(5),
        }),
      ),
      comesOf(model, { key = '', value = 0, low = 0, high = 0 }) {
        if (value < low || value > high) return 'BOUNDS_REVERSED';
        const said = [value, low, high].join();
        if (model.get(key) === said) return NOTHING;
        model.set(key, said);
        return HAPPENS;
      },
      data: ({ key, value, low, high }) => ({
        ...{ key, value, low, high, unit: 'EUR', validFrom: '2026-01-01', sourceRef: 'raming' },
      }),
      agree(model, state) {
        for (const [key, said] of model) {
          const value = state.values[key]?.at(-1)?.value as { value: number; low: number; high: number };
          expect([value.value, value.low, value.high].join()).toBe(said);
        }
      },
    },
    60,
  );
});

test('a round: one answer per organisation and project, none after it is closed, corrections at any time (I10)', () => {
  type W = { do: string; part?: number; org?: number; year?: number };
  type M = { open: boolean; closed: boolean; answers: Map<number, { org: number; year: number; valid: boolean }> };
  holds<M & { published: boolean }, W, InterviewState>({
    subject: id('rnd'),
    begin: () => ({ open: false, closed: false, published: false, answers: new Map() }),
    wishes: fc.oneof(
      one('OpenRound'),
      { weight: 4, arbitrary: one<{ part?: number; org?: number }>('SubmitResponse', { part: n, org: n }) },
      { weight: 2, arbitrary: one<{ part?: number }>('ValidateResponse', { part: n }) },
      {
        weight: 3,
        arbitrary: one<{ part?: number; org?: number; year?: number }>('CorrectResponse', {
          ...{ part: n, org: n },
          year: fc.integer({ min: 2028, max: 2031 }),
        }),
      },
      one('CloseRound'),
      one('PublishRound'),
    ),
    comesOf(model, { do: what, part = 0, org = 0, year = 0 }) {
      if (what === 'OpenRound') {
        if (model.open) return 'ALREADY_EXISTS';
        model.open = true;
        return HAPPENS;
      }
      if (!model.open) return 'NOT_FOUND';
      const answer = model.answers.get(part);
      switch (what) {
        case 'SubmitResponse':
          if (model.closed) return 'ROUND_CLOSED';
          if (answer || [...model.answers.values()].some((held) => held.org === org)) return 'RESPONSE_STANDS';
          model.answers.set(part, { org, year: 2030, valid: false });
          return HAPPENS;
        case 'ValidateResponse':
          if (!answer) return 'NOT_FOUND';
          if (answer.valid) return NOTHING;
          if (model.closed) return 'ROUND_CLOSED';
          answer.valid = true;
          return HAPPENS;
        case 'CorrectResponse':
          if (!answer) return 'NOT_FOUND';
          if (answer.org !== org) return 'NOT_OWN_ORGANISATION';
          if (answer.year === year) return NOTHING;
          answer.year = year;
          return HAPPENS;
        case 'CloseRound':
          if (model.closed) return NOTHING;
          model.closed = true;
          return HAPPENS;
        default:
          if (!model.closed) return 'ROUND_OPEN';
          if (model.published) return NOTHING;
          model.published = true;
          return HAPPENS;
      }
    },
    data: ({ do: what, part = 0, org = 0, year }) =>
      ({
        OpenRound: { year: 2026, questionnaireVersion: '2', invited: [] },
        SubmitResponse: {
          ...{ responseId: id('rsp', part), orgId: id('org', org), projectId: id('prj', 1), phase: 'STUDY' },
          ...{ startYear: 2030, t2030: 1, t2035: 1, t2040: 1, certainty: 0.5, bottlenecks: [] },
        },
        ValidateResponse: { responseId: id('rsp', part) },
        CorrectResponse: { responseId: id('rsp', part), field: 'startYear', new: year, reason: 'Uitstel' },
        CloseRound: {},
        PublishRound: {},
      })[what] ?? {},
    context: (_, { org = 1 }) => ({
      ...{ organisation: id('org', org), role: 'COMPANY' },
      around: {
        ...{ siteOwner: () => null, regionExists: () => true, organisationExists: () => true, head: () => 3 },
        roundTotals: () => ({ aggregates: [], suppressedCells: [] }),
      },
    }),
    agree(model, state) {
      const years = Object.values(state.responses).map(
        ({ answers }) => (answers.value as { startYear: number }).startYear,
      );
      expect(years.sort()).toEqual([...model.answers.values()].map(({ year }) => year).sort());
    },
  });
});

test('a selection: weights unseen until shown, every score once, run when none is missing or sealed, frozen for good (I20, I21)', () => {
  type W = { do: string; part?: number; region?: number; org?: number; heavy?: number };
  type M = {
    model: boolean;
    frozen: boolean;
    shown: boolean;
    proposed: Map<number, number>;
    scores: Map<number, number>;
    runs: Set<number>;
  };
  const region = fc.integer({ min: 1, max: 2 });
  holds<M, W, SelectionState>({
    subject: id('sel'),
    begin: () => ({
      model: false,
      frozen: false,
      shown: false,
      proposed: new Map(),
      scores: new Map(),
      runs: new Set(),
    }),
    wishes: fc.oneof(
      one('DefineSelectionModel'),
      {
        weight: 2,
        arbitrary: one<{ org?: number; heavy?: number }>('ProposeWeights', {
          org: n,
          heavy: fc.integer({ min: 9, max: 11 }),
        }),
      },
      one('RevealWeights'),
      { weight: 4, arbitrary: one<{ part?: number; region?: number }>('EnterScore', { part: n, region }) },
      { weight: 2, arbitrary: one<{ part?: number }>('RecordSelectionRun', { part: n }) },
      one<{ part?: number }>('FreezeSelection', { part: n }),
    ),
    comesOf(model, { do: what, part = 0, region: of = 0, org = 0, heavy = 10 }) {
      if (model.frozen) return what === 'FreezeSelection' ? NOTHING : 'SELECTION_FROZEN';
      if (what === 'DefineSelectionModel') {
        if (model.model) return NOTHING;
        model.model = true;
        return HAPPENS;
      }
      if (!model.model) return 'NOT_FOUND';
      switch (what) {
        case 'ProposeWeights':
          if (model.shown) return 'WEIGHTS_REVEALED';
          if (heavy !== 10) return 'WEIGHTS_NOT_1';
          if (model.proposed.has(org)) return NOTHING;
          model.proposed.set(org, heavy);
          return HAPPENS;
        case 'RevealWeights':
          if (model.shown) return NOTHING;
          if (model.proposed.size === 0) return 'NO_WEIGHTS';
          model.shown = true;
          return HAPPENS;
        case 'EnterScore':
          if (model.scores.has(part)) return 'ALREADY_EXISTS';
          if ([...model.scores.values()].includes(of)) return 'SCORE_STANDS';
          model.scores.set(part, of);
          return HAPPENS;
        case 'RecordSelectionRun':
          if (model.runs.has(part)) return 'ALREADY_EXISTS';
          if (model.scores.size < 2) return 'RUN_INCOMPLETE';
          // an outcome would tell those who have yet to weigh
          if (model.proposed.size > 0 && !model.shown) return 'WEIGHTS_SEALED';
          model.runs.add(part);
          return HAPPENS;
        default:
          if (!model.runs.has(part)) return 'NOT_FOUND';
          model.frozen = true;
          return HAPPENS;
      }
    },
    data: ({ do: what, part = 0, region: of = 0, org = 0, heavy = 10 }) =>
      ({
        DefineSelectionModel: {
          criteria: [{ key: 'reduction', nl: 'Reductie', en: 'Reduction', scorers: [] }],
          valueFunctions: [],
          regions: [id('reg', 1), id('reg', 2)],
        },
        ProposeWeights: {
          orgId: id('org', org),
          weights: { reduction: Math.min(heavy / 10, 1) - (heavy > 10 ? 0.1 : 0) },
        },
        RevealWeights: {},
        EnterScore: {
          ...{ scoreId: id('scr', part), regionId: id('reg', of), criterion: 'reduction' },
          ...{ score: { unknown: true }, sourceRef: 'CES' },
        },
        RecordSelectionRun: {
          ...{ runId: id('run', part), method: 'SMAA', N: 10, seed: 1, inputIndex: 1, hash: 'f'.repeat(64) },
          code: { commit: '0123456', runtime: 'node' },
          results: [
            { regionId: id('reg', 1), score: 0.5, rankAcceptability: [], confidence: null, centralWeights: null },
          ],
        },
        FreezeSelection: { runId: id('run', part) },
      })[what] ?? {},
    context: (_, { org = 1 }) => ({ organisation: id('org', org), role: 'PROVINCE' }),
    agree(model, state) {
      expect(Object.keys(state.scores).length).toBe(model.scores.size);
      expect(state.frozen !== undefined).toBe(model.frozen);
    },
  });
});
