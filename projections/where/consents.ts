import type { CalendarDay, StreamName, SubjectId, VisibleEvent } from '../../events/envelope.ts';
import { kindOf, type KindName } from '../../events/ids.ts';
import { consentHolds, readingPurposes } from '../../events/organisation/consent.ts';
import type { OrganisationEventData } from '../../events/organisation/events.ts';
import type { Class } from '../../events/visibility.ts';
import { linked, streams } from './followers.ts';
import type { SharedData, WhereState } from './state.ts';
import { regionsOfSite } from './topics.ts';

/** What is asked of a site's data: a kind of it, any of it at all, or (undefined) everything. */
export type AskedData = SharedData['dataClass'] | 'ANY' | undefined;

/**
 * Folds a consent, and who says something of his own among many; undefined: another event. A consent changes who sees
 * the sites that it is about, and what follows them.
 */
export function affectConsent(state: WhereState, event: VisibleEvent, subject: SubjectId): StreamName[] | undefined {
  switch (event.type) {
    case 'DataConsentGiven': {
      const { consentId, ...given } = event.data as OrganisationEventData['DataConsentGiven'];
      const known = state.consents.get(subject) ?? new Map<string, SharedData>();
      state.consents.set(subject, known.set(consentId, given));
      return [event.stream, ...streams(sitesOf(state, subject, given))];
    }
    case 'DataConsentWithdrawn': {
      const { consentId, from } = event.data as OrganisationEventData['DataConsentWithdrawn'];
      const standing = state.consents.get(subject)?.get(consentId);
      if (!standing) return [event.stream];
      standing.withdrawn = { from };
      return [event.stream, ...streams(sitesOf(state, subject, standing))];
    }
    case 'ResponseSubmitted':
    case 'WeightsProposed': {
      const { orgId } = event.data as { orgId: SubjectId };
      linked(state.speakers, subject).add(orgId);
      return [event.stream];
    }
    case 'WeightsRevealed':
      return [event.stream];
    default:
      return undefined;
  }
}

/**
 * Does a site's owner let somebody with these grants read this class of this data on a day? P4 only an organisation that
 * is named: it is the owner's own clean team.
 */
export function letsRead(
  state: WhereState,
  has: (grant: string) => boolean,
  site: SubjectId,
  asked: { readonly cls: Class; readonly data: AskedData },
  on: CalendarDay,
): boolean {
  const owner = state.sites.get(site)?.owner ?? '';
  for (const consent of state.consents.get(owner)?.values() ?? []) {
    const fits = asked.data === 'ANY' || consent.dataClass === 'ALL' || consent.dataClass === asked.data;
    if (!fits || (consent.siteIds.length > 0 && !consent.siteIds.includes(site))) continue;
    if (!forReading.has(consent.purpose) || !consentHolds(consent, on)) continue;
    if (isNamed(consent.audience) ? has(`organisation:${consent.audience}`) : asked.cls !== 'P4' && group(consent))
      return true;
  }
  return false;

  function group({ audience }: SharedData): boolean {
    if (audience === 'PUBLIC') return true;
    if (audience === 'PARTNERS') return has('P1');
    if (audience === 'RVO') return has('interviews');
    if (audience === 'PROGRAMME') return has('programme');
    if (audience === 'REGION') return regionsOfSite(state, site).some((id) => has(`region:${id}`));
    return [...(state.plansOfSite.get(site) ?? [])].some((plan) => has(`plan:${plan}`));
  }
}

/** The site whose data a stream holds. */
export function siteOfStream(state: WhereState, kind: KindName, subject: SubjectId): SubjectId | undefined {
  if (kind === 'site') return subject;
  return kind === 'project' ? state.projects.get(subject) : undefined;
}

/** The consents that hold on a day, as a text that is another when they are others. */
export function consentsOn(state: WhereState, on: CalendarDay): string {
  return [...state.consents.values()]
    .flatMap((ofOne) => [...ofOne].flatMap(([id, consent]) => (consentHolds(consent, on) ? [id] : [])))
    .sort()
    .join(' ');
}

const forReading: ReadonlySet<string> = new Set(readingPurposes);
const isNamed = (audience: string): boolean => audience.startsWith('org_');

function sitesOf(state: WhereState, owner: SubjectId, { siteIds }: SharedData): Iterable<SubjectId> {
  return siteIds.length > 0 ? siteIds : (state.organisations.get(owner)?.sites ?? []);
}

/** Is a stream's data shared by consents, so that who sees it depends on its parts and on the day? */
export function isShared(state: WhereState, stream: StreamName, subject: SubjectId): boolean {
  const site = siteOfStream(state, kindOf(stream), subject);
  return site !== undefined && state.consents.has(state.sites.get(site)?.owner ?? '');
}
