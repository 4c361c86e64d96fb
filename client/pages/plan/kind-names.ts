import type { PlanKind } from '../../../events/plan/details.ts';
import { t } from './kind-texts.ts';

/** What a kind of plan is called. */
export const kindName = (kind: PlanKind): string => t(`kind${kind}`);
/** What a kind of plan is about, in a sentence. */
export const kindLead = (kind: PlanKind): string => t(`lead${kind}`);
