import { describe, expect, test } from 'vitest';
import { detailFields, planKinds } from '../../../events/plan/details.ts';
import type { PlanState } from '../../../events/plan/state.ts';
import { view } from '../../../events/plan/state.ts';
import { given, id, uuid, type Happened } from '../given.ts';

const PLAN = id('pln');
const org = id('org', 1);
const other = id('org', 2);
const started = (kind = 'SHARED_HEAT'): Happened[] => [
  { type: 'SynergyPlanStarted', data: { regionId: id('reg'), kind, title: 'Together', initiatorOrg: org } },
  { type: 'ParticipantJoined', data: { orgId: org, role: 'INITIATOR', siteIds: [id('sit', 1)] } },
];
const detail = (field: string, value: unknown): Happened => ({ type: 'PlanDetailSet', data: { field, value } });
const invited: Happened = { type: 'ParticipantInvited', data: { orgId: other, role: 'MEMBER' } };
const joined: Happened = { type: 'ParticipantJoined', data: { orgId: other, role: 'MEMBER', siteIds: [id('sit', 2)] } };

describe.each(planKinds)('%s', (kind) => {
  test('is started, and takes each of its own fields but no other’s', () => {
    const data = { regionId: id('reg'), kind, title: 'Together', initiatorOrg: org };
    given(PLAN).when('StartSynergyPlan', data).then('SynergyPlanStarted', 'ParticipantJoined');
    for (const [field, { type, min = 0, options = [] }] of Object.entries(detailFields[kind])) {
      const value = { number: min, boolean: true, choice: options[0], text: 'x'.repeat(Math.max(min, 4)) }[type];
      if (field === 'exchangerDeltaK' || field === 'title') continue;
      given(PLAN, ...started(kind))
        .when('SetPlanDetail', { field, value })
        .then('PlanDetailSet');
    }
    const foreign = planKinds
      .flatMap((one) => Object.keys(detailFields[one]))
      .find((field) => !(field in detailFields[kind]));
    given(PLAN, ...started(kind))
      .when('SetPlanDetail', { field: foreign, value: 1 })
      .thenRefused('UNKNOWN_FIELD');
  });
});

describe('values that go together', () => {
  test('the backup carries the peak of the sinks', () => {
    given(PLAN, ...started(), detail('sinkPeakMW', 6))
      .when('SetPlanDetail', { field: 'backupMW', value: 5 })
      .thenRefused('BACKUP_TOO_SMALL');
    given(PLAN, ...started(), detail('sinkPeakMW', 6))
      .when('SetPlanDetail', { field: 'backupMW', value: 6 })
      .then('PlanDetailSet');
  });
  test('under the old law only wind and solar share a connection', () => {
    const pooling = [...started('JOINT_GRID_CABLE_POOLING'), detail('otherGenerationMW', 3)];
    given(PLAN, ...pooling)
      .when('SetPlanDetail', { field: 'legalBasis', value: 'ELEKTRICITEITSWET_1998' })
      .thenRefused('ONLY_WIND_AND_SOLAR');
    given(PLAN, ...pooling)
      .when('SetPlanDetail', { field: 'legalBasis', value: 'ENERGIEWET' })
      .then('PlanDetailSet');
  });
});

describe('I3: a group hangs on one part of the grid', () => {
  const join = { orgId: other, role: 'MEMBER', siteIds: [id('sit', 2)] };
  const grid = (area: string, operator: string) => ({
    context: { organisation: other },
    around: {
      siteOwner: () => other,
      gridOf: (site: string) =>
        site === id('sit', 1) ? { areas: ['A'], operators: ['Liander'] } : { areas: [area], operators: [operator] },
    },
  });
  test.each([
    ['A', 'Liander', undefined],
    ['B', 'Liander', 'GTO_DIFFERENT_GRID_AREA'],
    ['A', 'Enexis', 'GTO_DIFFERENT_GRID_AREA'],
  ])('area %s of %s → %s', (area, operator, code) => {
    for (const kind of ['JOINT_GRID_GTO', 'FLEX_POOL']) {
      const asked = given(PLAN, ...started(kind), invited).when('JoinPlan', join, grid(area, operator));
      if (code === undefined) asked.then('ParticipantJoined');
      else asked.thenRefused(code, { site: id('sit', 2) });
    }
    given(PLAN, ...started('SHARED_HEAT'), invited)
      .when('JoinPlan', join, grid(area, operator))
      .then('ParticipantJoined');
  });
});

