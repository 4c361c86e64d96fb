import { describe, expect, test } from 'vitest';
import { catalogue, kindFunctions } from '../../../events/catalogue.ts';
import { kindOf, streamOf, type KindName } from '../../../events/ids.ts';
import { applyNotices, initialNotices, KEPT, noticesFor } from '../../../projections/notices/notices.ts';
import { noticeRules } from '../../../projections/notices/rules.ts';
import { id, recorded, type Happened } from '../given.ts';

/** Given what happened to a stream, when something more happens, then these persons and organisations are told. */

const PLAN = streamOf(id('pln'))?.stream ?? '';
const SITE = streamOf(id('sit'))?.stream ?? '';
const [klinker, polderwit, provincie] = [id('org', 1), id('org', 2), id('org', 3)];
const by = (actor: string, organisation: string, happened: Happened): Happened => ({
  ...happened,
  meta: { actor, organisation, ...happened.meta },
});
const noor = (type: string, data: Record<string, unknown>) => by('act_noor', klinker, { type, data });
const daan = (type: string, data: Record<string, unknown>) => by('act_daan', polderwit, { type, data });

const started = noor('SynergyPlanStarted', {
  regionId: id('reg'),
  kind: 'SHARED_HEAT',
  title: 'T',
  initiatorOrg: klinker,
});
const seat = (orgId: string, siteIds: string[] = []) => ({ orgId, role: 'SOURCE', siteIds });
const table = [started, noor('ParticipantJoined', seat(klinker)), daan('ParticipantJoined', seat(polderwit))];
const comment = (n: number, thread: number, mentions: string[] = []) => ({
  ...{ commentId: id('cmt', n), threadId: id('cmt', thread), target: 'plan', text: 'x', mentions },
});

/** Folds all of it, and says who was told of the last of them. */
function toldOfLast(stream: string, events: readonly Happened[]): Record<string, string> {
  const kind = kindFunctions(kindOf(stream));
  let state: unknown;
  let notices = initialNotices();
  events.forEach((happened, index) => {
    const event = recorded(stream, index, happened);
    if (index === events.length - 1) notices = initialNotices();
    applyNotices(notices, event, state);
    state = kind.evolve(state ?? kind.initial(), event);
  });
  return Object.fromEntries([...notices.byAddressee].map(([to, [notice]]) => [to, notice?.kind ?? '']));
}

describe('the rules', () => {
  const types = (Object.keys(catalogue) as KindName[]).flatMap((kind) =>
    Object.keys(catalogue[kind].events).map((type) => [kind, type] as const),
  );

  test.each(types)('say of %s %s who is told, or nobody', (kind, type) => {
    const rule = noticeRules[kind][type];
    expect(rule === 'nobody' || typeof rule === 'function', `${kind} ${type} has no line in noticeRules`).toBe(true);
  });

  test('have no line for what the catalogue does not know', () => {
    const lines = Object.entries(noticeRules).flatMap(([kind, rules]) =>
      Object.keys(rules).map((type) => `${kind} ${type}`),
    );
    expect(lines.sort()).toEqual(types.map(([kind, type]) => `${kind} ${type}`).sort());
  });
});

describe('comments', () => {
  test('who is named hears of it: a person, or everybody of an organisation; other words are nobody', () => {
    const placed = noor('CommentPlaced', comment(1, 1, ['act_daan', provincie, 'iedereen', 'act_noor']));
    expect(toldOfLast(PLAN, [...table, placed])).toEqual({ act_daan: 'mention', [provincie]: 'mention' });
  });

  test('a reply is told to who wrote in the thread before, and as a mention to who is named', () => {
    const thread = [noor('CommentPlaced', comment(1, 1)), daan('CommentPlaced', comment(2, 1))];
    const other = by('act_sanne', provincie, { type: 'CommentPlaced', data: comment(3, 3) });
    const reply = by('act_sanne', provincie, { type: 'CommentPlaced', data: comment(4, 1, ['act_daan']) });
    expect(toldOfLast(PLAN, [...table, ...thread, other, reply])).toEqual({ act_noor: 'reply', act_daan: 'mention' });
    expect(toldOfLast(PLAN, [...table, ...thread, other])).toEqual({});
  });
});

