import {
  draft,
  happened,
  notKnownHere,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import type { PlanCommandData as C } from './commands.ts';
import { sharesGrid } from './details.ts';
import { presentParticipants, type PlanState } from './state.ts';

/** Inviting, joining (the invited organisation, with its own sites) and leaving. */
export function decideParticipation(state: PlanState, command: Command, context: DecideContext): Decision {
  if (command.type === 'InviteParticipant') return decideInvite(state, command, context);
  if (command.type === 'JoinPlan') return decideJoin(state, command, context);
  const data = command.data as C['LeavePlan'];
  if (data.orgId !== context.organisation) return refuse('NOT_OWN_ORGANISATION', { organisation: data.orgId });
  const participant = state.participants[data.orgId];
  if (!participant?.joined) return refuse('NOT_PARTICIPANT', { organisation: data.orgId });
  if (participant.left) return nothingToDo(participant.left.command);
  if (presentParticipants(state).length === 1) return refuse('LAST_PARTICIPANT', {});
  return happened(draft('ParticipantLeft', { ...data }));
}

function decideInvite(state: PlanState, command: Command, context: DecideContext): Decision {
  const { orgId, role } = command.data as C['InviteParticipant'];
  const known = context.around.organisationExists(orgId);
  if (known === false) return refuse('NOT_FOUND', { subject: orgId });
  const standing = state.participants[orgId];
  if (standing?.joined && !standing.left) return nothingToDo(standing.joined.command);
  if (standing?.invited && standing.role === role && !standing.left) return nothingToDo(standing.invited.command);
  return happened(draft('ParticipantInvited', { orgId, role }));
}

function decideJoin(state: PlanState, command: Command, context: DecideContext): Decision {
  const { orgId, role, siteIds } = command.data as C['JoinPlan'];
  if (orgId !== context.organisation) return refuse('NOT_OWN_ORGANISATION', { organisation: orgId });
  const standing = state.participants[orgId];
  if (!standing?.invited && !standing?.joined) return refuse('NOT_INVITED', { organisation: orgId });
  for (const site of siteIds) {
    const owner = context.around.siteOwner(site);
    if (owner === undefined) return notKnownHere;
    if (owner === null) return refuse('NOT_FOUND', { subject: site });
    if (owner !== orgId) return refuse('NOT_OWN_SITE', { site });
  }
  const sites = [...new Set(standing.left ? siteIds : [...standing.siteIds, ...siteIds])];
  const unchanged = standing.joined && !standing.left && sites.length === standing.siteIds.length;
  if (unchanged) return nothingToDo(standing.joined?.command);
  const apart = sharesGrid.has(state.kind) ? gridApart(state, sites, orgId, context) : undefined;
  if (apart) return apart;
  const kept = standing.role === 'INITIATOR' ? 'INITIATOR' : role;
  return happened(draft('ParticipantJoined', { orgId, role: kept, siteIds: sites }));
}

/** I3: all sites of a group hang on one part of the grid: same operator, same area. What is not known passes. */
function gridApart(
  state: PlanState,
  sites: readonly string[],
  orgId: string,
  context: DecideContext,
): Decision | undefined {
  const others = presentParticipants(state).flatMap(({ org, siteIds }) => (org === orgId ? [] : siteIds));
  const known = [...others, ...sites].flatMap((site) => {
    const grid = context.around.gridOf?.(site);
    return grid && grid.areas.length > 0 ? [{ site, ...grid }] : [];
  });
  const [first, ...rest] = known;
  const apart = rest.find(
    ({ operators, areas }) =>
      !areas.some((area) => first?.areas.includes(area)) ||
      (operators.length > 0 &&
        first !== undefined &&
        first.operators.length > 0 &&
        !operators.some((operator) => first.operators.includes(operator))),
  );
  return apart ? refuse('GTO_DIFFERENT_GRID_AREA', { site: apart.site }) : undefined;
}