describe('I6: a cost split', () => {
  const split = (...shares: [string, number][]) => ({
    proposalId: id('csp'),
    method: 'NEGOTIATED',
    shares: shares.map(([orgId, share]) => ({ orgId, share })),
    totalEUR: 100,
  });
  test.each([
    [
      [
        [org, 0.6],
        [other, 0.4],
      ],
      undefined,
    ],
    [
      [
        [org, 0.6],
        [other, 0.4000009],
      ],
      undefined,
    ],
    [
      [
        [org, 0.6],
        [other, 0.41],
      ],
      'COST_SPLIT_NOT_100',
    ],
    [
      [
        [org, 0.6],
        [id('org', 3), 0.4],
      ],
      'NOT_PARTICIPANT',
    ],
    [
      [
        [org, 0.5],
        [org, 0.5],
      ],
      'NAMED_TWICE',
    ],
  ] as [[string, number][], string | undefined][])('%j → %s', (shares, code) => {
    const asked = given(PLAN, ...started(), joined).when('ProposeCostSplit', split(...shares));
    if (code === undefined) asked.then('CostSplitProposed');
    else asked.thenRefused(code);
  });
  test('each accepts for itself', () => {
    const proposed: Happened = { type: 'CostSplitProposed', data: split([org, 1]) };
    const story = given(PLAN, ...started(), proposed);
    story.when('AcceptCostSplit', { proposalId: id('csp'), orgId: org }).then('CostSplitAccepted');
    story.when('AcceptCostSplit', { proposalId: id('csp'), orgId: other }).thenRefused('NOT_OWN_ORGANISATION');
    story.when('AcceptCostSplit', { proposalId: id('csp', 2), orgId: org }).thenRefused('NOT_FOUND');
  });
});

describe('agreements and risks', () => {
  const file = { fileId: 'f', hash: 'a'.repeat(64) };
  const drafted: Happened = { type: 'AgreementDrafted', data: { agreementId: id('agr'), type: 'GTO', ...file } };
  const signed: Happened = {
    type: 'AgreementSigned',
    data: { agreementId: id('agr'), signatories: [org], date: '2026-01-01', ...file },
  };
  const ended: Happened = {
    type: 'AgreementTerminated',
    data: { agreementId: id('agr'), date: '2026-02-01', reason: 'done' },
  };
  test('a draft is drafted again until it is signed', () => {
    const again = { agreementId: id('agr'), type: 'GTO', fileId: 'g', hash: 'b'.repeat(64) };
    given(PLAN, ...started(), drafted)
      .when('DraftAgreement', again)
      .thenRefused('EDIT_CONFLICT');
    given(PLAN, ...started(), drafted)
      .when('DraftAgreement', again, { basis: { [`agreement.${id('agr')}`]: uuid(102) } })
      .then('AgreementDrafted');
    given(PLAN, ...started(), drafted, signed)
      .when('DraftAgreement', again)
      .thenRefused('AGREEMENT_SIGNED');
  });
  test('somebody at the table signs; what has ended is not signed', () => {
    given(PLAN, ...started(), drafted)
      .when('SignAgreement', { ...signed.data, signatories: [other] }, { context: { organisation: other } })
      .thenRefused('NOT_PARTICIPANT');
    for (const signatories of [[other], [org, other]])
      given(PLAN, ...started(), invited, joined, drafted)
        .when('SignAgreement', { ...signed.data, signatories })
        .thenRefused('NOT_OWN_ORGANISATION', { organisation: other });
    given(PLAN, ...started(), drafted, signed, ended)
      .when('SignAgreement', { ...signed.data })
      .thenRefused('AGREEMENT_ENDED', { date: '2026-02-01' });
    given(PLAN, ...started(), drafted, signed)
      .when('SignAgreement', { ...signed.data })
      .thenNothing(uuid(103));
  });
  test('each signs for itself: who has signed the same piece stays a signatory, another piece begins anew', () => {
    const table = [...started(), invited, joined, drafted, signed];
    const [both] = given(PLAN, ...table)
      .when('SignAgreement', { ...signed.data, signatories: [org, other] }, { context: { organisation: other } })
      .then('AgreementSigned');
    expect(both?.data['signatories']).toEqual([org, other]);
    const [anew] = given(PLAN, ...table)
      .when(
        'SignAgreement',
        { ...signed.data, signatories: [other], hash: 'b'.repeat(64) },
        { context: { organisation: other } },
      )
      .then('AgreementSigned');
    expect(anew?.data['signatories']).toEqual([other]);
  });
  test('a risk is scored on what stands, and not after its close', () => {
    const raised: Happened = {
      type: 'RiskRaised',
      data: { riskId: id('rsk'), cause: 'kiln', effect: 'cold', p: 2, impact: 4, owner: org },
    };
    const score = { riskId: id('rsk'), p: 1, impact: 4, mitigation: 'boiler' };
    given(PLAN, ...started(), raised)
      .when('RescoreRisk', score)
      .thenRefused('EDIT_CONFLICT', { field: `risk.${id('rsk')}` });
    given(PLAN, ...started(), raised)
      .when('RescoreRisk', score, { basis: { [`risk.${id('rsk')}`]: uuid(102) } })
      .then('RiskRescored');
    given(PLAN, ...started(), raised, { type: 'RiskClosed', data: { riskId: id('rsk'), how: 'gone' } })
      .when('RescoreRisk', score)
      .thenRefused('RISK_CLOSED');
  });
  test('actions are agreed once and done once', () => {
    const agreed: Happened = {
      type: 'ActionAgreed',
      data: { actionId: id('atn'), text: 'call', ownerOrg: org, due: '2026-04-01' },
    };
    const done: Happened = { type: 'ActionDone', data: { actionId: id('atn'), date: '2026-03-01' } };
    given(PLAN, ...started(), agreed)
      .when('AgreeAction', { ...agreed.data })
      .thenRefused('ALREADY_EXISTS');
    given(PLAN, ...started(), agreed)
      .when('CompleteAction', { ...done.data })
      .then('ActionDone');
    given(PLAN, ...started(), agreed, done)
      .when('CompleteAction', { ...done.data })
      .thenNothing(uuid(103));
    given(PLAN, ...started())
      .when('CompleteAction', { ...done.data })
      .thenRefused('NOT_FOUND');
  });
});

