import type { CalendarDay, SubjectId } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import { consentHolds, type Consent } from '../../events/organisation/consent.ts';
import { shownOf } from '../region-models/table.ts';
import type { Everything } from './suggestion-sites.ts';

/** A load profile that may be used to look for suggestions, by the address of its file. */
export interface ConsentedProfile {
  readonly siteId: SubjectId;
  readonly fileId: string;
}

/**
 * The latest profile of what each site takes, of those whose owners consent to its use for suggestions on that day:
 * it is the owner's alone (P4), and what a program makes of it is read by others (domain B.6).
 */
export function consentedProfiles(
  { site, organisation }: Pick<Everything, 'site' | 'organisation'>,
  on: CalendarDay,
): ConsentedProfile[] {
  const owners = new Map(organisation);
  return site.flatMap(([stream, { orgId, loadProfiles }]): ConsentedProfile[] => {
    const siteId = subjectOf(stream);
    const consents = Object.values(owners.get(streamOf(orgId)?.stream ?? '')?.consents ?? {});
    if (!consents.some((one) => covers(one, siteId) && consentHolds(one, on))) return [];
    const latest = loadProfiles
      .flatMap((entry) => shownOf(entry) ?? [])
      .filter(({ direction }) => direction !== 'FEED_IN')
      .sort((a, b) => a.year - b.year)
      .at(-1);
    return latest ? [{ siteId, fileId: latest.fileId }] : [];
  });
}

function covers({ dataClass, purpose, siteIds }: Consent, site: SubjectId): boolean {
  const fits = purpose === 'SUGGESTION' && (dataClass === 'LOAD_PROFILE' || dataClass === 'ALL');
  return fits && (siteIds.length === 0 || siteIds.includes(site));
}
