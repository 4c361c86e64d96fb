import { describe, expect, test } from 'vitest';
import { refusalSentence } from '../../../events/refusals.ts';
import { given, id, uuid } from '../given.ts';
import {
  alternative,
  conditionDue,
  dec,
  drafted,
  endorsed,
  mandateOf,
  nothing,
  org,
  proposal,
  seen,
  something,
  taken,
  takingData,
  under,
} from './stories.ts';

const draft = { type: 'PRIORITY', question: 'Welke bron krijgt voorrang?', subjectIds: [id('reg')] };

describe('a proposal', () => {
  test('is drafted once, about a region that one can see', () => {
    given(dec).when('DraftDecision', draft, { around: under() }).then('DecisionDrafted');
    given(dec, drafted).when('DraftDecision', draft).thenRefused('ALREADY_EXISTS', { subject: dec });
    given(dec)
      .when('DraftDecision', { ...draft, subjectIds: [id('pln')] }, { around: under() })
      .thenRefused('DECISION_WITHOUT_REGION');
    given(dec)
      .when(
        'DraftDecision',
        { ...draft, subjectIds: [id('reg'), id('pln', 9)] },
        {
          around: { seesSubject: (subject) => subject !== id('pln', 9) },
        },
      )
      .thenRefused('NOT_FOUND', { subject: id('pln', 9) });
    given(dec)
      .when(
        'DraftDecision',
        { ...draft, participants: [id('org', 9)] },
        { around: { organisationExists: () => false } },
      )
      .thenRefused('NOT_FOUND', { subject: id('org', 9) });
  });

  test('names each subject and participant once', () => {
    const [event] = given(dec)
      .when('DraftDecision', { ...draft, subjectIds: [id('reg'), id('reg')], participants: [org, org] })
      .then('DecisionDrafted');
    expect(event?.data).toMatchObject({ subjectIds: [id('reg')], participants: [org] });
  });

  test('supersedes only what stands', () => {
    const wish = { ...draft, supersedes: id('dec', 2) };
    given(dec)
      .when('DraftDecision', wish, { around: { decision: () => 'TAKEN' } })
      .then('DecisionDrafted');
    given(dec)
      .when('DraftDecision', wish, { around: { decision: () => null } })
      .thenRefused('NOT_FOUND', { subject: id('dec', 2) });
    for (const status of ['DRAFT', 'REVOKED', 'SUPERSEDED'] as const)
      given(dec)
        .when('DraftDecision', wish, { around: { decision: () => status } })
        .thenRefused('DECISION_NOT_STANDING');
  });

  test('gathers alternatives, one of which is doing nothing', () => {
    given(dec, drafted).when('AddAlternative', alternative(1).data).then('AlternativeAdded');
    given(dec, drafted, alternative(1))
      .when('AddAlternative', alternative(1).data)
      .thenRefused('ALREADY_EXISTS', { subject: nothing });
    given(dec, drafted, alternative(1, true))
      .when('AddAlternative', alternative(2, true).data)
      .thenRefused('DO_NOTHING_TWICE', { label: 'Niets doen' });
    // an alternative selects a region that the decision is about, or none
    const selecting = (n: number) => ({ ...alternative(2).data, regionId: id('reg', n) });
    given(dec, drafted).when('AddAlternative', selecting(1)).then('AlternativeAdded');
    given(dec, drafted)
      .when('AddAlternative', selecting(99))
      .thenRefused('NOT_FOUND', { subject: id('reg', 99) });
    given(dec, ...proposal, taken())
      .when('AddAlternative', alternative(3).data)
      .thenRefused('DECISION_TAKEN');
  });

  test('that is not there takes nothing', () => {
    for (const [type, data] of Object.entries({
      AddAlternative: alternative(1).data,
      TakeDecision: takingData(),
      RecordDissent: { orgId: org, text: 'Wij zien dit anders.' },
    }))
      given(dec).when(type, data, { around: under() }).thenRefused('NOT_FOUND', { subject: dec });
  });
});

