import type { DecisionState } from '../../events/decision-record/state.ts';
import type { Refusal } from '../../events/decision.ts';
import type { Role, SubjectId } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import { planOfText } from '../../events/narrative/sections.ts';
import { presentParticipants, type PlanState } from '../../events/plan/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import type { Access } from '../../events/spec.ts';
import type { Command } from '../../events/decision.ts';
import type { ReadModels } from '../readmodels/port.ts';
import type { ActiveMembership, Asker } from './viewer.ts';

/** In whose name somebody may do it, or why not. */
export type Authorised = { actor: string; organisation: SubjectId; role: Role } | { refused: Refusal };

type Facts = Pick<ReadModels, 'state' | 'sees' | 'topicsOf'>;

const editors: readonly Role[] = ['COMPANY', 'DSO_TSO', 'MUNICIPALITY', 'PROVINCE', 'INVEST_NL'];
/** They edit a plan only where their organisation helps it along. */
const facilitators: readonly Role[] = ['RVO', 'PROGRAMME_LEAD'];
const commenters: readonly Role[] = [...editors, ...facilitators, 'SECTOR_ASSOCIATION'];

/** They decide, under a mandate. */
const deciders: readonly Role[] = ['PROVINCE', 'PROGRAMME_LEAD'];
const needed: Record<Access, string> = {
  steward: 'a steward',
  'region-member': 'a member of the region, for the own organisation',
  participant: 'a participant of the plan',
  commenter: 'a participant or a member of the region',
  invited: 'the invited organisation',
  'own-site': "the site's own organisation",
  'own-site-or-steward': "the site's own organisation or a steward",
  'decision-proposer': 'somebody with a seat at a table that the decision is about',
  'decision-maker': 'the province or the programme lead, with a seat at a table that the decision is about',
  'decision-party': 'an organisation that is asked to endorse, or has a seat at the table',
  system: 'the system itself',
};

/** The one place where rights to command are decided (domain.md B.5). A subject that the asker may not see does not exist for him. */
export function authorise(facts: Facts, asker: Asker, access: Access, command: Command): Authorised {
  const { principal, memberships, grants } = asker;
  if (!principal) return { refused: { code: 'NOT_SIGNED_IN', values: {} } };
  const hidden = hiddenSubject(facts, asker, command);
  if (hidden !== undefined) return { refused: { code: 'NOT_FOUND', values: { subject: hidden } } };
  const wanted = organisationNamed(command);
  const allowed = memberships
    .filter((membership) => allows(facts, membership, access, command, grants.has))
    .sort((a, b) => Number(b.organisation === wanted) - Number(a.organisation === wanted));
  const [membership] = allowed;
  if (!membership) return { refused: { code: 'NOT_ALLOWED', values: { needed: needed[access] } } };
  return { actor: principal.actor, organisation: membership.organisation, role: membership.role };
}

/**
 * May somebody change things here: of a plan and its texts (`txt_<UUIDv7 of the plan>_<section>`) who edits the plan,
 * of a site its organisation, of anything else a steward? Decides on no command: it tells whether he is shown as editing.
 */
export function mayEdit(facts: Pick<Facts, 'state'>, { principal, memberships }: Asker, subject: SubjectId): boolean {
  if (!principal) return false;
  const target = streamOf(subject.replace(/^txt_([^_]+)_.*$/, 'pln_$1'));
  if (!target) return false;
  const state = facts.state(target.stream);
  return memberships.some((member) => {
    if (target.kind === 'plan') return state?.exists === true && edits(state as PlanState, member);
    if (member.role === 'STEWARD') return true;
    return target.kind === 'site' && member.role === 'COMPANY' && (state as SiteState).orgId === member.organisation;
  });
}

