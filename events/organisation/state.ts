import type { CalendarDay, Role, VisibleEvent } from '../envelope.ts';
import { entryOf, type Entry } from '../timeline.ts';
import type { Sees } from '../visibility.ts';
import { evolveActions, type Actions } from '../any-stream/actions.ts';
import type { Consent } from './consent.ts';
import type { OrganisationEventData as D } from './events.ts';
import type { Mandate } from './mandates.ts';

export interface Membership {
  actorId: string;
  role: Role;
  regionIds: string[];
  from: CalendarDay;
  to?: CalendarDay;
  granted: Entry<true>;
  revoked?: Entry<string>;
}

export interface OrganisationState {
  exists: boolean;
  name: string;
  kvk?: string;
  kinds: string[];
  parentOrgId?: string;
  example: boolean;
  registered?: Entry<true>;
  memberships: Membership[];
  mandates: Record<string, Mandate>;
  consents: Record<string, Consent>;
  invitations: Record<string, Entry<{ role: Role; regionIds: string[]; expires: CalendarDay }>>;
  /** The organisation that it has become a part of. */
  mergedInto?: Entry<string>;
  actions: Actions;
}

export function initial(): OrganisationState {
  return {
    exists: false,
    name: '',
    kinds: [],
    example: false,
    memberships: [],
    mandates: {},
    consents: {},
    invitations: {},
    actions: {},
  };
}

/** Folds one event into the state, in place. */
export function evolve(state: OrganisationState, event: VisibleEvent): OrganisationState {
  switch (event.type) {
    case 'OrganisationRegistered': {
      const data = event.data as D['OrganisationRegistered'];
      state.exists = true;
      state.name = data.name;
      state.kinds = [...data.kinds];
      state.example = data.example === true;
      state.registered = entryOf(event, true);
      if (data.kvk !== undefined) state.kvk = data.kvk;
      if (data.parentOrgId !== undefined) state.parentOrgId = data.parentOrgId;
      break;
    }
    case 'MembershipGranted': {
      const { actorId, role, regionIds, from, to } = event.data as D['MembershipGranted'];
      const granted = entryOf(event, true as const, { from, to });
      state.memberships.push({
        actorId,
        role,
        regionIds: [...regionIds],
        from,
        granted,
        ...(to === undefined ? {} : { to }),
      });
      break;
    }
    case 'MembershipRevoked': {
      const { actorId, role, reason } = event.data as D['MembershipRevoked'];
      const revoked = standingMemberships(state, actorId, role);
      state.memberships = state.memberships.map((m) =>
        revoked.includes(m) ? { ...m, revoked: entryOf(event, reason) } : m,
      );
      break;
    }
    case 'MandateGranted': {
      const { mandateId, maxEUR = 0, ...said } = event.data as D['MandateGranted'];
      const granted = entryOf(event, true as const, { from: said.from, to: said.to });
      state.mandates[mandateId] = { id: mandateId, maxEUR, ...said, granted } as Mandate;
      break;
    }
    case 'MandateRevoked': {
      const { mandateId, from, reason } = event.data as D['MandateRevoked'];
      const mandate = state.mandates[mandateId];
      if (mandate) state.mandates[mandateId] = { ...mandate, revoked: entryOf(event, reason, { from }) };
      break;
    }
    default:
      evolveConsent(state, event);
      evolveActions(state.actions, event);
  }
  return state;
}

/** What a viewer may see of an organisation: who belongs to it, and may decide for it, is for programme partners. */
export function view(state: OrganisationState, sees: Sees): OrganisationState {
  return sees('P1') ? state : { ...state, memberships: [], mandates: {}, consents: {}, invitations: {}, actions: {} };
}

/** Memberships of a person in a role that nobody has revoked, whatever their dates. */
export function standingMemberships(state: OrganisationState, actorId: string, role: Role): Membership[] {
  return state.memberships.filter((m) => m.actorId === actorId && m.role === role && m.revoked === undefined);
}

function evolveConsent(state: OrganisationState, event: VisibleEvent): void {
  if (event.type === 'DataConsentGiven') {
    const { consentId, ...consent } = event.data as D['DataConsentGiven'];
    const given = entryOf(event, true as const, { from: consent.from, to: consent.to });
    state.consents[consentId] = { id: consentId, ...consent, given };
  } else if (event.type === 'DataConsentWithdrawn') {
    const { consentId, from } = event.data as D['DataConsentWithdrawn'];
    const standing = state.consents[consentId];
    const withdrawn = entryOf(event, true as const, { from });
    if (standing) state.consents[consentId] = { ...standing, withdrawn };
  } else if (event.type === 'InvitationSent') {
    const { invitationId, ...invitation } = event.data as D['InvitationSent'];
    state.invitations[invitationId] = entryOf(event, invitation, { to: invitation.expires });
  } else if (event.type === 'OrganisationMerged') {
    const { intoOrgId, date } = event.data as D['OrganisationMerged'];
    state.mergedInto = entryOf<string>(event, intoOrgId, { from: date });
  }
}
