import type { CalendarDay, SubjectId } from '../../events/envelope.ts';
import { isHidden, type StreamName } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import type { InfrastructureState } from '../../events/infrastructure/state.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import type { ProjectState } from '../../events/project/state.ts';
import { boundaryOf, type RegionState } from '../../events/region/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { regionsAround } from '../where/placing.ts';
import { isInCluster6, type RegionFacts } from './measured.ts';

/** States of all streams of a kind, not redacted. */
export interface States {
  readonly region: readonly (readonly [StreamName, RegionState])[];
  readonly site: readonly (readonly [StreamName, SiteState])[];
  readonly project: readonly (readonly [StreamName, ProjectState])[];
  readonly infrastructure: readonly (readonly [StreamName, InfrastructureState])[];
  readonly organisation: readonly (readonly [StreamName, OrganisationState])[];
}

/**
 * A region with the sites of Cluster 6 in it and their projects; sites of the example lie in regions of the example.
 * `liesIn` tells which sites lie in it, where that is known already.
 */
export function regionFacts(
  states: States,
  id: SubjectId,
  on: CalendarDay,
  liesIn: (site: SubjectId, state: SiteState) => boolean = onMap(states, id),
): RegionFacts | undefined {
  const stream = streamOf(id)?.stream;
  const region = states.region.find(([name]) => name === stream)?.[1];
  if (!region) return undefined;
  const sites = new Map<SubjectId, SiteState>();
  for (const [name, site] of states.site)
    if (isInCluster6(site, on) && liesIn(subjectOf(name), site)) sites.set(subjectOf(name), site);
  const projects = new Map(
    states.project.flatMap(([name, project]) =>
      sites.has(project.siteId) ? [[subjectOf(name), project] as const] : [],
    ),
  );
  const kinds = new Map(states.organisation.map(([name, organisation]) => [subjectOf(name), organisation.kinds]));
  const kindsOf = (org: SubjectId): readonly string[] => kinds.get(org) ?? [];
  return { region, sites, projects, infrastructure: states.infrastructure, on, kindsOf };
}

/** Whether a site's point lies within the region, as regions of its kind are drawn. */
function onMap(states: States, id: SubjectId): (site: SubjectId, state: SiteState) => boolean {
  const region = states.region.find(([name]) => subjectOf(name) === id)?.[1];
  const outlines = states.region.flatMap(([name, one]) => {
    const geometry = boundaryOf(one);
    return geometry && one.kind === region?.kind && one.example === region.example
      ? [{ id: subjectOf(name), kind: one.kind, geometry }]
      : [];
  });
  return (_, site) => {
    const point = lastRecorded(site.point)?.value;
    if (!point || isHidden(point) || site.example !== region?.example) return false;
    return regionsAround(point, outlines).includes(id);
  };
}
