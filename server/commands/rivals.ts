import { isHidden, type SubjectId } from '../../events/envelope.ts';
import { kindOf, streamOf } from '../../events/ids.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { lastRecorded } from '../../events/timeline.ts';
import type { AllStreams } from './around.ts';

/**
 * Do two organisations compete: has any company of the one's group an open site in a sector of the other's? Companies
 * that have one parent, or are each other's, are one group and no rivals; the sector OTHER says nothing.
 */
export function rivals(all: AllStreams, one: SubjectId, other: SubjectId): boolean {
  const [own, theirs] = [headOf(all, one), headOf(all, other)];
  if (own === theirs) return false;
  const sectors = { own: new Set<string>(), theirs: new Set<string>() };
  for (const stream of all.streams('site')) {
    const site = kindOf(stream) === 'site' ? (all.state(stream) as SiteState | undefined) : undefined;
    if (!site || site.closed) continue;
    const sector = lastRecorded(site.details['sector'])?.value;
    if (sector === undefined || isHidden(sector) || sector === 'OTHER') continue;
    const head = headOf(all, site.orgId);
    if (head === own) sectors.own.add(sector);
    else if (head === theirs) sectors.theirs.add(sector);
  }
  return [...sectors.own].some((sector) => sectors.theirs.has(sector));
}

/** The head of an organisation's group; what has merged belongs to what it merged into. */
function headOf(all: AllStreams, organisation: SubjectId): SubjectId {
  const seen = new Set<SubjectId>();
  for (let at = organisation; ;) {
    seen.add(at);
    const stream = streamOf(at)?.stream;
    const state = stream === undefined ? undefined : (all.state(stream) as OrganisationState | undefined);
    const above = state?.mergedInto?.value ?? state?.parentOrgId;
    if (above === undefined || isHidden(above) || seen.has(above)) return at;
    at = above;
  }
}