describe('the table', () => {
  test('an invitation is told to the organisation invited', () => {
    const invited = noor('ParticipantInvited', { orgId: provincie, role: 'FACILITATOR' });
    expect(toldOfLast(PLAN, [...table, invited])).toEqual({ [provincie]: 'invited' });
  });

  test('who joins or leaves is told to those who sit there', () => {
    const joined = by('act_lotte', provincie, { type: 'ParticipantJoined', data: seat(provincie) });
    expect(toldOfLast(PLAN, [...table, joined])).toEqual({ [klinker]: 'joined', [polderwit]: 'joined' });
    const left = daan('ParticipantLeft', { orgId: polderwit, reason: 'x' });
    expect(toldOfLast(PLAN, [...table, left])).toEqual({ [klinker]: 'left' });
    // who has left is told nothing more
    expect(toldOfLast(PLAN, [...table, left, joined])).toEqual({ [klinker]: 'joined' });
  });

  test('who sat there already and brings a site is no news', () => {
    expect(toldOfLast(PLAN, [...table, daan('ParticipantJoined', seat(polderwit, [id('sit')]))])).toEqual({});
  });

  test.each(['PlanParked', 'PlanResumed'])('%s is told to everybody who sits there', (type) => {
    const told = toldOfLast(PLAN, [...table, noor(type, { reason: 'Wachten' })]);
    expect(told).toEqual({ [klinker]: 'status', [polderwit]: 'status' });
  });
});

describe('values', () => {
  const set = (field: string, value: unknown) => ['PlanDetailSet', { field, value }] as const;

  test('who had set a value last is told that somebody changed it; who changes his own is not', () => {
    const mine = noor(...set('pipeDN', 200));
    expect(toldOfLast(PLAN, [...table, mine, daan(...set('pipeDN', 250))])).toEqual({ act_noor: 'overridden' });
    expect(toldOfLast(PLAN, [...table, mine, noor(...set('pipeDN', 250))])).toEqual({});
    expect(toldOfLast(PLAN, [...table, mine, daan(...set('backupMW', 2))])).toEqual({});
  });

  test('a target, a route and what it says of the length', () => {
    const target = { direction: 'HEAT', MW: 5, fromYear: 2030 };
    expect(toldOfLast(PLAN, [...table, noor('CapacityTargetSet', target), daan('CapacityTargetSet', target)])).toEqual({
      act_noor: 'overridden',
    });
    const route = { LineString: [], length_km: 2 };
    const length = by('act_sanne', provincie, { type: 'PlanDetailSet', data: { field: 'routeLengthKm', value: 3 } });
    expect(toldOfLast(PLAN, [...table, noor('RouteDrawn', route), length, daan('RouteDrawn', route)])).toEqual({
      act_noor: 'overridden',
      act_sanne: 'overridden',
    });
  });

  test('a milestone is told to the organisation that owns it, and to who had set its date', () => {
    const planned = noor('MilestonePlanned', {
      ...{ milestoneId: id('mst'), name: 'M', date: '2028-01-01', ownerOrg: polderwit, dependsOn: [] },
      programmeFunded: false,
    });
    const moved = { milestoneId: id('mst'), old: '2028-01-01', new: '2028-02-01', reason: 'x' };
    const byLotte = by('act_lotte', provincie, { type: 'MilestoneForecastMoved', data: moved });
    expect(toldOfLast(PLAN, [...table, planned, byLotte])).toEqual({
      [polderwit]: 'milestone',
      act_noor: 'overridden',
    });
  });

  test('a correction is told to who recorded the fact, in a plan and at a site', () => {
    const mine = noor(...set('pipeDN', 200));
    const corrected = (target: number) => ({
      type: 'FactCorrected',
      data: { targetEventId: recorded(PLAN, target, mine).id, field: 'value', old: 1, new: 2, reason: 'Leesfout' },
    });
    expect(toldOfLast(PLAN, [...table, mine, by('act_amina', provincie, corrected(3))])).toEqual({
      act_noor: 'overridden',
    });
    const site = { orgId: klinker, name: 'S', address: {}, point: null, location: 'ONSHORE', sector: 'FOOD' };
    const named = [noor('SiteRegistered', site), daan('SiteDetailSet', { field: 'name', value: 'Q' })];
    expect(toldOfLast(SITE, named)).toEqual({ act_noor: 'overridden' });
    expect(toldOfLast(SITE, [...named, by('act_amina', provincie, corrected(1))])).toEqual({ act_daan: 'overridden' });
  });
});

