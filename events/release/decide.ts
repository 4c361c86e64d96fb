import { draft, happened, nothingToDo, refuse, type Command, type DecideContext, type Decision } from '../decision.ts';
import { isHidden } from '../envelope.ts';
import { lastRecorded } from '../timeline.ts';
import type { ReleaseCommandData as C } from './commands.ts';
import { totalName, type ReleaseState } from './state.ts';

/** When a total may be told (domain.md B.6; assumptions, versioned parameters later). */
export const COHORT = { sites: 5, parents: 3, largestShare: 0.7, sitesChanged: 3, parentsChanged: 2, days: 7 } as const;

/**
 * Releases a total of enough sites of enough owners (I23), of which none makes up most; again only when enough have
 * changed and time has passed, so that no difference of two tells one site's value.
 */
export function decide(state: ReleaseState, command: Command, context: DecideContext): Decision {
  if (command.type !== 'ReleaseAggregate') return refuse('UNKNOWN_COMMAND', { type: command.type });
  const { cohort, ...exact } = command.data as C['ReleaseAggregate'];
  const total = { ...exact, value: twoDigits(exact.value) };
  if (state.exists && state.scope !== total.scope) return refuse('OTHER_SCOPE', { scope: state.scope });
  const small =
    cohort.sites < COHORT.sites || cohort.parents < COHORT.parents || cohort.largestShare > COHORT.largestShare;
  if (small) return refuse('COHORT_TOO_SMALL', { k: COHORT.sites });
  const last = lastRecorded(state.totals[totalName(total)]);
  if (last) {
    if (!isHidden(last.value) && last.value.value === total.value) return nothingToDo(last.command);
    const earliest = daysAfter(last.at.slice(0, 10), COHORT.days);
    const few = cohort.sitesChanged < COHORT.sitesChanged || cohort.parentsChanged < COHORT.parentsChanged;
    if (few || context.today < earliest) return refuse('RELEASE_TOO_SOON', { earliest, sites: COHORT.sitesChanged });
  }
  return happened(draft('AggregateReleased', total));
}

/** Rounded to two significant digits. */
export function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}

/** The day that many days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
