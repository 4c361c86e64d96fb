import fc from 'fast-check';
import { expect, test } from 'vitest';
import { presentParticipants, type PlanState } from '../../../events/plan/state.ts';
import { id } from '../given.ts';
import { HAPPENS, holds, NOTHING, one } from './kind-model.ts';

/** A plan against the rules in words: who sits at it, what is planned, the order of gates, parked and stopped. */

type W = { do: string; org?: number; by?: number; part?: number; late?: boolean; gate?: number };
interface M {
  status: 'none' | 'open' | 'parked' | 'stopped';
  invited: Set<number>;
  present: Set<number>;
  left: Set<number>;
  milestones: Map<number, { funded: boolean; moved: boolean; reached: boolean }>;
  signed: Set<number>;
  loi: boolean;
  requested: Set<number>;
}
const ORGS = [1, 2, 3];
const org = fc.constantFrom(...ORGS);
const part = fc.integer({ min: 1, max: 2 });

function participation(model: M, { do: what, org: named = 0, by = 0 }: W): string {
  if (what === 'InviteParticipant') {
    if (model.present.has(named)) return NOTHING;
    if (model.invited.has(named) && !model.left.has(named)) return NOTHING;
    model.invited.add(named);
    return HAPPENS;
  }
  if (named !== by) return 'NOT_OWN_ORGANISATION';
  if (what === 'JoinPlan') {
    if (!model.invited.has(named) && !model.present.has(named)) return 'NOT_INVITED';
    if (model.present.has(named)) return NOTHING;
    model.present.add(named);
    model.left.delete(named);
    return HAPPENS;
  }
  if (model.left.has(named)) return NOTHING;
  if (!model.present.has(named)) return 'NOT_PARTICIPANT';
  if (model.present.size === 1) return 'LAST_PARTICIPANT';
  model.present.delete(named);
  model.left.add(named);
  return HAPPENS;
}

function milestone(model: M, { do: what, part: named = 0, late = false }: W): string {
  const standing = model.milestones.get(named);
  if (what === 'PlanMilestone') {
    if (standing) return 'ALREADY_EXISTS';
    // every first milestone is paid by the programme, which ends with 2030 (I19)
    if (late && named === 1) return 'AFTER_PROGRAMME_END';
    model.milestones.set(named, { funded: named === 1, moved: late, reached: false });
    return HAPPENS;
  }
  if (!standing) return 'NOT_FOUND';
  if (what === 'ReachMilestone') {
    if (standing.reached) return NOTHING;
    standing.reached = true;
    return HAPPENS;
  }
  if (standing.reached) return 'MILESTONE_REACHED';
  if (standing.moved === late) return NOTHING;
  if (standing.funded && late) return 'AFTER_PROGRAMME_END';
  standing.moved = late;
  return HAPPENS;
}

/** G1 asks for two organisations and a letter of intent that is signed (I1, I25); later gates for the ones before (I14). */
function gate(model: M, { gate: asked = 1 }: W): string {
  if (asked > 1) return 'GATE_ORDER';
  if (model.requested.has(1)) return NOTHING;
  if (model.present.size < 2) return 'PLAN_TOO_FEW_ORGS';
  if (model.signed.size === 0) return 'GATE_CHECKLIST';
  model.requested.add(1);
  return HAPPENS;
}

function agreement(model: M, { do: what, by = 0 }: W): string {
  if (what === 'DraftAgreement') {
    if (model.signed.size > 0) return 'AGREEMENT_SIGNED';
    if (model.loi) return NOTHING;
    model.loi = true;
    return HAPPENS;
  }
  if (!model.loi) return 'NOT_FOUND';
  if (!model.present.has(by)) return 'NOT_PARTICIPANT';
  if (model.signed.has(by)) return NOTHING;
  model.signed.add(by);
  return HAPPENS;
}

const resting = new Set(['InviteParticipant', 'JoinPlan', 'PlanMilestone', 'ReachMilestone', 'MoveMilestoneForecast'])
  .add('RequestGate')
  .add('DraftAgreement')
  .add('SignAgreement');

