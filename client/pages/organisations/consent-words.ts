import { consentHolds, type Consent } from '../../../events/organisation/consent.ts';
import { formatDay } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { t } from './texts.ts';

type Name = (id: string) => string;

/** Groups of people to whom a field of a plan can be opened with a consent. */
const opening = new Set(['PUBLIC', 'PARTNERS', 'REGION']);

/** What a consent says, and what it opens to whom, in words. */
export function consentWords(
  consent: Omit<Consent, 'id' | 'given'>,
  organisation: string,
  nameOf: Name,
): { says: string; opens: string } {
  const { dataClass, siteIds, purpose } = consent;
  const audience = audienceName(consent.audience, nameOf);
  const sites = siteIds.length === 0 ? t('allSites') : siteIds.map(nameOf).join(', ');
  const forWhat = t(`purpose${purpose}`);
  return {
    says: t('sentence', { org: nameOf(organisation), data: t(`class${dataClass}`), sites, audience, purpose: forWhat }),
    opens: opensWhat(consent.audience, purpose, { audience, purpose: forWhat }),
  };
}

/** For these purposes programs use a value, and nobody reads it. */
const unread = new Set(['SUGGESTION', 'AGGREGATE']);

/** Does a consent let an organisation that it names read, as a trusted reviewer? */
export function trustsByName({ audience, purpose }: Pick<Consent, 'audience' | 'purpose'>): boolean {
  return audience.startsWith('org_') && !unread.has(purpose);
}

function opensWhat(audience: string, purpose: string, words: Record<'audience' | 'purpose', string>): string {
  if (unread.has(purpose)) return t('opensNone', words);
  if (audience.startsWith('org_')) return t('opensOne', words);
  return opening.has(audience) ? `${t('opensRead', words)} ${t('opensField')}` : t('opensRead', words);
}

/** Whether a consent holds on a day, in words. */
export function consentStand(consent: Consent, on: string): { holds: boolean; word: string } {
  if (consent.withdrawn && consent.withdrawn.from <= on)
    return { holds: false, word: t('withdrawn', { date: formatDay(consent.withdrawn.from, language.now) }) };
  if (consentHolds(consent, on)) return { holds: true, word: t('holds') };
  return { holds: false, word: consent.from > on ? t('notYet') : t('over') };
}

/** A group of people, or an organisation by its name. */
export function audienceName(audience: string, nameOf: Name): string {
  return audience.startsWith('org_') ? nameOf(audience) : t(`audience${audience}` as 'audienceRVO');
}

/** Is an organisation among those with whom it is shared? `kinds`: what it is. */
export function isFor(consent: Consent, organisation: string, kinds: readonly string[]): boolean {
  const { audience } = consent;
  if (audience === organisation) return true;
  if (audience === 'RVO') return kinds.includes('RVO');
  if (audience === 'PROGRAMME') return kinds.includes('PROGRAMME_OFFICE');
  return audience === 'PARTNERS' || audience === 'REGION';
}
