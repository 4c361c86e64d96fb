import {
  draft,
  editConflict,
  happened,
  notDecided,
  notStanding,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import { isHidden } from '../envelope.ts';
import { lastRecorded } from '../timeline.ts';
import { same } from '../same.ts';
import type { RegionCommandData as C } from './commands.ts';
import type { RegionStatus } from './evolve-selection.ts';
import type { RegionState } from './state.ts';

/** Commitments, indicators, and the way of a region: shortlisted → selected → active ⇄ paused → closed (I17). */
export function decideSteps(state: RegionState, command: Command, context: DecideContext): Decision {
  switch (command.type) {
    case 'RecordPartnerCommitment': {
      const { orgId, level, date } = command.data as C['RecordPartnerCommitment'];
      if (!state.partners[orgId] || state.partners[orgId].left)
        return refuse('NOT_PARTICIPANT', { organisation: orgId });
      const standing = lastRecorded(state.commitments[orgId]);
      if (standing?.value === level && standing.from === date) return nothingToDo(standing.command);
      return happened(draft('PartnerCommitmentRecorded', { ...command.data }));
    }
    case 'SetRegionIndicator': {
      const { key, ...indicator } = command.data as C['SetRegionIndicator'];
      const unit = indicatorUnits[key];
      if (unit !== undefined && unit !== indicator.unit) return refuse('UNIT_EXPECTED', { field: key, unit });
      if (unit === '%' && (indicator.value < 0 || indicator.value > 100))
        return refuse('OUT_OF_RANGE', { value: indicator.value, min: 0, max: 100 });
      const standing = lastRecorded(state.indicators[key]);
      if (standing && !isHidden(standing.value) && same(standing.value, indicator))
        return nothingToDo(standing.command);
      const conflict = editConflict(command, `indicator.${key}`, indicator.value, standing);
      return conflict ?? happened(draft('RegionIndicatorSet', { ...command.data }));
    }
    case 'ShortlistRegion': {
      const { runId } = command.data as C['ShortlistRegion'];
      if (context.around.selectionRun?.(runId) === false) return refuse('NOT_FOUND', { subject: runId });
      return moved(state, command, 'RegionShortlisted', 'SHORTLISTED', ['CANDIDATE']);
    }
    case 'SelectRegion': {
      const { decisionId } = command.data as C['SelectRegion'];
      const selected = moved(state, command, 'RegionSelected', 'SELECTED', ['CANDIDATE', 'SHORTLISTED']);
      return notDecided(context, decisionId, 'REGION_SELECTION', command.subject) ?? selected;
    }
    case 'WithdrawRegionSelection':
      if (state.selectedBy !== (command.data as C['WithdrawRegionSelection']).decisionId) return nothingToDo();
      return happened(draft('RegionSelectionWithdrawn', { ...command.data }));
    case 'ActivateRegion':
      return decideActivation(state, command, context);
    case 'PauseRegion':
      return decided(context, command) ?? moved(state, command, 'RegionPaused', 'PAUSED', ['ACTIVE']);
    case 'ResumeRegion':
      return decided(context, command) ?? moved(state, command, 'RegionResumed', 'ACTIVE', ['PAUSED']);
    case 'CloseRegion':
      return decided(context, command) ?? moved(state, command, 'RegionClosed', 'CLOSED', ['ACTIVE', 'PAUSED']);
    default:
      return refuse('UNKNOWN_COMMAND', { type: command.type });
  }
}

/** Indicators of which the unit is fixed, as they are calculated with (domain.md A.1); others name their own. */
const indicatorUnits: Readonly<Record<string, string>> = { industryJobsShare: '%' };

/** I17: only a region that was selected by decision starts; a province or the programme's office leads it. */
function decideActivation(state: RegionState, command: Command, context: DecideContext): Decision {
  const { leadOrgId } = command.data as C['ActivateRegion'];
  if (state.status !== 'ACTIVE' && state.status !== 'SELECTED') return refuse('REGION_NOT_SELECTED', {});
  const kinds = context.around.organisationKinds?.(leadOrgId);
  if (kinds === null) return refuse('NOT_FOUND', { subject: leadOrgId });
  if (kinds && !kinds.includes('PROVINCE') && !kinds.includes('PROGRAMME_OFFICE'))
    return refuse('LEAD_NOT_GOVERNMENT', { organisation: leadOrgId });
  return decided(context, command) ?? moved(state, command, 'RegionActivated', 'ACTIVE', ['SELECTED']);
}

/** A step rests on a decision about the region that stands. */
function decided(context: DecideContext, command: Command): Decision | undefined {
  const { decisionId } = command.data as { decisionId: string };
  return notStanding(context, decisionId, command.subject);
}

function moved(
  state: RegionState,
  command: Command,
  type: string,
  to: RegionStatus,
  from: readonly RegionStatus[],
): Decision {
  if (state.status === to) return nothingToDo(state.statuses.at(-1)?.command);
  if (!from.includes(state.status)) return refuse('REGION_STATUS', { status: state.status, needed: from.join(', ') });
  return happened(draft(type, { ...command.data }));
}
