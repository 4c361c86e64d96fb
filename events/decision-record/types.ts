/** What a decision is about; a mandate is given for one of these (domain.md A.10). */
export const decisionTypes = [
  'REGION_SELECTION',
  'CASE_SELECTION',
  'GATE',
  'BUDGET',
  'PRIORITY',
  'SCOPE',
  'PUBLICATION',
  'CORRECTION',
] as const;
export type DecisionType = (typeof decisionTypes)[number];

/**
 * Grounds of the open government act (Woo 5.1) on which something is withheld: 1c confidential company data · 1d special
 * personal data · 2b economic interests of the state · 2e privacy · 2f company data that bears on competition · 2i working
 * of the state.
 */
export const grounds = ['5.1.1c', '5.1.1d', '5.1.2b', '5.1.2e', '5.1.2f', '5.1.2i'] as const;
export type Ground = (typeof grounds)[number];

export interface Redaction {
  /** A field of the public copy, as {@link publicFields} names it. */
  readonly field: string;
  readonly ground: Ground;
}

/** A value that everybody may read, or the ground on which it is withheld. */
export type Disclosed<T> = T | { withheld: Ground };

export const channels = ['WEBSITE', 'OFFICIAL_GAZETTE', 'COUNCIL_LETTER'] as const;
export type Channel = (typeof channels)[number];

/** What the public reads of a decision: made when it is published, and from then on as it is. */
export interface PublicCopy {
  type: DecisionType;
  question: Disclosed<string>;
  regionIds: string[];
  alternatives: {
    alternativeId: string;
    label: Disclosed<string>;
    doNothing: boolean;
    chosen: boolean;
    pros: Disclosed<string>;
    cons: Disclosed<string>;
  }[];
  motivation: Disclosed<string>;
  amountEUR?: Disclosed<number> | undefined;
  decidedBy: string;
  decidedOn: string;
  effectiveDate: string;
  conditions: { conditionId: string; text: Disclosed<string>; due: string; state: 'OPEN' | 'FULFILLED' | 'BREACHED' }[];
  endorsedBy: string[];
  dissents: { orgId: string; text: Disclosed<string> }[];
  supersedes?: string | undefined;
}

export function isWithheld(value: unknown): value is { withheld: Ground } {
  return typeof value === 'object' && value !== null && 'withheld' in value;
}
