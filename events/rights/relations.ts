import type { Actions } from '../any-stream/actions.ts';
import type { Command } from '../decision.ts';
import type { DecisionState } from '../decision-record/state.ts';
import { isHidden, type Role, type StreamName, type SubjectId } from '../envelope.ts';
import { kindOfSubject, streamOf } from '../ids.ts';
import type { InterviewState } from '../interview/state.ts';
import { planOfText } from '../narrative/sections.ts';
import { presentParticipants, type PlanState } from '../plan/state.ts';
import type { ProjectState } from '../project/state.ts';

/** How somebody's organisation stands to what a command is about. */
export type Relation =
  /** However it stands: the role is enough. */
  | 'any'
  /** It holds the site, or the site of the project; it operates the infrastructure; it is the organisation itself. */
  | 'owner'
  /** It sits at the plan. */
  | 'participant'
  /** It sits at the plan as the one that helps it along, or began it. */
  | 'facilitator'
  /** It was invited to the plan, and joins for itself. */
  | 'invited'
  /** The person is a member of a region in which the subject stands. */
  | 'member'
  /** The person is a member of the region that is named, and speaks for the own organisation. */
  | 'member for itself'
  /** It speaks for itself. */
  | 'for itself'
  /** The person has a seat at a table that the decision is about; the organisation is asked to take part in it. */
  | 'seat'
  | 'asked'
  /** The same, and the decision is about no gate. */
  | 'seat, no gate'
  | 'asked, no gate'
  /** It agreed to do the action; it owns the bottleneck. */
  | 'action'
  | 'bottleneck';

/** Somebody's membership, as far as rights depend on it. */
export interface Member {
  readonly organisation: SubjectId;
  readonly role: Role;
  readonly regionIds: readonly SubjectId[];
}

/** What a command is about, as far as rights depend on it: `data` may be incomplete while nothing is given yet. */
export type Wish = Pick<Command, 'type' | 'subject' | 'data'>;

/** What is known of the streams: of all of them on the server, of those of a page in a browser. */
export interface RightsFacts {
  state(stream: StreamName): object | undefined;
  /** Regions in which a stream stands, as far as who asks sees them. */
  regionsOf(stream: StreamName): readonly SubjectId[];
}

/** Does an organisation stand like this to what is asked? */
export function stands(relation: Relation, facts: RightsFacts, member: Member, wish: Wish): boolean {
  switch (relation) {
    case 'any':
      return true;
    case 'owner':
      return ownerOf(facts, wish) === member.organisation;
    case 'participant':
      return seatOf(facts, member, wish) !== undefined;
    case 'facilitator': {
      const role = seatOf(facts, member, wish)?.role;
      return role === 'FACILITATOR' || role === 'INITIATOR';
    }
    case 'invited': {
      const { orgId = member.organisation } = wish.data as { orgId?: SubjectId };
      return orgId === member.organisation && planOf(facts, wish)?.participants[orgId] !== undefined;
    }
    case 'member':
      return facts.regionsOf(streamOf(wish.subject)?.stream ?? '').some((id) => member.regionIds.includes(id));
    case 'member for itself': {
      // what concerns the region itself names it as its subject
      const { regionId = wish.subject, initiatorOrg = member.organisation } = wish.data as {
        regionId?: SubjectId;
        initiatorOrg?: SubjectId;
      };
      return initiatorOrg === member.organisation && member.regionIds.includes(regionId);
    }
    case 'for itself':
      return answeredFor(facts, wish, member) === member.organisation;
    case 'seat':
      return seatAtDecision(facts, member, wish);
    case 'asked':
      return decisionOf(facts, wish)?.participants.includes(member.organisation) === true;
    case 'seat, no gate':
      return !aboutGate(facts, wish) && seatAtDecision(facts, member, wish);
    case 'asked, no gate':
      return !aboutGate(facts, wish) && stands('asked', facts, member, wish);
    case 'action': {
      const { actions } = (stateOf(facts, wish.subject) ?? {}) as { actions?: Actions };
      return actions?.[named(wish, 'actionId')]?.ownerOrg === member.organisation;
    }
    case 'bottleneck': {
      const project = stateOf(facts, wish.subject) as ProjectState | undefined;
      const owner = project?.bottlenecks[named(wish, 'bottleneckId')]?.owner?.value;
      return owner !== undefined && !isHidden(owner) && owner.ownerOrgId === member.organisation;
    }
  }
}

/** The organisation to which the subject belongs, or will: what makes it names a site, or its operator. */
export function ownerOf(facts: RightsFacts, { subject, data }: Wish): SubjectId | undefined {
  const kind = kindOfSubject(subject);
  if (kind === 'organisation') return subject;
  const state = (stateOf(facts, subject) ?? data) as { orgId?: string; siteId?: string; operatorId?: string };
  if (kind === 'site') return state.orgId;
  if (kind === 'infrastructure') return state.operatorId;
  return (stateOf(facts, state.siteId ?? '') as { orgId?: string } | undefined)?.orgId;
}

/** For whom an answer speaks: as it says, or as the one that it corrects did. */
export function answeredFor(
  facts: RightsFacts,
  wish: Wish,
  member: Pick<Member, 'organisation'>,
): SubjectId | undefined {
  const { orgId } = wish.data as { orgId?: SubjectId };
  if (orgId !== undefined) return orgId;
  const round = stateOf(facts, wish.subject) as InterviewState | undefined;
  const responseId = named(wish, 'responseId');
  return responseId === '' ? member.organisation : round?.responses[responseId]?.orgId;
}

function seatOf(facts: RightsFacts, { organisation }: Member, wish: Wish) {
  const plan = planOf(facts, wish);
  return plan && presentParticipants(plan).find(({ org }) => org === organisation);
}

/** Has he a seat at a table of a region that the decision is about, or will be? */
function seatAtDecision(facts: RightsFacts, { regionIds }: Member, wish: Wish): boolean {
  const { subjectIds = decisionOf(facts, wish)?.subjectIds ?? [] } = wish.data as { subjectIds?: SubjectId[] };
  const subjects = wish.type === 'DraftDecision' ? subjectIds : (decisionOf(facts, wish)?.subjectIds ?? subjectIds);
  return subjects.some((subject) => regionIds.includes(subject));
}

function aboutGate(facts: RightsFacts, wish: Wish): boolean {
  return (decisionOf(facts, wish)?.type ?? wish.data['type']) === 'GATE';
}

function decisionOf(facts: RightsFacts, { subject }: Wish): DecisionState | undefined {
  if (kindOfSubject(subject) !== 'decision') return undefined;
  const state = stateOf(facts, subject) as DecisionState | undefined;
  return state?.exists === true ? state : undefined;
}

function planOf(facts: RightsFacts, { subject }: Wish): PlanState | undefined {
  const plan = planOfText(subject) ?? subject;
  return kindOfSubject(plan) === 'plan' ? (stateOf(facts, plan) as PlanState | undefined) : undefined;
}

function stateOf(facts: RightsFacts, subject: SubjectId): object | undefined {
  return facts.state(streamOf(subject)?.stream ?? '');
}

const named = ({ data }: Wish, field: string): string => (typeof data[field] === 'string' ? data[field] : '');
