import type { RegionOverview } from '../../../projections/region-overview/region-overview.ts';
import { ask } from '../../app/ask.ts';

/** A region as it was at a moment (a log index), with the day of that moment. */
export class PastRegion {
  #asked = '';
  #region = $state.raw<RegionOverview & { on: string }>();
  #missing = $state(false);

  get region(): (RegionOverview & { on: string }) | undefined {
    return this.#region;
  }
  /** There was no such region then. */
  get missing(): boolean {
    return this.#missing;
  }

  show(id: string, at: string | undefined): void {
    const asked = `/api/regions/${id}?at=${at ?? ''}`;
    this.#asked = asked;
    this.#region = undefined;
    this.#missing = false;
    if (at === undefined) return;
    ask<RegionOverview & { on: string }>(asked).then(
      (region) => {
        if (this.#asked === asked) this.#region = region;
      },
      () => {
        if (this.#asked === asked) this.#missing = true;
      },
    );
  }
}
