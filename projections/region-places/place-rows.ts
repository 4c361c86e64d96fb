import { carriers, type Carrier } from '../../events/carriers.ts';
import { isHidden, type CalendarDay, type SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { ProjectStanding } from '../../events/project/phases.ts';
import type { ProjectState, Route } from '../../events/project/state.ts';
import { entryOn, lastRecorded, type Timeline } from '../../events/timeline.ts';
import { organisationNames, siteRow, type SiteRow } from '../region-overview/region-overview.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';

/** A project as a row shows it. */
export interface ProjectCell {
  readonly id: SubjectId;
  readonly title: string;
  readonly phase: ProjectStanding;
  readonly route?: Route;
  readonly startYear?: number;
  /** Sum of what it needs per carrier, in the carrier's own unit; feed-in counts as much as offtake. */
  readonly needs: Partial<Record<Carrier, number>>;
  /** What holds it up and is not resolved, the gravest first. */
  readonly blockedBy: readonly string[];
  /** Of routes that exclude each other: is this the one that counts? Undefined: it has no alternative. */
  readonly preferred?: boolean;
}

/** A site, or one of its projects. */
export interface PlaceRow {
  /** Of the project, else of the site. */
  readonly id: SubjectId;
  readonly site: SiteRow;
  readonly project?: ProjectCell;
}

/** Sites with their projects as they hold on a day: a row per project, and one for each site that has none. */
export function placeRows(
  state: TopicState,
  on: CalendarDay,
  here: (site: SubjectId) => boolean = () => true,
): PlaceRow[] {
  const nameOf = organisationNames(state);
  const bySite = Map.groupBy(streamsOf(state, 'project'), ([, project]) => project.siteId);
  return streamsOf(state, 'site').flatMap(([name, one]): PlaceRow[] => {
    const id = subjectOf(name);
    if (!here(id)) return [];
    const site = siteRow(id, one, on, nameOf);
    const projects = (bySite.get(id) ?? []).map(([stream, project]) => projectCell(subjectOf(stream), project, on));
    return projects.length === 0 ? [{ id, site }] : projects.map((project) => ({ id: project.id, site, project }));
  });
}

/** A project as it holds on a day. */
export function projectCell(id: SubjectId, project: ProjectState, on: CalendarDay): ProjectCell {
  const route = seen(project.routes, on)?.primary;
  const startYear = seen(project.startYear, on);
  const alternative = project.alternative?.value;
  return {
    id,
    title: String(seen(project.details['title'], on) ?? ''),
    phase: project.phase,
    ...(route === undefined ? {} : { route }),
    ...(startYear === undefined ? {} : { startYear }),
    needs: needsOf(project),
    blockedBy: openBottlenecks(project).map(({ code }) => code),
    ...(alternative === undefined || isHidden(alternative) ? {} : { preferred: alternative.preferred }),
  };
}

/** Bottlenecks that are not resolved, the gravest first. */
export function openBottlenecks(project: ProjectState): ProjectState['bottlenecks'][string][] {
  return Object.values(project.bottlenecks)
    .filter(({ resolved }) => resolved === undefined)
    .sort((a, b) => b.severity - a.severity);
}

function needsOf(project: ProjectState): ProjectCell['needs'] {
  const needs: Partial<Record<Carrier, number>> = {};
  for (const { need, withdrawn } of Object.values(project.needs)) {
    if (withdrawn || isHidden(need.value)) continue;
    const { carrier, amount } = need.value;
    if (!isHidden(amount)) needs[carrier] = (needs[carrier] ?? 0) + amount;
  }
  return needs;
}

/** The carriers of which anything is needed in these rows. */
export function carriersIn(rows: readonly PlaceRow[]): Carrier[] {
  return carriers.filter((carrier) => rows.some(({ project }) => project?.needs[carrier] !== undefined));
}

/** What holds on a day, else what was recorded last; undefined: nothing, or hidden from this viewer. */
function seen<T>(timeline: Timeline<T> | undefined, on: CalendarDay): T | undefined {
  const value = (entryOn(timeline ?? [], on) ?? lastRecorded(timeline))?.value;
  return value === undefined || value === null || isHidden(value) ? undefined : value;
}
