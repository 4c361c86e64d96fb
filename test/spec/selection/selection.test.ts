import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SelectionState } from '../../../events/selection/state.ts';
import { given, id, uuid, type Happened } from '../given.ts';
import { sequence } from '../sequence.ts';

const SELECTION = id('sel');
const province = { context: { role: 'PROVINCE' as const, organisation: id('org', 5) } };
const municipality = { context: { role: 'MUNICIPALITY' as const, organisation: id('org', 6) } };
const regions = [id('reg', 1), id('reg', 2)];
const model = {
  criteria: [
    { key: 'reduction', nl: 'Reductie', en: 'Reduction', scorers: [] },
    { key: 'jobs', nl: 'Banen', en: 'Jobs', scorers: ['MUNICIPALITY'] },
  ],
  valueFunctions: [],
  regions,
};
const defined: Happened = { type: 'SelectionModelDefined', data: model };
const proposal = (more: Record<string, unknown>) => ({ orgId: id('org', 5), ...more });
const proposed: Happened = { type: 'WeightsProposed', data: proposal({ weights: { reduction: 0.6, jobs: 0.4 } }) };
const score = {
  scoreId: id('scr'),
  regionId: regions[0],
  criterion: 'jobs',
  score: { low: 1, mid: 2, high: 3 },
  sourceRef: 'x',
};
const scored = (n: number, regionId: string | undefined, criterion: string): Happened => ({
  type: 'ScoreEntered',
  data: { ...score, scoreId: id('scr', n), regionId, criterion },
});
const all = regions.flatMap((region, n) => [scored(2 * n + 1, region, 'reduction'), scored(2 * n + 2, region, 'jobs')]);
const run = {
  runId: id('run'),
  method: 'SMAA',
  N: 100,
  seed: 1,
  code: { commit: '0123456', runtime: 'node' },
  inputIndex: 3,
  results: [{ regionId: regions[0], score: 1, rankAcceptability: [1], confidence: null, centralWeights: null }],
  hash: 'a'.repeat(64),
};

describe('I20: weights', () => {
  test.each([
    [{ weights: { reduction: 0.6, jobs: 0.4 } }, undefined],
    [{ weights: { reduction: 0.6, jobs: 0.4000005 } }, undefined],
    [{ weights: { reduction: 0.6, jobs: 0.41 } }, 'WEIGHTS_NOT_1'],
    [{ weights: { reduction: 1 } }, 'UNKNOWN_CRITERION'],
    [{ weights: { reduction: 0.5, jobs: 0.2, other: 0.3 } }, 'UNKNOWN_CRITERION'],
    [{ order: ['jobs', 'reduction'] }, undefined],
    [{ order: ['jobs'] }, 'UNKNOWN_CRITERION'],
    [{ order: ['jobs', 'reduction', 'jobs'] }, 'NAMED_TWICE'],
    [{ intervals: { reduction: [0.2, 0.8], jobs: [0.1, 0.5] } }, undefined],
    [{ intervals: { reduction: [0.7, 0.8], jobs: [0.4, 0.5] } }, 'INTERVALS_INFEASIBLE'],
    [{ intervals: { reduction: [0.8, 0.2], jobs: [0.1, 0.9] } }, 'INTERVALS_INFEASIBLE'],
    [{}, 'ONE_KIND_OF_WEIGHTS'],
    [{ order: ['jobs', 'reduction'], weights: { reduction: 0.6, jobs: 0.4 } }, 'ONE_KIND_OF_WEIGHTS'],
  ])('%j → %s', (weights, code) => {
    const asked = given(SELECTION, defined).when('ProposeWeights', proposal(weights), province);
    if (code === undefined) asked.then('WeightsProposed');
    else asked.thenRefused(code);
  });
  test('for the own organisation', () =>
    given(SELECTION, defined)
      .when('ProposeWeights', { orgId: id('org', 7), order: ['jobs', 'reduction'] }, province)
      .thenRefused('NOT_OWN_ORGANISATION'));
  test('shown together, and none proposed after that', () => {
    given(SELECTION, defined).when('RevealWeights', {}).thenRefused('NO_WEIGHTS');
    const [draft] = given(SELECTION, defined, proposed).when('RevealWeights', {}).then('WeightsRevealed');
    expect(draft?.data).toEqual({ orgIds: [id('org', 5)] });
    given(SELECTION, defined, proposed, { type: 'WeightsRevealed', data: { ...draft?.data } })
      .when('ProposeWeights', proposal({ order: ['jobs', 'reduction'] }), province)
      .thenRefused('WEIGHTS_REVEALED');
  });
  test('agreed by a decision that selects regions', () => {
    const agreed = { weights: { reduction: 0.5, jobs: 0.5 }, decisionId: id('dec') };
    given(SELECTION, defined)
      .when('AgreeWeights', agreed, { around: { standingDecision: () => null } })
      .thenRefused('DECISION_NEEDED');
    const decided = { around: { standingDecision: () => ({ type: 'REGION_SELECTION', subjectIds: [], roles: [] }) } };
    given(SELECTION, defined).when('AgreeWeights', agreed, decided).then('WeightsAgreed');
  });
});

