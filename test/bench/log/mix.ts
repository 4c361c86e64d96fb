import type { EventDraft, Role } from '../../../events/envelope.ts';
import { dice, type Dice } from './dice.ts';

/** One change as somebody makes it. */
export interface Change {
  readonly stream: string;
  readonly events: readonly EventDraft[];
  readonly actor: string;
  readonly organisation: string;
  readonly role: Role;
}

/** About as many events as one region gathers in these logs. */
const A_REGION = 100_000;

/**
 * What happens at the tables of regions: first their people, sites and plans, then, without end, what a week at a table
 * is made of: of a hundred events 45 are of somebody typing, 22 set a figure, 17 are comments, the rest is of sites,
 * contributions, milestones and routes. The same size gives the same log.
 * @param size events that the log is to have
 */
export function* changesOf(size: number): Generator<Change> {
  const world = worldOf(size);
  yield* founding(world);
  for (let n = 0; ; n++) yield somethingAt(world, n);
}

export interface World {
  readonly dice: Dice;
  readonly regions: readonly string[];
  readonly organisations: readonly string[];
  readonly sites: readonly { readonly id: string; readonly organisation: string; readonly region: number }[];
  readonly plans: readonly Plan[];
}

interface Plan {
  readonly id: string;
  readonly region: number;
  readonly members: readonly number[];
  readonly comments: string[];
  readonly milestones: string[];
  readonly contributions: string[];
  readonly texts: Map<string, { text: string; revision: number }>;
}

/** Regions, organisations, sites and plans of a log of this size. */
export function worldOf(size: number): World {
  const roll = dice(size);
  const regionCount = Math.max(2, Math.round(size / A_REGION));
  const perRegion = size / regionCount / A_REGION;
  const organisationCount = Math.max(8, Math.ceil(60 * Math.min(1, size / 1e6)));
  const of = (count: number, prefix: string) => Array.from({ length: count }, () => `${prefix}_${roll.uuid()}`);
  const organisations = of(organisationCount, 'org');
  const regions = of(regionCount, 'reg');
  const sites = regions.flatMap((_, region) =>
    of(Math.max(6, Math.round(200 * perRegion)), 'sit').map((id, n) => ({
      ...{ id, region },
      organisation: organisations[n % organisationCount] ?? '',
    })),
  );
  const plans = regions.flatMap((_, region) =>
    of(Math.max(2, Math.round(40 * perRegion)), 'pln').map((id, n): Plan => {
      const members = Array.from({ length: 5 }, (_, k) => (n * 3 + k) % organisationCount);
      return { ...{ id, region, members }, comments: [], milestones: [], contributions: [], texts: new Map() };
    }),
  );
  return { dice: roll, regions, organisations, sites, plans };
}

const streamOf = (kind: string, id: string): string => `${kind}-${id.slice(4)}`;
const event = (type: string, data: Record<string, unknown>): EventDraft => ({ type, version: 1, data });

function* founding(world: World): Generator<Change> {
  const { regions, organisations, sites, plans, dice: roll } = world;
  const by = (organisation: string, n = 0) => ({ actor: actorOf(n), organisation, role: 'STEWARD' as const });
  const create = event('LogCreated', { origin: 'bench' });
  yield { stream: 'log-00000000-0000-7000-8000-000000000000', events: [create], ...by('org_system') };
  for (const [n, id] of organisations.entries()) {
    const registered = event('OrganisationRegistered', { name: `Organisatie ${n}`, kinds: ['COMPANY'] });
    const granted = event('MembershipGranted', {
      ...{ actorId: actorOf(n), role: n === 0 ? 'STEWARD' : 'COMPANY', regionIds: regions, from: '2024-01-01' },
    });
    yield { stream: streamOf('organisation', id), events: [registered, granted], ...by(id, n) };
  }
  for (const [n, id] of regions.entries()) {
    const defined = event('RegionDefined', {
      ...{ name: `Regio ${n}`, kind: 'CUSTOM', provinceCodes: ['PV24'], municipalityCodes: [], operatorIds: [] },
      geometry: { type: 'MultiPolygon', coordinates: [[ringAt(n)]] },
    });
    yield { stream: streamOf('region', id), events: [defined], ...by(organisations[0] ?? '') };
  }
  for (const [n, { id, organisation, region }] of sites.entries()) {
    const [x, y] = cornerOf(region);
    const registered = event('SiteRegistered', {
      ...{ orgId: organisation, name: `Locatie ${n}`, location: 'ONSHORE', sector: 'CHEMICALS' },
      address: { street: 'Havenweg', number: String(n), postcode: '3000 AA', city: 'Rotterdam' },
      point: [x + 0.02 + roll.below(150) / 1000, y + 0.02 + roll.below(150) / 1000],
    });
    yield { stream: streamOf('site', id), events: [registered], ...by(organisation, n) };
  }
  for (const { id, region, members } of plans) {
    const own = organisations[members[0] ?? 0] ?? '';
    const events = [
      event('SynergyPlanStarted', {
        ...{ regionId: regions[region], kind: 'SHARED_HEAT', title: 'Restwarmte', initiatorOrg: own },
      }),
      ...members.slice(1).flatMap((n) => {
        const orgId = organisations[n];
        const siteIds = sites.filter((s) => s.region === region && s.organisation === orgId).map((s) => s.id);
        return [
          event('ParticipantInvited', { orgId, role: 'MEMBER' }),
          event('ParticipantJoined', { orgId, role: 'MEMBER', siteIds: siteIds.slice(0, 3) }),
        ];
      }),
    ];
    yield { stream: streamOf('plan', id), events, ...by(own, members[0]) };
  }
}

