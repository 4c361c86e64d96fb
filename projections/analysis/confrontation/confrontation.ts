import { calculation } from '../calculation.ts';
import { Grid } from './grid.ts';
import { confrontationInput } from './input.ts';
import { Sections } from './sections.ts';
import type { Finding, Verdict } from './verdict.ts';

export interface ConfrontationOutput {
  /** One per entry of the input, in its order. */
  readonly projects: readonly ({ readonly id: string } & Finding)[];
  /** Of the projects with a need, those that cannot or possibly cannot proceed, 0–1; null when there is none. */
  readonly shareNotOrPossiblyNot: number | null;
}

/**
 * What projects need confronted with what networks will offer, in the order of their rank: all of an earlier project's
 * demand comes first, whatever becomes of it. Several entries with one id are the needs of one project, of which the
 * worst counts. Feed-in is a run of its own, on areas for feed-in. Source: domain C1.
 */
export const confrontation = calculation({
  name: 'infrastructure-confrontation',
  input: confrontationInput,
  uses: [],
  calculate: (given): ConfrontationOutput => {
    const grid = new Grid(given);
    const sections = new Sections(given.sections, given.graceYears);
    const projects = given.projects.map((project) => ({
      id: project.id,
      ...(project.carrier === 'ELECTRICITY' ? grid.place(project) : sections.place(project)),
    }));
    const verdicts = new Map<string, Verdict[]>();
    for (const { id, verdict } of projects) verdicts.set(id, [...(verdicts.get(id) ?? []), verdict]);
    const hindered = [...verdicts.values()].filter((needs) => needs.some((verdict) => verdict !== 'FEASIBLE'));
    return { projects, shareNotOrPossiblyNot: verdicts.size === 0 ? null : hindered.length / verdicts.size };
  },
});
