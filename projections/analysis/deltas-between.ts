/** Phases whose chance is a parameter. */
export const countedPhases = ['IDEA', 'STUDY', 'FEED', 'FID', 'CONSTRUCTION', 'OPERATIONAL'] as const;
type CountedPhase = (typeof countedPhases)[number];
export const chanceKeys = countedPhases.map((phase) => `phase.probability.${phase}` as const);
export type Chances = Readonly<Record<(typeof chanceKeys)[number], number>>;

export interface DeltaAnswer {
  /** Of the full effect. */
  readonly tonnes: number;
  readonly startYear: number;
  readonly phase: CountedPhase | 'ON_HOLD' | 'CANCELLED';
  /** In which phase it was put on hold. */
  readonly heldPhase?: CountedPhase | undefined;
}

/** Answers by project of two rounds, and what is known of projects that are in one of them. */
export interface DeltaInput {
  readonly horizonYear: number;
  readonly previous: Readonly<Record<string, DeltaAnswer>>;
  readonly current: Readonly<Record<string, DeltaAnswer>>;
  readonly newParticipantProjects: readonly string[];
  readonly confirmedCancelled: readonly string[];
  readonly laterCorrections?: Readonly<Record<string, DeltaAnswer>> | undefined;
}

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

/** Why the reduction by a year differs between two rounds (domain C9), of input that fits. */
export function deltasBetween(given: DeltaInput, chances: Chances): InterviewDeltasOutput {
  // In whole kilograms every sum is exact, whatever its order.
  const count = ({ tonnes, startYear, phase }: DeltaAnswer): Counted => ({
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
    risked += now * chanceOf(answer, chances);
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
}

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

function chanceOf({ phase, heldPhase }: DeltaAnswer, chances: Chances): number {
  if (phase === 'CANCELLED') return 0;
  return phase === 'ON_HOLD'
    ? chances[`phase.probability.${heldPhase ?? 'IDEA'}`] / 2
    : chances[`phase.probability.${phase}`];
}
