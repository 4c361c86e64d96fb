import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freeEUR, type ProgrammeState } from '../../../events/programme/state.ts';
import { given, id, type Happened } from '../given.ts';
import { sequence } from '../sequence.ts';

const BUDGET = id('bud');
const allocation = (EUR: number) => ({
  source: 'Fund',
  EUR,
  period: { fromYear: 2025, toYear: 2030 },
  docRef: 'letter',
});
const allocated = (EUR: number): Happened => ({ type: 'BudgetAllocated', data: allocation(EUR) });
const reservation = (EUR: number) => ({
  reservationId: id('rsv'),
  source: 'Fund',
  EUR,
  until: '2028-12-31',
  condition: 'second phase',
});
const reserved = (EUR: number): Happened => ({ type: 'BudgetReserved', data: reservation(EUR) });
const commitment = (EUR: number, n = 1) => ({
  commitmentId: id('cmm', n),
  targetId: id('pln'),
  EUR,
  decisionId: id('dec'),
});
const committed = (EUR: number): Happened => ({ type: 'FundsCommitted', data: commitment(EUR) });
const decided = { around: { standingDecision: () => ({ type: 'BUDGET', subjectIds: [], roles: [] }) } };

describe('I11: only what is free can be committed', () => {
  test('to the last cent, and not a cent more', () => {
    given(BUDGET, allocated(100.3), committed(100.1))
      .when('CommitFunds', commitment(0.2, 2), decided)
      .then('FundsCommitted');
    given(BUDGET, allocated(100.3), committed(100.1))
      .when('CommitFunds', commitment(0.21, 2), decided)
      .thenRefused('BUDGET_EXCEEDED', { free: 0.2 });
  });
  test('reserved money is not free; released to what is allocated it is', () => {
    given(BUDGET, allocated(10), reserved(1_000))
      .when('CommitFunds', commitment(11), decided)
      .thenRefused('BUDGET_EXCEEDED', { free: 10 });
    const released = (toAllocated: boolean): Happened => ({
      type: 'ReservationReleased',
      data: { reservationId: id('rsv'), EUR: 5, toAllocated },
    });
    given(BUDGET, allocated(10), reserved(1_000), released(true))
      .when('CommitFunds', commitment(15), decided)
      .then('FundsCommitted');
    given(BUDGET, allocated(10), reserved(1_000), released(false))
      .when('CommitFunds', commitment(15), decided)
      .thenRefused('BUDGET_EXCEEDED');
  });
  test('withdrawn money comes free again', () =>
    void given(BUDGET, allocated(10), committed(10), {
      type: 'CommitmentWithdrawn',
      data: { commitmentId: id('cmm'), EUR: 4, reason: 'cheaper' },
    })
      .when('CommitFunds', commitment(4, 2), decided)
      .then('FundsCommitted'));
  test('it takes a decision on money that stands', () => {
    const none = { around: { standingDecision: () => null } };
    given(BUDGET, allocated(10))
      .when('CommitFunds', commitment(1), none)
      .thenRefused('DECISION_NEEDED', { type: 'BUDGET' });
    const gate = { around: { standingDecision: () => ({ type: 'GATE', subjectIds: [], roles: [] }) } };
    given(BUDGET, allocated(10)).when('CommitFunds', commitment(1), gate).thenRefused('DECISION_NEEDED');
  });
});

