import type { CorrectableFact } from '../../events/correction.ts';
import { nameOfCode } from '../../projections/history-sentences/names.ts';
import { language, texts } from '../app/i18n/i18n.svelte.ts';
import { fieldWordOf } from '../forms/names.ts';

/** Setting a recorded fact right. */
export const t = texts('correct', {
  nl: {
    correct: 'Corrigeer',
    title: 'Een vastgelegd feit corrigeren',
    lead: 'Wat is vastgelegd blijft staan; de correctie komt ernaast, met uw reden, en geldt van de oude datum af.',
    what: 'Wat klopt er niet',
    right: '{{what}}: de juiste waarde',
    reason: 'Waarom klopt de oude waarde niet?',
    evidence: 'Waaruit blijkt de juiste waarde?',
    optional: 'niet verplicht',
    give: 'Leg de correctie vast',
    done: 'De correctie is vastgelegd.',
    faultValue: 'Deze waarde past hier niet; vul een waarde van dezelfde soort in, binnen wat mogelijk is.',
    faultSame: 'Dit is de waarde die er al staat.',
    faultReason: 'Geef een reden van minstens drie tekens.',
  },
  en: {
    correct: 'Correct this',
    title: 'Correct a recorded fact',
    lead: 'What was recorded stays; the correction stands beside it, with your reason, and holds from the old date on.',
    what: 'What is not right',
    right: '{{what}}: the right value',
    reason: 'Why is the old value not right?',
    evidence: 'What shows the right value?',
    optional: 'not required',
    give: 'Record the correction',
    done: 'The correction has been recorded.',
    faultValue: 'This value does not fit here; fill in one of the same kind, within what is possible.',
    faultSame: 'This is the value that stands there already.',
    faultReason: 'Give a reason of at least three characters.',
  },
});

/** What a value that may be corrected is called. */
export function valueName({ field, beside }: Pick<CorrectableFact, 'field' | 'beside'>): string {
  const name = typeof beside?.['detail'] === 'string' ? beside['detail'] : field;
  const word = fieldWordOf('CorrectFact', name);
  return nameOfCode('field', name, language.now) ?? word?.[language.now === 'nl' ? 0 : 1] ?? name;
}