describe('while proposals are sealed', () => {
  const done: Happened = { type: 'WeightsRevealed', data: { orgIds: [id('org', 5)] } };
  const scenario = { scenarioId: id('scn'), name: 'Banen eerst', weights: { reduction: 0.2, jobs: 0.8 } };

  test('nothing is recorded that could lead who has yet to weigh', () => {
    const waiting = given(SELECTION, defined, ...all, proposed);
    waiting.when('SaveScenario', scenario, province).thenRefused('WEIGHTS_SEALED');
    waiting.when('RecordSelectionRun', run).thenRefused('WEIGHTS_SEALED');
    given(SELECTION, defined, ...all, proposed, done)
      .when('SaveScenario', scenario, province)
      .then('ScenarioSaved');
    given(SELECTION, defined, ...all, proposed, done)
      .when('RecordSelectionRun', run)
      .then('SelectionRunExecuted');
  });
  test('the criteria stay what they were; how a score counts may change', () => {
    const weighed = given(SELECTION, defined, proposed);
    const basis = { model: uuid(100) };
    weighed
      .when('DefineSelectionModel', { ...model, criteria: model.criteria.slice(0, 1) }, { basis })
      .thenRefused('CRITERIA_WEIGHED');
    const lines = { ...model, valueFunctions: [{ criterion: 'jobs', worst: 0, best: 9 }] };
    weighed.when('DefineSelectionModel', lines, { basis }).then('SelectionModelDefined');
    weighed.when('DefineSelectionModel', lines).thenRefused('EDIT_CONFLICT');
  });
  test('a scenario and a run have weights of all criteria that add up to 1', () => {
    const off = { reduction: 0.2, jobs: 0.9 };
    given(SELECTION, defined)
      .when('SaveScenario', { ...scenario, weights: off }, province)
      .thenRefused('WEIGHTS_NOT_1');
    const asked = given(SELECTION, defined, ...all);
    asked.when('RecordSelectionRun', { ...run, weighing: { weights: off } }).thenRefused('WEIGHTS_NOT_1');
    asked.when('RecordSelectionRun', { ...run, weighing: { order: ['jobs'] } }).thenRefused('UNKNOWN_CRITERION');
    asked.when('RecordSelectionRun', { ...run, weighing: {} }).then('SelectionRunExecuted');
  });
});