function allows(
  facts: Facts,
  member: ActiveMembership,
  access: Access,
  command: Command,
  has: (grant: string) => boolean,
): boolean {
  const plan = planOf(facts, command);
  switch (access) {
    case 'steward':
      return member.role === 'STEWARD';
    case 'region-member': {
      // what concerns the region itself names it as its subject
      const { regionId = command.subject, initiatorOrg = member.organisation } = command.data as {
        regionId?: string;
        initiatorOrg?: string;
      };
      const mayStart = editors.includes(member.role) || facilitators.includes(member.role);
      return mayStart && member.organisation === initiatorOrg && member.regionIds.includes(regionId);
    }
    case 'participant':
      return plan !== undefined && edits(plan, member);
    case 'commenter': {
      if (!plan || !commenters.includes(member.role)) return false;
      const here = facts.topicsOf(streamOf(command.subject)?.stream ?? '');
      return (
        sits(plan, member) ||
        here.some((topic) => topic.startsWith('region:') && has(topic) && member.regionIds.includes(topic.slice(7)))
      );
    }
    case 'invited': {
      const { orgId } = command.data as { orgId?: string };
      return (
        plan !== undefined &&
        member.organisation === orgId &&
        commenters.includes(member.role) &&
        plan.participants[orgId] !== undefined
      );
    }
    case 'own-site':
    case 'own-site-or-steward': {
      if (access === 'own-site-or-steward' && member.role === 'STEWARD') return true;
      const site = facts.state(streamOf(command.subject)?.stream ?? '') as SiteState | undefined;
      return member.role === 'COMPANY' && site?.orgId === member.organisation;
    }
    case 'decision-proposer':
      return (
        (editors.includes(member.role) || facilitators.includes(member.role)) && seatAtDecision(facts, member, command)
      );
    case 'decision-maker':
      return deciders.includes(member.role) && seatAtDecision(facts, member, command);
    case 'decision-party': {
      if (!commenters.includes(member.role)) return false;
      const asked = decisionOf(facts, command.subject)?.participants.includes(member.organisation) === true;
      return asked || seatAtDecision(facts, member, command);
    }
    case 'system':
      return false;
  }
}

function edits(plan: PlanState, member: ActiveMembership): boolean {
  const seat = presentParticipants(plan).find((participant) => participant.org === member.organisation);
  if (!seat) return false;
  if (editors.includes(member.role)) return true;
  return facilitators.includes(member.role) && (seat.role === 'FACILITATOR' || seat.role === 'INITIATOR');
}

function sits(plan: PlanState, member: ActiveMembership): boolean {
  return presentParticipants(plan).some((participant) => participant.org === member.organisation);
}

/** Has he a seat at a table of a region that the decision is about, or will be? */
function seatAtDecision(facts: Facts, member: ActiveMembership, command: Command): boolean {
  const subjects =
    command.type === 'DraftDecision'
      ? (command.data as { subjectIds: SubjectId[] }).subjectIds
      : (decisionOf(facts, command.subject)?.subjectIds ?? []);
  return subjects.some((subject) => member.regionIds.includes(subject));
}

function decisionOf(facts: Pick<Facts, 'state'>, subject: SubjectId): DecisionState | undefined {
  const target = streamOf(subject);
  return target?.kind === 'decision' ? (facts.state(target.stream) as DecisionState | undefined) : undefined;
}

function planOf(facts: Facts, command: Command): PlanState | undefined {
  const target = streamOf(planOfText(command.subject) ?? command.subject);
  return target?.kind === 'plan' ? (facts.state(target.stream) as PlanState | undefined) : undefined;
}

/** A plan or decision that the asker may not see at all gives the same answer as one that is not there. */
function hiddenSubject(facts: Facts, asker: Asker, command: Command): SubjectId | undefined {
  const target = streamOf(planOfText(command.subject) ?? command.subject);
  if (target?.kind !== 'plan' && target?.kind !== 'decision') return undefined;
  if (command.type === 'StartSynergyPlan' || command.type === 'DraftDecision') return undefined;
  const stands = facts.state(target.stream)?.exists === true;
  return stands && facts.sees(asker.grants, target.stream)('P2') ? undefined : command.subject;
}

function organisationNamed(command: Command): SubjectId | undefined {
  const { orgId, initiatorOrg } = command.data as { orgId?: string; initiatorOrg?: string };
  return initiatorOrg ?? orgId;
}
