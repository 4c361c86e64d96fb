import { Grid } from './grid.ts';
import type { ConfrontationInput } from './input.ts';
import { Sections } from './sections.ts';
import type { Finding, Verdict } from './verdict.ts';

export interface ConfrontationOutput {
  /** One per entry of the input, in its order. */
  readonly projects: readonly ({ readonly id: string } & Finding)[];
  /** Of the projects with a need, those that cannot or possibly cannot proceed, 0–1; null when there is none. */
  readonly shareNotOrPossiblyNot: number | null;
}

/** Confronts an input that is known to fit: without its schema, so that a page can run it while somebody types. */
export function confront(given: ConfrontationInput): ConfrontationOutput {
  const grid = new Grid(given);
  const sections = new Sections(given.sections, given.graceYears);
  const projects = given.projects.map((project) => ({
    id: project.id,
    ...(project.carrier === 'ELECTRICITY' ? grid.place(project) : sections.place(project)),
  }));
  return { projects, shareNotOrPossiblyNot: shareOf(projects) };
}

/** Of the projects among some needs, the part of which a need is not simply feasible; null when there are none. */
export function shareOf(needs: readonly { readonly id: string; readonly verdict: Verdict }[]): number | null {
  const all = new Set(needs.map(({ id }) => id));
  const hindered = new Set(needs.flatMap(({ id, verdict }) => (verdict === 'FEASIBLE' ? [] : [id])));
  return all.size === 0 ? null : hindered.size / all.size;
}
