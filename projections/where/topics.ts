import type { StreamName, SubjectId } from '../../events/envelope.ts';
import { kindOf, subjectOf } from '../../events/ids.ts';
import type { Topic } from '../../events/live-protocol.ts';
import type { Class, Sees } from '../../events/visibility.ts';
import { planOfText } from '../../events/narrative/sections.ts';
import type { WhereState } from './state.ts';

/** The topic of all decisions, with the organisations that take part in them: the register. */
export const DECISIONS: Topic = 'decisions';

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
    case 'decision':
      return state.decisions.has(subject) ? [...regionsOfDecision(state, subject).map(regionTopic), DECISIONS] : [];
    case 'narrative':
      return [`plan:${planOfText(subject) ?? ''}`];
    case 'organisation':
      return [
        ...regionsOfOrganisation(state, subject).map(regionTopic),
        `organisation:${subject}`,
        ...(state.mandators.has(subject) || state.decisionsOf.has(subject) ? [DECISIONS] : []),
      ];
    case 'import':
    case 'log':
      return ['national'];
  }
}

/**
 * Which classes a set of grants sees of a stream: P0 all · P1 programme partners · P2 members of its regions and
 * who sits at the plan or is invited · P3 the plan's participants, the site's owner and the plans it is brought to ·
 * P4 the owner. A decision is for its regions, the plans it is about and the organisations that take part in it.
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
    case 'decision': {
      const decision = state.decisions.get(subject);
      const part = [...(decision?.organisations ?? [])].some((id) => has(`organisation:${id}`));
      const plan = decision?.subjects.some((id) => has(`plan:${id}`) || has(`invited:${id}`)) === true;
      const P3 = part || steward;
      const here = regionsOfDecision(state, subject).some((id) => has(`region:${id}`));
      return { P4: false, P3, P2: P3 || plan || here };
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

/** A decision belongs to the regions, and to those of the plans and sites, that it is about. */
function regionsOfDecision(state: WhereState, id: SubjectId): SubjectId[] {
  const subjects = state.decisions.get(id)?.subjects ?? [];
  return unique(
    subjects.flatMap((subject) => {
      if (subject.startsWith('reg_')) return [subject];
      return subject.startsWith('pln_') ? regionsOfPlan(state, subject) : regionsOfSite(state, subject);
    }),
  );
}

/**
 * An organisation belongs to the regions it joined, those its people are members of, those its sites lie in (so that
 * a site never stands without its holder's name), the tables of its plans and those of the decisions it takes part in.
 */
function regionsOfOrganisation(state: WhereState, id: SubjectId): SubjectId[] {
  const organisation = state.organisations.get(id);
  const partnerOf = [...state.regions].filter(([, region]) => region.partners.has(id)).map(([region]) => region);
  const sites = [...(organisation?.sites ?? [])].flatMap((site) => regionsOfSite(state, site));
  const plans = [...(state.plansOfOrganisation.get(id) ?? [])].map((plan) => state.plans.get(plan)?.region ?? '');
  const decisions = [...(state.decisionsOf.get(id) ?? [])].flatMap((one) => regionsOfDecision(state, one));
  return unique([...partnerOf, ...(organisation?.memberRegions ?? []), ...sites, ...plans, ...decisions]);
}

const unique = (ids: SubjectId[]): SubjectId[] => [...new Set(ids)].filter((id) => id !== '');

function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
