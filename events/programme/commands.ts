import type { z } from 'zod';
import { actionCommands, correctionCommands } from '../any-stream/events.ts';
import type { CommandSpec } from '../spec.ts';
import { programmePayloads as p } from './events.ts';

const lead = 'programme';

/** What somebody may ask of a programme's budget; the first thing that happens makes its stream. */
export const programmeCommands = {
  AllocateBudget: { schema: p.BudgetAllocated, access: lead, offline: 'never' },
  ReserveBudget: { schema: p.BudgetReserved, access: lead, offline: 'never' },
  ReleaseReservation: { schema: p.ReservationReleased, access: lead, offline: 'never' },
  CommitFunds: { schema: p.FundsCommitted, access: lead, offline: 'never' },
  PayFunds: { schema: p.FundsPaid, access: lead, offline: 'never' },
  WithdrawCommitment: { schema: p.CommitmentWithdrawn, access: lead, offline: 'never' },
  ...actionCommands(lead),
  ...correctionCommands(lead),
} as const satisfies Record<string, CommandSpec>;

export type ProgrammeCommandData = {
  [K in keyof typeof programmeCommands]: z.infer<(typeof programmeCommands)[K]['schema']>;
};
