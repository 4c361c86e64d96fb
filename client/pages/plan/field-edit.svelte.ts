import type { FieldView } from '../../../projections/plan-view/plan-view.ts';
import { formatNumber, parseNumber } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { shownUnit } from './printed.ts';
import type { PlanTable } from './plan-table.svelte.ts';
import { t } from './texts.ts';

const PAUSE_MS = 800;

/** What a person types in one field until it is given: with the value that it is based on, and why it does not fit. */
export class FieldEdit {
  readonly #field: () => FieldView;
  readonly #table: () => PlanTable;
  /** What stands in the field, as it is printed. */
  readonly #printed: () => string;
  #typing = $state<string>();
  #error = $state('');
  /** What had set the value that stood here when the person began to type: the basis of the edit. */
  #seen: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(field: () => FieldView, table: () => PlanTable, printed: () => string) {
    this.#field = field;
    this.#table = table;
    this.#printed = printed;
  }

  get typing(): string | undefined {
    return this.#typing;
  }
  get error(): string {
    return this.#error;
  }

  /** @param here is the person still in this field? */
  type(text: string, here: () => boolean): void {
    if (this.#typing === undefined) this.#seen = this.#field().last?.command;
    this.#typing = text;
    const { name, spec } = this.#field();
    const number = spec.type === 'number' ? parseNumber(text, language.now) : Number.NaN;
    this.#table().typed(name, this.#unfit(number) === '' ? number : undefined);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#error === '' && here() && this.#commitWhenWhole(), PAUSE_MS);
  }

  commit(): void {
    clearTimeout(this.#timer);
    const text = this.#typing?.trim();
    if (text === undefined) return;
    if (text === '' || text === this.#printed()) return this.drop();
    const { name, spec } = this.#field();
    const value = spec.type === 'number' ? parseNumber(text, language.now) : text;
    this.#error = this.#unfit(value);
    if (this.#error !== '') return;
    this.#typing = undefined;
    this.#table().typed(name, undefined);
    this.#table().setField(name, value, this.#seen);
  }

  drop(): void {
    this.#typing = undefined;
    this.#table().typed(this.#field().name, undefined);
    this.#error = '';
  }

  /** A pause in typing saves a number or a title that stands by itself; what does not fit yet waits for the person. */
  #commitWhenWhole(): void {
    const { type } = this.#field().spec;
    if (type === 'number' && Number.isNaN(parseNumber(this.#typing ?? '', language.now))) return;
    this.commit();
  }

  #unfit(value: string | number): string {
    const { min = 0, max = Infinity, unit = '' } = this.#field().spec;
    const size = typeof value === 'number' ? value : value.length;
    if (size >= min && size <= max) return '';
    const values = { min: formatNumber(min, language.now, 6), max: formatNumber(max, language.now, 6) };
    return typeof value === 'number' ? t('outOfRange', { ...values, unit: shownUnit(unit) }) : t('textLength', values);
  }
}
