import type { Bounds } from '../../../projections/analysis/selection/criteria.ts';
import type { SelectionTable } from './selection-table.svelte.ts';

/** The value functions on the screen: dragged or typed, and not yet recorded. */
export class ValueEdit {
  readonly #table: SelectionTable;
  #changed = $state.raw<Readonly<Record<string, Bounds>>>({});

  constructor(table: SelectionTable) {
    this.#table = table;
  }

  /** From which raw value (0) to which (1) it runs; null: not shown. */
  boundsOf(key: string): Bounds | null {
    return this.#changed[key] ?? this.#table.table?.bounds[key] ?? null;
  }
  get isChanged(): boolean {
    return Object.keys(this.#changed).length > 0;
  }

  set(key: string, end: 0 | 1, value: number): void {
    const bounds = this.boundsOf(key);
    if (!bounds || !Number.isFinite(value)) return;
    this.#changed = { ...this.#changed, [key]: end === 0 ? [value, bounds[1]] : [bounds[0], value] };
  }
  forget(): void {
    this.#changed = {};
  }

  /** Records the whole model with what was changed in it. */
  save(): void {
    const { model, state } = this.#table;
    if (!model) return;
    const kept = model.valueFunctions.filter(({ criterion }) => !(criterion in this.#changed));
    const fresh = Object.entries(this.#changed).map(([criterion, [worst, best]]) => ({ criterion, worst, best }));
    const data = { ...model, valueFunctions: [...kept, ...fresh] };
    this.#table.give('DefineSelectionModel', data, { model: state?.model?.command ?? null });
    this.forget();
  }
}
