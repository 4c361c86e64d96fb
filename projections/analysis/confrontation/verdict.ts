import type { BottleneckCode } from '../../../events/bottlenecks.ts';

export type Verdict = 'FEASIBLE' | 'POSSIBLY' | 'NOT_FEASIBLE';

/** What becomes of a need: whether there will be room for it, what is in its way, and from when there is room. */
export interface Finding {
  readonly verdict: Verdict;
  readonly bottleneck: BottleneckCode | null;
  /** Null: never as far as is known, or not known. */
  readonly earliestYear: number | null;
}

export const LAST_YEAR = 2050;
