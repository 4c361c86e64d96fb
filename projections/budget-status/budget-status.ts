import { isHidden, type CalendarDay, type EventId, type SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import { freeEUR, reservedEUR, standsEUR, unpaidEUR, type ProgrammeState } from '../../events/programme/state.ts';
import type { Entry } from '../../events/timeline.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';

/** Who recorded an amount, when, and the event that it can be traced to. */
export interface Trace {
  readonly event: EventId;
  readonly on: CalendarDay;
  readonly by: string;
  readonly organisation: SubjectId;
}

export interface AllocationLine extends Trace {
  readonly source: string;
  readonly EUR: number;
  readonly fromYear: number;
  readonly toYear: number;
  readonly docRef: string;
}

export interface ReservationLine extends Trace {
  readonly id: string;
  readonly source: string;
  /** Still reserved, of what was. */
  readonly EUR: number;
  readonly originalEUR: number;
  readonly until: CalendarDay;
  readonly condition: string;
}

export interface CommitmentLine extends Trace {
  readonly id: string;
  readonly targetId: SubjectId;
  readonly decisionId: SubjectId;
  /** Committed and not withdrawn. */
  readonly EUR: number;
  readonly paidEUR: number;
  readonly openEUR: number;
  readonly withdrawnEUR: number;
  readonly payments: readonly (Trace & { readonly EUR: number })[];
}

/** What a programme's money is at: euros. `allocated` is what was given and released to it; `free` never falls below 0. */
export interface BudgetStatus {
  readonly programme: SubjectId;
  readonly allocatedEUR: number;
  readonly reservedEUR: number;
  readonly committedEUR: number;
  readonly paidEUR: number;
  readonly freeEUR: number;
  readonly allocations: readonly AllocationLine[];
  readonly reservations: readonly ReservationLine[];
  readonly commitments: readonly CommitmentLine[];
}

/** The budget of every programme that the viewer may see. */
export function budgetStatus(state: TopicState): BudgetStatus[] {
  return streamsOf(state, 'programme')
    .filter(([, { exists }]) => exists)
    .map(([stream, programme]) => statusOf(subjectOf(stream), programme));
}

function statusOf(id: SubjectId, programme: ProgrammeState): BudgetStatus {
  const allocations = programme.allocations.flatMap((entry): AllocationLine[] => {
    if (isHidden(entry.value)) return [];
    const { source, EUR, period, docRef } = entry.value;
    return [{ ...traceOf(entry), ...{ source, EUR, docRef }, fromYear: period.fromYear, toYear: period.toYear }];
  });
  const commitments = Object.entries(programme.commitments).flatMap(([key, one]): CommitmentLine[] => {
    if (isHidden(one.committed.value)) return [];
    const { targetId, decisionId, EUR: original } = one.committed.value;
    const [EUR, openEUR] = [standsEUR(one), unpaidEUR(one)];
    return [
      {
        ...{ ...traceOf(one.committed), id: key, targetId, decisionId },
        ...{ EUR, openEUR, paidEUR: cents(EUR - openEUR), withdrawnEUR: cents(original - EUR) },
        payments: one.payments.flatMap((entry) =>
          isHidden(entry.value) ? [] : [{ ...traceOf(entry), EUR: entry.value }],
        ),
      },
    ];
  });
  const reservations = Object.entries(programme.reservations).flatMap(([key, one]): ReservationLine[] => {
    if (isHidden(one.reserved.value)) return [];
    const { source, EUR, until, condition } = one.reserved.value;
    const left = reservedEUR(one);
    return [{ ...traceOf(one.reserved), ...{ id: key, source, EUR: left, originalEUR: EUR, until, condition } }];
  });
  const committedEUR = total(commitments);
  const free = freeEUR(programme);
  return {
    ...{ programme: id, allocations, reservations, commitments, committedEUR, freeEUR: free },
    allocatedEUR: cents(free + committedEUR),
    reservedEUR: total(reservations),
    paidEUR: cents(commitments.reduce((sum, { paidEUR }) => sum + paidEUR, 0)),
  };
}

const traceOf = ({ event, from, by, organisation }: Entry<unknown>): Trace => ({ event, on: from, by, organisation });
const total = (lines: readonly { EUR: number }[]): number => cents(lines.reduce((sum, { EUR }) => sum + EUR, 0));
const cents = (value: number): number => Math.round(value * 100) / 100;
