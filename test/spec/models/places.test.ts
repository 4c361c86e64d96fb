import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InfrastructureState } from '../../../events/infrastructure/state.ts';
import type { OrganisationState } from '../../../events/organisation/state.ts';
import type { RegionState } from '../../../events/region/state.ts';
import type { SiteState } from '../../../events/site/state.ts';
import { id } from '../given.ts';
import { square } from '../recorded/stories/table.ts';
import { HAPPENS, holds, NOTHING, one } from './kind-model.ts';

/** Regions, organisations, sites and infrastructure against the rules in words. Each failure prints its seed. */

const n = fc.integer({ min: 1, max: 3 });
const steward = { role: 'STEWARD' } as const;

test('a region: candidate, shortlisted, selected by decision, active and paused, closed for good (I17)', () => {
  type W = { do: string; org?: number };
  const way: Record<string, { from: string[]; to: string }> = {
    ShortlistRegion: { from: ['CANDIDATE'], to: 'SHORTLISTED' },
    SelectRegion: { from: ['CANDIDATE', 'SHORTLISTED'], to: 'SELECTED' },
    ActivateRegion: { from: ['SELECTED'], to: 'ACTIVE' },
    PauseRegion: { from: ['ACTIVE'], to: 'PAUSED' },
    ResumeRegion: { from: ['PAUSED'], to: 'ACTIVE' },
    CloseRegion: { from: ['ACTIVE', 'PAUSED'], to: 'CLOSED' },
  };
  const dec = id('dec');
  type M = { status: string; shortlisted: boolean; selected: boolean; at: Set<number>; was: Set<number> };
  holds<M, W, RegionState>({
    subject: id('reg'),
    begin: () => ({ status: '', shortlisted: false, selected: false, at: new Set(), was: new Set() }),
    wishes: fc.oneof(
      one('DefineRegion'),
      ...Object.keys(way).map((step) => one<{ org?: number }>(step)),
      one('WithdrawRegionSelection'),
      one<{ org?: number }>('JoinRegion', { org: n }),
      one<{ org?: number }>('LeaveRegion', { org: n }),
    ),
    comesOf(model, { do: what, org = 0 }) {
      if (what === 'DefineRegion') {
        if (model.status !== '') return 'ALREADY_EXISTS';
        model.status = 'CANDIDATE';
        return HAPPENS;
      }
      if (model.status === '') return 'NOT_FOUND';
      const step = way[what];
      if (step) {
        if (what === 'ActivateRegion' && !['SELECTED', 'ACTIVE'].includes(model.status)) return 'REGION_NOT_SELECTED';
        if (model.status === step.to) return NOTHING;
        if (!step.from.includes(model.status)) return 'REGION_STATUS';
        if (what === 'ShortlistRegion') model.shortlisted = true;
        if (what === 'SelectRegion') model.selected = true;
        model.status = step.to;
        return HAPPENS;
      }
      if (what === 'WithdrawRegionSelection') {
        // a selection is withdrawn once; a region that is closed stays closed
        if (!model.selected) return NOTHING;
        model.selected = false;
        if (model.status !== 'CLOSED') model.status = model.shortlisted ? 'SHORTLISTED' : 'CANDIDATE';
        return HAPPENS;
      }
      if (what === 'JoinRegion' && model.status === 'CLOSED') return 'REGION_CLOSED';
      if (what === 'JoinRegion') {
        if (model.at.has(org)) return NOTHING;
        model.at.add(org);
        model.was.add(org);
        return HAPPENS;
      }
      if (!model.was.has(org)) return 'NOT_PARTICIPANT';
      return model.at.delete(org) ? HAPPENS : NOTHING;
    },
    data: ({ do: what, org = 0 }) =>
      ({
        DefineRegion: {
          name: 'Waard',
          kind: 'CUSTOM',
          geometry: square,
          provinceCodes: ['PV24'],
          municipalityCodes: [],
        },
        ShortlistRegion: { runId: id('run') },
        SelectRegion: { decisionId: dec },
        ActivateRegion: { decisionId: dec, leadOrgId: id('org', 5), startDate: '2026-03-01' },
        PauseRegion: { decisionId: dec, reason: 'Verkiezingen' },
        ResumeRegion: { decisionId: dec },
        CloseRegion: { decisionId: dec, outcome: 'Klaar', lessonsIds: [] },
        WithdrawRegionSelection: { decisionId: dec, reason: 'Ingetrokken' },
        JoinRegion: { orgId: id('org', org), role: 'partner' },
        LeaveRegion: { orgId: id('org', org), reason: 'Anders' },
      })[what] ?? {},
    agree(model, state) {
      if (model.status !== '') expect(state.status).toBe(model.status);
      const there = Object.entries(state.partners).filter(([, { left }]) => left === undefined);
      expect(there.map(([org]) => org).sort()).toEqual([...model.at].map((org) => id('org', org)).sort());
    },
  });
});