function comesOf(model: M, wish: W): string {
  const { do: what } = wish;
  if (what === 'StartSynergyPlan') {
    if (model.status !== 'none') return 'ALREADY_EXISTS';
    model.status = 'open';
    model.present.add(1);
    return HAPPENS;
  }
  if (model.status === 'none') return 'NOT_FOUND';
  if (model.status === 'stopped') return what === 'StopPlan' ? NOTHING : 'PLAN_STOPPED';
  if (what === 'StopPlan') model.status = 'stopped';
  else if (what === 'ParkPlan' || what === 'ResumePlan') {
    const to = what === 'ParkPlan' ? 'parked' : 'open';
    if (model.status === to) return NOTHING;
    model.status = to;
  } else if (model.status === 'parked' && resting.has(what)) return 'PLAN_PARKED';
  else if (what.endsWith('Participant') || what.endsWith('Plan')) return participation(model, wish);
  else if (what.includes('Milestone')) return milestone(model, wish);
  else return what === 'RequestGate' ? gate(model, wish) : agreement(model, wish);
  return HAPPENS;
}

const file = { fileId: 'brief', hash: 'c'.repeat(64) };
const data = ({ do: what, org: named = 0, by = 0, part: of = 0, late = false, gate: asked = 1 }: W) =>
  ({
    StartSynergyPlan: { regionId: id('reg'), kind: 'SHARED_HEAT', title: 'Warmte', initiatorOrg: id('org', 1) },
    InviteParticipant: { orgId: id('org', named), role: 'SINK' },
    JoinPlan: { orgId: id('org', named), role: 'SINK', siteIds: [] },
    LeavePlan: { orgId: id('org', named), reason: 'Verkocht', effectOnCapacity: 'Geen' },
    PlanMilestone: {
      ...{ milestoneId: id('mst', of), name: 'Vergunning', ownerOrg: id('org', 1), programmeFunded: of === 1 },
      date: late ? '2031-06-01' : '2027-06-01',
    },
    MoveMilestoneForecast: { milestoneId: id('mst', of), new: late ? '2031-06-01' : '2027-06-01', reason: 'Bezwaar' },
    ReachMilestone: { milestoneId: id('mst', of), date: '2026-03-01', evidence: 'Beschikking' },
    DraftAgreement: { agreementId: id('agr'), type: 'LOI', ...file },
    SignAgreement: { agreementId: id('agr'), signatories: [id('org', by)], date: '2026-02-01', ...file },
    RequestGate: { gate: `G${asked}`, snapshotIds: [] },
    ParkPlan: { reason: 'Wacht op subsidie', reviewDate: '2026-09-01' },
    ResumePlan: { reason: 'Subsidie is er' },
    StopPlan: { decisionId: id('dec'), reason: 'Leiding komt niet' },
  })[what] ?? {};

test('a plan: who joins was invited, the last one stays, gates in order and complete, parked and stopped it rests', () => {
  const any = (name: string, weight = 2) => ({
    weight,
    arbitrary: one<{ org?: number; by?: number; part?: number; late?: boolean; gate?: number }>(name, {
      ...{ org, by: org, part },
      late: fc.boolean(),
      gate: fc.constantFrom(1, 1, 1, 2),
    }),
  });
  const self = (name: string) => ({
    weight: 4,
    arbitrary: org.map((own): W => ({ do: name, org: own, by: own })),
  });
  holds<M, W, PlanState>({
    subject: id('pln'),
    begin: () => ({
      status: 'none',
      ...{ invited: new Set(), present: new Set(), left: new Set(), milestones: new Map() },
      ...{ signed: new Set(), loi: false, requested: new Set() },
    }),
    wishes: fc.oneof(
      any('StartSynergyPlan', 3),
      any('InviteParticipant', 4),
      self('JoinPlan'),
      any('JoinPlan', 1),
      self('LeavePlan'),
      any('PlanMilestone'),
      any('MoveMilestoneForecast'),
      any('ReachMilestone', 1),
      any('DraftAgreement'),
      self('SignAgreement'),
      any('RequestGate', 3),
      any('ParkPlan', 1),
      any('ResumePlan', 2),
      any('StopPlan', 1),
    ),
    comesOf,
    data,
    context: (_, { by = 1, do: what }) => ({ organisation: id('org', what === 'StartSynergyPlan' ? 1 : by) }),
    agree(model, state) {
      const present = presentParticipants(state).map((one) => one.org);
      expect(present.sort()).toEqual([...model.present].map((one) => id('org', one)).sort());
      if (model.status !== 'none') expect(present.length).toBeGreaterThan(0);
      expect(state.status === 'PARKED').toBe(model.status === 'parked');
      expect(Object.values(state.milestones).filter(({ reached }) => reached).length).toBe(
        [...model.milestones.values()].filter(({ reached }) => reached).length,
      );
    },
  });
});
