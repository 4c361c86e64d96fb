import { unitMismatch } from '../carriers.ts';
import { draft, happened, nothingToDo, refuse, type Command, type DecideContext, type Decision } from '../decision.ts';
import { same } from '../same.ts';
import type { ProjectCommandData as C } from './commands.ts';
import type { ProjectState } from './state.ts';

/** What a project asks of others: infrastructure, a connection, money; and what holds it up. */
export function decideNeeds(state: ProjectState, command: Command, context: DecideContext): Decision {
  switch (command.type) {
    case 'StateInfraNeed': {
      const data = command.data as C['StateInfraNeed'];
      if (state.needs[data.needId]) return refuse('ALREADY_EXISTS', { subject: data.needId });
      return unitMismatch(data.carrier, data.unit) ?? onePlace(data) ?? happened(draft('InfraNeedStated', { ...data }));
    }
    case 'RequestConnection': {
      const data = command.data as C['RequestConnection'];
      if (state.requests[data.requestId]) return refuse('ALREADY_EXISTS', { subject: data.requestId });
      if (context.around.organisationExists(data.operatorId) === false)
        return refuse('NOT_FOUND', { subject: data.operatorId });
      return (
        unitMismatch(data.carrier, data.unit) ?? onePlace(data) ?? happened(draft('ConnectionRequested', { ...data }))
      );
    }
    case 'WithdrawInfraNeed': {
      const { needId } = command.data as C['WithdrawInfraNeed'];
      return withdrawn(state.needs[needId], needId, 'InfraNeedWithdrawn', command);
    }
    case 'WithdrawConnectionRequest': {
      const { requestId } = command.data as C['WithdrawConnectionRequest'];
      return withdrawn(state.requests[requestId], requestId, 'ConnectionRequestWithdrawn', command);
    }
    case 'RequestFunding':
    case 'GrantFunding':
    case 'RefuseFunding':
      return decideFunding(state, command);
    case 'ReportBottleneck':
    case 'AssignBottleneck':
    case 'ResolveBottleneck':
      return decideBottleneck(state, command, context);
    default:
      return refuse('UNKNOWN_COMMAND', { type: command.type });
  }
}

/** A need lies in a grid area or at a section, not at both. */
function onePlace({ areaId, sectionId }: { areaId?: string | undefined; sectionId?: string | undefined }) {
  return areaId !== undefined && sectionId !== undefined ? refuse('AREA_OR_SECTION', {}) : undefined;
}

function withdrawn(
  standing: { withdrawn?: { command: string } } | undefined,
  subject: string,
  type: string,
  command: Command,
): Decision {
  if (!standing) return refuse('NOT_FOUND', { subject });
  if (standing.withdrawn) return nothingToDo(standing.withdrawn.command);
  return happened(draft(type, { ...command.data }));
}

function decideFunding(state: ProjectState, command: Command): Decision {
  const { fundingId } = command.data as { fundingId: string };
  const standing = state.funding[fundingId];
  if (command.type === 'RequestFunding') {
    if (standing) return refuse('ALREADY_EXISTS', { subject: fundingId });
    return happened(draft('FundingRequested', { ...command.data }));
  }
  if (!standing) return refuse('NOT_FOUND', { subject: fundingId });
  const [same, other] =
    command.type === 'GrantFunding' ? [standing.granted, standing.refused] : [standing.refused, standing.granted];
  if (same) return nothingToDo(same.command);
  if (other) return refuse('FUNDING_ANSWERED', { date: other.from });
  return happened(draft(command.type === 'GrantFunding' ? 'FundingGranted' : 'FundingRefused', { ...command.data }));
}

function decideBottleneck(state: ProjectState, command: Command, context: DecideContext): Decision {
  const { bottleneckId } = command.data as { bottleneckId: string };
  const standing = state.bottlenecks[bottleneckId];
  if (command.type === 'ReportBottleneck') {
    if (standing) return refuse('ALREADY_EXISTS', { subject: bottleneckId });
    const { planId } = command.data as C['ReportBottleneck'];
    if (planId !== undefined && context.around.plan?.(planId)?.exists === false)
      return refuse('NOT_FOUND', { subject: planId });
    return happened(draft('BottleneckReported', { ...command.data }));
  }
  if (!standing) return refuse('NOT_FOUND', { subject: bottleneckId });
  if (standing.resolved)
    return command.type === 'ResolveBottleneck' ? nothingToDo(standing.resolved.command) : resolved;
  if (command.type === 'ResolveBottleneck') return happened(draft('BottleneckResolved', { ...command.data }));
  const { ownerOrgId, due } = command.data as C['AssignBottleneck'];
  if (context.around.organisationExists(ownerOrgId) === false) return refuse('NOT_FOUND', { subject: ownerOrgId });
  const owner = standing.owner;
  if (same(owner?.value, { ownerOrgId, due })) return nothingToDo(owner?.command);
  return happened(draft('BottleneckAssigned', { bottleneckId, ownerOrgId, due }));
}

const resolved = refuse('BOTTLENECK_RESOLVED', {});