test('an organisation: mandates for members alone, consents for its own sites, nothing begins after a merger', () => {
  type W = { do: string; person?: number; part?: number };
  type M = { exists: boolean; merged: boolean; members: Map<number, boolean>; mandates: Map<number, boolean> };
  holds<M, W, OrganisationState>({
    subject: id('org', 1),
    begin: () => ({ exists: false, merged: false, members: new Map(), mandates: new Map() }),
    wishes: fc.oneof(
      one('RegisterOrganisation'),
      { weight: 3, arbitrary: one<{ person?: number }>('GrantMembership', { person: n }) },
      one<{ person?: number }>('RevokeMembership', { person: n }),
      { weight: 3, arbitrary: one<{ person?: number; part?: number }>('GrantMandate', { person: n, part: n }) },
      one<{ part?: number }>('RevokeMandate', { part: n }),
      one('MergeOrganisation'),
    ),
    comesOf(model, { do: what, person = 0, part = 0 }) {
      if (what === 'RegisterOrganisation') {
        if (model.exists) return 'ALREADY_EXISTS';
        model.exists = true;
        return HAPPENS;
      }
      if (!model.exists) return 'NOT_FOUND';
      if (what.startsWith('Grant') && model.merged) return 'ORGANISATION_MERGED';
      switch (what) {
        case 'GrantMembership':
          if (model.members.get(person) === true) return NOTHING;
          model.members.set(person, true);
          return HAPPENS;
        case 'RevokeMembership':
          if (model.members.get(person) !== true) return NOTHING;
          model.members.set(person, false);
          return HAPPENS;
        case 'GrantMandate':
          if (model.mandates.has(part)) return 'ALREADY_EXISTS';
          if (model.members.get(person) !== true) return 'MANDATE_NEEDS_MEMBERSHIP';
          model.mandates.set(part, true);
          return HAPPENS;
        case 'RevokeMandate':
          if (!model.mandates.has(part)) return 'NOT_FOUND';
          if (model.mandates.get(part) === false) return NOTHING;
          model.mandates.set(part, false);
          return HAPPENS;
        default:
          if (model.merged) return NOTHING;
          model.merged = true;
          return HAPPENS;
      }
    },
    data: ({ do: what, person = 0, part = 0 }) =>
      ({
        RegisterOrganisation: { name: 'Klinker', kinds: ['COMPANY'] },
        GrantMembership: { actorId: `act_p0${person}`, role: 'COMPANY', regionIds: [], from: '2026-01-01' },
        RevokeMembership: { actorId: `act_p0${person}`, role: 'COMPANY', reason: 'Weg' },
        GrantMandate: { mandateId: id('mnd', part), actorId: `act_p0${person}`, subject: 'GATE', from: '2026-01-01' },
        RevokeMandate: { mandateId: id('mnd', part), from: '2026-02-01', reason: 'Weg' },
        MergeOrganisation: { intoOrgId: id('org', 2), date: '2026-01-01' },
      })[what] ?? {},
    context: () => steward,
    agree(model, state) {
      expect(state.mergedInto !== undefined).toBe(model.merged);
      const standing = Object.values(state.mandates).filter(({ revoked }) => revoked === undefined);
      expect(standing.length).toBe([...model.mandates.values()].filter(Boolean).length);
    },
  });
});

