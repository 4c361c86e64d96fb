import { z } from 'zod';
import { actionEvents, actionPayloads, correctionEvent, correctionPayloads } from '../any-stream/events.ts';
import { day, decisionId, euro, label, partId, text } from '../fields.ts';
import { anySubject } from '../lesson/events.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';

const EUR = euro.positive('must be more than 0');
const source = label(2, 120);
const reason = text(3, 500);

/** Payloads of what can happen to a programme's budget (domain.md A.12). */
export const programmePayloads = {
  BudgetAllocated: z.strictObject({
    source,
    EUR,
    period: z.strictObject({ fromYear: z.int().min(2020).max(2030), toYear: z.int().min(2020).max(2030) }),
    docRef: label(1, 200),
  }),
  /** Money that is promised and not given: it cannot be spent before it is released to what is allocated. */
  BudgetReserved: z.strictObject({
    reservationId: partId('rsv'),
    source,
    EUR,
    until: day,
    condition: text(3, 1000),
  }),
  ReservationReleased: z.strictObject({ reservationId: partId('rsv'), EUR, toAllocated: z.boolean() }),
  FundsCommitted: z.strictObject({ commitmentId: partId('cmm'), targetId: anySubject, EUR, decisionId }),
  FundsPaid: z.strictObject({ commitmentId: partId('cmm'), EUR, date: day }),
  CommitmentWithdrawn: z.strictObject({ commitmentId: partId('cmm'), EUR, reason }),
  ...actionPayloads,
  ...correctionPayloads,
};

export type ProgrammeEventData = { [K in keyof typeof programmePayloads]: z.infer<(typeof programmePayloads)[K]> };

/** For who may see the budget: governments, not companies or operators (domain.md B.5). */
const budget = { '*': 'P2' } as const;

export const programmeEvents: EventSpecs<typeof programmePayloads> = {
  BudgetAllocated: firstVersion('Budget toegekend', 'Budget allocated', budget),
  BudgetReserved: firstVersion('Budget gereserveerd', 'Budget reserved', budget),
  ReservationReleased: firstVersion('Reservering vrijgegeven', 'Reservation released', budget),
  FundsCommitted: firstVersion('Middelen vastgelegd', 'Funds committed', budget, {
    revert: { compensate: 'WithdrawCommitment' },
  }),
  FundsPaid: firstVersion('Middelen betaald', 'Funds paid', budget, { dated: 'date' }),
  CommitmentWithdrawn: firstVersion('Vastlegging ingetrokken', 'Commitment withdrawn', budget),
  ...actionEvents('P2'),
  ...correctionEvent('P2'),
};
