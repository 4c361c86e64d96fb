import type { StreamName, SubjectId, VisibleEvent } from '../../events/envelope.ts';
import { kindOf, subjectOf } from '../../events/ids.ts';
import type { OrganisationEventData } from '../../events/organisation/events.ts';
import type { PlanEventData } from '../../events/plan/events.ts';
import type { RegionEventData } from '../../events/region/events.ts';
import type { SiteEventData } from '../../events/site/events.ts';
import { regionsAround } from './placing.ts';
import type { WhereState } from './state.ts';
import { affectConsent } from './consents.ts';
import { affectDecision, withDecisions } from './decisions.ts';
import { affectFollower, linked, placeAllInfrastructure, streams } from './followers.ts';
import { topicsOf } from './topics.ts';

/**
 * Folds one event, by log order, and returns the streams whose topics or audience it may have changed.
 * A site belongs to each region whose outline holds its point, and to the tables of the plans it is brought to.
 */
export function applyWhere(state: WhereState, event: VisibleEvent): readonly StreamName[] {
  const subject = subjectOf(event.stream);
  const affected = withDecisions(state, withFollowers(state, withTexts(state, affect(state, event, subject))));
  for (const stream of affected) {
    const topics = topicsOf(state, stream);
    for (const topic of state.topics.get(stream) ?? [])
      if (!topics.includes(topic)) state.members.get(topic)?.delete(stream);
    for (const topic of topics) {
      const members = state.members.get(topic);
      if (members) members.add(stream);
      else state.members.set(topic, new Set([stream]));
    }
    state.topics.set(stream, topics);
  }
  return affected;
}

/** Who sees a plan's texts is who sees the plan. */
function withTexts(state: WhereState, affected: StreamName[]): StreamName[] {
  const texts = affected
    .filter((stream) => kindOf(stream) === 'plan')
    .flatMap((stream) => [...(state.members.get(`plan:${subjectOf(stream)}`) ?? [])]);
  return texts.length === 0 ? affected : [...affected, ...texts];
}

/** What follows a site or a plan goes where it goes, and is seen by who sees it. */
function withFollowers(state: WhereState, affected: StreamName[]): StreamName[] {
  const followers = affected.flatMap((stream) => [...(state.followers.get(subjectOf(stream)) ?? [])]);
  return followers.length === 0 ? affected : [...new Set([...affected, ...streams(followers)])];
}

function affect(state: WhereState, event: VisibleEvent, subject: SubjectId): StreamName[] {
  switch (event.type) {
    case 'RegionDefined': {
      const { kind, geometry, example } = event.data as RegionEventData['RegionDefined'];
      state.regions.set(subject, { kind, geometry, example: example === true, partners: new Set() });
      return [event.stream, ...placeAll(state), ...placeAllInfrastructure(state)];
    }
    case 'RegionBoundaryChanged': {
      const region = state.regions.get(subject);
      if (region) region.geometry = (event.data as RegionEventData['RegionBoundaryChanged']).geometry;
      return [event.stream, ...placeAll(state), ...placeAllInfrastructure(state)];
    }
    case 'PartnerJoinedRegion':
    case 'PartnerLeftRegion': {
      const { orgId } = event.data as { orgId: SubjectId };
      const partners = state.regions.get(subject)?.partners;
      if (event.type === 'PartnerJoinedRegion') partners?.add(orgId);
      else partners?.delete(orgId);
      return [event.stream, ...streams([orgId])];
    }
    case 'OrganisationRegistered':
      organisation(state, subject);
      if ((event.data as OrganisationEventData['OrganisationRegistered']).kinds.includes('MINISTRY'))
        state.ministries.add(subject);
      return [event.stream];
    case 'MembershipGranted': {
      const { regionIds } = event.data as OrganisationEventData['MembershipGranted'];
      for (const region of regionIds) organisation(state, subject).memberRegions.add(region);
      return [event.stream];
    }
    case 'SiteRegistered': {
      const { orgId, point, example } = event.data as SiteEventData['SiteRegistered'];
      const site = { owner: orgId, point, example: example === true, ets: 'NONE' as const, within: [] };
      state.sites.set(subject, site);
      organisation(state, orgId).sites.add(subject);
      place(state, subject);
      return [event.stream, ...streams([orgId])];
    }
    case 'SiteRelocated': {
      const site = state.sites.get(subject);
      if (!site) return [];
      site.point = (event.data as SiteEventData['SiteRelocated']).point;
      place(state, subject);
      return [event.stream, ...streams([site.owner])];
    }
    case 'SiteTransferred': {
      const site = state.sites.get(subject);
      if (!site) return [];
      const before = site.owner;
      site.owner = (event.data as SiteEventData['SiteTransferred']).toOrgId;
      organisation(state, before).sites.delete(subject);
      organisation(state, site.owner).sites.add(subject);
      return [event.stream, ...streams([before, site.owner])];
    }
    case 'EtsStatusSet': {
      const site = state.sites.get(subject);
      if (site) site.ets = (event.data as SiteEventData['EtsStatusSet']).ets;
      return [event.stream];
    }
    case 'TextEdited':
      return state.topics.has(event.stream) ? [] : [event.stream];
    case 'MandateGranted':
      state.mandators.add(subject);
      return [event.stream];
    default: {
      const shared = affectConsent(state, event, subject);
      if (shared) return shared;
      if (kindOf(event.stream) === 'decision') return affectDecision(state, event, subject);
      return affectFollower(state, event, subject) ?? affectPlan(state, event, subject);
    }
  }
}

