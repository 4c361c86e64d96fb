import { decideAction, isActionCommand } from '../any-stream/actions.ts';
import { correctionOf } from '../correction.ts';
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
import { decideRevertDetail, decideSetDetail } from '../details.ts';
import { isHidden } from '../envelope.ts';
import { same } from '../same.ts';
import { lastRecorded } from '../timeline.ts';
import type { InfrastructureCommandData as C } from './commands.ts';
import { decideGroup } from './decide-group.ts';
import { decideWork } from './decide-work.ts';
import { capacityUnit, infrastructureFields } from './details.ts';
import { correctableFacts, type InfrastructureState } from './state.ts';

/** Decides every command of infrastructure: its operator or a steward's import may change it (I9). */
export function decide(state: InfrastructureState, command: Command, context: DecideContext): Decision {
  if (command.type === 'RecordCapacityImport') return decideDataset(state, command);
  if (command.type === 'RegisterInfrastructure') return decideRegistration(state, command, context);
  if (!state.exists) return refuse('NOT_FOUND', { subject: command.subject });
  if (command.type === 'CompleteAction') return decideAction(state.actions, command);
  const foreign = notOwner(state.operatorId, context);
  if (foreign) return foreign;
  if (isActionCommand(command.type)) return decideAction(state.actions, command);
  switch (command.type) {
    case 'SetInfrastructureDetail':
      return decideSetDetail(infrastructureFields[state.kind], state.details, command, 'InfrastructureDetailSet');
    case 'RevertChange':
      return decideRevertDetail(infrastructureFields[state.kind], state.details, command, 'InfrastructureDetailSet');
    case 'PublishCapacity':
      return decideCapacity(state, command);
    case 'ChangeCongestionStatus':
      return decideCongestion(state, command);
    case 'ChangeSectionYear':
      return decideSectionYear(state, command);
    case 'CorrectFact':
      return correctionOf(command, correctableFacts(state));
    default:
      return decideWork(state, command) ?? decideGroup(state, command, context);
  }
}

/** I9: only the operator itself, or a verified import. */
function notOwner(operatorId: string, context: DecideContext): Decision | undefined {
  if (context.role === 'STEWARD' || context.organisation === operatorId) return undefined;
  return refuse('NOT_INFRA_OWNER', { operator: operatorId });
}

function decideRegistration(state: InfrastructureState, command: Command, context: DecideContext): Decision {
  if (state.exists) return refuse('ALREADY_EXISTS', { subject: command.subject });
  const data = command.data as C['RegisterInfrastructure'];
  if (context.around.organisationExists(data.operatorId) === false)
    return refuse('NOT_FOUND', { subject: data.operatorId });
  return notOwner(data.operatorId, context) ?? happened(draft('InfrastructureRegistered', { ...data }));
}

/** The whole series of a direction is replaced; a publication is newer than the one before it, or corrects it. */
function decideCapacity(state: InfrastructureState, command: Command): Decision {
  const { direction, ...capacity } = command.data as C['PublishCapacity'];
  const fits = capacityUnit[state.kind];
  if (capacity.unit !== fits) return refuse('UNIT_MISMATCH', { unit: capacity.unit, carrier: state.kind, fits });
  const standing = lastRecorded(state.capacity[direction]);
  if (same(standing?.value, capacity)) return nothingToDo(standing?.command);
  if (standing && standing.from > capacity.asOf)
    return refuse('OLDER_THAN_PUBLISHED', { asOf: capacity.asOf, published: standing.from });
  return happened(draft('CapacityPublished', { ...command.data }));
}

function decideCongestion(state: InfrastructureState, command: Command): Decision {
  const { direction, ...status } = command.data as C['ChangeCongestionStatus'];
  if (state.kind !== 'GRID_AREA') return refuse('ONLY_OF_KIND', { kind: 'GRID_AREA' });
  const standing = lastRecorded(state.congestion[direction]);
  if (same(standing?.value, status)) return nothingToDo(standing?.command);
  const old = standing && !isHidden(standing.value) ? standing.value.new : undefined;
  return happened(draft('CongestionStatusChanged', { direction, old, ...status }));
}

function decideSectionYear(state: InfrastructureState, command: Command): Decision {
  const data = command.data as C['ChangeSectionYear'];
  if (state.kind === 'GRID_AREA')
    return refuse('ONLY_OF_KIND', { kind: 'H2_SECTION, CO2_LINK, GAS_ZONE, HEAT_NETWORK' });
  const standing = lastRecorded(state.sectionYear);
  const held = standing && !isHidden(standing.value) ? standing.value : undefined;
  if (held?.year === data.new && held.firmness === data.firmness) return nothingToDo(standing?.command);
  return (
    editConflict(command, 'sectionYear', data.new, standing) ??
    happened(draft('SectionYearChanged', { old: held?.year, ...data }))
  );
}

/** The note of an import may stand in a stream of its own, without infrastructure. */
function decideDataset(state: InfrastructureState, command: Command): Decision {
  const data = command.data as C['RecordCapacityImport'];
  const standing = state.datasets.find(({ value }) => !isHidden(value) && value.hash === data.hash);
  return standing ? nothingToDo(standing.command) : happened(draft('CapacityDatasetImported', { ...data }));
}
