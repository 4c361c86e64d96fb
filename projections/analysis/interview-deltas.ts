import { z } from 'zod';
import { calculation } from './calculation.ts';
import { chanceKeys, countedPhases, deltasBetween } from './deltas-between.ts';
import { byName, choice, listOf, named, quantity, year } from './quantity.ts';
import { contradiction } from './refused.ts';

const MOST = 5_000;

const answer = z
  .strictObject({
    /** Of the full effect. */
    tonnes: quantity('t/yr', 0, 1e9),
    startYear: year(),
    phase: choice([...countedPhases, 'ON_HOLD', 'CANCELLED']),
    /** In which phase it was put on hold. */
    heldPhase: choice(countedPhases).optional(),
  })
  .superRefine(({ phase, heldPhase }, context) => {
    if (phase === 'ON_HOLD' && heldPhase === undefined)
      contradiction(context, ['heldPhase'], 'INPUT_MISSING', { fill: countedPhases.join(', ') });
  });

const input = z
  .strictObject({
    horizonYear: year(),
    /** Validated answers of each round as it stood when it closed, by project. */
    previous: byName(answer, 0, MOST),
    current: byName(answer, 0, MOST),
    /** Projects of companies that were not in the previous round. */
    newParticipantProjects: listOf(named(), 0, MOST),
    confirmedCancelled: listOf(named(), 0, MOST),
    /** What was corrected of the current round after it closed: a bar of its own. */
    laterCorrections: byName(answer, 0, MOST).optional(),
  })
  .superRefine((given, context) => {
    const [before, now] = [given.previous, given.current];
    for (const [at, name] of given.newParticipantProjects.entries()) {
      if (!Object.hasOwn(now, name)) absent(['newParticipantProjects', at], name, now);
      else if (Object.hasOwn(before, name)) both(['newParticipantProjects', at], name);
    }
    for (const [at, name] of given.confirmedCancelled.entries()) {
      if (!Object.hasOwn(before, name)) absent(['confirmedCancelled', at], name, before);
      else if (Object.hasOwn(now, name)) both(['confirmedCancelled', at], name);
    }
    for (const name of Object.keys(given.laterCorrections ?? {}))
      if (!Object.hasOwn(now, name)) absent(['laterCorrections', name], name, now);

    function absent(path: (string | number)[], name: string, those: object): void {
      contradiction(context, path, 'NOT_THERE', { name, among: Object.keys(those).slice(0, 20).join(', ') || '–' });
    }

    function both(path: (string | number)[], name: string): void {
      contradiction(context, path, 'IN_BOTH_ROUNDS', { name });
    }
  });

/** Why the reduction by a year differs between two rounds of interviews; t CO2-eq a year, scope 1. Source: domain C9. */
export const interviewDeltas = calculation({
  name: 'interview-deltas',
  input,
  uses: chanceKeys,
  calculate: deltasBetween,
});