describe('a score from the data', () => {
  const derive = { scoreId: id('scr', 9), regionId: regions[0], criterion: 'jobs' };
  const around = (sites: number) => ({
    measuredScore: () => ({ score: { low: 1, mid: 2, high: 3 }, sites }),
    head: () => 77,
  });

  test('is entered with where it comes from; without data it is for people', () => {
    const [draft] = given(SELECTION, defined)
      .when('DeriveScore', derive, { ...province, around: around(3) })
      .then('ScoreEntered');
    expect(draft?.data).toMatchObject({ scoreId: id('scr', 9), score: { mid: 2 }, sites: 3, inputIndex: 77 });
    given(SELECTION, defined)
      .when('DeriveScore', derive, { ...province, around: { measuredScore: () => null } })
      .thenRefused('NO_DATA_FOR_CRITERION');
    given(SELECTION, defined)
      .when('DeriveScore', { ...derive, criterion: 'reduction' }, { ...municipality, around: around(9) })
      .thenRefused('NOT_OWN_CRITERION');
  });
  test('takes the place of one that was entered by hand only for who has seen it', () => {
    const byHand = given(SELECTION, defined, scored(1, regions[0], 'jobs'));
    byHand.when('DeriveScore', derive, { ...province, around: around(9) }).thenRefused('EDIT_CONFLICT');
    const seen = { [`score.${id('scr')}`]: uuid(101) };
    const [draft] = byHand
      .when('DeriveScore', derive, { ...province, around: around(3), basis: seen })
      .then('ScoreRevised');
    expect(draft?.data).toMatchObject({ scoreId: id('scr'), sites: 3, oldSites: 5, inputIndex: 77 });
  });
  test('that is so already is nothing to do; of other sites it is another, and the old one stays as hidden as it was', () => {
    const worked: Happened = { type: 'ScoreEntered', data: { ...score, sites: 3, inputIndex: 50 } };
    const standing = given(SELECTION, defined, worked);
    standing.when('DeriveScore', derive, { ...province, around: around(3) }).thenNothing(uuid(101));
    const [draft] = standing.when('DeriveScore', derive, { ...province, around: around(9) }).then('ScoreRevised');
    expect(draft?.data).toMatchObject({ sites: 9, oldSites: 3 });
  });
});

describe('scores', () => {
  test('a municipality scores its own criteria, a province all', () => {
    given(SELECTION, defined).when('EnterScore', score, municipality).then('ScoreEntered');
    given(SELECTION, defined)
      .when('EnterScore', { ...score, criterion: 'reduction' }, municipality)
      .thenRefused('NOT_OWN_CRITERION');
    given(SELECTION, defined)
      .when('EnterScore', { ...score, criterion: 'reduction' }, province)
      .then('ScoreEntered');
  });
  test('low, mid and high in order, or unknown', () => {
    const reversed = { ...score, score: { low: 3, mid: 2, high: 4 } };
    given(SELECTION, defined).when('EnterScore', reversed, province).thenRefused('BOUNDS_REVERSED');
    given(SELECTION, defined)
      .when('EnterScore', { ...score, score: { unknown: true } }, province)
      .then('ScoreEntered');
  });
  test('one per region and criterion; then it is revised, with what it was', () => {
    const held = scored(1, regions[0], 'jobs');
    given(SELECTION, defined, held)
      .when('EnterScore', { ...score, scoreId: id('scr', 2) }, province)
      .thenRefused('SCORE_STANDS');
    const revise = { scoreId: id('scr'), new: { unknown: true }, reason: 'no source' };
    given(SELECTION, defined, held).when('ReviseScore', revise, province).thenRefused('EDIT_CONFLICT');
    const [draft] = given(SELECTION, defined, held)
      .when('ReviseScore', revise, { ...province, basis: { [`score.${id('scr')}`]: uuid(101) } })
      .then('ScoreRevised');
    expect(draft?.data).toMatchObject({ old: { mid: 2 }, new: { unknown: true } });
  });
  test('of regions and criteria of the model alone', () => {
    given(SELECTION, defined)
      .when('EnterScore', { ...score, criterion: 'beauty' }, province)
      .thenRefused('UNKNOWN_CRITERION');
    given(SELECTION, defined)
      .when('EnterScore', { ...score, regionId: id('reg', 9) }, province)
      .thenRefused('NOT_FOUND');
  });
});

