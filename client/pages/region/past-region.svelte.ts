import type { RegionOverview } from '../../../projections/region-overview/region-overview.ts';
import { ask } from '../../app/ask.ts';
import { queryOf, type AskedMoment } from '../../past/asked-moment.ts';

/** A region as it was, with the log index that its moment is. */
export type RegionThen = RegionOverview & { index: number };

/** A region as it was at a moment; while the next one is fetched, the last stays. */
export class PastRegion {
  #asked = '';
  #id = '';
  #region = $state.raw<RegionThen>();
  #missing = $state(false);

  get region(): RegionThen | undefined {
    return this.#region;
  }
  /** There was no such region then. */
  get missing(): boolean {
    return this.#missing;
  }

  show(id: string, moment: AskedMoment | undefined): void {
    const asked = `/api/regions/${id}?${queryOf(moment)}`;
    this.#asked = moment ? asked : '';
    if (id !== this.#id || !moment) this.#region = undefined;
    this.#id = id;
    if (!moment) {
      this.#missing = false;
      return;
    }
    ask<RegionThen>(asked).then(
      (region) => {
        if (this.#asked !== asked) return;
        this.#missing = false;
        this.#region = region;
      },
      () => {
        if (this.#asked !== asked) return;
        this.#region = undefined;
        this.#missing = true;
      },
    );
  }
}