function affectPlan(state: WhereState, event: VisibleEvent, subject: SubjectId): StreamName[] {
  if (event.type === 'SynergyPlanStarted') {
    const { regionId } = event.data as PlanEventData['SynergyPlanStarted'];
    const example = state.regions.get(regionId)?.example === true;
    state.plans.set(subject, { region: regionId, example, participants: new Map(), sections: {} });
    return [event.stream];
  }
  const plan = state.plans.get(subject);
  if (!plan) return [];
  if (event.type === 'VisibilityChanged') {
    const { target, newClass } = event.data as PlanEventData['VisibilityChanged'];
    plan.sections[target] = newClass;
    return [event.stream];
  }
  if (event.type !== 'ParticipantInvited' && event.type !== 'ParticipantJoined' && event.type !== 'ParticipantLeft')
    return [];
  const { orgId } = event.data as PlanEventData['ParticipantInvited'];
  const seat = plan.participants.get(orgId) ?? { joined: false, left: false, sites: [] };
  const before = seat.sites;
  if (event.type === 'ParticipantJoined') {
    Object.assign(seat, {
      joined: true,
      left: false,
      sites: (event.data as PlanEventData['ParticipantJoined']).siteIds,
    });
  } else if (event.type === 'ParticipantLeft') {
    Object.assign(seat, { left: true, sites: [] });
  }
  plan.participants.set(orgId, seat);
  if (seat.left) state.plansOfOrganisation.get(orgId)?.delete(subject);
  else linked(state.plansOfOrganisation, orgId).add(subject);
  for (const site of before) state.plansOfSite.get(site)?.delete(subject);
  for (const site of seat.sites) linked(state.plansOfSite, site).add(subject);
  return [event.stream, ...streams([orgId, ...before, ...seat.sites])];
}

/** Places every site anew; returns the streams that may belong elsewhere now. */
function placeAll(state: WhereState): StreamName[] {
  const touched: SubjectId[] = [];
  for (const [id, site] of state.sites) {
    const before = site.within.join();
    place(state, id);
    if (site.within.join() !== before) touched.push(id, site.owner, ...(state.plansOfSite.get(id) ?? []));
  }
  return streams(touched);
}

/** Real sites lie in real regions, sites of the example in the example's. */
function place(state: WhereState, id: SubjectId): void {
  const site = state.sites.get(id);
  if (!site) return;
  const { point } = site;
  if (point === null) {
    site.within = [];
    return;
  }
  const candidates = [...state.regions].flatMap(([region, { kind, geometry, example }]) =>
    example === site.example ? [{ id: region, kind, geometry }] : [],
  );
  site.within = regionsAround(point, candidates);
}

function organisation(state: WhereState, id: SubjectId): { memberRegions: Set<SubjectId>; sites: Set<SubjectId> } {
  const known = state.organisations.get(id);
  if (known) return known;
  const fresh = { memberRegions: new Set<SubjectId>(), sites: new Set<SubjectId>() };
  state.organisations.set(id, fresh);
  return fresh;
}
