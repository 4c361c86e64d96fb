import type { Project, Section } from './input.ts';
import type { Finding } from './verdict.ts';

type SectionProject = Exclude<Project, { carrier: 'ELECTRICITY' }>;
const prefixes = { HYDROGEN: 'H2', CO2: 'CO2', HEAT: 'HEAT', GREEN_GAS: 'GAS' } as const;

/** Confronts projects with the sections of other networks, in the order in which they come: each takes its demand. */
export class Sections {
  readonly #sections: Readonly<Record<string, Section>>;
  readonly #taken = new Map<string, number>();
  readonly #graceYears: number;

  constructor(sections: Readonly<Record<string, Section>>, graceYears: number) {
    this.#sections = sections;
    this.#graceYears = graceYears;
  }

  place(project: SectionProject): Finding {
    const prefix = prefixes[project.carrier];
    const name = project.section;
    const section = name === null ? undefined : this.#sections[name];
    const demand = demandOf(project);
    const taken = name === null ? 0 : (this.#taken.get(name) ?? 0);
    if (name !== null) this.#taken.set(name, taken + demand);
    if (!section || section.firmness === 'EXPLORATORY')
      return { verdict: 'NOT_FEASIBLE', bottleneck: `${prefix}_NONE`, earliestYear: null };
    if (section.capacity !== null && section.capacity - taken < demand)
      return { verdict: 'NOT_FEASIBLE', bottleneck: `${prefix}_CAPACITY`, earliestYear: null };
    const earliestYear = Math.max(project.startYear, section.year);
    const late = section.year - project.startYear;
    if (late > this.#graceYears) return { verdict: 'NOT_FEASIBLE', bottleneck: `${prefix}_LATE`, earliestYear };
    if (late > 0) return { verdict: 'POSSIBLY', bottleneck: `${prefix}_LATE`, earliestYear };
    if (section.firmness === 'PLANNED')
      return { verdict: 'POSSIBLY', bottleneck: `${prefix}_PLANNED_NOT_FIRM`, earliestYear };
    return { verdict: 'FEASIBLE', bottleneck: null, earliestYear };
  }
}

function demandOf(project: SectionProject): number {
  if (project.carrier === 'CO2') return project.demandTonnesPerHour;
  return project.carrier === 'GREEN_GAS' ? project.demandNm3PerHour : project.demandMW;
}
