import type { VisibleEvent } from '../../../events/envelope.ts';
import { sentenceOf } from '../../activity/sentences.ts';
import { t as activity } from '../../activity/texts.ts';
import { formatInstant } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { session } from '../../session/session.svelte.ts';
import { sectionName } from '../../texts/texts.ts';
import { fieldName } from '../plan/field-names.ts';

/** What an event says, who said it and when, in a line. */
export function factSentence(event: VisibleEvent, nameOf: (organisation: string) => string): string {
  const names = { organisation: nameOf, field: fieldName, section: sectionName };
  const { key, values } = sentenceOf(event, names, language.now);
  const said = activity(key as 'other', values);
  const phrase = said === key ? activity('other') : said;
  const who = session.nameOf(event.meta.actor);
  return `${who} ${phrase} (${formatInstant(event.meta.recordedAt, language.now)})`;
}
