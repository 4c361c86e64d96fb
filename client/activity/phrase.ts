import type { VisibleEvent } from '../../events/envelope.ts';
import { language } from '../app/i18n/i18n.svelte.ts';
import { fieldName } from '../pages/plan/field-names.ts';
import { session } from '../session/session.svelte.ts';
import { sectionName } from '../texts/texts.ts';
import { sentenceOf } from './sentences.ts';
import { t } from './texts.ts';

/** What somebody did, as the words after his name. */
export function phraseOf(event: VisibleEvent, organisationName: (id: string) => string): string {
  const names = { organisation: organisationName, field: fieldName, section: sectionName };
  const { key, values } = sentenceOf(event, names as Parameters<typeof sentenceOf>[1], language.now);
  const sentence = t(key as 'other', values);
  return sentence === key ? t('other') : sentence;
}

/** Whose deed it is: a person's; a pledge is an organisation's, and the house writes it down. */
export function doerOf(event: VisibleEvent, organisationName: (id: string) => string): string {
  return event.type === 'ContributionPledged' || event.type === 'ContributionChanged'
    ? organisationName(event.meta.organisation)
    : session.nameOf(event.meta.actor);
}
