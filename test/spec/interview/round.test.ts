import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InterviewState } from '../../../events/interview/state.ts';
import { given, id, uuid, type Happened } from '../given.ts';
import { sequence } from '../sequence.ts';

const ROUND = id('rnd');
const rvo = { context: { role: 'RVO' as const, organisation: id('org', 9) } };
const opened: Happened = { type: 'RoundOpened', data: { year: 2026, questionnaireVersion: '2', invited: [] } };
const closed: Happened = { type: 'RoundClosed', data: { index: 9 } };
const answer = (n = 1, org = 1) => ({
  responseId: id('rsp', n),
  orgId: id('org', org),
  projectId: id('prj', n),
  phase: 'STUDY',
  startYear: 2030,
  t2030: 1,
  t2035: 2,
  t2040: 3,
  certainty: 0.5,
  bottlenecks: [],
});
const submitted: Happened = { type: 'ResponseSubmitted', data: answer() };
const correction = { responseId: id('rsp'), field: 'startYear', new: 2031, reason: 'grid is late' };

describe('answers', () => {
  test('a company answers for itself, who holds the interviews for anybody', () => {
    given(ROUND, opened).when('SubmitResponse', answer()).then('ResponseSubmitted');
    given(ROUND, opened).when('SubmitResponse', answer(1, 2)).thenRefused('NOT_OWN_ORGANISATION');
    given(ROUND, opened).when('SubmitResponse', answer(1, 2), rvo).then('ResponseSubmitted');
  });
  test('only of a project of that company', () => {
    const owned = (owner: string | null) => ({ around: { projectOwner: () => owner } });
    given(ROUND, opened)
      .when('SubmitResponse', answer(), owned(id('org')))
      .then('ResponseSubmitted');
    given(ROUND, opened)
      .when('SubmitResponse', answer(), owned(id('org', 2)))
      .thenRefused('NOT_FOUND');
    given(ROUND, opened).when('SubmitResponse', answer(), owned(null)).thenRefused('NOT_FOUND');
  });
  test('a project is answered once, under whatever id', () => {
    given(ROUND, opened, submitted)
      .when('SubmitResponse', { ...answer(), responseId: id('rsp', 2) })
      .thenRefused('RESPONSE_STANDS');
    given(ROUND, opened, submitted)
      .when('SubmitResponse', { ...answer(2), responseId: id('rsp', 1) })
      .thenRefused('RESPONSE_STANDS');
  });
  test('validated they name who did it', () => {
    const [draft] = given(ROUND, opened, submitted)
      .when('ValidateResponse', { responseId: id('rsp') }, rvo)
      .then('ResponseValidated');
    expect(draft?.data).toEqual({ responseId: id('rsp'), byActor: 'act_noor' });
    given(ROUND, opened)
      .when('ValidateResponse', { responseId: id('rsp') }, rvo)
      .thenRefused('NOT_FOUND');
  });
});

