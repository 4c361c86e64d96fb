import { eventSpec } from '../../events/catalogue.ts';
import { isHidden, type SubjectId, type VisibleEvent } from '../../events/envelope.ts';
import { isWithheld, type Disclosed } from '../../events/decision-record/types.ts';
import { sentenceOf } from '../../projections/history-sentences/sentence.ts';
import type { DossierContent } from './content.ts';
import { words, type Label, type Language, type Words } from './words.ts';

/** How values are said in a dossier of one language, with the names that stand in its content. */
export class Telling {
  readonly language: Language;
  readonly words: Words;
  readonly #content: DossierContent;

  constructor(content: DossierContent, language: Language) {
    this.#content = content;
    this.language = language;
    this.words = words[language];
  }

  t(label: Label): string {
    return this.words.labels[label];
  }

  name(id: SubjectId): string {
    return this.#content.names[id] ?? id;
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.#locale(), { maximumFractionDigits: 2 }).format(value);
  }

  euros(value: number): string {
    return `€ ${this.number(value)}`;
  }

  day(day: string): string {
    const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
    return new Intl.DateTimeFormat(this.#locale(), options).format(new Date(`${day}T00:00:00Z`));
  }

  instant(instant: string): string {
    const options = { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Amsterdam' } as const;
    return new Intl.DateTimeFormat(this.#locale(), options).format(new Date(instant));
  }

  /** What everybody may read, or the ground on which it is withheld. */
  disclosed(value: Disclosed<string | number>): string {
    if (isWithheld(value)) return `${this.t('withheld')} – ${this.words.grounds[value.withheld]}`;
    return typeof value === 'number' ? this.euros(value) : value;
  }

  value(value: unknown): string {
    if (isHidden(value)) return value.erased === true ? this.t('erased') : this.t('hidden');
    if (typeof value === 'number') return this.number(value);
    if (typeof value === 'boolean') return value ? this.words.yes : this.words.no;
    if (typeof value === 'string') return /^(org|pln|sit|reg)_/.test(value) ? this.name(value) : value;
    return value === null ? '–' : JSON.stringify(value);
  }

  /** An event as a line: when, who, what; a person stands in it by his pseudonym. */
  event(event: VisibleEvent): string {
    const { meta, index } = event;
    // its own organisation stands before the sentence already
    const others = (id: SubjectId): string => (id === meta.organisation ? id : this.name(id));
    const what = sentenceOf(event, this.language, others) ?? this.label(event);
    return `${this.instant(meta.recordedAt)} – ${this.name(meta.organisation)} ${what} (${meta.actor}; ${index})`;
  }

  /** A fact as a line: what it says comes along. */
  fact(event: VisibleEvent): string {
    const said = Object.entries(event.data).map(([field, value]) => `${this.field(field)}: ${this.value(value)}`);
    return `${this.event(event)}\n${said.join('; ')}`;
  }

  field(name: string): string {
    return this.words.fields[name] ?? name;
  }

  label(event: VisibleEvent): string {
    return eventSpec(event.stream, event.type)?.label[this.language] ?? event.type;
  }

  #locale(): string {
    return this.language === 'nl' ? 'nl-NL' : 'en-GB';
  }
}
