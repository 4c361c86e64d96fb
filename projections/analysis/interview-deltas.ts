import { z } from 'zod';
import { calculation } from './calculation.ts';
import { byName, choice, listOf, named, quantity, year } from './quantity.ts';
import { contradiction } from './refused.ts';

const phases = ['IDEA', 'STUDY', 'FEED', 'FID', 'CONSTRUCTION', 'OPERATIONAL'] as const;
const MOST = 5_000;

const answer = z
  .strictObject({
    /** Of the full effect. */
    tonnes: quantity('t/yr', 0, 1e9),
    startYear: year(),
    phase: choice([...phases, 'ON_HOLD', 'CANCELLED']),
    /** In which phase it was put on hold. */
    heldPhase: choice(phases).optional(),
  })
  .superRefine(({ phase, heldPhase }, context) => {
    if (phase === 'ON_HOLD' && heldPhase === undefined)
      contradiction(context, ['heldPhase'], 'INPUT_MISSING', { fill: phases.join(', ') });
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

type Answer = z.infer<typeof answer>;

const partNames = [
  ...(['delayed', 'accelerated', 'cancelled', 'notReReported'] as const),
  ...(['rescopedUp', 'rescopedDown', 'newProject', 'newParticipant'] as const),
] as const;
type Part = (typeof partNames)[number];

export interface InterviewDeltasOutput {
  readonly previousTonnes: number;
  readonly currentTonnes: number;
  readonly deltaTonnes: number;
  /** Each with its sign; together they are the delta, to the kilogram. */
  readonly parts: Readonly<Record<Part, number>>;
  /** Of the current round, each project by the chance of its phase. */
  readonly riskWeightedTonnes: number;
  /** What later corrections change of the current round. */
  readonly correctedTonnes: number;
}

/** What of one project counts in a round: kilograms of its full effect, and whether it starts in time. */
interface Counted {
  readonly kg: number;
  readonly inTime: boolean;
}

/** Why the reduction by a year differs between two rounds of interviews; t CO2-eq a year, scope 1. Source: domain C9. */
export const interviewDeltas = calculation({
  name: 'interview-deltas',
  input,
  uses: phases.map((phase) => `phase.probability.${phase}` as const),
  calculate: (given, p): InterviewDeltasOutput => {
    // In whole kilograms every sum is exact, whatever its order.
    const count = ({ tonnes, startYear, phase }: Answer): Counted => ({
      kg: phase === 'CANCELLED' ? 0 : Math.round(tonnes * 1_000),
      inTime: startYear <= given.horizonYear,
    });
    const parts = Object.fromEntries(partNames.map((part) => [part, 0])) as Record<Part, number>;
    const confirmed = new Set(given.confirmedCancelled);
    const newcomers = new Set(given.newParticipantProjects);
    let [previous, current, corrected, risked] = [0, 0, 0, 0];
    for (const [name, answer] of Object.entries(given.previous)) {
      const before = count(answer);
      const now = given.current[name];
      previous += effect(before);
      if (now) for (const [part, kg] of changed(before, count(now))) parts[part] += kg;
      else parts[confirmed.has(name) ? 'cancelled' : 'notReReported'] -= effect(before);
    }
    for (const [name, answer] of Object.entries(given.current)) {
      const now = effect(count(answer));
      current += now;
      risked += now * chanceOf(answer, p);
      if (!given.previous[name]) parts[newcomers.has(name) ? 'newParticipant' : 'newProject'] += now;
      const later = given.laterCorrections?.[name];
      if (later) corrected += effect(count(later)) - now;
    }
    const inTonnes = Object.entries(parts).map(([part, kg]) => [part, kg / 1_000]);
    return {
      ...{ previousTonnes: previous / 1_000, currentTonnes: current / 1_000 },
      ...{ deltaTonnes: (current - previous) / 1_000, parts: Object.fromEntries(inTonnes) as Record<Part, number> },
      ...{ riskWeightedTonnes: risked / 1_000, correctedTonnes: corrected / 1_000 },
    };
  },
});

/** A project of both rounds: first its new timing with the old size, then its new size. */
function changed(before: Counted, now: Counted): [Part, number][] {
  const timing = before.kg * (Number(now.inTime) - Number(before.inTime));
  const scope = (now.kg - before.kg) * Number(now.inTime);
  return [
    [timing < 0 ? 'delayed' : 'accelerated', timing],
    [scope < 0 ? 'rescopedDown' : 'rescopedUp', scope],
  ];
}

const effect = ({ kg, inTime }: Counted): number => (inTime ? kg : 0);

function chanceOf(
  { phase, heldPhase }: Answer,
  p: Readonly<Record<`phase.probability.${(typeof phases)[number]}`, number>>,
): number {
  if (phase === 'CANCELLED') return 0;
  return phase === 'ON_HOLD' ? p[`phase.probability.${heldPhase ?? 'IDEA'}`] / 2 : p[`phase.probability.${phase}`];
}