const figures = 'lossHours backupMW routeLengthKm crowDistanceKm pipeDN supplyTemperatureC returnTemperatureC'.split(
  ' ',
);
const sections = ['motivation', 'approach', 'risks', 'agreements', 'minutes'];
const words =
  'de warmte van het bedrijf naar een net in wijk is pas rendabel als leiding pomp besluit gemeente subsidie kosten vergunning planning risico provincie overleg akkoord temperatuur'.split(
    ' ',
  );

function somethingAt(world: World, n: number): Change {
  const { dice: roll, plans, organisations, sites } = world;
  const plan = roll.of(plans);
  const member = roll.of(plan.members);
  const who = { actor: actorOf(member), organisation: organisations[member] ?? '', role: 'COMPANY' as const };
  const inPlan = (...events: EventDraft[]): Change => ({ stream: streamOf('plan', plan.id), events, ...who });
  const kind = roll.below(100);
  if (kind < 45) return { ...typed(plan, roll), ...who };
  if (kind < 67)
    return inPlan(event('PlanDetailSet', { field: roll.of(figures), value: roll.below(5_000), unit: 'h' }));
  if (kind < 81 || plan.comments.length === 0) {
    const commentId = `cmt_${roll.uuid()}`;
    plan.comments.push(commentId);
    const text = sentence(roll, 12);
    return inPlan(
      event('CommentPlaced', { commentId, threadId: commentId, target: roll.of(figures), text, mentions: [] }),
    );
  }
  if (kind < 84) return inPlan(event('CommentResolved', { commentId: roll.of(plan.comments) }));
  if (kind < 92) {
    const site = roll.of(sites);
    const by = { ...who, organisation: site.organisation };
    return { stream: streamOf('site', site.id), events: [ofSite(roll, n)], ...by };
  }
  if (kind < 95) return inPlan(contribution(world, plan, roll));
  if (kind < 99) return inPlan(milestone(plan, roll));
  const LineString = Array.from({ length: 20 }, (_, k) => [4 + k / 100, 52 + roll.below(100) / 1000]);
  return inPlan(event('RouteDrawn', { LineString, length_km: 1 + roll.below(90) }));
}

/** What somebody typed within a second; a text that has become long loses its beginning. */
function typed(plan: Plan, roll: Dice): Pick<Change, 'stream' | 'events'> {
  const section = roll.of(sections);
  const held = plan.texts.get(section) ?? { text: '', revision: 0 };
  const { length } = held.text;
  const added = `${roll.of(words)} `;
  const tooLong = length > 6_000;
  const changes = tooLong ? [[3_000, added], length - 3_000] : length === 0 ? [[0, added]] : [length, [0, added]];
  held.text = tooLong ? added + held.text.slice(3_000) : held.text + added;
  held.revision++;
  plan.texts.set(section, held);
  const { revision: textRevision, text } = held;
  const events = [event('TextEdited', { section, textRevision, changes })];
  if (textRevision % 128 === 0) events.push(event('TextSnapshotTaken', { section, textRevision, text }));
  return { stream: `narrative-${plan.id.slice(4)}_${section}`, events };
}

function ofSite(roll: Dice, n: number): EventDraft {
  const day = `202${4 + roll.below(2)}-0${1 + roll.below(9)}-15`;
  switch (n % 3) {
    case 0:
      return event('VerifiedEmissionsReported', { year: 2015 + roll.below(9), t: roll.below(1e6), sourceRef: 'NEa' });
    case 1:
      return event('SiteDetailSet', { field: 'name', value: `Locatie ${roll.below(1_000)}` });
    default:
      return event('ResidualHeatOffered', {
        ...{ offerId: `ofr_${roll.uuid()}`, MW: 1 + roll.below(40), T_out: 80, MWh: 1_000, medium: 'WATER' },
        ...{ from: day, firmUntil: '2030-12-31' },
      });
  }
}

function contribution({ sites }: World, plan: Plan, roll: Dice): EventDraft {
  const dates = { from: '2025-01-01', firmness: 'INDICATIVE' };
  if (plan.contributions.length < 20) {
    const contributionId = `ctr_${roll.uuid()}`;
    plan.contributions.push(contributionId);
    const given = { siteId: roll.of(sites).id, kind: 'HEAT_MW', amount: roll.below(40), unit: 'MW' };
    return event('ContributionPledged', { contributionId, ...given, ...dates });
  }
  const changed = { contributionId: roll.of(plan.contributions), old: 1, new: roll.below(40) };
  return event('ContributionChanged', { ...changed, ...dates });
}

function milestone(plan: Plan, roll: Dice): EventDraft {
  const day = `202${6 + roll.below(4)}-0${1 + roll.below(9)}-01`;
  if (plan.milestones.length < 12) {
    const milestoneId = `mst_${roll.uuid()}`;
    plan.milestones.push(milestoneId);
    const planned = { milestoneId, name: 'Vergunning', date: day, dependsOn: [], programmeFunded: false };
    return event('MilestonePlanned', planned);
  }
  const moved = { milestoneId: roll.of(plan.milestones), old: '2026-01-01', new: day, reason: sentence(roll, 6) };
  return event('MilestoneForecastMoved', moved);
}

const sentence = (roll: Dice, length: number): string =>
  Array.from({ length: 1 + roll.below(length * 2) }, () => roll.of(words)).join(' ');
export const actorOf = (n: number): string => `act_bench-${n}`;
const cornerOf = (region: number): [number, number] => [3.5 + (region % 10) * 0.3, 51 + Math.floor(region / 10) * 0.3];

function ringAt(region: number): [number, number][] {
  const [x, y] = cornerOf(region);
  return [
    [x, y],
    [x + 0.2, y],
    [x + 0.2, y + 0.2],
    [x, y + 0.2],
    [x, y],
  ];
}
