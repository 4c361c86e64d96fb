import { isHidden, type SubjectId, type VisibleEvent } from '../../events/envelope.ts';
import { nameOfCode } from './names.ts';
import { formatNumber, printed, type Language } from './notation.ts';
import { quantity } from './quantity.ts';
import { listed, yearsSaid, type Said } from './series.ts';
import { fieldOf, unitOfMember } from './units.ts';

/** What organisations are called; one that is not known keeps its id. */
export type OrganisationName = (id: SubjectId) => string;

/** Words that a line may use besides the members of its payload. */
export const derivedWords = ['org', 'self', 'title'] as const;

/**
 * The words of an event in a language, by place: a member of its payload (`MW`), a part of one (`results.MW`), or a
 * derived word. Undefined: the value is hidden, erased, not given, or an id that has no name.
 */
export function wordsOf(event: VisibleEvent, language: Language, organisation: OrganisationName): Said {
  const { type, data, stream } = event;
  const field = fieldOf(data);
  const codeOf = (member: string): string =>
    field !== undefined && ['value', 'old', 'new'].includes(member) ? field : member;
  const nameOf = (id: SubjectId): string | undefined => (organisation(id) === id ? undefined : organisation(id));

  function said(member: string, value: unknown): string | undefined {
    if (value === undefined || value === null || isHidden(value)) return undefined;
    if (typeof value === 'number') return counted(member, value);
    if (typeof value === 'string') return worded(member, value);
    if (Array.isArray(value)) return listed(value.map((one) => said(member, one)), language); // prettier-ignore
    if (typeof value !== 'object') return printed(value, language);
    return composed(member, value as Readonly<Record<string, unknown>>);
  }
  function counted(member: string, value: number): string {
    const unit = unitOfMember(member, type, data);
    if (unit !== undefined) return quantity(value, unit, language);
    return /year/i.test(member) ? String(value) : formatNumber(value, language, 6);
  }
  function worded(member: string, value: string): string | undefined {
    if (value.startsWith('org_') && anId.test(value)) return nameOf(value);
    if (anId.test(value)) return nameOfCode(member, value.slice(0, 3), language);
    const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(value) ?? [];
    if (year !== undefined) return quarters[language](String(quarter), year);
    return shortened(printed(value, language, { name: (code) => nameOfCode(codeOf(member), code, language, type) }));
  }
  /** What is made of several values: names in both languages, a series by year, weights, who bears which share. */
  function composed(member: string, value: Readonly<Record<string, unknown>>): string | undefined {
    if (typeof value['nl'] === 'string') return said(member, value[language]);
    if (member === 'years') return yearsSaid(value, said, language);
    if (member === 'weights') {
      const name = (key: string): string => nameOfCode('criterion', key, language) ?? key;
      return listed(Object.entries(value).map(([key, one]) => join([name(key), said(member, one)])), language); // prettier-ignore
    }
    return member === 'shares' ? join(['orgId', 'share'].map((part) => said(part, value[part]))) : undefined;
  }

  return (place) => {
    if (place === 'org') return said('orgId', data['orgId']);
    if (place === 'field') return said('field', field);
    if (place === 'self') return nameOf(stream.replace(/^organisation-/, 'org_'));
    if (place === 'title' && field === 'title') return said('title', data['value']);
    return said(place.slice(place.lastIndexOf('.') + 1), at(data, place));
  };
}

/** The value at a place of a payload: `results.MW`; undefined or hidden where a part of the way is. */
export function at(data: Readonly<Record<string, unknown>>, place: string): unknown {
  let value: unknown = data;
  for (const part of place.split('.')) {
    if (typeof value !== 'object' || value === null || isHidden(value)) return isHidden(value) ? value : undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** Ids of ours, of persons and of events, and digests: nobody reads them. */
const anId = /^(act_|[a-z]{3}_[0-9a-f]{8}-|[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{64}$)/;
const quarters = {
  nl: (quarter: string, year: string) => `kwartaal ${quarter} van ${year}`,
  en: (quarter: string, year: string) => `quarter ${quarter} of ${year}`,
} as const;
const LONGEST = 120;

function shortened(text: string | undefined): string | undefined {
  return text !== undefined && text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}…` : text;
}

function join(words: readonly (string | undefined)[]): string | undefined {
  return words.includes(undefined) ? undefined : words.join(' ');
}
