import { isHidden } from '../../../events/envelope.ts';
import type { Range } from '../../../events/selection/state.ts';
import { formatNumber, parseNumber } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { newId } from '../../live/live.svelte.ts';
import type { SelectionTable } from './selection-table.svelte.ts';

/** What somebody types of one score: entered when there is none, else revised with a reason. */
export class ScoreForm {
  readonly #table: SelectionTable;
  readonly #region: string;
  readonly #criterion: string;
  low = $state('');
  mid = $state('');
  high = $state('');
  unknown = $state(false);
  source = $state('');
  reason = $state('');

  constructor(table: SelectionTable, region: string, criterion: string) {
    this.#table = table;
    this.#region = region;
    this.#criterion = criterion;
    const standing = table.score(region, criterion)?.values.at(-1)?.value;
    if (standing === undefined || isHidden(standing)) return;
    if ('unknown' in standing) {
      this.unknown = true;
      return;
    }
    const said = (value: number): string => formatNumber(value, language.now, 6);
    [this.low, this.mid, this.high] = [said(standing.low), said(standing.mid), said(standing.high)];
  }

  /** What was typed as a score; one number alone is low, mid and high. Undefined: it is none. */
  get score(): Range | undefined {
    if (this.unknown) return { unknown: true };
    const read = (text: string): number => parseNumber(text, language.now);
    const mid = read(this.mid);
    const low = this.low.trim() === '' ? mid : read(this.low);
    const high = this.high.trim() === '' ? mid : read(this.high);
    return [low, mid, high].some(Number.isNaN) ? undefined : { low, mid, high };
  }
  get isOrdered(): boolean {
    const { score } = this;
    return score === undefined || 'unknown' in score || (score.low <= score.mid && score.mid <= score.high);
  }

  /** @returns the command's id */
  give(): string | undefined {
    const { score } = this;
    if (!score) return undefined;
    const standing = this.#table.score(this.#region, this.#criterion);
    const sourceRef = this.source.trim();
    if (!standing) {
      const about = { scoreId: `scr_${newId()}`, regionId: this.#region, criterion: this.#criterion };
      return this.#table.give('EnterScore', { ...about, score, sourceRef });
    }
    return this.#table.give(
      'ReviseScore',
      { scoreId: standing.id, new: score, reason: this.reason.trim(), ...(sourceRef === '' ? {} : { sourceRef }) },
      { [`score.${standing.id}`]: standing.values.at(-1)?.command ?? null },
    );
  }
}
