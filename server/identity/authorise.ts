import { commandSpec } from '../../events/catalogue.ts';
import type { Command, Refusal } from '../../events/decision.ts';
import type { Role, StreamName, SubjectId } from '../../events/envelope.ts';
import { streamOf, type KindName } from '../../events/ids.ts';
import { planOfText } from '../../events/narrative/sections.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import { mayGive, whyNot } from '../../events/rights/may-give.ts';
import type { RightsFacts } from '../../events/rights/relations.ts';
import type { ReadModels } from '../readmodels/port.ts';
import type { ActiveMembership, Asker } from './viewer.ts';

/** In whose name somebody may do it, or why not. */
export type Authorised = { actor: string; organisation: SubjectId; role: Role } | { refused: Refusal };

type Facts = Pick<ReadModels, 'state' | 'sees' | 'topicsOf'>;

/**
 * Decides who may give a command, by the one table of rights (`events/rights`, domain.md B.5). A subject that the asker
 * may not see does not exist for him.
 */
export function authorise(facts: Facts, asker: Asker, command: Command): Authorised {
  const { principal, grants } = asker;
  if (!principal) return { refused: { code: 'NOT_SIGNED_IN', values: {} } };
  const hidden = hiddenSubject(facts, asker, command);
  if (hidden !== undefined) return { refused: { code: 'NOT_FOUND', values: { subject: hidden } } };
  const acting = asker.memberships.filter((membership) => !onlyReads(facts, membership));
  const known = rightsFacts(facts, grants.has);
  const wanted = organisationNamed(command);
  const allowed = acting
    .filter((membership) => mayGive(known, membership, command))
    .sort((a, b) => Number(b.organisation === wanted) - Number(a.organisation === wanted));
  const [membership] = allowed;
  if (!membership) return { refused: whyNot(known, acting, command) };
  return { actor: principal.actor, organisation: membership.organisation, role: membership.role };
}

/**
 * May somebody change things here: of a plan and its texts (`txt_<UUIDv7 of the plan>_<section>`) who edits the plan,
 * of a site or a project its organisation, of infrastructure its operator, of a case who works on it, of anything but
 * a plan a steward? Decides on no command: it tells whether he is shown as editing.
 */
export function mayEdit(facts: Pick<Facts, 'state'>, { principal, memberships }: Asker, subject: SubjectId): boolean {
  if (!principal) return false;
  const target = streamOf(subject.replace(/^txt_([^_]+)_.*$/, 'pln_$1'));
  if (!target) return false;
  const known: RightsFacts = { state: (stream) => facts.state(stream), regionsOf: () => [] };
  const wish = { subject: subject.replace(/^txt_([^_]+)_.*$/, 'pln_$1'), data: {} };
  return memberships.some((member) => {
    const change = changes[target.kind];
    return (
      (member.role === 'STEWARD' && target.kind !== 'plan') ||
      (change !== undefined && mayGive(known, member, { ...wish, type: change }))
    );
  });
}

/** A ministry reads what the programme reads, and does nothing here. */
function onlyReads(facts: Pick<Facts, 'state'>, { organisation }: ActiveMembership): boolean {
  const standing = facts.state(`organisation-${organisation.slice('org_'.length)}`) as OrganisationState | undefined;
  return standing?.kinds.includes('MINISTRY') === true;
}

function rightsFacts(facts: Facts, has: (grant: string) => boolean): RightsFacts {
  return {
    state: (stream) => facts.state(stream),
    regionsOf: (stream: StreamName) =>
      facts
        .topicsOf(stream)
        .flatMap((topic) => (topic.startsWith('region:') && has(topic) ? [topic.slice('region:'.length)] : [])),
  };
}

/** By which command somebody edits a stream of a kind. */
const changes: Partial<Record<KindName, string>> = {
  plan: 'SetPlanDetail',
  site: 'SetSiteDetail',
  project: 'SetProjectDetail',
  infrastructure: 'SetInfrastructureDetail',
  case: 'HoldCaseMeeting',
};

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