describe('contributions that are no megawatts', () => {
  const land = { contributionId: id('ctr'), siteId: id('sit', 1), kind: 'LAND', amount: 500, from: '2027-01-01' };
  test('are decided in the plan, with their unit', () => {
    const [draft] = given(PLAN, ...started())
      .when('PledgeContribution', land)
      .then('ContributionPledged');
    expect(draft?.data).toMatchObject({ unit: 'm2', amount: 500 });
    given(PLAN, ...started())
      .when('PledgeContribution', { ...land, siteId: id('sit', 9) })
      .thenRefused('SITE_NOT_IN_PLAN');
    given(PLAN, ...started())
      .when('PledgeContribution', { ...land, to: '2026-01-01' })
      .thenRefused('PERIOD_REVERSED');
  });
  test('changed on what stands, by who brought them', () => {
    const pledged: Happened = { type: 'ContributionPledged', data: { ...land, unit: 'm2', firmness: 'INDICATIVE' } };
    given(PLAN, ...started(), pledged)
      .when('PledgeContribution', { ...land, amount: 400 })
      .thenRefused('EDIT_CONFLICT');
    given(PLAN, ...started(), joined, pledged)
      .when('PledgeContribution', { ...land, amount: 400, siteId: id('sit', 2) }, { context: { organisation: other } })
      .thenRefused('ALREADY_EXISTS');
  });
});

describe('I18: who sees a field', () => {
  const narrowed: Happened = {
    type: 'VisibilityChanged',
    data: { target: 'backupMW', oldClass: 'P2', newClass: 'P3' },
  };
  const consent = (holds: boolean, audience: string) => ({
    around: { consent: () => ({ organisation: org, dataClass: 'ALL', audience, holds }) },
  });
  const open = { target: 'backupMW', newClass: 'P1', consentId: id('cns') };
  test('is narrowed by any participant, and the region no longer sees it', () => {
    given(PLAN, ...started())
      .when('ChangeVisibility', { target: 'backupMW', newClass: 'P3' })
      .then('VisibilityChanged');
    const { state } = given(PLAN, ...started(), detail('backupMW', 5), narrowed);
    const seen = view(state as PlanState, (cls) => cls !== 'P3' && cls !== 'P4');
    expect(Object.keys(seen.details)).toEqual(['title']);
  });
  test('is opened only with a consent that holds, for that audience', () => {
    given(PLAN, ...started())
      .when('ChangeVisibility', open, consent(true, 'PARTNERS'))
      .then('VisibilityChanged');
    given(PLAN, ...started())
      .when('ChangeVisibility', open, consent(false, 'PARTNERS'))
      .thenRefused('CONSENT_MISSING', { audience: 'PARTNERS' });
    given(PLAN, ...started())
      .when('ChangeVisibility', open, consent(true, 'REGION'))
      .thenRefused('CONSENT_MISSING');
    given(PLAN, ...started())
      .when('ChangeVisibility', { target: 'backupMW', newClass: 'P1' })
      .thenRefused('CONSENT_MISSING');
  });
  test('of the title, or of what is no field, stays', () => {
    given(PLAN, ...started())
      .when('ChangeVisibility', { target: 'title', newClass: 'P3' })
      .thenRefused('UNKNOWN_FIELD');
    given(PLAN, ...started())
      .when('ChangeVisibility', { target: 'risks', newClass: 'P3' })
      .then('VisibilityChanged');
  });
});