test('a site: what is reserved of its heat is never more than it offers, whatever is asked in which order (I5)', () => {
  type W = { do: string; part?: number; MW?: number };
  type M = {
    exists: boolean;
    closed: boolean;
    offers: Map<number, number>;
    gone: Set<number>;
    held: Map<number, number>;
  };
  const total = (values: Iterable<number>) => [...values].reduce((sum, MW) => sum + MW, 0);
  const left = ({ offers, gone, held }: M, except?: number): number =>
    total([...offers].flatMap(([part, MW]) => (gone.has(part) ? [] : [MW]))) -
    total([...held].flatMap(([part, MW]) => (part === except ? [] : [MW])));
  holds<M, W, SiteState>({
    subject: id('sit'),
    begin: () => ({ exists: false, closed: false, offers: new Map(), gone: new Set(), held: new Map() }),
    wishes: fc.oneof(
      one('RegisterSite'),
      one<{ part?: number; MW?: number }>('OfferResidualHeat', { part: n, MW: fc.integer({ min: 1, max: 9 }) }),
      one<{ part?: number }>('WithdrawResidualHeat', { part: n }),
      {
        weight: 4,
        arbitrary: one<{ part?: number; MW?: number }>('PledgeContribution', {
          part: n,
          MW: fc.integer({ min: 0, max: 12 }),
        }),
      },
      one<{ part?: number }>('ReleaseSiteCapacity', { part: n }),
      { weight: 1, arbitrary: one('CloseSite') },
    ),
    comesOf(model, { do: what, part = 0, MW = 0 }) {
      if (what === 'RegisterSite') {
        if (model.exists) return 'ALREADY_EXISTS';
        model.exists = true;
        return HAPPENS;
      }
      if (!model.exists) return 'NOT_FOUND';
      if (model.closed && (what === 'OfferResidualHeat' || what === 'PledgeContribution')) return 'SITE_CLOSED';
      switch (what) {
        case 'OfferResidualHeat':
          if (model.offers.has(part)) return 'ALREADY_EXISTS';
          model.offers.set(part, MW);
          return HAPPENS;
        case 'WithdrawResidualHeat':
          if (!model.offers.has(part)) return 'NOT_FOUND';
          if (model.gone.has(part)) return NOTHING;
          model.gone.add(part);
          return HAPPENS;
        case 'PledgeContribution':
          if (model.held.get(part) === MW) return NOTHING;
          if (MW > left(model, part)) return 'CONTRIBUTION_EXCEEDS_SITE';
          model.held.set(part, MW);
          return HAPPENS;
        case 'ReleaseSiteCapacity':
          return model.held.delete(part) ? HAPPENS : NOTHING;
        default:
          if (model.closed) return NOTHING;
          model.closed = true;
          return HAPPENS;
      }
    },
    data: ({ do: what, part = 0, MW = 0 }) =>
      ({
        RegisterSite: {
          ...{ orgId: id('org', 1), name: 'Oven', point: [5.2, 52.2], location: 'ONSHORE', sector: 'CERAMICS' },
          address: { street: 'Kade 1', postcode: '1234AB', city: 'Waard' },
        },
        OfferResidualHeat: {
          ...{ offerId: id('ofr', part), MW, T_out: 95, MWh: 100, medium: 'WATER' },
          ...{ from: '2026-01-01', firmUntil: '2040-12-31' },
        },
        WithdrawResidualHeat: { offerId: id('ofr', part), reason: 'Zelf nodig', from: '2026-06-01' },
        PledgeContribution: {
          ...{ contributionId: id('ctr', part), planId: id('pln'), kind: 'HEAT_MW', amount: MW },
          ...{ from: '2030-01-01', to: '2030-12-31' },
        },
        ReleaseSiteCapacity: { contributionId: id('ctr', part), reason: 'Teruggetrokken' },
        CloseSite: { date: '2026-02-01', reason: 'Verplaatst' },
      })[what] ?? {},
    agree(model, state) {
      const reserved = Object.values(state.reservations).map(({ MW }) => MW);
      expect(total(reserved)).toBe(total(model.held.values()));
      // what was withdrawn afterwards may leave less than is held; nothing new is given of it
      if (model.gone.size === 0) expect(total(reserved)).toBeLessThanOrEqual(total(model.offers.values()));
    },
  });
});