describe('what a person is told of', () => {
  test('comes in his own name and in those of his organisations, once, newest first, without his own deeds', () => {
    const state = initialNotices();
    const tell = (index: number, actor: string, mentions: string[]) => {
      const kind = kindFunctions('plan');
      const before = table.reduce((s, e, n) => kind.evolve(s, recorded(PLAN, n, e)), kind.initial());
      const placed = { type: 'CommentPlaced', data: comment(index, index, mentions), meta: { actor } };
      applyNotices(state, recorded(PLAN, index, placed), before);
    };
    tell(10, 'act_noor', ['act_daan', polderwit]);
    tell(11, 'act_daan', [polderwit]);
    tell(12, 'act_noor', [polderwit]);
    expect(noticesFor(state, 'act_daan', [polderwit]).map(({ index }) => index)).toEqual([12, 10]);
    expect(noticesFor(state, 'act_pim', [polderwit]).map(({ index }) => index)).toEqual([12, 11, 10]);
    expect(noticesFor(state, 'act_pim', [])).toEqual([]);
    for (let n = 0; n < KEPT + 20; n++) tell(100 + n, 'act_noor', ['act_daan']);
    expect(noticesFor(state, 'act_daan', [])).toHaveLength(KEPT);
  });
});

describe('decisions', () => {
  const DECISION = streamOf(id('dec'))?.stream ?? '';
  const [gemeente, programma] = [id('org', 4), id('org', 5)];
  const lotte = (type: string, data: Record<string, unknown>) => by('act_lotte', provincie, { type, data });
  const drafted = lotte('DecisionDrafted', {
    ...{ type: 'PRIORITY', question: 'Wie eerst?', subjectIds: [id('reg'), id('pln')], participants: [gemeente] },
  });
  const taken = lotte('DecisionTaken', {
    ...{ chosen: id('alt'), motivation: 'M', mandateId: id('mnd'), inputIndex: 0, snapshotIds: [], citedEventIds: [] },
    ...{ conditions: [{ conditionId: id('cnd'), text: 'V', due: '2027-01-01' }], effectiveDate: '2026-01-01' },
  });
  const endorsed = by('act_ruben', programma, {
    type: 'DecisionEndorsed',
    data: { orgId: programma, mandateId: id('mnd', 2) },
  });
  const reminded = by('act_system', 'org_system', {
    type: 'ConditionReminded',
    data: { conditionId: id('cnd'), due: '2027-01-01', stage: 'SOON' },
  });

  /** Told of the last event of the decision, when Klinker sits at its plan and Polderwit has left it. */
  function told(events: readonly Happened[]): Record<string, string> {
    const state = initialNotices();
    const left = daan('ParticipantLeft', { orgId: polderwit, reason: 'R' });
    const seats = [noor('ParticipantJoined', seat(klinker)), daan('ParticipantJoined', seat(polderwit)), left];
    seats.forEach((happened, index) => applyNotices(state, recorded(PLAN, index, happened), undefined));
    const kind = kindFunctions('decision');
    let before: unknown;
    events.forEach((happened, n) => {
      const event = recorded(DECISION, 10 + n, happened);
      state.byAddressee.clear();
      applyNotices(state, event, before);
      before = kind.evolve(before ?? kind.initial(), event);
    });
    return Object.fromEntries([...state.byAddressee].map(([to, [notice]]) => [to, notice?.kind ?? '']));
  }

  test('who is asked to endorse hears of the proposal', () => {
    expect(told([drafted])).toEqual({ [gemeente]: 'asked' });
  });

  test('that it was taken is told to who takes part and who sits at its plans, not to who has left', () => {
    expect(told([drafted, endorsed, taken])).toEqual(
      Object.fromEntries([provincie, gemeente, programma, klinker].map((org) => [org, 'decision'])),
    );
  });

  test('a condition that comes due is told to who decided and who takes part, not to the plan', () => {
    expect(told([drafted, endorsed, taken, reminded])).toEqual(
      Object.fromEntries([provincie, gemeente, programma].map((org) => [org, 'condition'])),
    );
  });
});

