import type { VisibleEvent } from '../../events/envelope.ts';
import { sentenceOf } from '../../projections/history-sentences/sentence.ts';
import { language } from '../app/i18n/i18n.svelte.ts';
import { session } from '../session/session.svelte.ts';
import { t } from './texts.ts';

/** What somebody did, as the words after his name. */
export function phraseOf(event: VisibleEvent, organisationName: (id: string) => string): string {
  return sentenceOf(event, language.now, organisationName) ?? t('other');
}

/** Whose deed it is: a person's; a pledge is an organisation's, and the house writes it down. */
export function doerOf(event: VisibleEvent, organisationName: (id: string) => string): string {
  return event.type === 'ContributionPledged' || event.type === 'ContributionChanged'
    ? organisationName(event.meta.organisation)
    : session.nameOf(event.meta.actor);
}
