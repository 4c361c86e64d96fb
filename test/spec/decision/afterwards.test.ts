import { describe, expect, test } from 'vitest';
import { conditionsDue } from '../../../events/decision-record/due.ts';
import { publicFields } from '../../../events/decision-record/public-copy.ts';
import { view, type DecisionState } from '../../../events/decision-record/state.ts';
import { given, id, uuid, type Happened } from '../given.ts';
import {
  conditionDue,
  dec,
  dissented,
  endorsed,
  fulfilled,
  motivation,
  org,
  proposal,
  seen,
  taken,
  under,
} from './stories.ts';

const stands = [...proposal, taken()];
const revoked: Happened = { type: 'DecisionRevoked', data: { reason: 'Vergissing', mandateId: id('mnd') } };
const superseded: Happened = { type: 'DecisionSuperseded', data: { byDecisionId: id('dec', 2) } };
const ended = { revoked: [...stands, revoked], superseded: [...stands, superseded] };

describe('dissent', () => {
  const wish = { orgId: org, text: 'Wij hadden liever gewacht.' };

  test('is recorded for the own organisation, before and after the decision, without a mandate', () => {
    given(dec, ...proposal)
      .when('RecordDissent', wish)
      .then('DissentRecorded');
    given(dec, ...stands)
      .when('RecordDissent', wish)
      .then('DissentRecorded');
    given(dec, ...stands)
      .when('RecordDissent', { ...wish, orgId: id('org', 2) })
      .thenRefused('NOT_OWN_ORGANISATION');
  });

  test('said again in the same words is nothing new; in others it is', () => {
    const said = { type: 'DissentRecorded', data: wish };
    given(dec, ...stands, said)
      .when('RecordDissent', wish)
      .thenNothing(uuid(104));
    given(dec, ...stands, said)
      .when('RecordDissent', { ...wish, text: 'Bij nader inzien nee.' })
      .then('DissentRecorded');
  });
});

describe('a condition', () => {
  const wish = { conditionId: id('cnd'), evidence: 'Beschikking van 3 juli' };
  const breach = { conditionId: id('cnd'), text: 'Niet gehaald' };
  const breached = { type: 'ConditionBreached', data: breach };

  test('is fulfilled once the decision has been taken', () => {
    given(dec, ...stands)
      .when('FulfilCondition', wish)
      .then('ConditionFulfilled');
    given(dec, ...stands, fulfilled)
      .when('FulfilCondition', wish)
      .thenNothing(uuid(104));
    given(dec, ...proposal)
      .when('FulfilCondition', wish)
      .thenRefused('DECISION_NOT_TAKEN');
    given(dec, ...stands)
      .when('FulfilCondition', { ...wish, conditionId: id('cnd', 9) })
      .thenRefused('NOT_FOUND', { subject: id('cnd', 9) });
  });

  test('is breached, unless it was fulfilled; a breached one may be fulfilled by who has seen that', () => {
    given(dec, ...stands)
      .when('BreachCondition', breach)
      .then('ConditionBreached');
    given(dec, ...stands, breached)
      .when('BreachCondition', breach)
      .thenNothing(uuid(104));
    given(dec, ...stands, fulfilled)
      .when('BreachCondition', breach)
      .thenRefused('CONDITION_FULFILLED');
    given(dec, ...stands, breached)
      .when('FulfilCondition', wish, { basis: { [`condition.${id('cnd')}`]: uuid(104) } })
      .then('ConditionFulfilled');
    given(dec, ...stands, breached)
      .when('FulfilCondition', wish)
      .thenRefused('EDIT_CONFLICT');
  });

  test.each(Object.entries(ended))('of a decision that was %s is not touched', (_, events) => {
    given(dec, ...events)
      .when('FulfilCondition', wish)
      .thenRefused('DECISION_ENDED');
    given(dec, ...events)
      .when('BreachCondition', breach)
      .thenRefused('DECISION_ENDED');
  });
});

