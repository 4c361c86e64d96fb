import type { CalendarDay, SubjectId } from '../../events/envelope.ts';
import { isHidden, type StreamName } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import type { InfrastructureState } from '../../events/infrastructure/state.ts';
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
}

/** A region with the sites of Cluster 6 in it and their projects; sites of the example lie in regions of the example. */
export function regionFacts(states: States, id: SubjectId, on: CalendarDay): RegionFacts | undefined {
  const stream = streamOf(id)?.stream;
  const region = states.region.find(([name]) => name === stream)?.[1];
  if (!region) return undefined;
  const outlines = states.region.flatMap(([name, { kind, example, ...one }]) => {
    const geometry = boundaryOf({ ...one, kind, example });
    return geometry && kind === region.kind && example === region.example
      ? [{ id: subjectOf(name), kind, geometry }]
      : [];
  });
  const sites = new Map<SubjectId, SiteState>();
  for (const [name, site] of states.site) {
    const point = lastRecorded(site.point)?.value;
    if (!point || isHidden(point) || site.example !== region.example || !isInCluster6(site, on)) continue;
    if (regionsAround(point, outlines).includes(id)) sites.set(subjectOf(name), site);
  }
  const projects = states.project.map(([, project]) => project).filter(({ siteId }) => sites.has(siteId));
  return { region, sites, projects, infrastructure: states.infrastructure, on };
}
