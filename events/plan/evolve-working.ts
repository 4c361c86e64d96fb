import { HIDDEN, isHidden, type Hidden, type VisibleEvent } from '../envelope.ts';
import { mapValues, withHiddenValue } from '../hidden.ts';
import { entryOf, type Entry } from '../timeline.ts';
import type { PlanEventData as D } from './events.ts';
import type { PlanState } from './state.ts';

export interface CostSplit {
  id: string;
  method: string;
  /** Share per organisation, and the whole in EUR. */
  split: Entry<{ shares: D['CostSplitProposed']['shares']; totalEUR: number }>;
  accepted: Record<string, Entry<true>>;
}

export interface Agreement {
  id: string;
  type: D['AgreementDrafted']['type'];
  drafted: Entry<{ fileId: string; hash: string }>;
  signed?: Entry<{ fileId: string; hash: string }>;
  signatories: string[];
  terminated?: Entry<string>;
}

export interface Risk {
  id: string;
  cause: string;
  effect: string;
  owner: string;
  score: Entry<{ p: number; impact: number; mitigation: string }>;
  closed?: Entry<string>;
}

export interface Snapshot {
  id: string;
  calc: string;
  inputIndex: number;
  paramVersion: number;
  code: D['CalculationSnapshotTaken']['code'];
  hash: string;
  outputs: Entry<D['CalculationSnapshotTaken']['outputs']>;
}

export interface WorkingState {
  costSplits: Record<string, CostSplit>;
  agreements: Record<string, Agreement>;
  risks: Record<string, Risk>;
  snapshots: Record<string, Snapshot>;
}

export const initialWorking = (): WorkingState => ({ costSplits: {}, agreements: {}, risks: {}, snapshots: {} });

/** Folds what participants work out together. Values may be hidden from this viewer. */
export function evolveWorking(state: PlanState, event: VisibleEvent): void {
  switch (event.type) {
    case 'CostSplitProposed': {
      const { proposalId, method, shares, totalEUR } = event.data as D['CostSplitProposed'];
      const split = entryOf<CostSplit['split']['value']>(event, isHidden(shares) ? HIDDEN : { shares, totalEUR });
      state.costSplits[proposalId] = { id: proposalId, method, split: split as CostSplit['split'], accepted: {} };
      return;
    }
    case 'CostSplitAccepted': {
      const { proposalId, orgId } = event.data as D['CostSplitAccepted'];
      const standing = state.costSplits[proposalId];
      if (!standing) return;
      const accepted = { ...standing.accepted, [orgId]: entryOf(event, true as const) };
      state.costSplits[proposalId] = { ...standing, accepted };
      return;
    }
    case 'CalculationSnapshotTaken': {
      const { snapshotId, outputs, ...rest } = event.data as D['CalculationSnapshotTaken'];
      state.snapshots[snapshotId] = { id: snapshotId, ...rest, outputs: entryOf(event, outputs) };
      return;
    }
    case 'RiskRaised':
    case 'RiskRescored':
    case 'RiskClosed':
      return evolveRisk(state, event);
    default:
      evolveAgreement(state, event);
  }
}

/** Shares, sums, documents and outcomes are for who sits at the table; that they are there is the region's. */
export function viewWorking(state: PlanState): Pick<PlanState, keyof WorkingState> {
  return {
    risks: state.risks,
    costSplits: mapValues(state.costSplits, (one) => ({ ...one, split: withHiddenValue(one.split) })),
    snapshots: mapValues(state.snapshots, (one) => ({ ...one, outputs: withHiddenValue(one.outputs) })),
    agreements: mapValues(state.agreements, ({ signed, ...one }) => ({
      ...one,
      drafted: withHiddenValue(one.drafted),
      ...(signed === undefined ? {} : { signed: withHiddenValue(signed) }),
    })),
  };
}

function evolveAgreement(state: PlanState, event: VisibleEvent): void {
  const { agreementId } = event.data as { agreementId: string };
  if (event.type === 'AgreementDrafted') {
    const { type, fileId, hash } = event.data as D['AgreementDrafted'];
    const drafted = entryOf<{ fileId: string; hash: string }>(event, documentOf(fileId, hash));
    const { signed, signatories = [], terminated } = state.agreements[agreementId] ?? {};
    void [signed, terminated];
    state.agreements[agreementId] = { id: agreementId, type, drafted, signatories };
    return;
  }
  const standing = state.agreements[agreementId];
  if (!standing) return;
  if (event.type === 'AgreementSigned') {
    const { signatories, date, fileId, hash } = event.data as D['AgreementSigned'];
    const signed = entryOf<{ fileId: string; hash: string }>(event, documentOf(fileId, hash), { from: date });
    state.agreements[agreementId] = { ...standing, signed, signatories: [...signatories] };
  } else if (event.type === 'AgreementTerminated') {
    const { reason, date } = event.data as D['AgreementTerminated'];
    state.agreements[agreementId] = { ...standing, terminated: entryOf(event, reason, { from: date }) };
  }
}

function documentOf(fileId: string | Hidden, hash: string): { fileId: string; hash: string } | Hidden {
  return isHidden(fileId) ? HIDDEN : { fileId, hash };
}

function evolveRisk(state: PlanState, event: VisibleEvent): void {
  if (event.type === 'RiskRaised') {
    const { riskId, cause, effect, owner, p, impact } = event.data as D['RiskRaised'];
    state.risks[riskId] = { id: riskId, cause, effect, owner, score: entryOf(event, { p, impact, mitigation: '' }) };
    return;
  }
  const standing = state.risks[(event.data as { riskId: string }).riskId];
  if (!standing) return;
  if (event.type === 'RiskRescored') {
    const { p, impact, mitigation } = event.data as D['RiskRescored'];
    state.risks[standing.id] = { ...standing, score: entryOf(event, { p, impact, mitigation }) };
  } else {
    state.risks[standing.id] = { ...standing, closed: entryOf(event, (event.data as D['RiskClosed']).how) };
  }
}
