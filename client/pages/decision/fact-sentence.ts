import type { VisibleEvent } from '../../../events/envelope.ts';
import { phraseOf } from '../../activity/phrase.ts';
import { formatInstant } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { session } from '../../session/session.svelte.ts';

/** What an event says, who said it and when, in a line. */
export function factSentence(event: VisibleEvent, nameOf: (organisation: string) => string): string {
  const who = session.nameOf(event.meta.actor);
  return `${who} ${phraseOf(event, nameOf)} (${formatInstant(event.meta.recordedAt, language.now)})`;
}