describe('I21: a run', () => {
  test('needs every score, known or unknown', () => {
    given(SELECTION, defined, ...all.slice(0, 3))
      .when('RecordSelectionRun', run)
      .thenRefused('RUN_INCOMPLETE', { n: 1 });
    given(SELECTION, defined, ...all)
      .when('RecordSelectionRun', run)
      .then('SelectionRunExecuted');
  });
  test('is frozen by name, and nothing changes after that', () => {
    const done: Happened = { type: 'SelectionRunExecuted', data: run };
    given(SELECTION, defined, ...all)
      .when('FreezeSelection', { runId: id('run') })
      .thenRefused('NOT_FOUND');
    const [draft] = given(SELECTION, defined, ...all, done)
      .when('FreezeSelection', { runId: id('run') })
      .then('SelectionFrozen');
    const frozen: Happened = { type: 'SelectionFrozen', data: { ...draft?.data } };
    given(SELECTION, defined, ...all, done, frozen)
      .when('EnterScore', score, province)
      .thenRefused('SELECTION_FROZEN');
    given(SELECTION, defined, ...all, done, frozen)
      .when('DefineSelectionModel', model)
      .thenRefused('SELECTION_FROZEN');
    // but the decision that rests on the run agrees on its weights
    const decided = { around: { standingDecision: () => ({ type: 'REGION_SELECTION', subjectIds: [], roles: [] }) } };
    given(SELECTION, defined, ...all, done, frozen)
      .when('AgreeWeights', { weights: { reduction: 0.5, jobs: 0.5 }, decisionId: id('dec') }, decided)
      .then('WeightsAgreed');
  });
});

test.each([
  [{ criteria: [model.criteria[0], model.criteria[0]] }, 'NAMED_TWICE'],
  [{ valueFunctions: [{ criterion: 'beauty', worst: 0, best: 1 }] }, 'UNKNOWN_CRITERION'],
  [{ regions: [regions[0], regions[0]] }, 'NAMED_TWICE'],
])('a model with %j is refused as %s', (more, code) =>
  given(SELECTION)
    .when('DefineSelectionModel', { ...model, ...more })
    .thenRefused(code),
);

test('any sequence: a run is recorded exactly when each pair has a score, and freezing ends it', () => {
  const wish = fc.record({
    type: fc.constantFrom('EnterScore', 'EnterScore', 'EnterScore', 'RecordSelectionRun', 'FreezeSelection'),
    region: fc.constantFrom(...regions),
    criterion: fc.constantFrom('reduction', 'jobs'),
    n: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 30 }), (wishes) => {
      const selection = sequence<SelectionState>(SELECTION);
      selection.give('DefineSelectionModel', model);
      const pairs = new Map<string, number>();
      const ids = new Set<number>();
      const runs = new Set<number>();
      let frozen = false;
      for (const { type, region, criterion, n } of wishes) {
        const runOf = { ...run, runId: id('run', n) };
        const data: Record<string, Record<string, unknown>> = {
          EnterScore: { ...score, scoreId: id('scr', n), regionId: region, criterion },
          RecordSelectionRun: runOf,
          FreezeSelection: { runId: id('run', n) },
        };
        const outcome = selection.give(type, data[type] ?? {}, province.context);
        const pair = `${region} ${criterion}`;
        if (type === 'EnterScore' && !frozen && !pairs.has(pair) && !ids.has(n)) {
          pairs.set(pair, n);
          ids.add(n);
        } else if (type === 'RecordSelectionRun' && !frozen && !runs.has(n)) {
          expect(outcome).toBe(pairs.size === 4 ? 'SelectionRunExecuted' : 'RUN_INCOMPLETE');
          if (pairs.size === 4) runs.add(n);
        } else if (type === 'FreezeSelection' && !frozen) frozen = runs.has(n);
      }
      expect(Object.keys(selection.state().scores)).toHaveLength(pairs.size);
      expect(Object.keys(selection.state().runs)).toHaveLength(runs.size);
      expect(selection.state().frozen !== undefined).toBe(frozen);
    }),
    { numRuns: 150 },
  );
});
