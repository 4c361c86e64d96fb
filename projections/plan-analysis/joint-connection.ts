import { isHidden, type SubjectId } from '../../events/envelope.ts';
import { consentHolds } from '../../events/organisation/consent.ts';
import { streamOf } from '../../events/ids.ts';
import { entryOn } from '../../events/timeline.ts';
import type { SiteState } from '../../events/site/state.ts';
import { streamState } from '../topic/topic.ts';
import { connectionOf } from './connection.ts';
import { grantedOfftake, sitesOf, type PlanFacts, type PlanSite, type Profile } from './facts.ts';
import { sameLength } from './load.ts';
import { ofSite, type Sheet } from './sheet.ts';

/**
 * What goes into `joint-connection`: a load profile and a contract of each site that is brought. A profile is its
 * owner's alone: it goes in only by consent for calculations (B.6), and none is opened before all have consented.
 */
export function jointConnectionInput(sheet: Sheet): object | undefined {
  const { facts } = sheet;
  const sites = sitesOf(facts);
  if (sites.length === 0) sheet.lacks({ input: 'profile', unit: '' }, 'NO_SITE', { subject: facts.planId });
  const contractMW = Object.fromEntries(sites.map((one) => [one.id, contractOf(sheet, one)]));
  const withheld = sites.filter((one) => !mayCalculate(facts, one));
  for (const { id, org } of withheld) sheet.lacks(ofSite('profile', id, 'MW'), 'NO_CONSENT', { subject: org });
  const profiles = withheld.length > 0 ? [] : sites.map((one) => profileOf(sheet, one));
  const margin = sheet.parameter('group.margin', 'margin');
  const granted = grantedOfftake(facts);
  if (granted) sheet.recorded({ input: 'grantedMW', unit: 'MW' }, granted.MW, granted.entry);
  const sharedCostEUR = sharedCost(sheet);
  if (!sheet.complete) return undefined;
  const values = sameLength(profiles.filter((one) => one !== undefined));
  if (values === undefined)
    return sheet.lacks({ input: 'profile', unit: 'MW' }, 'PROFILES_OF_OTHER_LENGTH', { subject: facts.planId });
  const connections = sites.flatMap((one) => {
    const connection = connectionOf(sheet, one);
    return connection === undefined ? [] : [[one.id, connection] as const];
  });
  return {
    profilesMW: Object.fromEntries(sites.map(({ id }, at) => [id, Array.from(values[at] ?? [])])),
    ...{ contractMW, margin, sharedCostEUR },
    ...(connections.length === 0 ? {} : { connections: Object.fromEntries(connections) }),
    ...(granted === undefined ? {} : { grantedMW: granted.MW }),
  };
}

/** Has the owner of a site let its load profiles be calculated with, for the plans that it sits at? */
export function mayCalculate(
  { table, on, rights }: Pick<PlanFacts, 'table' | 'on' | 'rights'>,
  { id }: PlanSite,
): boolean {
  const known = rights ?? { table, on };
  const site = streamState(known.table, 'site', streamOf(id)?.stream ?? '');
  const owner = site && streamState(known.table, 'organisation', streamOf(site.orgId)?.stream ?? '');
  return Object.values(owner?.consents ?? {}).some(
    (consent) =>
      consent.purpose === 'CALCULATION' &&
      (consent.dataClass === 'LOAD_PROFILE' || consent.dataClass === 'ALL') &&
      toTheTable.has(consent.audience) &&
      (consent.siteIds.length === 0 || consent.siteIds.includes(id)) &&
      consentHolds(consent, known.on),
  );
}

/** Audiences in which everybody at the plan's table is. */
const toTheTable: ReadonlySet<string> = new Set(['PLAN', 'REGION', 'PARTNERS', 'PUBLIC']);

/** The files that hold a site's load by the last word on each direction. */
export function profilesOf(
  site: SiteState,
): { offtake?: string; feedIn?: string; peakMW: number; index: number } | undefined {
  const found: Partial<Record<'OFFTAKE' | 'FEED_IN', string>> = {};
  let [peakMW, index] = [0, -1];
  for (const entry of site.loadProfiles) {
    if (isHidden(entry.value)) continue;
    const direction = entry.value.direction ?? 'OFFTAKE';
    found[direction] = entry.value.fileId;
    if (direction === 'OFFTAKE') peakMW = entry.value.peakMW;
    index = entry.index;
  }
  if (found.OFFTAKE === undefined && found.FEED_IN === undefined) return undefined;
  return {
    ...(found.OFFTAKE === undefined ? {} : { offtake: found.OFFTAKE }),
    ...(found.FEED_IN === undefined ? {} : { feedIn: found.FEED_IN }),
    ...{ peakMW, index },
  };
}

function profileOf(sheet: Sheet, { id, site }: PlanSite): Profile | undefined {
  const named = ofSite('profile', id, 'MW');
  const files = profilesOf(site);
  const entry = site.loadProfiles.at(-1);
  if (files === undefined || entry === undefined) return sheet.lacks(named, 'NO_LOAD_PROFILE', { subject: id });
  const [taken, fed] = [files.offtake, files.feedIn].map((file) =>
    file === undefined ? undefined : (sheet.facts.profile(file) ?? 'gone'),
  );
  if (taken === 'gone' || fed === 'gone') return sheet.lacks(named, 'FILE_GONE', { subject: id });
  sheet.recorded(named, files.peakMW, entry, { ownersOnly: true });
  if (taken === undefined) return fed && { ...fed, values: fed.values.map((MW) => -MW) };
  if (fed === undefined) return taken;
  const both = sameLength([taken, fed]);
  if (both === undefined) return sheet.lacks(named, 'PROFILES_OF_OTHER_LENGTH', { subject: id });
  const [one, other] = both;
  const values = (one ?? new Float64Array()).map((MW, step) => MW - (other?.[step] ?? 0));
  return { values, stepHours: values.length > 9_000 ? 0.25 : 1 };
}

function contractOf(sheet: Sheet, { id, site }: PlanSite): number | undefined {
  const holding = Object.values(site.contracts).flatMap((timeline) => {
    const entry = entryOn(timeline, sheet.facts.on);
    return entry === undefined || isHidden(entry.value) ? [] : [{ entry, MW: entry.value.offtakeMW }];
  });
  if (holding.length === 0) return sheet.lacks(ofSite('contractMW', id, 'MW'), 'NO_CONTRACT', { subject: id });
  for (const { entry, MW } of holding) sheet.recorded(ofSite('contractMW', id, 'MW'), MW, entry);
  return holding.reduce((sum, { MW }) => sum + MW, 0);
}

/** What is to be shared, by the last proposal; without one the megawatts are shared alone. */
function sharedCost(sheet: Sheet): number {
  const named = { input: 'sharedCostEUR', unit: 'EUR' };
  const last = Object.values(sheet.facts.plan.costSplits).at(-1);
  if (last === undefined || isHidden(last.split.value)) {
    sheet.lacks(named, 'NO_COST_SPLIT', { subject: sheet.facts.planId, field: 'costSplit' }, true);
    return 0;
  }
  sheet.recorded(named, last.split.value.totalEUR, last.split);
  return last.split.value.totalEUR;
}

/** The members whose numbers somebody of these organisations may see beside the total. */
export function ownMembers(facts: Pick<PlanFacts, 'plan' | 'table'>, own: (org: SubjectId) => boolean): SubjectId[] {
  return sitesOf(facts).flatMap(({ id, site }) => (own(site.orgId) ? [id] : []));
}
