import { tick } from 'svelte';
import type { InfrastructureRow } from '../../../projections/region-places/infrastructure-rows.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { formatNumber } from '../../app/i18n/format.ts';
import { live } from '../../live/live.svelte.ts';
import { cellKey, cellValue, draftsOf, type Drafts, type What } from './capacity-draft.ts';

/** A line of the grid: one direction, what is firm or what is planned on top of it. */
export interface GridLine {
  readonly row: InfrastructureRow;
  readonly cell: InfrastructureRow['directions'][number];
  readonly what: What;
  readonly mayEdit: boolean;
}

/** The grid of capacities: where one is in it, what is typed, and what was changed and not published. */
export class CapacityGrid {
  readonly #place: string;
  #drafts = $state.raw<Drafts>({});
  #at = $state.raw({ line: 0, column: 0 });
  /** What is being typed in the cell where one is; undefined: one only walks. */
  #typing = $state<string>();
  #wrong = $state(false);
  #touched = false;
  #element: HTMLElement | undefined;

  /** @param place under which what is typed is kept in this browser */
  constructor(place: string) {
    this.#place = place;
    void live.kept.typed(place).then((kept) => {
      if (kept !== '' && !this.#touched) this.#drafts = JSON.parse(kept) as Drafts;
    });
  }

  get at(): { readonly line: number; readonly column: number } {
    return this.#at;
  }
  get typing(): string | undefined {
    return this.#typing;
  }
  get wrong(): boolean {
    return this.#wrong;
  }
  /** What was changed in a direction of something, by cell. */
  changed(id: string, direction: string): Drafts {
    return draftsOf(this.#drafts, id, direction);
  }

  /** What a cell shows, and whether that is a draft. */
  shown({ row, cell, what }: GridLine, year: number): { text: string; drafted: boolean } {
    const draft = this.#drafts[cellKey(row.id, cell.direction, what, year)];
    if (draft !== undefined) return { text: draft, drafted: true };
    const value = cell.years[year]?.[what];
    return { text: value === undefined ? '' : formatNumber(value, language.now, 6), drafted: false };
  }

  stand(line: number, column: number): void {
    this.#at = { line, column };
  }

  type(text: string): void {
    this.#typing = text;
    this.#wrong = false;
  }

  drop(id: string, direction: string): void {
    const gone = Object.keys(this.changed(id, direction));
    this.#keep(Object.fromEntries(Object.entries(this.#drafts).filter(([key]) => !gone.includes(key))));
  }

  /** Takes what was typed into the draft; false: it is no number that fits, and stays as it was typed. */
  commit(lines: readonly GridLine[], years: readonly number[]): boolean {
    const [line, year, text] = [lines[this.#at.line], years[this.#at.column], this.#typing];
    if (text === undefined || !line || year === undefined) return true;
    this.#wrong = Number.isNaN(cellValue(text, language.now));
    if (this.#wrong) return false;
    this.#typing = undefined;
    const key = cellKey(line.row.id, line.cell.direction, line.what, year);
    const value = cellValue(text, language.now);
    const { [key]: _gone, ...others } = this.#drafts;
    const asPublished = value === (line.cell.years[year]?.[line.what] ?? null);
    this.#keep(asPublished ? others : { ...others, [key]: text.trim() });
    return true;
  }

  /** Walks, begins to type, or ends it, by key. */
  key(event: KeyboardEvent, lines: readonly GridLine[], years: readonly number[], element: HTMLElement): void {
    this.#element = element;
    const editable = lines[this.#at.line]?.mayEdit === true;
    if (this.#typing !== undefined) return this.#keyWhileTyping(event, lines, years);
    const step = steps[event.key];
    if (step && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#go(step[0], step[1], lines.length, years.length);
    } else if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      this.#go(0, event.key === 'Home' ? -years.length : years.length, lines.length, years.length);
    } else if (editable && (event.key === 'Enter' || event.key === 'F2')) {
      event.preventDefault();
      this.#begin(this.shown(lines[this.#at.line] as GridLine, years[this.#at.column] ?? 0).text);
    } else if (editable && (event.key === 'Delete' || event.key === 'Backspace')) {
      event.preventDefault();
      this.#typing = '';
      this.commit(lines, years);
    } else if (editable && /^[\d.,]$/.test(event.key) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#begin(event.key);
    }
  }

  /** Begins to type in the cell where one is. */
  begin(line: GridLine, year: number, element: HTMLElement): void {
    this.#element = element;
    if (line.mayEdit) this.#begin(this.shown(line, year).text);
  }

  #keyWhileTyping(event: KeyboardEvent, lines: readonly GridLine[], years: readonly number[]): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#typing = undefined;
      this.#wrong = false;
      this.#focus('td');
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault();
      if (!this.commit(lines, years)) return;
      if (event.key === 'Enter') this.#go(event.shiftKey ? -1 : 1, 0, lines.length, years.length);
      else this.#go(0, event.shiftKey ? -1 : 1, lines.length, years.length);
    }
  }

  #begin(text: string): void {
    this.#typing = text;
    this.#wrong = false;
    this.#focus('input');
  }

  #go(down: number, right: number, lines: number, columns: number): void {
    const within = (at: number, count: number) => Math.max(0, Math.min(count - 1, at));
    this.#at = { line: within(this.#at.line + down, lines), column: within(this.#at.column + right, columns) };
    this.#focus('td');
  }

  #focus(what: 'td' | 'input'): void {
    void tick().then(() => {
      const cell = this.#element?.querySelector<HTMLElement>('td[tabindex="0"]');
      (what === 'td' ? cell : cell?.querySelector('input'))?.focus();
    });
  }

  #keep(drafts: Drafts): void {
    this.#touched = true;
    this.#drafts = drafts;
    live.kept.keepTyped(this.#place, Object.keys(drafts).length === 0 ? '' : JSON.stringify(drafts));
  }
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