describe('the programme', () => {
  const [gemeente, programma] = [id('org', 4), id('org', 5)];
  const SELECTION = streamOf(id('sel'))?.stream ?? '';
  const ruben = (type: string, data: Record<string, unknown>) => by('act_ruben', programma, { type, data });
  const lotte = (type: string, data: Record<string, unknown>) => by('act_lotte', provincie, { type, data });
  const model = ruben('SelectionModelDefined', {
    criteria: [{ key: 'jobs', nl: 'Werk', en: 'Work', scorers: [] }],
    ...{ valueFunctions: [], regions: [id('reg', 1), id('reg', 2)] },
  });
  const proposed = lotte('WeightsProposed', { orgId: provincie, weights: { jobs: 1 }, order: null, intervals: null });
  const scored = by('act_sanne', gemeente, {
    type: 'ScoreEntered',
    data: {
      ...{ scoreId: id('scr'), regionId: id('reg'), criterion: 'jobs', sourceRef: 'x' },
      score: { low: 1, mid: 1, high: 1 },
    },
  });
  const shown = ruben('WeightsRevealed', { orgIds: [provincie, programma] });
  const weighing = [model, proposed, ruben('WeightsProposed', { orgId: programma }), scored];

  test('that weights are open is told to who proposed some, a frozen run to who scored, too', () => {
    // who opened them is told nothing by himself; his colleagues are
    expect(toldOfLast(SELECTION, [...weighing, shown])).toEqual({ [provincie]: 'selection', [programma]: 'selection' });
    const frozen = ruben('SelectionFrozen', { runId: id('run'), byActor: 'act_ruben' });
    expect(toldOfLast(SELECTION, [...weighing, shown, frozen])).toEqual(
      Object.fromEntries([provincie, programma, gemeente].map((org) => [org, 'selection'])),
    );
    expect(toldOfLast(SELECTION, [...weighing, lotte('ScenarioSaved', {})])).toEqual({});
  });

  test('who is asked for a round of interviews is told, and nobody else', () => {
    const opened = ruben('RoundOpened', { year: 2027, questionnaireVersion: '3', invited: [klinker, polderwit] });
    expect(toldOfLast(streamOf(id('rnd'))?.stream ?? '', [opened])).toEqual({
      [klinker]: 'interview',
      [polderwit]: 'interview',
    });
  });

  test('the decision on a region is told to who weighed it; another on the same region is not', () => {
    const kind = kindFunctions('selection');
    const state = initialNotices();
    weighing.reduce((before, happened, n) => {
      const event = recorded(SELECTION, n, happened);
      applyNotices(state, event, before);
      return kind.evolve(before, event);
    }, kind.initial());
    const told = (type: string, region: string): string[] => {
      const subjectIds = [region];
      const before = kindFunctions('decision').evolve(
        kindFunctions('decision').initial(),
        recorded('decision-x', 20, ruben('DecisionDrafted', { type, question: 'Q', subjectIds, participants: [] })),
      );
      state.byAddressee.clear();
      applyNotices(state, recorded('decision-x', 21, ruben('DecisionTaken', { chosen: 'a', conditions: [] })), before);
      return [...state.byAddressee.keys()].sort();
    };
    expect(told('REGION_SELECTION', id('reg', 2))).toEqual([provincie, gemeente, programma]);
    expect(told('REGION_SELECTION', id('reg', 3))).toEqual([programma]);
    expect(told('PRIORITY', id('reg', 2))).toEqual([programma]);
  });
});
