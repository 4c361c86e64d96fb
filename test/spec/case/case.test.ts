import fc from 'fast-check';
import { expect, test } from 'vitest';
import { casePhases } from '../../../events/case/phases.ts';
import type { CaseState } from '../../../events/case/state.ts';
import { given, id, uuid, type Happened } from '../given.ts';
import { sequence } from '../sequence.ts';

const CASE = id('cas');
const opening = { siteIds: [id('sit')], question: 'Can the kiln go electric?', decisionId: id('dec') };
const opened: Happened = { type: 'CaseOpened', data: opening };
const at = (to: string): Happened => ({ type: 'CasePhaseChanged', data: { from: 'INTAKE', to } });
const closing = { outcome: 'SOLVED', text: 'grid is there' };

test('a case is opened by a decision that chose it, about sites that are there', () => {
  const decided = (type: string) => ({
    around: { siteOwner: () => id('org'), standingDecision: () => ({ type, subjectIds: [], roles: [] }) },
  });
  given(CASE).when('OpenCase', opening, decided('CASE_SELECTION')).then('CaseOpened');
  given(CASE).when('OpenCase', opening, decided('GATE')).thenRefused('DECISION_NEEDED', { type: 'CASE_SELECTION' });
  given(CASE)
    .when('OpenCase', opening)
    .thenRefused('NOT_FOUND', { subject: id('sit') });
});

test.each([
  ['INTAKE', 'ANALYSIS', true],
  ['INTAKE', 'TABLE', false],
  ['TABLE', 'INTAKE', true],
  ['ACTIONS', 'CLOSED', false],
])('from %s to %s: %s', (from, to, goes) => {
  const asked = given(CASE, opened, ...(from === 'INTAKE' ? [] : [at(from)])).when('ChangeCasePhase', { to });
  if (goes) asked.then('CasePhaseChanged');
  else asked.thenRefused('CASE_PHASE_SKIP', { from, to });
});

test('closed, it goes on no more; it can still be scaled to a region', () => {
  const closed: Happened = { type: 'CaseClosed', data: closing };
  given(CASE, opened, closed).when('ChangeCasePhase', { to: 'ANALYSIS' }).thenRefused('CASE_CLOSED');
  given(CASE, opened, closed).when('CloseCase', closing).thenNothing(uuid(101));
  given(CASE, opened, closed)
    .when('ScaleCaseToRegion', { regionId: id('reg') })
    .then('CaseScaledToRegion');
});

test('any sequence of phases: forward one step, back any, closed for good', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...casePhases, 'close' as const), { maxLength: 30 }), (steps) => {
      const one = sequence<CaseState>(CASE);
      one.give('OpenCase', opening);
      let at = 0;
      for (const to of steps) {
        const index = casePhases.indexOf(to as (typeof casePhases)[number]);
        if (to === 'close') {
          one.give('CloseCase', closing);
          at = 4;
        } else {
          one.give('ChangeCasePhase', { to });
          if (at < 4 && index < 4 && index <= at + 1) at = index;
        }
        expect(one.state().phase).toBe(casePhases[at]);
      }
    }),
    { numRuns: 100 },
  );
});