describe('what is committed and reserved', () => {
  test('is paid or withdrawn up to what is left', () => {
    const paid: Happened = { type: 'FundsPaid', data: { commitmentId: id('cmm'), EUR: 7, date: '2026-01-01' } };
    const pay = (EUR: number) => ({ commitmentId: id('cmm'), EUR, date: '2026-02-01' });
    given(BUDGET, allocated(10), committed(10), paid).when('PayFunds', pay(3)).then('FundsPaid');
    given(BUDGET, allocated(10), committed(10), paid)
      .when('PayFunds', pay(3.01))
      .thenRefused('PAYMENT_EXCEEDS_COMMITMENT', { left: 3 });
    given(BUDGET, allocated(10), committed(10), paid)
      .when('WithdrawCommitment', { commitmentId: id('cmm'), EUR: 4, reason: 'cheaper' })
      .thenRefused('PAYMENT_EXCEEDS_COMMITMENT', { left: 3 });
  });
  test('is released up to what is left', () =>
    given(BUDGET, reserved(10))
      .when('ReleaseReservation', { reservationId: id('rsv'), EUR: 11, toAllocated: true })
      .thenRefused('RELEASE_EXCEEDS_RESERVATION', { left: 10 }));
  test('of what is not there nothing can be paid', () => {
    given(BUDGET, allocated(1))
      .when('PayFunds', { commitmentId: id('cmm'), EUR: 1, date: '2026-01-01' })
      .thenRefused('NOT_FOUND');
    given(BUDGET)
      .when('PayFunds', { commitmentId: id('cmm'), EUR: 1, date: '2026-01-01' })
      .thenRefused('NOT_FOUND');
  });
  test('a payment is corrected within what was committed', () => {
    const paid: Happened = { type: 'FundsPaid', data: { commitmentId: id('cmm'), EUR: 7, date: '2026-01-01' } };
    const correct = (value: number) => ({
      targetEventId: '0190a000-0000-8000-8000-000000000002',
      field: 'EUR',
      new: value,
    });
    const story = given(BUDGET, allocated(10), committed(10), paid);
    story.when('CorrectFact', correct(10), { reason: 'statement' }).then('FactCorrected');
    story
      .when('CorrectFact', correct(11), { reason: 'statement' })
      .thenRefused('PAYMENT_EXCEEDS_COMMITMENT', { left: 10 });
  });
  test('a period does not end before it begins', () =>
    given(BUDGET)
      .when('AllocateBudget', { ...allocation(1), period: { fromYear: 2028, toYear: 2026 } })
      .thenRefused('PERIOD_REVERSED'));
});

test('whatever is asked in whatever order: nothing is free below zero, and nothing is paid that was not committed', () => {
  const cents = fc.integer({ min: 1, max: 5_000 });
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
    cents,
    toAllocated: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 40 }), (wishes) => {
      const budget = sequence<ProgrammeState>(BUDGET);
      budget.give('AllocateBudget', allocation(30));
      let free = 3_000;
      const reserves: Record<number, number> = {};
      const open: Record<number, number> = {};
      for (const { type, n, cents: amount, toAllocated } of wishes) {
        const EUR = amount / 100;
        const ids = { reservationId: id('rsv', n), commitmentId: id('cmm', n) };
        const data: Record<string, Record<string, unknown>> = {
          AllocateBudget: allocation(EUR),
          ReserveBudget: { ...reservation(EUR), reservationId: ids.reservationId },
          ReleaseReservation: { reservationId: ids.reservationId, EUR, toAllocated },
          CommitFunds: commitment(EUR, n),
          PayFunds: { commitmentId: ids.commitmentId, EUR, date: '2026-01-01' },
          WithdrawCommitment: { commitmentId: ids.commitmentId, EUR, reason: 'less' },
        };
        budget.give(type, data[type] ?? {});
        if (type === 'AllocateBudget') free += amount;
        if (type === 'ReserveBudget') reserves[n] ??= amount;
        if (type === 'ReleaseReservation' && (reserves[n] ?? -1) >= amount) {
          reserves[n] = (reserves[n] ?? 0) - amount;
          if (toAllocated) free += amount;
        }
        if (type === 'CommitFunds' && open[n] === undefined && amount <= free) {
          open[n] = amount;
          free -= amount;
        } else if (type === 'PayFunds' && (open[n] ?? -1) >= amount) open[n] = (open[n] ?? 0) - amount;
        else if (type === 'WithdrawCommitment' && (open[n] ?? -1) >= amount) {
          open[n] = (open[n] ?? 0) - amount;
          free += amount;
        }
        expect(Math.round(freeEUR(budget.state()) * 100)).toBe(free);
        expect(free).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 100 },
  );
});
