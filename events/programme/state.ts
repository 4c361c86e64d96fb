import { evolveActions, type Actions } from '../any-stream/actions.ts';
import { applyCorrection, type CorrectableFact } from '../correction.ts';
import { isHidden, type VisibleEvent } from '../envelope.ts';
import { entryOf, type Entry } from '../timeline.ts';
import type { Sees } from '../visibility.ts';
import type { ProgrammeEventData as D } from './events.ts';

export interface BudgetReservation {
  reserved: Entry<Omit<D['BudgetReserved'], 'reservationId'>>;
  releases: Entry<{ EUR: number; toAllocated: boolean }>[];
}

export interface Commitment {
  committed: Entry<Omit<D['FundsCommitted'], 'commitmentId'>>;
  payments: Entry<number>[];
  withdrawals: Entry<{ EUR: number; reason: string }>[];
}

export interface ProgrammeState {
  exists: boolean;
  allocations: Entry<D['BudgetAllocated']>[];
  reservations: Record<string, BudgetReservation>;
  commitments: Record<string, Commitment>;
  actions: Actions;
}

export const initial = (): ProgrammeState => ({
  exists: false,
  allocations: [],
  reservations: {},
  commitments: {},
  actions: {},
});

/** Folds one event into the state, in place. */
export function evolve(state: ProgrammeState, event: VisibleEvent): ProgrammeState {
  switch (event.type) {
    case 'BudgetAllocated':
      state.exists = true;
      state.allocations.push(entryOf(event, { ...(event.data as D['BudgetAllocated']) }));
      break;
    case 'BudgetReserved': {
      state.exists = true;
      const { reservationId, ...reserved } = event.data as D['BudgetReserved'];
      state.reservations[reservationId] = { reserved: entryOf(event, reserved), releases: [] };
      break;
    }
    case 'ReservationReleased': {
      const { reservationId, ...release } = event.data as D['ReservationReleased'];
      const standing = state.reservations[reservationId];
      if (standing)
        state.reservations[reservationId] = { ...standing, releases: [...standing.releases, entryOf(event, release)] };
      break;
    }
    case 'FactCorrected':
      applyCorrection(event, correctableFacts(state));
      break;
    default:
      evolveCommitment(state, event);
      evolveActions(state.actions, event);
  }
  return state;
}

/** Who may see the budget sees all of it. */
export const view = (state: ProgrammeState, sees: Sees): ProgrammeState => (sees('P2') ? state : initial());

/** Euros that are allocated and not committed. What is reserved is not free. Withdrawn money comes free again. */
export function freeEUR(state: ProgrammeState): number {
  const allocated = sum(state.allocations.map(({ value }) => (isHidden(value) ? 0 : value.EUR)));
  const released = sum(
    Object.values(state.reservations).flatMap(({ releases }) =>
      releases.map(({ value }) => (!isHidden(value) && value.toAllocated ? value.EUR : 0)),
    ),
  );
  return cents(allocated + released - sum(Object.values(state.commitments).map(standsEUR)));
}

/** Euros of a commitment that have not been withdrawn. */
export function standsEUR({ committed, withdrawals }: Commitment): number {
  const EUR = isHidden(committed.value) ? 0 : committed.value.EUR;
  return cents(EUR - sum(withdrawals.map(({ value }) => (isHidden(value) ? 0 : value.EUR))));
}

/** Euros of a commitment that are still to be paid. */
export function unpaidEUR(commitment: Commitment): number {
  const paid = sum(commitment.payments.map(({ value }) => (isHidden(value) ? 0 : value)));
  return cents(standsEUR(commitment) - paid);
}

/** Euros of a reservation that have not been released. */
export function reservedEUR({ reserved, releases }: BudgetReservation): number {
  const EUR = isHidden(reserved.value) ? 0 : reserved.value.EUR;
  return cents(EUR - sum(releases.map(({ value }) => (isHidden(value) ? 0 : value.EUR))));
}

/** What a correction may point at: what was paid, as long as it is not more than was committed. */
export function correctableFacts(state: ProgrammeState): CorrectableFact[] {
  return Object.values(state.commitments).flatMap((commitment) =>
    commitment.payments.map((entry) => ({
      entry,
      field: 'EUR',
      check: (value: unknown) => {
        const most = cents(unpaidEUR(commitment) + (isHidden(entry.value) ? 0 : entry.value));
        if (typeof value !== 'number' || value <= 0)
          return { code: 'WRONG_TYPE', values: { field: 'EUR', expected: 'number' } };
        return value <= most ? undefined : { code: 'PAYMENT_EXCEEDS_COMMITMENT', values: { EUR: value, left: most } };
      },
    })),
  );
}

function evolveCommitment(state: ProgrammeState, event: VisibleEvent): void {
  const { commitmentId, ...data } = event.data as { commitmentId: string };
  if (event.type === 'FundsCommitted') {
    const committed = entryOf(event, data as Commitment['committed']['value']);
    state.commitments[commitmentId] = { committed, payments: [], withdrawals: [] };
    return;
  }
  const standing = state.commitments[commitmentId];
  if (!standing) return;
  if (event.type === 'FundsPaid') {
    const { EUR, date } = data as D['FundsPaid'];
    const payments = [...standing.payments, entryOf<number>(event, EUR, { from: date })];
    state.commitments[commitmentId] = { ...standing, payments };
  } else if (event.type === 'CommitmentWithdrawn') {
    const withdrawn = entryOf(event, data as { EUR: number; reason: string });
    state.commitments[commitmentId] = { ...standing, withdrawals: [...standing.withdrawals, withdrawn] };
  }
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
/** Sums of decimal euros are compared at a cent, so that 0.1 + 0.2 is 0.3. */
const cents = (value: number): number => Math.round(value * 100) / 100;
