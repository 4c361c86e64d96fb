import { isHidden, type SubjectId, type VisibleEvent } from '../../events/envelope.ts';
import type { Template } from './line.ts';
import { lineOf } from './lines.ts';
import { nameOfCode } from './names.ts';
import { printed, type Language } from './notation.ts';
import { unitOf } from './units.ts';

/** What organisations are called; one that is not known keeps its id. */
export type OrganisationName = (id: SubjectId) => string;

/**
 * What somebody did, as the words after his name, in one language; undefined: nothing is said of such an event, or all
 * of it is hidden. Persons are never named in it.
 */
export function sentenceOf(
  event: VisibleEvent,
  language: Language,
  organisation: OrganisationName,
): string | undefined {
  const words = wordsOf(event, language, organisation);
  for (const template of lineOf(event.stream, event.type) ?? []) {
    const filled = fill(template[language], words);
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

/** Words that a line may use besides the members of its payload. */
export const derivedWords = ['org', 'title'] as const;

const LONGEST = 120;

type Words = Readonly<Record<string, string | undefined>>;

function wordsOf({ type, data }: VisibleEvent, language: Language, organisation: OrganisationName): Words {
  const words: Record<string, string | undefined> = {};
  for (const [member, value] of Object.entries(data)) {
    if (isHidden(value)) continue;
    const name = (code: string) => nameOfCode(member, code, language);
    words[member] = shortened(printed(value, language, { year: /year/i.test(member), name }));
  }
  const { orgId, field } = data;
  if (typeof orgId === 'string') words['org'] = organisation(orgId);
  if (typeof field === 'string') {
    const unit = unitOf(type, data);
    for (const member of ['value', 'new'] as const) {
      const name = (code: string) => nameOfCode(field, code, language);
      const word = isHidden(data[member]) ? undefined : shortened(printed(data[member], language, { name }));
      words[member] = word === undefined || unit === undefined ? word : `${word}\u00a0${unit}`;
    }
    if (field === 'title') words['title'] = words['value'];
  }
  return words;
}

function fill(template: string, words: Words): string | undefined {
  let whole = true;
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const word = words[name];
    if (word === undefined) whole = false;
    return word ?? '';
  });
  return whole ? filled : undefined;
}

function shortened(text: string | undefined): string | undefined {
  return text !== undefined && text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}…` : text;
}
