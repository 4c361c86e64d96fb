import type { StreamName, SubjectId } from '../../events/envelope.ts';
import { kindOf, subjectOf } from '../../events/ids.ts';
import type { Topic } from '../../events/live-protocol.ts';
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
    case 'project': {
      const owners = [...(state.bottlenecks.get(subject)?.values() ?? [])].map((org): Topic => `organisation:${org}`);
      return [...new Set([...siteTopics(state, [state.projects.get(subject) ?? '']), ...owners])];
    }
    case 'suggestion':
      return siteTopics(state, state.suggestions.get(subject) ?? []);
    case 'case':
      return [
        ...new Set([
          ...siteTopics(state, state.cases.get(subject)?.sites ?? []),
          ...regionsOfCase(state, subject).map(regionTopic),
        ]),
      ];
    case 'infrastructure':
      return infrastructureTopics(state, subject);
    case 'intervention':
      return ['national', ...(state.interventions.get(subject) ?? []).map(regionTopic)];
    case 'release': {
      const scope = state.releases.get(subject) ?? '';
      return [state.regions.has(scope) ? regionTopic(scope) : 'national'];
    }
    case 'lesson':
    case 'programme':
    case 'parameter':
    case 'interview':
    case 'selection':
    case 'import':
    case 'log':
      return ['national'];
  }
}

/** The topics of sites: their regions, their owners. */
function siteTopics(state: WhereState, sites: readonly SubjectId[]): Topic[] {
  const regions = unique(sites.flatMap((site) => regionsOfSite(state, site)));
  const owners = unique(sites.map((site) => state.sites.get(site)?.owner ?? ''));
  return [...regions.map(regionTopic), ...owners.map((org) => `organisation:${org}`)];
}

/** Its own, its operator's, each region that it touches; sections of a backbone are the country's. */
function infrastructureTopics(state: WhereState, subject: SubjectId): Topic[] {
  const placed = state.infrastructure.get(subject);
  if (!placed) return ['national'];
  const backbone = placed.kind === 'H2_SECTION' || placed.kind === 'CO2_LINK';
  return [
    `infrastructure:${subject}`,
    `organisation:${placed.operator}`,
    ...placed.within.map(regionTopic),
    ...(backbone ? ['national'] : []),
  ];
}

const regionTopic = (id: SubjectId): Topic => `region:${id}`;

/** A site lies in regions, and sits at the tables of the plans it is brought to. */
export function regionsOfSite(state: WhereState, site: SubjectId): SubjectId[] {
  const tables = [...(state.plansOfSite.get(site) ?? [])].map((plan) => state.plans.get(plan)?.region ?? '');
  return unique([...(state.sites.get(site)?.within ?? []), ...tables]);
}

/** A plan belongs to the region at whose table it was started and to every region of the sites its participants bring. */
export function regionsOfPlan(state: WhereState, id: SubjectId): SubjectId[] {
  const plan = state.plans.get(id);
  if (!plan) return [];
  const sites = [...plan.participants.values()].flatMap((seat) => seat.sites);
  return unique([plan.region, ...sites.flatMap((site) => state.sites.get(site)?.within ?? [])]);
}

/** A decision belongs to the regions, and to those of the plans and sites, that it is about. */
export function regionsOfDecision(state: WhereState, id: SubjectId): SubjectId[] {
  const subjects = state.decisions.get(id)?.subjects ?? [];
  return unique(
    subjects.flatMap((subject) => {
      if (subject.startsWith('reg_')) return [subject];
      return subject.startsWith('pln_') ? regionsOfPlan(state, subject) : regionsOfSite(state, subject);
    }),
  );
}

/** A case is for the regions of its sites, those it was scaled to and those of the plans it led to. */
export function regionsOfCase(state: WhereState, id: SubjectId): SubjectId[] {
  const standing = state.cases.get(id);
  if (!standing) return [];
  const ofSites = standing.sites.flatMap((site) => regionsOfSite(state, site));
  const ofPlans = [...standing.plans].flatMap((plan) => regionsOfPlan(state, plan));
  return unique([...ofSites, ...standing.regions, ...ofPlans]);
}

/**
 * An organisation belongs to the regions it joined, those its people are members of, those its sites lie in (so that
 * a site never stands without its holder's name), the tables of its plans and those of the decisions it takes part in.
 */
export function regionsOfOrganisation(state: WhereState, id: SubjectId): SubjectId[] {
  const organisation = state.organisations.get(id);
  const partnerOf = [...state.regions].filter(([, region]) => region.partners.has(id)).map(([region]) => region);
  const sites = [...(organisation?.sites ?? [])].flatMap((site) => regionsOfSite(state, site));
  const plans = [...(state.plansOfOrganisation.get(id) ?? [])].map((plan) => state.plans.get(plan)?.region ?? '');
  const decisions = [...(state.decisionsOf.get(id) ?? [])].flatMap((one) => regionsOfDecision(state, one));
  return unique([...partnerOf, ...(organisation?.memberRegions ?? []), ...sites, ...plans, ...decisions]);
}

const unique = (ids: SubjectId[]): SubjectId[] => [...new Set(ids)].filter((id) => id !== '');
