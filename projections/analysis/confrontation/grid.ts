import type { Area, ConfrontationInput, Project } from './input.ts';
import { LAST_YEAR, type Finding } from './verdict.ts';

const FIRST_YEAR = 2020;
const YEARS = LAST_YEAR - FIRST_YEAR + 1;

type GridProject = Extract<Project, { carrier: 'ELECTRICITY' }>;
/** What stands in the way at one node, from nothing to the worst. */
type AtNode = 0 | 1 | 2 | 3 | 4;
const [FREE, PLANNED, FLEX, LATE, FULL] = [0, 1, 2, 3, 4] as const;
const codes = [null, 'GRID_PLANNED_NOT_FIRM', 'GRID_FLEX_NEEDED', 'GRID_LATE', 'GRID_CAPACITY'] as const;

/** An area with what those who came before take of it, by year. */
class Node {
  readonly #firm: Float64Array;
  readonly #all: Float64Array;
  readonly #alleviated: number;

  constructor({ firmMW, plannedNotFirmMW, externalQueueMW = 0, alleviationYear }: Area) {
    // NaN: not known. It is never compared, as `knows` is asked first.
    this.#firm = series((year) => (firmMW[year] ?? Number.NaN) - externalQueueMW);
    this.#all = this.#firm.map((firm, at) => firm + (plannedNotFirmMW[FIRST_YEAR + at] ?? 0));
    this.#alleviated = alleviationYear ?? Infinity;
  }

  /** −1: nothing is known of the start year. */
  look({ startYear, demandMW, flexMW = 0 }: GridProject, graceYears: number): AtNode | -1 {
    if (!this.knows(startYear)) return startYear >= this.#alleviated ? PLANNED : -1;
    const firm = this.#firm[startYear - FIRST_YEAR] ?? Number.NaN;
    if (firm >= demandMW) return FREE;
    if (this.hasRoom(startYear, demandMW)) return PLANNED;
    if (demandMW - firm <= flexMW) return FLEX;
    const last = Math.min(startYear + graceYears, LAST_YEAR);
    for (let year = startYear + 1; year <= last; year++) if (this.hasRoom(year, demandMW)) return LATE;
    return FULL;
  }

  knows(year: number): boolean {
    return !Number.isNaN(this.#firm[year - FIRST_YEAR] ?? Number.NaN);
  }

  /** Room in a year, planned capacity included; where nothing is known, from the alleviation on. */
  hasRoom(year: number, demandMW: number): boolean {
    if (!this.knows(year)) return year >= this.#alleviated;
    return (this.#all[year - FIRST_YEAR] ?? Number.NaN) >= demandMW;
  }

  take({ startYear, demandMW }: GridProject): void {
    for (let at = startYear - FIRST_YEAR; at < YEARS; at++) {
      this.#firm[at] = (this.#firm[at] ?? 0) - demandMW;
      this.#all[at] = (this.#all[at] ?? 0) - demandMW;
    }
  }
}

/** Confronts projects with the areas, in the order in which they come: each takes its demand from its start on. */
export class Grid {
  readonly #chains: ReadonlyMap<string, readonly Node[]>;
  readonly #graceYears: number;

  constructor({ areas, graceYears }: Pick<ConfrontationInput, 'areas' | 'graceYears'>) {
    const nodes = new Map(Object.entries(areas).map(([name, area]) => [name, new Node(area)]));
    this.#chains = new Map(Object.keys(areas).map((name) => [name, chainOf(name, areas, nodes)]));
    this.#graceYears = graceYears;
  }

  place(project: GridProject): Finding {
    const chain = this.#chains.get(project.area) ?? [];
    const looks = chain.map((node) => node.look(project, this.#graceYears));
    const earliestYear = earliest(chain, project);
    for (const node of chain) node.take(project);
    if (looks.includes(-1)) return { verdict: 'POSSIBLY', bottleneck: 'GRID_UNKNOWN', earliestYear: null };
    let worst: AtNode = FREE;
    for (const look of looks) if (look !== -1 && look > worst) worst = look;
    const verdict = worst === FULL ? 'NOT_FEASIBLE' : worst === FREE ? 'FEASIBLE' : 'POSSIBLY';
    return { verdict, bottleneck: codes[worst], earliestYear };
  }
}

function earliest(chain: readonly Node[], { startYear, demandMW }: GridProject): number | null {
  for (let year = startYear; year <= LAST_YEAR; year++)
    if (chain.every((node) => node.hasRoom(year, demandMW))) return year;
  return null;
}

function chainOf(name: string, areas: ConfrontationInput['areas'], nodes: ReadonlyMap<string, Node>): Node[] {
  const chain: Node[] = [];
  for (let at: string | null = name; at !== null; at = areas[at]?.parent ?? null) {
    const node = nodes.get(at);
    if (node) chain.push(node);
  }
  return chain;
}

function series(value: (year: number) => number): Float64Array {
  return Float64Array.from({ length: YEARS }, (_, at) => value(FIRST_YEAR + at));
}
