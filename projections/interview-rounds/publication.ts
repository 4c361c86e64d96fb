import type { InterviewEventData } from '../../events/interview/events.ts';
import type { InterviewState } from '../../events/interview/state.ts';
import type { SubjectId } from '../../events/envelope.ts';
import { COHORT, twoDigits } from '../../events/release/decide.ts';
import { isHidden } from '../../events/envelope.ts';
import { sectors } from '../../events/site/sectors.ts';
import { nextRound, toldTotal, within, type Book, type Round } from '../aggregates/book.ts';
import { isSafe, sumOf, type Contribution, type Contributions } from '../aggregates/cohort.ts';
import type { Parameters } from '../analysis/parameters.ts';
import { countedRound, roundBefore } from './answers.ts';
import { compareRounds, deltaParts, horizons, type DeltaPart, type Horizon, type ProjectDelta } from './comparison.ts';

export type RoundTotals = InterviewEventData['RoundPublished'];

/** Where a project counts: its site, the parent of its company, its sector. */
export interface PlaceOfProject {
  readonly site: SubjectId;
  readonly parent: string;
  readonly sector?: string | undefined;
}
export type Placing = (project: SubjectId, organisation: SubjectId) => PlaceOfProject;

const UNIT = 't CO2-eq/jr';
const COUNTRY = 'national';
const figures = ['REDUCTION', 'EXPECTED'] as const;
type Figure = (typeof figures)[number];
const cellsWanted = [COUNTRY, ...sectors.map((sector) => `${COUNTRY}/${sector}`)];

/**
 * What of a closed round may be told to everybody (domain.md B.6): totals by the rules of all aggregates, each round a
 * round of their book; the parts of the waterfall when each is safe on its own and so is what is left of it. A round
 * is told as it stood when it closed and once: what is published again is the same, with what was corrected since when
 * that is safe; that, too, is told once. Undefined: a parameter does not fit.
 */
export function totalsOfRound(
  round: InterviewState,
  others: readonly InterviewState[],
  placing: Placing,
  parameters: Parameters,
): RoundTotals | undefined {
  const before = roundBefore(round, others);
  const told: RoundTotals = { aggregates: [], suppressedCells: [] };
  const put = (key: string, value: number | undefined): void => {
    if (value === undefined) told.suppressedCells.push(key);
    else told.aggregates.push({ key, value: twoDigits(value), unit: UNIT });
  };
  const held = round.published?.value;
  const standing = held === undefined || isHidden(held) ? undefined : held;
  for (const horizon of horizons) {
    const comparison = compareRounds(before && countedRound(before), countedRound(round), horizon, parameters);
    if ('refused' in comparison) return undefined;
    if (standing === undefined) {
      for (const figure of figures) {
        const key = `${figure} ${horizon}`;
        const earlier = earlierPublished(round, others);
        const book = bookOf(key, earlier, (one) => contributionsOf(one, figure, horizon, placing, parameters));
        const now = contributionsOf(round, figure, horizon, placing, parameters);
        const next = nextRound(book, now, cellsWanted);
        for (const cell of cellsWanted) {
          const whole = sumOf(within(now, cell).values());
          // a total of which a part may not be told anew is no total of this round
          const same = next !== undefined && within(now, cell).size > 0 && toldTotal(next, cell) === whole;
          put(keyOf(key, cell), same ? whole : undefined);
        }
      }
      const parts = tellableParts(comparison.projects, placing);
      for (const part of deltaParts) put(`PART ${horizon} ${part}`, parts?.told.get(part));
      put(`PART ${horizon} rest`, parts?.rest);
    }
    put(`CORRECTED ${horizon}`, tellable(amounts(comparison.projects, (one) => one.correctedTonnes, placing)));
  }
  return standing ? again(standing, told) : told;
}

