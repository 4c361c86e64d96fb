import type { VisibleEvent } from '../../events/envelope.ts';
import type { PlanEventData as D } from '../../events/plan/events.ts';
import { presentParticipants, type PlanState } from '../../events/plan/state.ts';
import type { NoticeKind, Told } from './notice.ts';
import { setterOf } from './setters.ts';

/** Who is named hears of it; so does who wrote in the thread before. */
export function commentPlaced(plan: PlanState, event: VisibleEvent): readonly Told[] {
  const { commentId, mentions, threadId } = event.data as D['CommentPlaced'];
  // what begins a thread answers nobody: a plan with a thousand comments is not looked through for it
  const before = commentId === threadId ? [] : Object.values(plan.comments);
  const thread = before.filter((comment) => comment.threadId === threadId);
  return [
    { kind: 'mention', to: mentions.filter((mentioned) => /^(act|org)_/.test(mentioned)) },
    { kind: 'reply', to: thread.map((comment) => comment.text.by) },
  ];
}

export function toInvited(_: PlanState, event: VisibleEvent): readonly Told[] {
  return [{ kind: 'invited', to: [(event.data as D['ParticipantInvited']).orgId] }];
}

/** Who sat already and now brings a site is no newcomer. */
export function joined(plan: PlanState, event: VisibleEvent): readonly Told[] {
  const { orgId } = event.data as D['ParticipantJoined'];
  const sat = presentParticipants(plan).some((participant) => participant.org === orgId);
  return sat ? [] : toTable('joined')(plan);
}

export function left(plan: PlanState, event: VisibleEvent): readonly Told[] {
  const { orgId } = event.data as D['ParticipantLeft'];
  const table = presentParticipants(plan).map((participant) => participant.org);
  return [{ kind: 'left', to: table.filter((org) => org !== orgId) }];
}

export function milestoneMoved(plan: PlanState, event: VisibleEvent): readonly Told[] {
  const milestone = plan.milestones[(event.data as D['MilestoneForecastMoved']).milestoneId];
  if (!milestone) return [];
  const owner = milestone.ownerOrg === undefined ? [] : [milestone.ownerOrg];
  return [{ kind: 'milestone', to: owner }, ...setterOf(milestone.forecast)];
}

/** Everybody who sits at the plan. */
export const toTable =
  (kind: NoticeKind) =>
  (plan: PlanState): readonly Told[] => [{ kind, to: presentParticipants(plan).map((participant) => participant.org) }];
