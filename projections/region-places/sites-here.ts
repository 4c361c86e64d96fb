import type { SubjectId } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import { boundaryOf } from '../../events/region/state.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { streamState, streamsOf, type TopicState } from '../topic/topic.ts';
import { containsPoint, distanceKm } from '../where/geometry.ts';

/** Off the simplified coast a site still lies in its region, within this distance. */
const COAST_KM = 1.5;

/** The sites of a table that lie in its region; others were brought to a plan from elsewhere. Without an outline all do. */
export function sitesHere(state: TopicState, regionId: SubjectId): ReadonlySet<SubjectId> {
  const region = streamState(state, 'region', streamOf(regionId)?.stream ?? '');
  const boundary = region && boundaryOf(region);
  const sites = streamsOf(state, 'site').filter(([, site]) => {
    const point = lastRecorded(site.point)?.value;
    if (!boundary) return true;
    return Array.isArray(point) && (containsPoint(boundary, point) || distanceKm(boundary, point) < COAST_KM);
  });
  return new Set(sites.map(([stream]) => subjectOf(stream)));
}
