import type { SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import { presentParticipants } from '../../events/plan/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { distanceKm, type Point } from '../analysis/distance.ts';
import { valuesOf } from '../analysis/parameters.ts';
import { matchedMWh, serves } from '../analysis/suggestions/heat-match.ts';
import { sinkOf, sourceOf } from '../suggestion-sites/heat-of-site.ts';
import { siteName } from '../region-places/case-rows.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';
import { heldOn, type Table } from './table.ts';

/** Heat that one site gives off and another needs, both to be seen by this viewer. */
export interface HeatMatch {
  readonly sourceId: SubjectId;
  readonly source: string;
  readonly sinkId: SubjectId;
  readonly sink: string;
  /** Along a route, km. */
  readonly distanceKm: number;
  readonly sourceC: number;
  readonly requiredC: number;
  /** What the one gives of what the other needs, flat over the hours of both; MWh a year. */
  readonly matchedMWh: number;
  /** Part of the need, 0–1. */
  readonly coverage: number;
  /** A plan for shared heat in which both sit. */
  readonly planId?: SubjectId;
}

/** Pairs of a source and a sink within reach of each other and warm enough, the most heat first (domain C7, A.6). */
export function heatMatches(table: Table): HeatMatch[] {
  const read = valuesOf(['suggestion.distance.heat', 'heat.detourFactor', 'heat.exchangerDelta'], table.parameters);
  if ('refused' in read) return [];
  const p = read.values;
  const sites = placed(table);
  const sources = sites.flatMap(([id, site, at]) => {
    const source = sourceOf(site, table.on);
    return source ? [{ id, at, source }] : [];
  });
  const sinks = sites.flatMap(([id, site, at]) => {
    const sink = sinkOf(site, table.on);
    return sink ? [{ id, at, sink }] : [];
  });
  return sources
    .flatMap(({ id: sourceId, at: from, source }) =>
      sinks.flatMap(({ id: sinkId, at: to, sink }): HeatMatch[] => {
        const km = distanceKm(from, to) * p['heat.detourFactor'];
        if (sourceId === sinkId || km > p['suggestion.distance.heat']) return [];
        const [gives, takes] = [{ source } as never, { sink } as never];
        if (!serves(gives, takes, p['heat.exchangerDelta'])) return [];
        const matched = matchedMWh([source], [sink]);
        const planId = planOf(table.state, sourceId, sinkId);
        return [
          {
            ...{ sourceId, sinkId, source: nameOf(table, sourceId), sink: nameOf(table, sinkId), distanceKm: km },
            ...{ sourceC: source.temperatureC, requiredC: sink.requiredC, matchedMWh: matched },
            coverage: matched / (sink.MW * sink.hours),
            ...(planId === undefined ? {} : { planId }),
          },
        ];
      }),
    )
    .sort((a, b) => b.matchedMWh - a.matchedMWh || (a.sourceId + a.sinkId < b.sourceId + b.sinkId ? -1 : 1));
}

function placed({ state, here, on }: Table): [SubjectId, SiteState, Point][] {
  return streamsOf(state, 'site').flatMap(([stream, site]): [SubjectId, SiteState, Point][] => {
    const point = heldOn(site.point, on);
    const id = subjectOf(stream);
    return point && here(id) ? [[id, site, { longitude: point[0], latitude: point[1] }]] : [];
  });
}

function planOf(state: TopicState, source: SubjectId, sink: SubjectId): SubjectId | undefined {
  const plan = streamsOf(state, 'plan').find(([, one]) => {
    if (one.kind !== 'SHARED_HEAT' || one.status === 'STOPPED') return false;
    const brought = presentParticipants(one).flatMap(({ siteIds }) => siteIds);
    return brought.includes(source) && brought.includes(sink);
  });
  return plan && subjectOf(plan[0]);
}

const nameOf = ({ state, on }: Table, site: SubjectId): string => siteName(state, site, on);
