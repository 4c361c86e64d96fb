import type { Actions } from '../../events/any-stream/actions.ts';
import { commandSpec } from '../../events/catalogue.ts';
import type { DecisionState } from '../../events/decision-record/state.ts';
import type { Refusal } from '../../events/decision.ts';
import type { Role, SubjectId } from '../../events/envelope.ts';
import { streamOf, type KindName } from '../../events/ids.ts';
import { planOfText } from '../../events/narrative/sections.ts';
import { presentParticipants, type PlanState } from '../../events/plan/state.ts';
import type { ProjectState } from '../../events/project/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import type { Access } from '../../events/spec.ts';
import type { Command } from '../../events/decision.ts';
import type { ReadModels } from '../readmodels/port.ts';
import type { InfrastructureState } from '../../events/infrastructure/state.ts';
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
const governments: readonly Role[] = ['PROVINCE', 'RVO', 'PROGRAMME_LEAD'];

/** Accesses for which the role alone decides; whose thing it is, is then asked by the decider where it matters. */
const byRole: Partial<Record<Access, readonly Role[]>> = {
  steward: ['STEWARD'],
  partner: commenters,
  network: ['DSO_TSO', 'STEWARD'],
  government: governments,
  programme: ['PROGRAMME_LEAD'],
  'programme-or-steward': ['PROGRAMME_LEAD', 'STEWARD'],
  interviewer: ['RVO'],
  interviewee: ['RVO', 'COMPANY'],
  scorer: [...governments, 'DSO_TSO', 'MUNICIPALITY'],
  adviser: [...governments, 'DSO_TSO', 'MUNICIPALITY', 'INVEST_NL', 'SECTOR_ASSOCIATION'],
};

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
  'own-project': "the organisation of the project's site",
  'own-project-or-steward': "the organisation of the project's site or a steward",
  'bottleneck-owner': "the organisation of the project's site, or the one that owns the bottleneck",
  'own-organisation': 'the organisation itself',
  'action-owner': 'the organisation that agreed to do it',
  'in-region': 'a member of one of its regions',
  partner: 'a partner of the programme',
  network: 'a system operator or a steward',
  government: 'a province, RVO or the programme',
  programme: 'the programme lead',
  'programme-or-steward': 'the programme lead or a steward',
  interviewer: 'RVO',
  interviewee: 'RVO, or the company for itself',
  scorer: 'a government or a system operator',
  adviser: 'a government, system operator or adviser of the selection',
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
 * of a site or a project its organisation, of infrastructure its operator, of a case a government, of anything a steward? Decides on no command: it tells whether he is shown as editing.
 */
export function mayEdit(facts: Pick<Facts, 'state'>, { principal, memberships }: Asker, subject: SubjectId): boolean {
  if (!principal) return false;
  const target = streamOf(subject.replace(/^txt_([^_]+)_.*$/, 'pln_$1'));
  if (!target) return false;
  const state = facts.state(target.stream);
  return memberships.some((member) => {
    if (target.kind === 'plan') return state?.exists === true && edits(state as PlanState, member);
    if (member.role === 'STEWARD') return true;
    switch (target.kind) {
      case 'site':
        return ownsSite(state as SiteState | undefined, member);
      case 'project': {
        const { siteId = '' } = (state ?? {}) as Partial<ProjectState>;
        return ownsSite(facts.state(streamOf(siteId)?.stream ?? '') as SiteState | undefined, member);
      }
      case 'infrastructure':
        return member.role === 'DSO_TSO' && (state as InfrastructureState).operatorId === member.organisation;
      case 'case':
        return governments.includes(member.role);
      default:
        return false;
    }
  });
}

const ownsSite = (site: SiteState | undefined, member: ActiveMembership): boolean =>
  member.role === 'COMPANY' && site?.orgId === member.organisation;

function allows(
  facts: Facts,
  member: ActiveMembership,
  access: Access,
  command: Command,
  has: (grant: string) => boolean,
): boolean {
  const roles = byRole[access];
  if (roles) return roles.includes(member.role);
  const plan = planOf(facts, command);
  switch (access) {
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
      return sits(plan, member) || inRegion(facts, member, command, has);
    }
    case 'in-region':
      return commenters.includes(member.role) && inRegion(facts, member, command, has);
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
    case 'own-project':
    case 'own-project-or-steward':
      return (access === 'own-project-or-steward' && member.role === 'STEWARD') || ownsProject(facts, member, command);
    case 'bottleneck-owner':
      return ownsProject(facts, member, command) || ownsBottleneck(facts, member, command);
    case 'own-organisation':
      return member.organisation === command.subject && commenters.includes(member.role);
    case 'action-owner':
      return ownsAction(facts, member, command);
    default:
      return false;
  }
}

function inRegion(facts: Facts, member: ActiveMembership, command: Command, has: (grant: string) => boolean): boolean {
  const here = facts.topicsOf(streamOf(command.subject)?.stream ?? '');
  return here.some(
    (topic) => topic.startsWith('region:') && has(topic) && member.regionIds.includes(topic.slice('region:'.length)),
  );
}

function ownsProject(facts: Facts, member: ActiveMembership, command: Command): boolean {
  const { siteId } = (stateOf(facts, command) ?? command.data) as { siteId?: string };
  const site = facts.state(streamOf(siteId ?? '')?.stream ?? '') as SiteState | undefined;
  return member.role === 'COMPANY' && site?.orgId === member.organisation;
}

function ownsBottleneck(facts: Facts, member: ActiveMembership, command: Command): boolean {
  const { bottleneckId } = command.data as { bottleneckId?: string };
  const project = stateOf(facts, command) as ProjectState | undefined;
  const owner = project?.bottlenecks[bottleneckId ?? '']?.owner?.value;
  return commenters.includes(member.role) && owner !== undefined && 'ownerOrgId' in owner
    ? owner.ownerOrgId === member.organisation
    : false;
}

function ownsAction(facts: Facts, member: ActiveMembership, command: Command): boolean {
  const { actionId } = command.data as { actionId?: string };
  const { actions } = (stateOf(facts, command) ?? {}) as { actions?: Actions };
  const action = actions?.[actionId ?? ''];
  return commenters.includes(member.role) && action?.ownerOrg === member.organisation;
}

function stateOf(facts: Facts, command: Command): object | undefined {
  return facts.state(streamOf(command.subject)?.stream ?? '');
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

/** Kinds of which somebody without P2 sees nothing at all. */
const hiddenKinds: readonly KindName[] = ['plan', 'decision', 'project', 'suggestion', 'case'];

/** What the asker may not see at all gives the same answer as what is not there. */
function hiddenSubject(facts: Facts, asker: Asker, command: Command): SubjectId | undefined {
  const target = streamOf(planOfText(command.subject) ?? command.subject);
  if (!target || !hiddenKinds.includes(target.kind)) return undefined;
  if (commandSpec(target.kind, command.type)?.creates) return undefined;
  const stands = facts.state(target.stream)?.exists === true;
  return stands && facts.sees(asker.grants, target.stream)('P2') ? undefined : command.subject;
}

function organisationNamed(command: Command): SubjectId | undefined {
  const { orgId, initiatorOrg, byOrg, operatorId } = command.data as Record<string, string | undefined>;
  return initiatorOrg ?? orgId ?? byOrg ?? operatorId;
}
