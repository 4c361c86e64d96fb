import type { z } from 'zod';
import { actionCommands, correctionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { programmePayloads as p } from './events.ts';

/** What somebody may ask of a programme's budget; the first thing that happens makes its stream. */
export const programmeCommands = {
  AllocateBudget: { schema: p.BudgetAllocated, offline: 'never' },
  ReserveBudget: { schema: p.BudgetReserved, offline: 'never' },
  ReleaseReservation: { schema: p.ReservationReleased, offline: 'never' },
  CommitFunds: { schema: p.FundsCommitted, offline: 'never' },
  PayFunds: { schema: p.FundsPaid, offline: 'never' },
  WithdrawCommitment: { schema: p.CommitmentWithdrawn, offline: 'never' },
  ...actionCommands,
  ...correctionCommands,
} as const satisfies Record<string, CommandSpec>;

export type ProgrammeCommandData = {
  [K in keyof typeof programmeCommands]: z.infer<(typeof programmeCommands)[K]['schema']>;
};
