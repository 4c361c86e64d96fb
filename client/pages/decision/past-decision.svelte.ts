import type { VisibleEvent } from '../../../events/envelope.ts';
import type { DecisionView } from '../../../projections/decision-view/decision-view.ts';
import { PastPage } from '../../past/past-page.svelte.ts';

/** A decision as it was, with the facts that it rests on and the log index that its moment is. */
export type DecisionThen = DecisionView & { index: number; cited: VisibleEvent[] };

/** A decision as it was at a moment. */
export class PastDecision extends PastPage<DecisionThen> {
  constructor() {
    super('/api/decisions');
  }
}