describe('I10: a round that is closed', () => {
  test('takes no answer and no validation any more', () => {
    given(ROUND, opened, closed).when('SubmitResponse', answer()).thenRefused('ROUND_CLOSED', { year: 2026 });
    given(ROUND, opened, submitted, closed)
      .when('ValidateResponse', { responseId: id('rsp') }, rvo)
      .thenRefused('ROUND_CLOSED');
  });
  test('takes corrections, which are told apart', () => {
    const [draft] = given(ROUND, opened, submitted, closed)
      .when('CorrectResponse', correction)
      .then('ResponseCorrected');
    expect(draft?.data).toMatchObject({ old: 2030, new: 2031 });
    const { state } = given(ROUND, opened, submitted, closed, { type: 'ResponseCorrected', data: { ...draft?.data } });
    const response = (state as InterviewState).responses[id('rsp')];
    expect(response).toMatchObject({ answers: { value: { startYear: 2031 } }, corrections: [{ afterClose: true }] });
  });
  test('can be published; before it cannot', () => {
    const told = { aggregates: [], suppressedCells: ['REDUCTION 2030'] };
    const known = { ...rvo, around: { roundTotals: () => told } };
    given(ROUND, opened).when('PublishRound', {}, known).thenRefused('ROUND_OPEN');
    const [draft] = given(ROUND, opened, closed).when('PublishRound', {}, known).then('RoundPublished');
    expect(draft?.data).toEqual(told);
    expect(given(ROUND, opened, closed).when('PublishRound', {}, rvo).decision).toEqual({ unknown: true });
  });
  test('is published again when more may be told, a week later at the earliest', () => {
    const publish = (today: string, suppressedCells: string[]) =>
      given(ROUND, opened, closed, { type: 'RoundPublished', data: { aggregates: [], suppressedCells: ['a'] } }).when(
        'PublishRound',
        {},
        { context: { ...rvo.context, today }, around: { roundTotals: () => ({ aggregates: [], suppressedCells }) } },
      );
    publish('2026-03-07', ['a']).thenNothing(uuid(102));
    publish('2026-03-07', []).thenRefused('RELEASE_TOO_SOON', { earliest: '2026-03-08' });
    publish('2026-03-08', []).then('RoundPublished');
  });
  test('closes at the moment of the log, which nobody gives', () => {
    const [draft] = given(ROUND, opened)
      .when('CloseRound', {}, { ...rvo, around: { head: () => 12 } })
      .then('RoundClosed');
    expect(draft?.data).toEqual({ index: 12 });
    given(ROUND, opened, closed).when('CloseRound', {}, rvo).thenNothing(uuid(101));
  });
});

test.each([
  ['startYear', 2019, 'OUT_OF_RANGE'],
  ['startYear', 2030.5, 'OUT_OF_RANGE'],
  ['phase', 3, 'NOT_AN_OPTION'],
  ['t2030', ['STAFF'], 'OUT_OF_RANGE'],
  ['bottlenecks', 'STUDY', 'NOT_AN_OPTION'],
])('a correction of %s to %j is refused as %s', (field, value, code) =>
  given(ROUND, opened, submitted)
    .when('CorrectResponse', { ...correction, field, new: value })
    .thenRefused(code),
);

test('a correction by another company is refused; the same value does nothing', () => {
  given(ROUND, opened, submitted)
    .when('CorrectResponse', correction, { context: { organisation: id('org', 2) } })
    .thenRefused('NOT_OWN_ORGANISATION');
  given(ROUND, opened, submitted)
    .when('CorrectResponse', { ...correction, new: 2030 })
    .thenNothing(uuid(101));
});

test('any sequence: at the close there is one answer per project, as last said', () => {
  const wish = fc.oneof(
    fc.record({
      type: fc.constant('SubmitResponse'),
      n: fc.integer({ min: 1, max: 4 }),
      startYear: fc.integer({ min: 2025, max: 2040 }),
    }),
    fc.record({
      type: fc.constant('CorrectResponse'),
      n: fc.integer({ min: 1, max: 4 }),
      startYear: fc.integer({ min: 2025, max: 2040 }),
    }),
    fc.record({ type: fc.constant('CloseRound'), n: fc.constant(0), startYear: fc.constant(0) }),
  );
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 30 }), (wishes) => {
      const round = sequence<InterviewState>(ROUND);
      round.give('OpenRound', opened.data);
      const plain: Record<number, number> = {};
      let open = true;
      for (const { type, n, startYear } of wishes) {
        if (type === 'CloseRound') {
          const head = {
            siteOwner: () => null,
            regionExists: () => true,
            organisationExists: () => true,
            head: () => 1,
          };
          round.give(type, {}, { around: head });
          open = false;
        } else if (type === 'SubmitResponse') {
          round.give(type, { ...answer(n), startYear });
          if (open) plain[n] ??= startYear;
        } else {
          round.give(type, { ...correction, responseId: id('rsp', n), new: startYear });
          if (plain[n] !== undefined) plain[n] = startYear;
        }
      }
      const said = Object.values(round.state().responses).map(({ id: response, answers }) => [
        response,
        (answers.value as { startYear: number }).startYear,
      ]);
      expect(Object.fromEntries(said)).toEqual(
        Object.fromEntries(Object.entries(plain).map(([n, year]) => [id('rsp', Number(n)), year])),
      );
    }),
    { numRuns: 100 },
  );
});
