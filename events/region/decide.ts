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
import { decideMoment } from '../named-moments.ts';
import { decideAction, isActionCommand } from '../any-stream/actions.ts';
import { lastRecorded } from '../timeline.ts';
import type { RegionCommandData as C } from './commands.ts';
import { decideSteps } from './decide-selection.ts';
import type { RegionState } from './state.ts';

/** Decides every command of a region. */
export function decide(state: RegionState, command: Command, context: DecideContext): Decision {
  if (command.type === 'DefineRegion') {
    const data = command.data as C['DefineRegion'];
    if (state.exists) return refuse('ALREADY_EXISTS', { subject: command.subject });
    if (data.kind !== 'CUSTOM' && data.cbsCode === undefined) return refuse('CBS_CODE_MISSING', { kind: data.kind });
    return happened(draft('RegionDefined', { ...data }));
  }
  if (!state.exists) return refuse('NOT_FOUND', { subject: command.subject });
  if (state.status === 'CLOSED' && endsWithRegion.has(command.type))
    return refuse('REGION_CLOSED', { region: state.name });
  switch (command.type) {
    case 'ChangeRegionBoundary': {
      const data = command.data as C['ChangeRegionBoundary'];
      const standing = lastRecorded(state.boundary);
      if (JSON.stringify(standing?.value) === JSON.stringify(data.geometry)) return nothingToDo(standing?.command);
      return (
        editConflict(command, 'geometry', undefined, standing) ?? happened(draft('RegionBoundaryChanged', { ...data }))
      );
    }
    case 'JoinRegion': {
      const data = command.data as C['JoinRegion'];
      if (context.around.organisationExists(data.orgId) === false) return refuse('NOT_FOUND', { subject: data.orgId });
      const standing = state.partners[data.orgId];
      if (standing && !standing.left && standing.role === data.role) return nothingToDo(standing.joined.command);
      return happened(draft('PartnerJoinedRegion', { ...data }));
    }
    case 'LeaveRegion': {
      const data = command.data as C['LeaveRegion'];
      const standing = state.partners[data.orgId];
      if (!standing) return refuse('NOT_PARTICIPANT', { organisation: data.orgId });
      if (standing.left) return nothingToDo(standing.left.command);
      return happened(draft('PartnerLeftRegion', { ...data }));
    }
    case 'NameMoment':
    case 'UnnameMoment':
      return decideMoment(state, command, context.around);
    default:
      if (isActionCommand(command.type)) return decideAction(state.actions, command);
      return decideSteps(state, command, context);
  }
}

/** What nobody does any more in a region whose programme has been closed; the steps themselves look at the status. */
const endsWithRegion = new Set(['JoinRegion', 'RecordPartnerCommitment', 'SetRegionIndicator']);