describe('conditions that come due', () => {
  const due = (day: string, ...events: Happened[]) =>
    conditionsDue(given(dec, ...events).state as DecisionState, day).map(({ stage }) => stage);

  test('are spoken of a fortnight before, and once their day has passed', () => {
    expect(due('2026-08-17', ...stands)).toEqual([]);
    expect(due('2026-08-18', ...stands)).toEqual(['SOON']);
    expect(due(conditionDue, ...stands)).toEqual(['SOON']);
    expect(due('2026-09-02', ...stands)).toEqual(['OVERDUE']);
  });

  test('not when they are settled, nor of a decision that does not stand', () => {
    for (const events of [[...stands, fulfilled], ended.revoked, ended.superseded, proposal])
      expect(due('2027-01-01', ...events)).toEqual([]);
  });

  test('are recorded as spoken of once for each stage, on a day that fits', () => {
    const remind = (stage: string, today: string, ...events: Happened[]) =>
      given(dec, ...events).when('RemindOfCondition', { conditionId: id('cnd'), stage }, { context: { today } });
    const [event] = remind('SOON', '2026-08-20', ...stands).then('ConditionReminded');
    expect(event?.data).toEqual({ conditionId: id('cnd'), due: conditionDue, stage: 'SOON' });
    const reminded = { type: 'ConditionReminded', data: event?.data ?? {} };
    remind('SOON', '2026-08-21', ...stands, reminded).thenNothing(uuid(104));
    remind('OVERDUE', '2026-09-02', ...stands, reminded).then('ConditionReminded');
    remind('SOON', '2026-09-02', ...stands).thenNothing();
    remind('OVERDUE', '2026-08-20', ...stands).thenNothing();
    remind('OVERDUE', '2026-09-02', ...stands, fulfilled).thenNothing();
    remind('OVERDUE', '2026-09-02', ...ended.revoked).thenRefused('DECISION_ENDED');
    remind('OVERDUE', '2026-09-02', ...proposal).thenRefused('DECISION_NOT_TAKEN');
  });
});

describe('the end of a decision', () => {
  const wish = { reason: 'Vergissing', mandateId: id('mnd') };

  test('by revoking: under a mandate, of what was taken, once, on what was on the screen', () => {
    given(dec, ...stands)
      .when('RevokeDecision', wish, { ...seen(4), around: under() })
      .then('DecisionRevoked');
    given(dec, ...proposal)
      .when('RevokeDecision', wish, { around: under() })
      .thenRefused('DECISION_NOT_TAKEN');
    given(dec, ...ended.revoked)
      .when('RevokeDecision', wish, { around: under() })
      .thenNothing(uuid(104));
    given(dec, ...ended.superseded)
      .when('RevokeDecision', wish, { around: under() })
      .thenRefused('DECISION_ENDED');
    given(dec, ...stands)
      .when('RevokeDecision', wish, { around: under() })
      .thenRefused('EDIT_CONFLICT');
  });

  test('by another that was taken in its place', () => {
    const by = { byDecisionId: id('dec', 2) };
    given(dec, ...stands)
      .when('SupersedeDecision', by)
      .then('DecisionSuperseded');
    given(dec, ...ended.superseded)
      .when('SupersedeDecision', by)
      .thenNothing(uuid(104));
    given(dec, ...ended.superseded)
      .when('SupersedeDecision', { byDecisionId: id('dec', 3) })
      .thenRefused('DECISION_ENDED');
    given(dec, ...ended.revoked)
      .when('SupersedeDecision', by)
      .thenRefused('DECISION_ENDED');
    given(dec, ...proposal)
      .when('SupersedeDecision', by)
      .thenRefused('DECISION_NOT_TAKEN');
  });

  test.each(Object.entries(ended))('%s: nobody endorses or dissents any more', (_, events) => {
    const endorse = { orgId: org, mandateId: id('mnd') };
    given(dec, ...events)
      .when('EndorseDecision', endorse, { around: under() })
      .thenRefused('DECISION_ENDED');
    given(dec, ...events)
      .when('RecordDissent', { orgId: org, text: 'Toch niet zo gewild.' })
      .thenRefused('DECISION_ENDED');
    given(dec, ...events)
      .when('PublishDecision', { channel: 'WEBSITE', redactions: [] })
      .thenRefused('DECISION_ENDED');
  });

  test('an archive takes what was taken, once', () => {
    const wish = { mdtoId: 'NL-1-2', packageHash: 'a'.repeat(64) };
    given(dec, ...stands)
      .when('ArchiveDecision', wish)
      .then('DecisionArchived');
    given(dec, ...proposal)
      .when('ArchiveDecision', wish)
      .thenRefused('DECISION_NOT_TAKEN');
    given(dec, ...stands, { type: 'DecisionArchived', data: wish })
      .when('ArchiveDecision', wish)
      .thenNothing(uuid(104));
  });
});

