import type { VisibleEvent } from '../../events/envelope.ts';
import type { Template } from './line.ts';
import { lineOf } from './lines.ts';
import type { Language } from './notation.ts';
import type { Said } from './series.ts';
import { at, wordsOf, type OrganisationName } from './words.ts';

/**
 * What somebody did, as the words after his name, in one language; undefined: nothing is said of such an event, or all
 * of it is hidden. Persons are never named in it.
 */
export function sentenceOf(
  event: VisibleEvent,
  language: Language,
  organisation: OrganisationName,
): string | undefined {
  const said = wordsOf(event, language, organisation);
  for (const template of lineOf(event.stream, event.type) ?? []) {
    const filled = fill(template[language], said, event.data);
    if (filled !== undefined) return filled;
  }
  return undefined;
}

/** As `sentenceOf`, in both languages; where nothing is said of an event it is its label. */
export function sentencesOf(event: VisibleEvent, organisation: OrganisationName, label: Template): Template {
  return {
    nl: sentenceOf(event, 'nl', organisation) ?? label.nl,
    en: sentenceOf(event, 'en', organisation) ?? label.en,
  };
}

/** The words in their places; undefined where one is not known, or a value is not the one that is asked for. */
function fill(template: string, said: Said, data: Readonly<Record<string, unknown>>): string | undefined {
  let whole = true;
  const filled = template.replaceAll(/\{([\w.]+)(?:=(\w+))?\}/g, (_, place: string, asked?: string) => {
    const word = asked === undefined ? said(place) : String(at(data, place)) === asked ? '' : undefined;
    if (word === undefined) whole = false;
    return word ?? '';
  });
  return whole ? filled : undefined;
}
