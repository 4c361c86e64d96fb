import type { SubjectId } from '../../events/envelope.ts';
import type { Answers } from '../../events/interview/state.ts';
import {
  chanceKeys,
  deltasBetween,
  type Chances,
  type DeltaAnswer,
  type InterviewDeltasOutput,
} from '../analysis/deltas-between.ts';
import { valuesOf, type Parameters } from '../analysis/parameters.ts';
import type { Refused } from '../analysis/refused.ts';
import type { CountedRound, StandingAnswer } from './answers.ts';

export const horizons = [2030, 2035, 2040] as const;
export type Horizon = (typeof horizons)[number];
export type DeltaPart = keyof InterviewDeltasOutput['parts'];

/** In the order in which a waterfall shows them: what falls away first. */
export const deltaParts: readonly DeltaPart[] = [
  ...(['delayed', 'cancelled', 'rescopedDown', 'notReReported'] as const),
  ...(['accelerated', 'rescopedUp', 'newProject', 'newParticipant'] as const),
];

/** One project in a comparison, t a year. */
export interface ProjectDelta extends InterviewDeltasOutput {
  readonly projectId: SubjectId;
  readonly orgId: SubjectId;
}

/** Why the reduction by a year differs between two rounds; t CO2-eq a year, scope 1 (domain.md C9). */
export interface RoundComparison {
  readonly horizon: Horizon;
  readonly previousYear: number | undefined;
  readonly currentYear: number;
  readonly previousTonnes: number;
  readonly currentTonnes: number;
  readonly deltaTonnes: number;
  readonly parts: InterviewDeltasOutput['parts'];
  /** Of the current round, each project by the chance of its phase. */
  readonly riskWeightedTonnes: number;
  /** What was corrected of the current round after it closed. */
  readonly correctedTonnes: number;
  readonly projects: readonly ProjectDelta[];
}

/** Compares two rounds by a year; without a previous one everything is new. @returns refused when a parameter does not fit */
export function compareRounds(
  previous: CountedRound | undefined,
  current: CountedRound,
  horizon: Horizon,
  parameters: Parameters,
): RoundComparison | Refused {
  const names = new Set([...(previous?.closed.keys() ?? []), ...current.closed.keys(), ...current.corrected.keys()]);
  const known = new Set([...(previous?.closed.values() ?? [])].map(({ orgId }) => orgId));
  const read = valuesOf(chanceKeys, parameters);
  if ('refused' in read) return read;
  const projects = [...names].map((name) => deltaOf(name, previous, current, known, horizon, read.values));
  const sum = (of: (one: ProjectDelta) => number): number => inKilograms(projects.map(of));
  return {
    ...{ horizon, previousYear: previous?.year, currentYear: current.year },
    previousTonnes: sum((one) => one.previousTonnes),
    currentTonnes: sum((one) => one.currentTonnes),
    deltaTonnes: sum((one) => one.deltaTonnes),
    parts: Object.fromEntries(
      deltaParts.map((part) => [part, sum((one) => one.parts[part])]),
    ) as RoundComparison['parts'],
    riskWeightedTonnes: projects.reduce((total, one) => total + one.riskWeightedTonnes, 0),
    correctedTonnes: sum((one) => one.correctedTonnes),
    projects,
  };
}

/** One project by itself, so that it is known of each what it adds to which part. */
function deltaOf(
  name: SubjectId,
  previous: CountedRound | undefined,
  current: CountedRound,
  known: ReadonlySet<SubjectId>,
  horizon: Horizon,
  chances: Chances,
): ProjectDelta {
  const [before, now, later] = [previous?.closed.get(name), current.closed.get(name), current.corrected.get(name)];
  const going = (one: StandingAnswer | undefined): Readonly<Record<string, DeltaAnswer>> => {
    if (one === undefined || one.answers.phase === 'CANCELLED') return {};
    return { [name]: answerFor(one.answers, horizon, before?.answers.phase) };
  };
  const [was, is] = [going(before), going(now)];
  const counts = name in is && !(name in was);
  const input = {
    ...{ horizonYear: horizon, previous: was, current: is },
    newParticipantProjects: counts && now && !known.has(now.orgId) ? [name] : [],
    confirmedCancelled: name in was && now?.answers.phase === 'CANCELLED' ? [name] : [],
  };
  const delta = deltasBetween(input, chances);
  const asCorrected = deltasBetween(
    { ...input, previous: {}, current: going(later), newParticipantProjects: [], confirmedCancelled: [] },
    chances,
  );
  return {
    ...{ ...delta, projectId: name, orgId: (now ?? before ?? later)?.orgId ?? '' },
    correctedTonnes: inKilograms([asCorrected.currentTonnes, -delta.currentTonnes]),
  };
}

/**
 * What of an answer counts by a year: what was answered for that year once it has started, else the full effect, which
 * is the largest of the three, so that a start that moves is seen as such.
 */
function answerFor(answers: Answers, horizon: Horizon, before: Answers['phase'] | undefined): DeltaAnswer {
  const { phase, startYear, t2030, t2035, t2040 } = answers;
  const tonnes = startYear <= horizon ? answers[`t${horizon}`] : Math.max(t2030, t2035, t2040);
  const held = before === undefined || before === 'ON_HOLD' || before === 'CANCELLED' ? 'IDEA' : before;
  return { tonnes, startYear, phase, ...(phase === 'ON_HOLD' ? { heldPhase: held } : {}) };
}

/** A sum in whole kilograms is exact, whatever its order. */
const inKilograms = (tonnes: readonly number[]): number =>
  tonnes.reduce((total, one) => total + Math.round(one * 1_000), 0) / 1_000;
