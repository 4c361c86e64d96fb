import type { EventId, LogIndex, SubjectId } from '../../events/envelope.ts';
import type { ParameterKey } from '../analysis/default-parameters.ts';

/** Why an input is not there; `client/pages/plan/calculation` has the sentences. */
export type MissingReason =
  | 'FIELD_EMPTY'
  | 'NO_SITE'
  | 'NO_HEAT_OFFER'
  | 'NO_PROCESS_HEAT'
  | 'NO_HEAT_WITHIN_TEMPERATURE'
  | 'NO_GAS_USE'
  | 'NO_CONTRACT'
  | 'NO_LOAD_PROFILE'
  | 'PROFILES_OF_OTHER_LENGTH'
  | 'FILE_GONE'
  | 'NO_CONSENT'
  | 'NO_COST_SPLIT'
  | 'NO_FLEXIBILITY'
  | 'NO_FLEX_PRICE'
  | 'NO_SECTION_YEAR'
  | 'NO_PROJECTS';

/** Where something is filled in: a stream, and a field of it where it has one. */
export interface Place {
  readonly subject: SubjectId;
  readonly field?: string;
}

/** Where a value comes from: what somebody recorded, a parameter, what a person types and has not sent, a rule. */
export type Origin =
  | { readonly event: EventId; readonly index: LogIndex }
  | { readonly parameter: ParameterKey; readonly source: string }
  | { readonly typed: true }
  | { readonly rule: true };

/** One thing that goes into a plan's calculation. */
export interface InputLine {
  /** What it is, like `crowKm`; with `of` it is one of a kind on the sheet. */
  readonly input: string;
  /** The site whose it is. */
  readonly of?: SubjectId;
  readonly unit: string;
  readonly value?: number | string | boolean;
  /** Bounds of a value that is not certain. */
  readonly low?: number;
  readonly high?: number;
  readonly from?: Origin;
  readonly missing?: { readonly reason: MissingReason; readonly at: Place };
  /** It went into the calculation and is not for this viewer's eyes. */
  readonly hidden?: true;
  /** Only its owner may see the value. */
  readonly ownersOnly?: true;
  /** The calculation goes on without it. */
  readonly optional?: true;
}
