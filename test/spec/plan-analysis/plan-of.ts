import { streamOf } from '../../../events/ids.ts';
import type { PlanState } from '../../../events/plan/state.ts';
import type { DetailValue } from '../../../events/details.ts';
import { streamState, type TopicState } from '../../../projections/topic/topic.ts';
import type { PlanFacts, Profile } from '../../../projections/plan-analysis/facts.ts';
import { unset } from '../analysis/ask.ts';
import { given, id, type Happened } from '../given.ts';

export const PLAN = id('pln');
export const SECTION = id('inf', 7);
export const orgOf = (n: number): string => id('org', n);
export const siteOf = (n: number): string => id('sit', n);

export interface Member {
  readonly role?: string;
  /** What happened to its site; absent: it has brought none. */
  readonly site?: readonly Happened[];
  readonly consents?: readonly Happened[];
}

const stream = (subject: string): string => streamOf(subject)?.stream ?? '';

/** A plan of a kind with its fields and members, each with a site, as they lie on the table of a region. */
export function tableOf(
  kind: string,
  fields: Record<string, DetailValue>,
  members: readonly Member[],
  more: Happened[] = [],
): TopicState {
  const plan = given(
    PLAN,
    { type: 'SynergyPlanStarted', data: { regionId: id('reg'), kind, title: 'Together', initiatorOrg: orgOf(1) } },
    ...members.map(({ role = 'MEMBER', site }, n): Happened => ({
      type: 'ParticipantJoined',
      data: { orgId: orgOf(n + 1), role, siteIds: site ? [siteOf(n + 1)] : [] },
    })),
    ...Object.entries(fields).map(([field, value]): Happened => ({ type: 'PlanDetailSet', data: { field, value } })),
    ...more,
  ).state;
  const streams: Record<string, unknown> = { [stream(PLAN)]: plan };
  for (const [n, { site, consents = [] }] of members.entries()) {
    const org = orgOf(n + 1);
    streams[stream(org)] = given(
      org,
      { type: 'OrganisationRegistered', data: { name: `Org ${n + 1}`, kinds: ['COMPANY'] } },
      ...consents,
    ).state;
    if (!site) continue;
    const registered = {
      orgId: org,
      name: `Site ${n + 1}`,
      point: [5, 52],
      location: 'ONSHORE',
      sector: 'FOOD',
      address: {},
    };
    streams[stream(siteOf(n + 1))] = given(siteOf(n + 1), { type: 'SiteRegistered', data: registered }, ...site).state;
  }
  return { streams } as TopicState;
}

export function factsOf(table: TopicState, more: Partial<PlanFacts> = {}): PlanFacts {
  return {
    plan: streamState(table, 'plan', stream(PLAN)) as PlanState,
    ...{ planId: PLAN, table, parameters: unset, on: '2021-06-01', index: 41, typed: {}, profile: () => undefined },
    ...more,
  };
}

export const profileOf = (values: readonly number[], stepHours = 1): Profile => ({
  values: Float64Array.from(values),
  stepHours,
});

export const heat = (peakMW: number, MWh: number, more: Record<string, unknown> = {}): Happened => ({
  type: 'ProcessHeatProfiled',
  data: { band: 'MT', peakMW, MWh, ...more },
});
export const gas = (MWh: number): Happened => ({
  type: 'EnergyUseReported',
  data: { carrier: 'NATURAL_GAS', year: 2024, MWh, quality: 'MEASURED' },
});
export const ets1: Happened = { type: 'EtsStatusSet', data: { ets: 'ETS1', eutlId: 'NL-1', from: '2020-01-01' } };
export const contract = (offtakeMW: number): Happened => ({
  type: 'ConnectionContractRecorded',
  data: {
    ...{ connectionId: id('con'), offtakeMW, feedInMW: 0, physicalMVA: 20, voltageKV: 10, right: 'FIRM' },
    from: '2020-01-01',
  },
});
export const load = (fileId: string, peakMW: number, direction = 'OFFTAKE'): Happened => ({
  type: 'LoadProfileUploaded',
  data: { fileId, hash: 'a'.repeat(64), year: 2025, step: 'PT1H', direction, peakMW },
});
export const consent = (more: Record<string, unknown> = {}): Happened => ({
  type: 'DataConsentGiven',
  data: {
    ...{ consentId: id('cns'), siteIds: [], dataClass: 'LOAD_PROFILE', audience: 'PLAN', purpose: 'CALCULATION' },
    ...{ from: '2020-01-01', to: '2030-12-31', ...more },
  },
});
