import type { DecisionStatus } from '../../../events/decision-record/state.ts';
import { addressNames, filterFields, registerSearch, type FilterField } from './register-address.ts';
import { filterRegister, type DecisionRow } from '../../../projections/decision-register/decision-register.ts';

export type Column = 'question' | 'type' | 'status' | 'decidedBy' | 'day' | 'conditions';
export const columns: readonly Column[] = ['question', 'type', 'status', 'decidedBy', 'day', 'conditions'];
export const statuses: readonly (DecisionStatus | 'OVERDUE')[] = ['DRAFT', 'TAKEN', 'OVERDUE', 'SUPERSEDED', 'REVOKED'];

/** What of the register is shown, and in which order: kept in the page's address, so that it can be passed on. */
export class RegisterFilter {
  #values = $state<Record<FilterField, string>>({
    region: '',
    status: '',
    organisation: '',
    from: '',
    to: '',
    text: '',
  });
  #by = $state<Column>('day');
  #ascending = $state(false);

  constructor(address: URLSearchParams) {
    for (const field of filterFields) this.#values[field] = address.get(addressNames[field]) ?? '';
    const sort = address.get('sorteer') ?? '-day';
    const column = columns.find((one) => one === sort.replace(/^-/, ''));
    if (column) [this.#by, this.#ascending] = [column, !sort.startsWith('-')];
  }

  get by(): Column {
    return this.#by;
  }
  get ascending(): boolean {
    return this.#ascending;
  }
  get filtering(): boolean {
    return Object.values(this.#values).some((value) => value !== '');
  }

  value(field: FilterField): string {
    return this.#values[field];
  }

  set(field: FilterField, value: string): void {
    this.#values[field] = value;
    this.#address();
  }

  clear(): void {
    for (const field of filterFields) this.#values[field] = '';
    this.#address();
  }

  sort(column: Column): void {
    this.#ascending = this.#by === column ? !this.#ascending : column !== 'day' && column !== 'conditions';
    this.#by = column;
    this.#address();
  }

  /** The rows that fit, in order. @param said what stands in a text column of a row */
  apply(rows: readonly DecisionRow[], said: (row: DecisionRow, column: Column) => string): DecisionRow[] {
    const given = Object.fromEntries(Object.entries(this.#values).filter(([, value]) => value !== ''));
    const sign = this.#ascending ? 1 : -1;
    return filterRegister(rows, given).sort(
      (a, b) =>
        sign *
        (this.#by === 'conditions'
          ? a.overdueConditions - b.overdueConditions || a.openConditions - b.openConditions
          : said(a, this.#by).localeCompare(said(b, this.#by))),
    );
  }

  #address(): void {
    const search = registerSearch(this.#values, `${this.#ascending ? '' : '-'}${this.#by}`);
    history.replaceState(history.state, '', search === '' ? location.pathname : `?${search}`);
  }
}
