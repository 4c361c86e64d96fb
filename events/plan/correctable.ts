import type { CorrectableFact } from '../correction.ts';
import { checkDetail } from './decide-detail.ts';
import type { PlanState } from './state.ts';

/** What a correction in a plan may point at: its details. Megawatts are changed in the site's stream. */
export function correctableFacts(state: PlanState): CorrectableFact[] {
  return Object.entries(state.details).flatMap(([field, timeline]) =>
    timeline.map((entry) => ({
      entry,
      field: 'value',
      beside: { detail: field },
      check: (value: unknown) => checkDetail(state.kind, field, value),
    })),
  );
}
