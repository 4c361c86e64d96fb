import type { CalendarDay, Role, SubjectId, VisibleEvent } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import type { OrganisationEventData } from '../../events/organisation/events.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import type { WhereState } from '../../projections/where/state.ts';
import type { ActiveMembership, GrantSet } from '../identity/viewer.ts';

/** Which organisations a person has ever been a member of; the memberships themselves stand in their streams. */
export type RightsState = Map<string, Set<SubjectId>>;

export function applyRights(state: RightsState, event: VisibleEvent): void {
  if (event.type !== 'MembershipGranted') return;
  const { actorId } = event.data as OrganisationEventData['MembershipGranted'];
  const organisations = state.get(actorId);
  if (organisations) organisations.add(subjectOf(event.stream));
  else state.set(actorId, new Set([subjectOf(event.stream)]));
}

/** Memberships of a person that hold on a day. */
export function membershipsOn(
  state: RightsState,
  actor: string,
  on: CalendarDay,
  organisationState: (stream: string) => OrganisationState | undefined,
): ActiveMembership[] {
  return [...(state.get(actor) ?? [])].flatMap((organisation) => {
    const memberships = organisationState(streamOf(organisation)?.stream ?? '')?.memberships ?? [];
    return memberships
      .filter(
        (m) => m.actorId === actor && m.revoked === undefined && m.from <= on && (m.to === undefined || m.to >= on),
      )
      .map(({ role, regionIds, to }) => ({ organisation, role, regionIds, ...(to === undefined ? {} : { to }) }));
  });
}

/** Who may see what a programme spends (domain.md B.5). */
const seesBudget: readonly Role[] = ['PROVINCE', 'RVO', 'INVEST_NL', 'PROGRAMME_LEAD', 'AUDITOR'];

/** Interns grant sets, so that colleagues with the same rights share one object and one room. */
export class Grants {
  readonly #sets = new Map<string, GrantSet>();

  /** What somebody with these memberships may see; none: the public's. */
  of(memberships: readonly ActiveMembership[], where: WhereState): GrantSet {
    const grants = new Set<string>();
    for (const { organisation, role, regionIds } of memberships) {
      grants.add('P1').add(`organisation:${organisation}`);
      if (role === 'STEWARD') grants.add('steward');
      if (role === 'AUDITOR') grants.add('auditor');
      if (role === 'RVO') grants.add('interviews');
      if (seesBudget.includes(role)) grants.add('budget');
      if (role === 'PROGRAMME_LEAD') grants.add('programme');
      // a ministry reads what the programme reads
      if (where.ministries.has(organisation)) grants.add('programme').add('budget');
      for (const region of regionIds) grants.add(`region:${region}`);
      for (const plan of where.plansOfOrganisation.get(organisation) ?? []) {
        const seat = where.plans.get(plan)?.participants.get(organisation);
        if (seat) grants.add(seat.joined && !seat.left ? `plan:${plan}` : `invited:${plan}`);
      }
    }
    const key = [...grants].sort().join(' ');
    const known = this.#sets.get(key);
    if (known) return known;
    const fresh: GrantSet = { key, has: (grant) => grants.has(grant) };
    if (this.#sets.size > 10_000) this.#sets.clear();
    this.#sets.set(key, fresh);
    return fresh;
  }
}
