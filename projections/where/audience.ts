import type { CalendarDay, StreamName, SubjectId } from '../../events/envelope.ts';
import { kindOf, subjectOf } from '../../events/ids.ts';
import { planOfText, sectionOfText } from '../../events/narrative/sections.ts';
import { dataClasses } from '../../events/organisation/consent.ts';
import type { Class, Part, Sees } from '../../events/visibility.ts';
import { isShared, letsRead, siteOfStream } from './consents.ts';
import type { WhereState } from './state.ts';
import { regionsOfCase, regionsOfDecision, regionsOfOrganisation, regionsOfPlan, regionsOfSite } from './topics.ts';

/**
 * Which classes a set of grants sees of a stream on a day: P0 all · P1 programme partners · P2 members of its regions and
 * who sits at the plan or is invited · P3 the plan's participants, the site's owner and the plans it is brought to ·
 * P4 the owner. A decision is for its regions, the plans it is about and the organisations that take part in it.
 * Beside these a site's owner shares what he consents to share, each organisation sees what it said itself among many,
 * and auditors see everything up to P3.
 */
export function seesOf(state: WhereState, has: (grant: string) => boolean, stream: StreamName, on: CalendarDay): Sees {
  const subject = subjectOf(stream);
  const kind = kindOf(stream);
  const asking: Asking = { state, has, on };
  const audience = lazily(() => audienceOf(asking, subject, kind));
  const site = siteOfStream(state, kind, subject);
  return (cls: Class, part?: Part) => {
    if (cls === 'P0' || (cls === 'P1' ? has('P1') : audience()[cls])) return true;
    if (cls !== 'P4' && has('auditor')) return true;
    if (part?.owner !== undefined && has(`organisation:${part.owner}`)) return true;
    if (site === undefined) return false;
    const data = part?.data ?? (kind === 'project' ? 'PROJECTS' : undefined);
    return letsRead(state, has, site, { cls, data }, on);
  };
}

/**
 * What a set of grants sees of a stream, as a text: equal texts see the same of it. Class by class, and where it is more
 * than its classes say, the parts.
 */
export function sightOf(
  state: WhereState,
  has: (grant: string) => boolean,
  stream: StreamName,
  on: CalendarDay,
): string {
  const sees = seesOf(state, has, stream, on);
  const whole = seen.map((cls) => (sees(cls) ? '1' : '0')).join('');
  const subject = subjectOf(stream);
  const own = [...(state.speakers.get(subject) ?? [])].filter((org) => has(`organisation:${org}`));
  const parts = isShared(state, stream, subject)
    ? kindsOfData.map((data) => seen.map((cls) => (sees(cls, { data }) ? '1' : '0')).join(''))
    : [];
  return own.length === 0 && parts.length === 0 ? whole : [whole, ...parts, ...own].join(' ');
}

/** Does a set of grants see anything of class P3 or P4 in a stream? */
export function seesSecrets(
  state: WhereState,
  has: (grant: string) => boolean,
  stream: StreamName,
  on: CalendarDay,
): boolean {
  const sees = seesOf(state, has, stream, on);
  const subject = subjectOf(stream);
  if (sees('P3') || sees('P4')) return true;
  if ([...(state.speakers.get(subject) ?? [])].some((org) => has(`organisation:${org}`))) return true;
  const site = siteOfStream(state, kindOf(stream), subject);
  return site !== undefined && letsRead(state, has, site, { cls: 'P3', data: 'ANY' }, on);
}

const seen = ['P1', 'P2', 'P3', 'P4'] as const;
const kindsOfData = dataClasses.filter((data) => data !== 'ALL');

/** Who asks, and when. */
interface Asking {
  readonly state: WhereState;
  readonly has: (grant: string) => boolean;
  readonly on: CalendarDay;
}

interface Audience {
  P2: boolean;
  P3: boolean;
  P4: boolean;
}

function audienceOf(asking: Asking, subject: SubjectId, kind: string): Audience {
  const { state, has, on } = asking;
  const steward = has('steward');
  switch (kind) {
    case 'site': {
      const site = state.sites.get(subject);
      const owner = site !== undefined && has(`organisation:${site.owner}`);
      const table = [...(state.plansOfSite.get(subject) ?? [])].some((plan) => has(`plan:${plan}`));
      const P3 = owner || table || steward;
      return { P4: owner, P3, P2: P3 || regionsOfSite(state, subject).some((id) => has(`region:${id}`)) };
    }
    case 'narrative': {
      const plan = planOfText(subject) ?? '';
      const own = audienceOf(asking, plan, 'plan');
      const cls = state.plans.get(plan)?.sections[sectionOfText(subject) ?? ''] ?? 'P2';
      return { ...own, P2: cls === 'P0' || (cls === 'P1' ? has('P1') : own[cls]) };
    }
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
    case 'project': {
      const own = audienceOf(asking, state.projects.get(subject) ?? '', 'site');
      // who is to solve a bottleneck sees what it is of, wherever he sits
      const solves = [...(state.bottlenecks.get(subject)?.values() ?? [])].some((org) => has(`organisation:${org}`));
      return { ...own, P2: own.P2 || solves };
    }
    case 'suggestion': {
      const all = (state.suggestions.get(subject) ?? []).map((site) => {
        const own = audienceOf(asking, site, 'site');
        return { ...own, P3: own.P3 || letsRead(state, has, site, { cls: 'P3', data: undefined }, on) };
      });
      return { P4: false, P3: all.every(({ P3 }) => P3), P2: all.some(({ P2 }) => P2) };
    }
    case 'case': {
      const sites = state.cases.get(subject)?.sites ?? [];
      const owner = sites.some((site) => has(`organisation:${state.sites.get(site)?.owner}`));
      const P2 = owner || steward || regionsOfCase(state, subject).some((id) => has(`region:${id}`));
      return { P4: false, P3: steward, P2 };
    }
    case 'infrastructure': {
      const placed = state.infrastructure.get(subject);
      const between = placed !== undefined && (has(`organisation:${placed.operator}`) || groupsOf(placed.plans, has));
      const P3 = between || steward;
      return { P4: false, P3, P2: P3 || placed?.within.some((id) => has(`region:${id}`)) === true };
    }
    case 'interview': {
      const P3 = has('interviews') || steward;
      return { P4: false, P3, P2: P3 };
    }
    case 'programme':
      return { P4: false, P3: false, P2: has('budget') };
    case 'release':
      return { P4: false, P3: steward, P2: steward || has(`region:${state.releases.get(subject) ?? ''}`) };
    case 'region':
      return { P4: false, P3: steward, P2: steward || has(`region:${subject}`) };
    default:
      return { P4: false, P3: steward, P2: steward };
  }
}

const groupsOf = (plans: ReadonlySet<SubjectId>, has: (grant: string) => boolean): boolean =>
  [...plans].some((plan) => has(`plan:${plan}`));

function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
