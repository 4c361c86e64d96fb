import { formatNumber, parseNumber } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { live } from '../../live/live.svelte.ts';
import type { PlaceTable } from './place-table.svelte.ts';
import type { SheetField } from './sheet.ts';
import { t } from './texts.ts';

/** A pause in typing after which what stands there is saved. */
const PAUSE_MS = 800;

/** Typing in a field where it stands: saved on a pause, Enter or leaving; what does not fit waits for the person. */
export class LiveField {
  readonly #table: PlaceTable;
  readonly #field: () => SheetField;
  #typing = $state<string>();
  #error = $state('');
  /** What had set the value that stood here when the person began: the basis of the edit. */
  #seen: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(table: PlaceTable, field: () => SheetField) {
    this.#table = table;
    this.#field = field;
  }

  get text(): string {
    return this.#typing ?? this.printed;
  }
  get error(): string {
    return this.#error;
  }
  get pending(): boolean {
    return live.isPending(this.#table.id, this.#field().name);
  }
  /** What stands there, as it is typed. */
  get printed(): string {
    const { last, spec } = this.#field();
    const value = last?.value;
    if (typeof value === 'number') return spec.whole ? String(value) : formatNumber(value, language.now, 6);
    return typeof value === 'string' ? value : '';
  }

  type(text: string, mayPause: () => boolean): void {
    if (this.#typing === undefined) this.#seen = this.#field().last?.command;
    this.#typing = text;
    this.#error = '';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (mayPause() && this.#value(text) !== undefined) this.commit();
    }, PAUSE_MS);
  }

  /** A choice or a tick, which is whole at once. */
  choose(value: string | boolean): void {
    this.#table.setField(this.#field().name, value, this.#field().last?.command);
  }

  commit(): void {
    clearTimeout(this.#timer);
    if (this.#typing === undefined) return;
    const text = this.#typing.trim();
    if (text === '' || text === this.printed) return this.drop();
    const { min = 0, max = Infinity, unit = '', type } = this.#field().spec;
    const value = this.#value(text);
    if (value === undefined) {
      this.#error =
        type === 'number' && !Number.isNaN(parseNumber(text, language.now))
          ? t('outOfRange', { min, max, unit })
          : t('noNumber');
      return;
    }
    this.drop();
    this.#table.setField(this.#field().name, value, this.#seen);
  }

  /** Leaves what stood there. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#typing = undefined;
    this.#error = '';
  }

  /** The value that a text is; undefined: none that fits. */
  #value(text: string): string | number | undefined {
    const { spec } = this.#field();
    if (spec.type !== 'number') return text.trim();
    const value = parseNumber(text, language.now);
    const { min = -Infinity, max = Infinity, whole = false } = spec;
    return value >= min && value <= max && (!whole || Number.isInteger(value)) ? value : undefined;
  }
}