describe('I12: a decision is taken', () => {
  test('when it is complete, with what was known and the day it holds from', () => {
    const [event] = given(dec, ...proposal)
      .when('TakeDecision', takingData({ inputIndex: 40 }), { ...seen(3), around: under() })
      .then('DecisionTaken');
    expect(event?.data).toMatchObject({
      chosen: something,
      inputIndex: 40,
      conditions: [],
      effectiveDate: '2026-07-01',
    });
  });

  test('without a moment of knowledge: on what is known when it is taken', () => {
    const [event] = given(dec, ...proposal)
      .when('TakeDecision', takingData(), { ...seen(3), around: under() })
      .then('DecisionTaken');
    expect(event?.data['inputIndex']).toBe(50);
  });

  test('not without two alternatives, doing nothing, and a motivation of fifty characters', () => {
    const refused = (events: Parameters<typeof given>[1][], more: Record<string, unknown>, missing: string[]) =>
      given(dec, ...events)
        .when('TakeDecision', takingData(more), { ...seen(events.length), around: under() })
        .thenRefused('DECISION_INCOMPLETE', { missing });
    refused([drafted], {}, ['alternatives', 'doNothing']);
    refused([drafted, alternative(2), alternative(3)], {}, ['doNothing']);
    refused([drafted, alternative(1, true)], { chosen: nothing }, ['alternatives']);
    refused(proposal, { motivation: `  ${'m'.repeat(49)}  ` }, ['motivation']);
    given(dec, ...proposal)
      .when('TakeDecision', takingData({ motivation: 'm'.repeat(50) }), { ...seen(3), around: under() })
      .then('DecisionTaken');
  });

  test('only once, for an alternative that is there, with conditions that differ', () => {
    given(dec, ...proposal, taken())
      .when('TakeDecision', takingData(), { ...seen(4), around: under() })
      .thenRefused('DECISION_TAKEN');
    given(dec, ...proposal)
      .when('TakeDecision', takingData({ chosen: id('alt', 9) }), { ...seen(3), around: under() })
      .thenRefused('NOT_FOUND', { subject: id('alt', 9) });
    const condition = { conditionId: id('cnd'), text: 'Geld', due: conditionDue };
    given(dec, ...proposal)
      .when('TakeDecision', takingData({ conditions: [condition, condition] }), { ...seen(3), around: under() })
      .thenRefused('ALREADY_EXISTS', { subject: id('cnd') });
  });

  test('strictly on the alternatives that were on the screen', () => {
    given(dec, ...proposal)
      .when('TakeDecision', takingData(), { ...seen(2), around: under() })
      .thenRefused('EDIT_CONFLICT', { field: 'content', command: uuid(102) });
  });

  test('on facts that one can see and that were known at that moment', () => {
    const fact = '0190a000-0000-8000-8000-000000000007';
    const wish = (factIndex: number | null) =>
      given(dec, ...proposal).when('TakeDecision', takingData({ inputIndex: 40, citedEventIds: [fact] }), {
        ...seen(3),
        around: under(mandateOf(), { factIndex: () => factIndex }),
      });
    wish(40).then('DecisionTaken');
    wish(null).thenRefused('NOT_FOUND', { subject: fact });
    wish(41).thenRefused('FACT_AFTER_INPUT', { index: 41, inputIndex: 40 });
    given(dec, ...proposal)
      .when('TakeDecision', takingData({ inputIndex: 51 }), { ...seen(3), around: under() })
      .thenRefused('INPUT_AHEAD', { inputIndex: 51, head: 50 });
    const calculated = { ...seen(3), around: under(mandateOf(), { snapshotExists: (one) => one === id('snp', 1) }) };
    given(dec, ...proposal)
      .when('TakeDecision', takingData({ snapshotIds: [id('snp', 1)] }), calculated)
      .then('DecisionTaken');
    given(dec, ...proposal)
      .when('TakeDecision', takingData({ snapshotIds: [id('snp', 1), id('snp', 2)] }), calculated)
      .thenRefused('NOT_FOUND', { subject: id('snp', 2) });
  });

  test('in place of another only while that one stands', () => {
    const replacing = { ...drafted, data: { ...drafted.data, supersedes: id('dec', 2) } };
    const story = given(dec, replacing, ...proposal.slice(1));
    const wish = (status: 'TAKEN' | 'SUPERSEDED') =>
      story.when('TakeDecision', takingData(), { ...seen(3), around: under(mandateOf(), { decision: () => status }) });
    wish('TAKEN').then('DecisionTaken');
    wish('SUPERSEDED').thenRefused('DECISION_NOT_STANDING');
  });
});

