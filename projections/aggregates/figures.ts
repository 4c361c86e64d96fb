import { isHidden, type StreamName, type SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import type { ProjectState, Reduction } from '../../events/project/state.ts';
import { NATIONAL } from '../../events/release/subject.ts';
import { boundaryOf, type RegionState } from '../../events/region/state.ts';
import { sectors } from '../../events/site/sectors.ts';
import { classFacts, type SiteState } from '../../events/site/state.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { regionsAround } from '../where/placing.ts';
import type { Contribution, Contributions } from './cohort.ts';
import { outlooks, type KnownNetworks } from './going-on.ts';

/** All sites, projects, organisations and regions at one moment. */
export interface Moment {
  readonly site: readonly (readonly [StreamName, SiteState])[];
  readonly project: readonly (readonly [StreamName, ProjectState])[];
  readonly organisation: readonly (readonly [StreamName, OrganisationState])[];
  readonly region: readonly (readonly [StreamName, RegionState])[];
  /** Absent: which projects can go on is not asked. */
  readonly networks?: KnownNetworks;
}

/** What totals are told of, and who may read them; the name of a figure is its topic and what it is for. */
export const figureTopics = {
  /** Verified emissions of a year, of sites whose own are not public: those in the ETS are told site by site. */
  EMISSIONS: { audience: 'PUBLIC', unit: 't CO2-eq' },
  /** What projects save in 2030, 2035 or 2040, scope 1; of routes that exclude each other the preferred one. */
  REDUCTION: { audience: 'PARTNERS', unit: 't CO2-eq/jr' },
  /** Energy used, by carrier and year. */
  DEMAND: { audience: 'PARTNERS', unit: 'MWh' },
  /** Projects that need a network, and of these (`PROJECTS/HINDERED`) those that cannot or possibly cannot go on. */
  PROJECTS: { audience: 'PARTNERS', unit: '1' },
} as const;

export type FigureTopic = keyof typeof figureTopics;

/** A part of each scope beside its whole, as a sector is. */
export const HINDERED = 'HINDERED';
const PROJECTS = 'PROJECTS' satisfies FigureTopic;

/** Every figure with what each site adds to it, by the figure's name (`DEMAND NATURAL_GAS 2024`). */
export function figuresOf(moment: Moment): ReadonlyMap<string, Contributions> {
  const cells = cellsOf(moment);
  const parents = parentsOf(moment);
  const figures = new Map<string, Map<SubjectId, Contribution>>();
  const add = (figure: string, site: SubjectId, owner: SubjectId, value: number): void => {
    if (value <= 0) return;
    const sites = figures.get(figure) ?? new Map<SubjectId, Contribution>();
    const before = sites.get(site)?.value ?? 0;
    sites.set(site, { parent: parents(owner), value: before + value, cells: cells.get(site) ?? [] });
    figures.set(figure, sites);
  };
  const owners = new Map<SubjectId, SubjectId>();
  for (const [stream, site] of moment.site) {
    const id = subjectOf(stream);
    owners.set(id, site.orgId);
    for (const [year, { value }] of Object.entries(site.emissions))
      if (classFacts(site).ets !== 'ETS1' && !isHidden(value)) add(`EMISSIONS ${year}`, id, site.orgId, value);
    for (const [use, { value }] of Object.entries(site.energyUse))
      if (!isHidden(value)) add(`DEMAND ${use}`, id, site.orgId, value.MWh);
  }
  for (const [, project] of moment.project) {
    const reduction = countingReduction(project);
    for (const year of [2030, 2035, 2040] as const)
      if (reduction) add(`REDUCTION ${year}`, project.siteId, owners.get(project.siteId) ?? '', reduction[`t${year}`]);
  }
  if (moment.networks) addProjects(figures, moment, moment.networks);
  return figures;

  /** A site of which some projects go on and some do not counts in both parts. */
  function addProjects(all: Map<string, Map<string, Contribution>>, { site, project }: Moment, known: KnownNetworks) {
    for (const { siteId, goesOn } of outlooks(site, project, known)) {
      const scopes = (cells.get(siteId) ?? []).filter((cell) => !cell.includes('/'));
      const key = goesOn ? siteId : `${siteId} ${HINDERED}`;
      const entries = all.get(PROJECTS) ?? new Map<string, Contribution>();
      entries.set(key, {
        ...{ parent: parents(owners.get(siteId) ?? ''), site: siteId, value: (entries.get(key)?.value ?? 0) + 1 },
        cells: goesOn ? scopes : [...scopes, ...scopes.map((scope) => `${scope}/${HINDERED}`)],
      });
      all.set(PROJECTS, entries);
    }
  }
}

/** The cells in which a total may be told, in the order in which they are wanted. */
export function candidatesOf({ region }: Pick<Moment, 'region'>, figure: string): string[] {
  const order = ['PROVINCE', 'RES', 'COROP', 'CUSTOM'];
  const regions = region
    .map(([stream, { kind }]) => ({ id: subjectOf(stream), place: order.indexOf(kind) }))
    .sort((a, b) => a.place - b.place || a.id.localeCompare(b.id))
    .map(({ id }) => id);
  const scopes = [NATIONAL, ...regions];
  // a part comes right after its whole, so that no other whole keeps it out
  if (figure === PROJECTS) return scopes.flatMap((scope) => [scope, `${scope}/${HINDERED}`]);
  return [...scopes, ...scopes.flatMap((scope) => sectors.map((sector) => `${scope}/${sector}`))];
}

/**
 * The cell without which a cell is not told. How many projects there are is known at a region's table: told that all of
 * them cannot go on, one would know it of each.
 */
export function wholeOf(cell: string): string | undefined {
  const { scope, sector } = partsOf(cell);
  return sector === HINDERED ? scope : undefined;
}

/** Of what a cell is the total: the scope (a region or the country), and one sector of it. */
export function partsOf(cell: string): { scope: string; sector: string | undefined } {
  const [scope = '', sector] = cell.split('/');
  return { scope, sector };
}

function countingReduction(project: ProjectState): Reduction | undefined {
  const reduction = lastRecorded(project.reduction)?.value;
  const alternative = project.alternative?.value;
  const excluded = alternative !== undefined && !isHidden(alternative) && !alternative.preferred;
  if (reduction === undefined || isHidden(reduction) || project.phase === 'CANCELLED' || excluded) return undefined;
  return reduction;
}

/** Sites of the example count in the example's regions alone. */
function cellsOf({ site, region }: Moment): Map<SubjectId, string[]> {
  const outlines = region.flatMap(([stream, state]) => {
    const geometry = boundaryOf(state);
    return geometry ? [{ id: subjectOf(stream), kind: state.kind, geometry, example: state.example }] : [];
  });
  return new Map(
    site.map(([stream, state]) => {
      const point = lastRecorded(state.point)?.value;
      const here = point && !isHidden(point) ? point : undefined;
      const around = here
        ? regionsAround(
            here,
            outlines.filter(({ example }) => example === state.example),
          )
        : [];
      const scopes = [...(state.example ? [] : [NATIONAL]), ...around];
      const sector = lastRecorded(state.details['sector'])?.value;
      const named = typeof sector === 'string' ? scopes.map((scope) => `${scope}/${sector}`) : [];
      return [subjectOf(stream), [...scopes, ...named]];
    }),
  );
}

/** The head of the family that an organisation belongs to. */
export function parentsOf({ organisation }: Pick<Moment, 'organisation'>): (id: SubjectId) => SubjectId {
  const above = new Map(
    organisation.map(([stream, { mergedInto, parentOrgId }]) => {
      const merged = mergedInto?.value;
      return [subjectOf(stream), typeof merged === 'string' ? merged : parentOrgId] as const;
    }),
  );
  return (id) => {
    const seen = new Set<SubjectId>();
    let head = id;
    for (let next = above.get(head); next !== undefined && !seen.has(next); next = above.get(head)) {
      seen.add(head);
      head = next;
    }
    return head;
  };
}