describe('publishing', () => {
  const whole = [...stands, endorsed(), dissented];
  const publish = (redactions: { field: string; ground: string }[], events = whole, basis = seen(4)) =>
    given(dec, ...events).when('PublishDecision', { channel: 'WEBSITE', redactions }, basis);

  test('makes a copy of what is recorded; what is withheld is not in it, its ground is', () => {
    const field = `dissent.${id('org', 2)}`;
    const [event] = publish([{ field, ground: '5.1.2f' }]).then('DecisionPublished');
    expect(JSON.stringify(event?.data)).not.toContain('gewacht');
    expect(event?.data).toMatchObject({
      redactions: [{ field, ground: '5.1.2f' }],
      document: {
        motivation,
        decidedBy: org,
        decidedOn: '2026-03-01',
        regionIds: [id('reg')],
        endorsedBy: [org],
        conditions: [{ due: conditionDue, state: 'OPEN' }],
        dissents: [{ orgId: id('org', 2), text: { withheld: '5.1.2f' } }],
      },
    });
  });

  test('every field that has a text can be withheld, and then none of it is there', () => {
    const fields = publicFields(given(dec, ...whole).state as DecisionState);
    expect(fields.length).toBe(2 + 2 * 3 + 1 + 1);
    for (const { field, value } of fields) {
      const [event] = publish([{ field, ground: '5.1.1c' }]).then('DecisionPublished');
      const document = event?.data['document'] as Record<string, unknown>;
      expect(JSON.stringify(document).split(JSON.stringify(value)).length, field).toBe(
        JSON.stringify((publish([]).then('DecisionPublished')[0]?.data ?? {})['document']).split(JSON.stringify(value))
          .length - 1,
      );
    }
  });

  test('what was not taken, an unknown field and two grounds are refused', () => {
    publish([], proposal).thenRefused('DECISION_NOT_TAKEN');
    publish([{ field: 'mandateId', ground: '5.1.2e' }]).thenRefused('UNKNOWN_FIELD', { field: 'mandateId' });
    publish([
      { field: 'motivation', ground: '5.1.2e' },
      { field: 'motivation', ground: '5.1.1c' },
    ]).thenRefused('REDACTED_TWICE', { field: 'motivation' });
    publish([], whole, seen(3)).thenRefused('EDIT_CONFLICT', { field: 'content' });
  });

  test('the same again is nothing new; after something has happened it is', () => {
    const [event] = publish([]).then('DecisionPublished');
    const published = { type: 'DecisionPublished', data: event?.data ?? {} };
    publish([], [...whole, published]).thenNothing(uuid(106));
    publish([], [...whole, published, fulfilled]).then('DecisionPublished');
  });

  test('the public sees the copy, and learns that it no longer holds; of what was not published it sees nothing', () => {
    const [event] = publish([{ field: 'motivation', ground: '5.1.1c' }]).then('DecisionPublished');
    const published = { type: 'DecisionPublished', data: event?.data ?? {} };
    const seenBy = (...events: Happened[]) =>
      view(given(dec, ...events).state as DecisionState, (cls) => cls === 'P0' || cls === 'P1');
    expect(seenBy(...whole).exists).toBe(false);
    expect(JSON.stringify(seenBy(...whole, published))).not.toContain(motivation);
    const [end] = given(dec, ...whole, published)
      .when('RevokeDecision', { reason: 'Geheim', mandateId: id('mnd') }, { ...seen(4), around: under() })
      .then('DecisionRevoked');
    const after = seenBy(...whole, published, { type: 'DecisionRevoked', data: end?.data ?? {} });
    expect(after.ended?.value).toBe('REVOKED');
    expect(JSON.stringify(after)).not.toContain('Geheim');
  });
});

test('a decision of which every text was erased still folds, stands, and ends', () => {
  const HIDDEN = { hidden: true };
  const gone = ({ type, data, meta = {} }: Happened, ...fields: string[]): Happened => ({
    type,
    data: { ...data, ...Object.fromEntries(fields.map((field) => [field, HIDDEN])) },
    meta,
  });
  const [first, ...alternatives] = proposal;
  if (!first) throw new Error('no proposal');
  const erased = [
    gone(first, 'question'),
    ...alternatives.map((one) => gone(one, 'label', 'pros', 'cons')),
    gone(taken(), 'motivation', 'conditions'),
    gone(dissented, 'text'),
    gone({ type: 'DecisionPublished', data: { channel: 'WEBSITE', redactions: [] } }, 'document'),
    gone(revoked, 'reason'),
  ];
  const state = given(dec, ...erased).state as DecisionState;
  expect(state).toMatchObject({
    status: 'REVOKED',
    question: '\uFFFD',
    taken: { motivation: '\uFFFD' },
    conditions: {},
  });
  expect(view(state, (cls) => cls === 'P0').exists).toBe(false);
});
