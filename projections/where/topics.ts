import type { StreamName, SubjectId } from '../../events/envelope.ts';
import { kindOf, subjectOf } from '../../events/ids.ts';
import type { Topic } from '../../events/live-protocol.ts';
import type { Class, Sees } from '../../events/visibility.ts';
import { planOfText } from '../../events/narrative/sections.ts';
import type { WhereState } from './state.ts';

/** The topics to which a stream belongs now. */
export function topicsOf(state: WhereState, stream: StreamName): Topic[] {
  const subject = subjectOf(stream);
  switch (kindOf(stream)) {
    case 'region':
      return [`region:${subject}`, 'national'];
    case 'site': {
      const site = state.sites.get(subject);
      return site ? [...regionsOfSite(state, subject).map(regionTopic), `organisation:${site.owner}`] : [];
    }
    case 'plan': {
      const plan = state.plans.get(subject);
      if (!plan) return [];
      return [
        ...regionsOfPlan(state, subject).map(regionTopic),
        ...[...plan.participants.keys()].map((org) => `organisation:${org}`),
      ];
    }
    case 'narrative':
      return [`plan:${planOfText(subject) ?? ''}`];
    case 'organisation':
      return [...regionsOfOrganisation(state, subject).map(regionTopic), `organisation:${subject}`];
    case 'import':
    case 'log':
      return ['national'];
  }
}

/**
 * Which classes a set of grants sees of a stream: P0 all · P1 programme partners · P2 members of its regions and
 * who sits at the plan or is invited · P3 the plan's participants, the site's owner and the plans it is brought to ·
 * P4 the owner.
 */
export function seesOf(state: WhereState, has: (grant: string) => boolean, stream: StreamName): Sees {
  const subject = subjectOf(stream);
  const audience = lazily(() => audienceOf(state, has, subject, kindOf(stream)));
  return (cls: Class) => cls === 'P0' || (cls === 'P1' ? has('P1') : audience()[cls]);
}

interface Audience {
  P2: boolean;
  P3: boolean;
  P4: boolean;
}

function audienceOf(state: WhereState, has: (grant: string) => boolean, subject: SubjectId, kind: string): Audience {
  const steward = has('steward');
  switch (kind) {
    case 'site': {
      const site = state.sites.get(subject);
      const owner = site !== undefined && has(`organisation:${site.owner}`);
      const table = [...(state.plansOfSite.get(subject) ?? [])].some((plan) => has(`plan:${plan}`));
      const P3 = owner || table || steward;
      return { P4: owner, P3, P2: P3 || regionsOfSite(state, subject).some((id) => has(`region:${id}`)) };
    }
    case 'narrative':
      return audienceOf(state, has, planOfText(subject) ?? '', 'plan');
    case 'plan': {
      const P3 = has(`plan:${subject}`) || steward;
      return {
        P4: false,
        P3,
        P2: P3 || has(`invited:${subject}`) || regionsOfPlan(state, subject).some((id) => has(`region:${id}`)),
      };
    }
    case 'organisation': {
      const own = has(`organisation:${subject}`);
      return {
        P4: own,
        P3: own || steward,
        P2: own || steward || regionsOfOrganisation(state, subject).some((id) => has(`region:${id}`)),
      };
    }
    case 'region':
      return { P4: false, P3: steward, P2: steward || has(`region:${subject}`) };
    default:
      return { P4: false, P3: steward, P2: steward };
  }
}

const regionTopic = (id: SubjectId): Topic => `region:${id}`;

function regionsOfSite(state: WhereState, site: SubjectId): SubjectId[] {
  const tables = [...(state.plansOfSite.get(site) ?? [])].map((plan) => state.plans.get(plan)?.region ?? '');
  return unique([...(state.sites.get(site)?.within ?? []), ...tables]);
}

/** A plan belongs to the region at whose table it was started and to every region of the sites its participants bring. */
function regionsOfPlan(state: WhereState, id: SubjectId): SubjectId[] {
  const plan = state.plans.get(id);
  if (!plan) return [];
  const sites = [...plan.participants.values()].flatMap((seat) => seat.sites);
  return unique([plan.region, ...sites.flatMap((site) => state.sites.get(site)?.within ?? [])]);
}

/**
 * An organisation belongs to the regions it joined, those its people are members of, those its sites lie in (so that
 * a site never stands without its holder's name) and the tables of its plans.
 */
function regionsOfOrganisation(state: WhereState, id: SubjectId): SubjectId[] {
  const organisation = state.organisations.get(id);
  const partnerOf = [...state.regions].filter(([, region]) => region.partners.has(id)).map(([region]) => region);
  const sites = [...(organisation?.sites ?? [])].flatMap((site) => regionsOfSite(state, site));
  const plans = [...(state.plansOfOrganisation.get(id) ?? [])].map((plan) => state.plans.get(plan)?.region ?? '');
  return unique([...partnerOf, ...(organisation?.memberRegions ?? []), ...sites, ...plans]);
}

const unique = (ids: SubjectId[]): SubjectId[] => [...new Set(ids)].filter((id) => id !== '');

function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
