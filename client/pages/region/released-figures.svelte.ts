import type { ShownFigure, ToldOutlook, ToldTotal } from '../../../projections/aggregates/shown.ts';
import { ask } from '../../app/ask.ts';
import { formatTonnes, formatUnit, type Language } from '../../app/i18n/format.ts';

/** The released totals of a region and the country, now or as they had been told at a moment. */
export class ReleasedFigures {
  #asked = '';
  #figures = $state.raw<readonly ShownFigure[]>();
  #outlook = $state.raw<{ readonly region?: ToldOutlook; readonly country?: ToldOutlook }>();
  #failed = $state(false);

  get figures(): readonly ShownFigure[] | undefined {
    return this.#figures;
  }
  /** How many projects can go on, as far as it was told; undefined: not asked yet. */
  get outlook() {
    return this.#outlook;
  }
  get failed(): boolean {
    return this.#failed;
  }

  /** @param at the moment that is looked at; undefined: now */
  show(regionId: string, at: string | undefined): void {
    const asked = `/api/figures?region=${regionId}${at === undefined ? '' : `&at=${encodeURIComponent(at)}`}`;
    this.#asked = asked;
    ask<{ figures: ShownFigure[]; outlook: NonNullable<ReleasedFigures['outlook']> }>(asked).then(
      ({ figures, outlook }) => {
        if (this.#asked !== asked) return;
        this.#figures = figures;
        this.#outlook = outlook;
        this.#failed = false;
      },
      () => {
        if (this.#asked === asked) this.#failed = true;
      },
    );
  }
}

/** A total as people read it: tonnes, or energy in MWh, GWh or TWh. */
export function printedTotal({ value, unit }: ToldTotal, language: Language): string {
  if (unit !== 'MWh') return formatTonnes(value, language);
  if (value >= 1e6) return formatUnit(value / 1e6, 'TWh', language, 1);
  return value >= 1e3 ? formatUnit(value / 1e3, 'GWh', language, 1) : formatUnit(value, 'MWh', language, 0);
}
