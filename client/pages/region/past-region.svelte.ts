import type { RegionOverview } from '../../../projections/region-overview/region-overview.ts';
import { PastPage } from '../../past/past-page.svelte.ts';

/** A region as it was, with the log index that its moment is. */
export type RegionThen = RegionOverview & { index: number };

/** A region as it was at a moment. */
export class PastRegion extends PastPage<RegionThen> {
  constructor() {
    super('/api/regions');
  }

  get region(): RegionThen | undefined {
    return this.then;
  }
}
