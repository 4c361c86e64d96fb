import { narrativeSections, type NarrativeSection } from '../../events/narrative/sections.ts';
import { texts } from '../app/i18n/i18n.svelte.ts';

export const t = texts('narrative', {
  nl: {
    nameMotivation: 'Motivering',
    nameApproach: 'Aanpak',
    nameRisks: 'Risico’s',
    nameAgreements: 'Afspraken',
    nameMinutes: 'Verslag',
    hintMotivation: 'Waarom dit plan, en waarom nu?',
    hintApproach: 'Hoe komt het er: stappen, wie, wanneer?',
    hintRisks: 'Wat kan tegenzitten, en wat doen we dan?',
    hintAgreements: 'Wat is afgesproken, met wie en tot wanneer?',
    hintMinutes: 'Wat is besproken en besloten?',
    bold: 'Vet',
    italic: 'Cursief',
    heading: 'Kop',
    list: 'Opsomming',
    quote: 'Citaat',
    undo: 'Ongedaan maken',
    redo: 'Opnieuw',
    preview: 'Voorbeeld',
    write: 'Schrijven',
    comment: 'Opmerking bij selectie',
    commentWaits: 'U kunt de opmerking plaatsen zodra deze woorden zijn opgeslagen.',
    tools: 'Opmaak van {{section}}',
    unsaved: 'wordt bewaard',
    both: 'Hier schreven twee mensen tegelijk: {{who}}',
    mine: 'U, nog niet bewaard',
    empty: 'Hier staat nog niets.',
    history: 'Wie schreef wat',
    authors: 'Wie schreef dit',
    authorSince: '{{who}}, sinds {{when}}',
    toChange: 'Bekijk de wijziging',
    asThen: 'Zet terug zoals toen',
    asThenOf: 'Zet de tekst terug zoals na {{who}}, {{when}}',
    wrote: '{{who}}, {{when}}',
    commentOn: 'Opmerking',
  },
  en: {
    nameMotivation: 'Motivation',
    nameApproach: 'Approach',
    nameRisks: 'Risks',
    nameAgreements: 'Agreements',
    nameMinutes: 'Minutes',
    hintMotivation: 'Why this plan, and why now?',
    hintApproach: 'How does it come about: steps, who, when?',
    hintRisks: 'What may go wrong, and what do we do then?',
    hintAgreements: 'What was agreed, with whom and until when?',
    hintMinutes: 'What was discussed and decided?',
    bold: 'Bold',
    italic: 'Italic',
    heading: 'Heading',
    list: 'List',
    quote: 'Quote',
    undo: 'Undo',
    redo: 'Redo',
    preview: 'Preview',
    write: 'Write',
    comment: 'Comment on selection',
    commentWaits: 'You can place the comment as soon as these words are saved.',
    tools: 'Formatting of {{section}}',
    unsaved: 'saving',
    both: 'Two people wrote here at once: {{who}}',
    mine: 'You, not saved yet',
    empty: 'Nothing here yet.',
    history: 'Who wrote what',
    authors: 'Who wrote this',
    authorSince: '{{who}}, since {{when}}',
    toChange: 'See the change',
    asThen: 'Restore as it was then',
    asThenOf: 'Restore the text as it was after {{who}}, {{when}}',
    wrote: '{{who}}, on {{when}}',
    commentOn: 'Comment',
  },
});

type Capital<S extends string> = S extends `${infer First}${infer Rest}` ? `${Uppercase<First>}${Rest}` : S;

/** How a section's name stands in the keys of texts: `nameRisks`. */
export function capital<S extends NarrativeSection>(section: S): Capital<S> {
  return `${section.charAt(0).toUpperCase()}${section.slice(1)}` as Capital<S>;
}

/** What a section is called on the screen. */
export function sectionName(name: string): string {
  const section = narrativeSections.find((one) => one === name);
  return section ? t(`name${capital(section)}`) : name;
}