/** What was told stays; what was corrected comes to it when it was not told yet. */
function again(standing: RoundTotals, now: RoundTotals): RoundTotals {
  const fresh = now.aggregates.filter(({ key }) => !standing.aggregates.some((one) => one.key === key));
  const aggregates = [...standing.aggregates, ...fresh];
  const suppressedCells = standing.suppressedCells.filter((key) => !fresh.some((one) => one.key === key));
  return { aggregates, suppressedCells };
}

const keyOf = (key: string, cell: string): string => (cell === COUNTRY ? key : `${key}/${cell.split('/')[1] ?? ''}`);

/** Rounds that were published, in the order in which their totals became known. */
function earlierPublished(round: InterviewState, others: readonly InterviewState[]): InterviewState[] {
  return others
    .filter((one) => one !== round && one.firstPublished !== undefined)
    .sort((a, b) => (a.firstPublished ?? 0) - (b.firstPublished ?? 0));
}

/** The book of one figure: of each published round what stood behind the totals that were told of it. */
function bookOf(key: string, published: readonly InterviewState[], of: (round: InterviewState) => Contributions): Book {
  const cells: string[] = [];
  const rounds: Round[] = [];
  for (const round of published) {
    const totals = round.published?.value;
    const keys = totals === undefined || isHidden(totals) ? [] : totals.aggregates.map((one) => one.key);
    const here = cellsWanted.filter((cell) => keys.includes(keyOf(key, cell)));
    if (here.length === 0) continue;
    cells.push(...here.filter((cell) => !cells.includes(cell)));
    const told = new Map([...of(round)].filter(([, one]) => one.cells.some((cell) => cells.includes(cell))));
    rounds.push({ told, cells: cells.length });
  }
  return { cells, rounds };
}

/** What each site adds to a figure of a round as it stood when it closed. */
function contributionsOf(
  round: InterviewState,
  figure: Figure,
  horizon: Horizon,
  placing: Placing,
  parameters: Parameters,
): Contributions {
  const alone = compareRounds(undefined, countedRound(round), horizon, parameters);
  if ('refused' in alone) return new Map();
  const of = figure === 'REDUCTION' ? 'currentTonnes' : 'riskWeightedTonnes';
  return amounts(alone.projects, (one) => one[of], placing);
}

function amounts(
  projects: readonly ProjectDelta[],
  of: (one: ProjectDelta) => number,
  placing: Placing,
): Contributions {
  const sites = new Map<SubjectId, Contribution>();
  for (const one of projects) {
    const value = of(one);
    if (value === 0) continue;
    const { site, parent, sector } = placing(one.projectId, one.orgId);
    const cells = [COUNTRY, ...(sector === undefined ? [] : [`${COUNTRY}/${sector}`])];
    sites.set(site, { parent, cells, value: (sites.get(site)?.value ?? 0) + value });
  }
  return sites;
}

const tellable = (sites: Contributions): number | undefined =>
  isSafe(sites.values(), COHORT) ? sumOf(sites.values()) : undefined;

/**
 * The parts of the waterfall that may be told. What is left is the difference of the totals and the parts that were
 * told, so it must be safe as well: safe parts are left out until it is. Undefined: none may be told.
 */
function tellableParts(
  projects: readonly ProjectDelta[],
  placing: Placing,
): { told: ReadonlyMap<DeltaPart, number>; rest: number | undefined } | undefined {
  const all = deltaParts.map((part) => ({ part, sites: amounts(projects, (one) => one.parts[part], placing) }));
  const told = all.filter(({ sites }) => isSafe(sites.values(), COHORT)).sort((a, b) => b.sites.size - a.sites.size);
  for (;;) {
    const rest = amounts(
      projects,
      (one) =>
        deltaParts.filter((part) => !told.some((kept) => kept.part === part)).reduce((s, p) => s + one.parts[p], 0),
      placing,
    );
    if (told.length === 0) return undefined;
    if (rest.size === 0 || isSafe(rest.values(), COHORT)) {
      const values = new Map(told.map(({ part, sites }) => [part, sumOf(sites.values())] as const));
      return { told: values, rest: rest.size === 0 ? undefined : sumOf(rest.values()) };
    }
    told.pop();
  }
}
