import {
  draft,
  editConflict,
  happened,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import { isHidden } from '../envelope.ts';
import { same } from '../same.ts';
import type { PlanCommandData as C } from './commands.ts';
import { presentParticipants, type PlanState } from './state.ts';

/** Who pays what: proposed for the participants, shares of 100 % together (I6), accepted by each for itself. */
export function decideCostSplit(state: PlanState, command: Command, context: DecideContext): Decision | undefined {
  if (command.type === 'ProposeCostSplit') {
    const data = command.data as C['ProposeCostSplit'];
    if (state.costSplits[data.proposalId]) return refuse('ALREADY_EXISTS', { subject: data.proposalId });
    const present = presentParticipants(state).map(({ org }) => org);
    const stranger = data.shares.find(({ orgId }) => !present.includes(orgId));
    if (stranger) return refuse('NOT_PARTICIPANT', { organisation: stranger.orgId });
    if (new Set(data.shares.map(({ orgId }) => orgId)).size !== data.shares.length)
      return refuse('NAMED_TWICE', { field: 'shares' });
    const sum = data.shares.reduce((total, { share }) => total + share, 0);
    if (Math.abs(sum - 1) > 1e-6) return refuse('COST_SPLIT_NOT_100', { sum: Math.round(sum * 1e6) / 1e4 });
    return happened(draft('CostSplitProposed', { ...data }));
  }
  if (command.type !== 'AcceptCostSplit') return undefined;
  const { proposalId, orgId } = command.data as C['AcceptCostSplit'];
  const standing = state.costSplits[proposalId];
  if (!standing) return refuse('NOT_FOUND', { subject: proposalId });
  if (orgId !== context.organisation) return refuse('NOT_OWN_ORGANISATION', { organisation: orgId });
  const accepted = standing.accepted[orgId];
  return accepted ? nothingToDo(accepted.command) : happened(draft('CostSplitAccepted', { proposalId, orgId }));
}

/** Agreements: drafted (again while not signed), signed, ended. Undefined: not a command about agreements. */
export function decideAgreement(state: PlanState, command: Command, context: DecideContext): Decision | undefined {
  if (!['DraftAgreement', 'SignAgreement', 'TerminateAgreement'].includes(command.type)) return undefined;
  const { agreementId } = command.data as { agreementId: string };
  const standing = state.agreements[agreementId];
  if (command.type === 'DraftAgreement') {
    const { type, fileId, hash } = command.data as C['DraftAgreement'];
    if (standing?.signed) return refuse('AGREEMENT_SIGNED', { date: standing.signed.from });
    if (standing && standing.type !== type) return refuse('ALREADY_EXISTS', { subject: agreementId });
    if (standing && same(standing.drafted.value, { fileId, hash })) return nothingToDo(standing.drafted.command);
    return (
      editConflict(command, `agreement.${agreementId}`, { fileId, hash }, standing?.drafted) ??
      happened(draft('AgreementDrafted', { ...command.data }))
    );
  }
  if (!standing) return refuse('NOT_FOUND', { subject: agreementId });
  if (standing.terminated) {
    const ended = { date: standing.terminated.from };
    return command.type === 'TerminateAgreement'
      ? nothingToDo(standing.terminated.command)
      : refuse('AGREEMENT_ENDED', ended);
  }
  if (command.type === 'TerminateAgreement') return happened(draft('AgreementTerminated', { ...command.data }));
  const data = command.data as C['SignAgreement'];
  const { organisation } = context;
  if (!presentParticipants(state).some(({ org }) => org === organisation))
    return refuse('NOT_PARTICIPANT', { organisation });
  const { signed } = standing;
  // whoever has signed the same piece stays a signatory: each signs for itself, perhaps at the same moment
  const samePiece = signed !== undefined && !isHidden(signed.value) && signed.value.hash === data.hash;
  const before = samePiece ? standing.signatories : [];
  const foreign = data.signatories.find((org) => org !== organisation && !before.includes(org));
  if (foreign !== undefined || !data.signatories.includes(organisation))
    return refuse('NOT_OWN_ORGANISATION', { organisation: foreign ?? data.signatories[0] });
  const signatories = [...new Set([...before, ...data.signatories])];
  return signed !== undefined && samePiece && signatories.length === before.length
    ? nothingToDo(signed.command)
    : happened(draft('AgreementSigned', { ...data, signatories }));
}
