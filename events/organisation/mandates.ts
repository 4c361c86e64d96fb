import type { CalendarDay } from '../envelope.ts';
import type { DecisionType } from '../decision-record/types.ts';
import type { Entry } from '../timeline.ts';

/** What a person may decide in an organisation's name. */
export interface Mandate {
  id: string;
  actorId: string;
  subject: DecisionType;
  /** EUR per decision. */
  maxEUR: number;
  from: CalendarDay;
  /** Last day on which it holds; absent: until it is revoked. */
  to?: CalendarDay;
  basisFileId?: string;
  granted: Entry<true>;
  /** `from` of the entry is the first day on which it holds no more. */
  revoked?: Entry<string>;
}

/** Does a mandate hold on a day? From and to are inclusive; from the day of its revocation on it does not. */
export function holdsOn(mandate: Mandate, on: CalendarDay): boolean {
  const { from, to, revoked } = mandate;
  return from <= on && (to === undefined || on <= to) && (revoked === undefined || on < revoked.from);
}

/** Mandates under which a person may decide on a subject on a day, the widest first. */
export function mandatesFor(
  mandates: Readonly<Record<string, Mandate>>,
  { actor, subject, on }: { actor: string; subject: DecisionType; on: CalendarDay },
): Mandate[] {
  return Object.values(mandates)
    .filter((one) => one.actorId === actor && one.subject === subject && holdsOn(one, on))
    .sort((a, b) => b.maxEUR - a.maxEUR);
}
