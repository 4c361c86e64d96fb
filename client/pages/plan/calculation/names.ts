import type { InputLine } from '../../../../projections/plan-analysis/line.ts';
import { p } from '../../../app/router.ts';
import { t as figures } from './figure-texts.ts';
import { t as inputs } from './input-texts.ts';

/** What a figure is called. */
export const figureName = (key: string): string => figures(`figure${key}` as 'figurepipe');

/** A recorded output by its name: `capexEUR.low`. */
export function nameOfOutput(name: string): string {
  const [key = '', bound] = name.split('.');
  return bound === undefined ? figureName(key) : figures(`bound${bound}` as 'boundlow', { name: figureName(key) });
}

/** What goes in, and whose it is. */
export function inputName({ input, of }: Pick<InputLine, 'input' | 'of'>, nameOf: (id: string) => string): string {
  const name = inputs(`input${input}` as 'inputyear');
  return of === undefined ? name : `${name}, ${nameOf(of)}`;
}

/** Why it is missing. */
export const reasonOf = (reason: NonNullable<InputLine['missing']>['reason']): string => inputs(`reason${reason}`);

/** Where it can be filled in; undefined: not at one place. */
export function addressOf({ at }: NonNullable<InputLine['missing']>, regionId: string): string | undefined {
  const { subject, field } = at;
  if (field === 'costSplit') return '#kosten';
  if (subject.startsWith('pln_')) return field === undefined ? undefined : `#veld-${field}`;
  if (subject.startsWith('sit_')) return p('/regio/:id/locaties/:wat', { params: { id: regionId, wat: subject } });
  if (subject.startsWith('inf_'))
    return p('/regio/:id/infrastructuur/:wat', { params: { id: regionId, wat: subject } });
  return subject.startsWith('org_') ? p('/organisatie/:id', { params: { id: subject } }) : undefined;
}