describe('I13: a mandate', () => {
  const take = (
    mandate: ReturnType<typeof mandateOf> | null,
    more: Record<string, unknown> = {},
    today = '2026-06-01',
  ) =>
    given(dec, ...proposal).when('TakeDecision', takingData(more), {
      ...seen(3),
      around: under(mandate),
      context: { today },
    });
  const refusal = { person: 'act_noor', subject: 'PRIORITY', date: '2026-06-01' };

  test('is the person’s own, for this kind of decision, and one that the organisation has given', () => {
    take(mandateOf()).then('DecisionTaken');
    take(mandateOf({ actorId: 'act_daan' })).thenRefused('NO_MANDATE', refusal);
    take(mandateOf({ subject: 'BUDGET' })).thenRefused('NO_MANDATE', refusal);
    take(null).thenRefused('NO_MANDATE', refusal);
  });

  test('holds on the day of deciding, its first and last day included, whatever the day the decision holds from', () => {
    const short = mandateOf({ from: '2026-06-01', to: '2026-06-30' });
    take(short, {}, '2026-06-01').then('DecisionTaken');
    take(short, {}, '2026-06-30').then('DecisionTaken');
    take(short, {}, '2026-05-31').thenRefused('NO_MANDATE');
    take(short, { effectiveDate: '2026-06-15' }, '2026-07-01').thenRefused('NO_MANDATE');
    take(short, { effectiveDate: '2030-01-01' }, '2026-06-15').then('DecisionTaken');
  });

  test('that was revoked holds until the day before', () => {
    const revoked = mandateOf({}, '2026-06-10');
    take(revoked, {}, '2026-06-09').then('DecisionTaken');
    take(revoked, {}, '2026-06-10').thenRefused('NO_MANDATE');
  });

  test('goes up to its amount per decision; without one it covers no money', () => {
    take(mandateOf({ maxEUR: 1_000 }), { amountEUR: 1_000 }).then('DecisionTaken');
    take(mandateOf({ maxEUR: 1_000 }), { amountEUR: 1_001 }).thenRefused('MANDATE_TOO_SMALL', {
      amountEUR: 1_001,
      maxEUR: 1_000,
    });
    take(mandateOf(), { amountEUR: 1 }).thenRefused('MANDATE_TOO_SMALL', { maxEUR: 0 });
  });

  test('is not known in a browser, which waits for the server', () => {
    const { decision } = given(dec, ...proposal).when('TakeDecision', takingData(), seen(3));
    expect(decision).toEqual({ unknown: true });
  });

  test('is asked for when endorsing and revoking, too', () => {
    const wish = { orgId: org, mandateId: id('mnd') };
    given(dec, ...proposal)
      .when('EndorseDecision', wish, { ...seen(3), around: under(null) })
      .thenRefused('NO_MANDATE');
    given(dec, ...proposal, taken())
      .when('RevokeDecision', { reason: 'Vergissing', mandateId: id('mnd') }, { ...seen(4), around: under(null) })
      .thenRefused('NO_MANDATE');
  });

  test('its refusals say so in both languages', () => {
    expect(refusalSentence('NO_MANDATE', refusal, 'nl')).toContain('heeft op 1 juni 2026 geen geldig mandaat');
    expect(refusalSentence('NO_MANDATE', refusal, 'en')).toContain('has no mandate for PRIORITY on 1 June 2026');
    expect(refusalSentence('DECISION_INCOMPLETE', {}, 'nl')).toContain('niets doen');
  });
});

describe('endorsing', () => {
  const wish = { orgId: org, mandateId: id('mnd') };

  test('is done for the own organisation, on the proposal and again on the decision', () => {
    given(dec, ...proposal)
      .when('EndorseDecision', wish, { ...seen(3), around: under() })
      .then('DecisionEndorsed');
    given(dec, ...proposal, endorsed())
      .when('EndorseDecision', wish, { ...seen(3), around: under() })
      .thenNothing(uuid(103));
    given(dec, ...proposal, endorsed(), taken())
      .when('EndorseDecision', wish, { ...seen(5), around: under() })
      .then('DecisionEndorsed');
    given(dec, ...proposal, taken(), endorsed())
      .when('EndorseDecision', wish, { ...seen(4), around: under() })
      .thenNothing(uuid(104));
    given(dec, ...proposal)
      .when('EndorseDecision', { ...wish, orgId: id('org', 2) }, { around: under() })
      .thenRefused('NOT_OWN_ORGANISATION', { organisation: id('org', 2) });
  });

  test('is strict on what was on the screen', () => {
    given(dec, ...proposal, taken())
      .when('EndorseDecision', wish, { ...seen(3), around: under() })
      .thenRefused('EDIT_CONFLICT', { field: 'content' });
  });
});