test('infrastructure: a work is done once and then stays, a publication is never older than the one before', () => {
  type W = { do: string; part?: number; month?: number; own?: boolean };
  type M = { exists: boolean; works: Map<number, 'planned' | number | 'done'>; asOf: number; firm: number };
  const month = fc.integer({ min: 1, max: 9 });
  const own = fc.integer({ min: 0, max: 4 }).map((k) => k > 0);
  const days = (m: number): string => `2026-0${m}-01`;
  holds<M, W, InfrastructureState>({
    subject: id('inf'),
    begin: () => ({ exists: false, works: new Map(), asOf: 0, firm: 0 }),
    wishes: fc.oneof(
      one<{ own?: boolean }>('RegisterInfrastructure', { own }),
      one<{ part?: number; own?: boolean }>('ScheduleWork', { part: n, own }),
      one<{ part?: number; month?: number; own?: boolean }>('RescheduleWork', { part: n, month, own }),
      one<{ part?: number; own?: boolean }>('CompleteWork', { part: n, own }),
      one<{ month?: number; own?: boolean }>('PublishCapacity', { month, own }),
    ),
    comesOf(model, { do: what, part = 0, month: m = 0, own: isOwn = true }) {
      if (what === 'RegisterInfrastructure') {
        if (model.exists) return 'ALREADY_EXISTS';
        if (!isOwn) return 'NOT_INFRA_OWNER';
        model.exists = true;
        return HAPPENS;
      }
      if (!model.exists) return 'NOT_FOUND';
      if (!isOwn) return 'NOT_INFRA_OWNER';
      const work = model.works.get(part);
      switch (what) {
        case 'ScheduleWork':
          if (work !== undefined) return 'ALREADY_EXISTS';
          model.works.set(part, 'planned');
          return HAPPENS;
        case 'RescheduleWork':
          if (work === undefined) return 'NOT_FOUND';
          if (work === 'done') return 'WORK_COMPLETED';
          if (work === m) return NOTHING;
          model.works.set(part, m);
          return HAPPENS;
        case 'CompleteWork':
          if (work === undefined) return 'NOT_FOUND';
          if (work === 'done') return NOTHING;
          model.works.set(part, 'done');
          return HAPPENS;
        default:
          if (model.asOf === m) return NOTHING;
          if (m < model.asOf) return 'OLDER_THAN_PUBLISHED';
          model.asOf = m;
          return HAPPENS;
      }
    },
    data: ({ do: what, part = 0, month: m = 1 }) =>
      ({
        RegisterInfrastructure: { kind: 'GRID_AREA', operatorId: id('org', 3), geometry: null },
        ScheduleWork: { workId: id('wrk', part), name: 'Transformator', when: '2029-Q3' },
        RescheduleWork: { workId: id('wrk', part), new: days(m), reason: 'Levertijd' },
        CompleteWork: { workId: id('wrk', part), date: '2026-02-01', addedMW: 40 },
        PublishCapacity: {
          ...{ direction: 'OFFTAKE', years: { 2030: { firm: m } }, unit: 'MW', asOf: days(m), sourceRef: 'kaart' },
        },
      })[what] ?? {},
    context: (_, { own: isOwn = true }) => ({ organisation: isOwn ? id('org', 3) : id('org', 1), role: 'DSO_TSO' }),
    agree(model, state) {
      // what a work adds is never added to what is published
      const firm = state.capacity['OFFTAKE']?.at(-1)?.value as { years: Record<string, { firm: number }> } | undefined;
      expect(firm?.years['2030']?.firm ?? 0).toBe(model.asOf);
    },
  });
});
