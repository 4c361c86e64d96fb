import type { PlanFigure } from '../../../../projections/plan-analysis/figures.ts';
import { figureName } from './names.ts';
import { printedFigure } from './printed.ts';
import { t } from './texts.ts';

/** Somebody types: what comes of it is said once the figures have stood still for so long (ms). */
const STILL_MS = 2_000;
const TOLD = 2;

/** What is read out of a calculation: its first figures, politely, and not with every letter. */
export class Announced {
  #text = $state('');
  #last: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get text(): string {
    return this.#text;
  }

  /** The figures as they are now; returns how to be silent. */
  heard(figures: readonly PlanFigure[]): () => void {
    const told = figures
      .slice(0, TOLD)
      .map((figure) => `${figureName(figure.key)} ${printedFigure(figure)}`)
      .join(', ');
    clearTimeout(this.#timer);
    // what stood here when the page was opened is no news
    if (told !== '') this.#last ??= told;
    if (told !== '' && told !== this.#last)
      this.#timer = setTimeout(() => {
        this.#last = told;
        this.#text = t('announce', { figures: told });
      }, STILL_MS);
    return () => clearTimeout(this.#timer);
  }
}
