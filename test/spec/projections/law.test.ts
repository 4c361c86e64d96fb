import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classFactsOf } from '../../../events/class-facts.ts';
import { eventSpec } from '../../../events/catalogue.ts';
import type { RecordedEvent, StreamName, VisibleEvent } from '../../../events/envelope.ts';
import { dataClasses } from '../../../events/organisation/consent.ts';
import { kindOf, prefixes, subjectOf } from '../../../events/ids.ts';
import { noFacts, redact, type Class } from '../../../events/visibility.ts';
import { activity } from '../../../projections/activity/activity.ts';
import { writingLine } from '../../../projections/activity/writing.ts';
import { budgetBasisProjection, commitmentsWithoutBasis } from '../../../projections/budget-basis/budget-basis.ts';
import {
  decisionRegister,
  decisionRegisterProjection,
} from '../../../projections/decision-register/decision-register.ts';
import { parametersOn } from '../../../projections/analysis/parameters.ts';
import { budgetStatus } from '../../../projections/budget-status/budget-status.ts';
import { countedRound } from '../../../projections/interview-rounds/answers.ts';
import { compareRounds, horizons } from '../../../projections/interview-rounds/comparison.ts';
import { roundRows, toldOf } from '../../../projections/interview-rounds/rounds.ts';
import { interventionRows } from '../../../projections/interventions/interventions.ts';
import { standingLessons } from '../../../projections/lesson-reuse/lesson-reuse.ts';
import { pilotTracker } from '../../../projections/pilot-tracker/pilot-tracker.ts';
import { programmeOverview } from '../../../projections/programme-overview/programme-overview.ts';
import { decisionView, decisionViewProjection } from '../../../projections/decision-view/decision-view.ts';
import { planView, planViewProjection } from '../../../projections/plan-view/plan-view.ts';
import type { Projection, Viewer } from '../../../projections/projection.ts';
import { regionOverview, regionOverviewProjection } from '../../../projections/region-overview/region-overview.ts';
import {
  revokedMandatesProjection,
  revokedMandateUses,
} from '../../../projections/revoked-mandates/revoked-mandates.ts';
import { lessonsLibrary } from '../../../projections/region-models/lessons-library.ts';
import { regionRanking } from '../../../projections/region-ranking/region-ranking.ts';
import { regionModels } from '../../../projections/region-models/region-models.ts';
import { changeRows, countChange, type ChangeCounts } from '../../../projections/region-models/who-changed-what.ts';
import { topic } from '../../../projections/topic/projection.ts';
import { streamsOf, type TopicState } from '../../../projections/topic/topic.ts';
import { id } from '../given.ts';
import { histories, SITE } from './histories.ts';

/** The law of every read model: `view(fold(events), v)` equals `fold(events.map(redact for v))`. */

const classes: Class[] = ['P0', 'P1', 'P2', 'P3', 'P4'];
const level = fc.integer({ min: 0, max: 4 });
/** A viewer sees each stream up to some class, more of what it said itself and of kinds of data that are shared with it. */
const viewers = fc
  .record({
    kinds: fc.record(Object.fromEntries(Object.keys(prefixes).map((kind) => [kind, level]))),
    shared: fc.record(Object.fromEntries(dataClasses.map((data) => [data, level]))),
    own: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ kinds, shared, own }): Viewer => ({
    sees: (stream) => (cls, part) => {
      const whole = kinds[kindOf(stream)] ?? 0;
      const ofPart = part?.owner === id('org', own) ? 4 : (shared[part?.data ?? 'ALL'] ?? 0);
      return classes.indexOf(cls) <= (part ? Math.max(whole, ofPart) : whole);
    },
  }));

function redacted(events: readonly RecordedEvent[], viewer: Viewer): VisibleEvent[] {
  const facts = factsOf(events);
  return events.flatMap((event) => {
    const declared = eventSpec(event.stream, event.type)?.classes ?? {};
    return redact(event, declared, viewer.sees(event.stream), facts(event.stream)) ?? [];
  });
}

function factsOf(events: readonly RecordedEvent[]) {
  const all = events.reduce((state, event) => topic.apply(state, event), topic.initial());
  return (stream: StreamName) => classFactsOf(stream, all.streams[stream]);
}

const fold = <S>(projection: Projection<S>, events: readonly VisibleEvent[]): S =>
  structuredClone(events).reduce((state, event) => projection.apply(state, event), projection.initial());

function lawHolds<S>(projection: Projection<S>, compare: (state: S) => unknown = (state) => state): void {
  fc.assert(
    fc.property(histories, viewers, (events, viewer) => {
      const seen = projection.view(fold(projection, events), viewer);
      const folded = fold(projection, redacted(events, viewer));
      expect(plain(compare(seen))).toEqual(plain(compare(folded)));
    }),
    { numRuns: 100 },
  );
}

/** A stream of which nothing is visible is absent from one side and empty on the other: the same to a viewer. */
function standing(state: TopicState): Record<string, unknown> {
  return Object.fromEntries(Object.entries(state.streams).filter(([, stream]) => stream.exists));
}
const usual = { version: 0, index: -1, on: '2027-01-01', values: {} };
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What the pages of the programme derive. */
function steering(state: TopicState): unknown {
  const parameters = parametersOn(undefined, '2027-01-01', 0);
  const rounds = streamsOf(state, 'interview').map(([, round]) => [
    toldOf(round),
    horizons.map((horizon) => compareRounds(undefined, countedRound(round), horizon, parameters)),
  ]);
  return [
    ...[rounds, roundRows(state), budgetStatus(state), interventionRows(state), standingLessons(state)],
    ...[
      pilotTracker(state),
      regionRanking(state),
      programmeOverview(state, true, '2027-01-01'),
      programmeOverview(state, false, '2027-01-01'),
    ],
  ];
}

describe('the law of read models', () => {
  test('topic', () => lawHolds(topic, standing));
  test('region overview', () => lawHolds(regionOverviewProjection, standing));
  test('plan view', () => lawHolds(planViewProjection, standing));
  test('decision register', () => lawHolds(decisionRegisterProjection, standing));
  test('decision view', () => lawHolds(decisionViewProjection, standing));
  test('revoked mandates', () => lawHolds(revokedMandatesProjection, standing));
  test('budget basis', () => lawHolds(budgetBasisProjection, standing));
  test('activity', () => {
    fc.assert(
      fc.property(histories, viewers, (events, viewer) => {
        const seen = activity.view(fold(activity, events), viewer).entries;
        expect(plain(seen)).toEqual(plain(fold(activity, redacted(events, viewer)).entries));
      }),
      { numRuns: 100 },
    );
  });
  test('a line on writing is what is left of the event as it may be seen, without what was written', () => {
    fc.assert(
      fc.property(histories, viewers, (events, viewer) => {
        const lines = (seen: readonly VisibleEvent[]) => seen.flatMap((event) => writingLine(event) ?? []);
        const shown = lines(redacted(events, viewer));
        const ofLines = lines(events).flatMap((line) => {
          const declared = eventSpec(line.stream, line.type)?.classes ?? {};
          return redact(line, declared, viewer.sees(line.stream), noFacts) ?? [];
        });
        expect(plain(ofLines)).toEqual(plain(shown));
        expect(shown.map(({ id }) => id)).toEqual(
          redacted(events, viewer).flatMap(({ id, type }) => (type === 'TextEdited' ? [id] : [])),
        );
        for (const { data } of shown) expect(Object.keys(data)).toEqual(['section', 'textRevision']);
      }),
      { numRuns: 80 },
    );
  });
  test('who changed what counts what a viewer sees, each event once', () => {
    fc.assert(
      fc.property(histories, viewers, (events, viewer) => {
        const counts: ChangeCounts = {};
        const seen = redacted(events, viewer);
        for (const event of seen) countChange(counts, event);
        const rows = changeRows(counts);
        for (const { organisation, actor, month, kind, count } of rows)
          expect(count).toBe(
            seen.filter(
              ({ meta, stream }) =>
                meta.organisation === organisation &&
                meta.actor === actor &&
                meta.recordedAt.startsWith(month) &&
                kindOf(stream) === kind,
            ).length,
          );
        expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(seen.length);
      }),
      { numRuns: 60 },
    );
  });
  test('the figures that pages derive are the same from both', () => {
    fc.assert(
      fc.property(histories, viewers, (events, viewer) => {
        const seen = topic.view(fold(topic, events), viewer);
        const folded = fold(topic, redacted(events, viewer));
        const named = (state: TopicState, kind: string) =>
          Object.keys(state.streams)
            .filter((stream) => kindOf(stream) === kind)
            .sort()
            .map(subjectOf);
        const pages = (state: TopicState) => ({
          region: named(state, 'region').map((id) => regionOverview(state, id, '2027-01-01')),
          plan: named(state, 'plan').map((id) => planView(state, id, '2027-01-01')),
          decisions: decisionRegister(state, '2027-01-01'),
          decision: named(state, 'decision').map((id) => decisionView(state, id, '2027-01-01')),
          models: named(state, 'region').map((regionId) =>
            Object.entries(regionModels).map(([name, model]) => [
              name,
              model({ state, regionId, on: '2027-01-01', here: () => true, parameters: usual }),
            ]),
          ),
          lessons: lessonsLibrary(state),
          uses: revokedMandateUses(state),
          basis: commitmentsWithoutBasis(state),
          steering: steering(state),
        });
        expect(plain(pages({ streams: standing(seen) as TopicState['streams'] }))).toEqual(
          plain(pages({ streams: standing(folded) as TopicState['streams'] })),
        );
      }),
      { numRuns: 80 },
    );
  });
});

describe('redaction', () => {
  const hiddenValue = 4321.1234;
  test('a P3 value of a site is nowhere in what an outsider receives', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const secret: RecordedEvent[] = events.map((event) =>
          event.stream === SITE && 'MW' in event.data ? { ...event, data: { ...event.data, MW: hiddenValue } } : event,
        );
        const outsider: Viewer = { sees: () => (cls) => cls === 'P0' || cls === 'P1' };
        expect(JSON.stringify(redacted(secret, outsider))).not.toContain(String(hiddenValue));
        expect(JSON.stringify(topic.view(fold(topic, secret), outsider))).not.toContain(String(hiddenValue));
      }),
      { numRuns: 80 },
    );
  });
  test('salt, body and revision never leave', () => {
    fc.assert(
      fc.property(histories, viewers, (events, viewer) => {
        for (const event of redacted(events, viewer)) {
          expect(Object.keys(event).sort()).toEqual(['data', 'id', 'index', 'meta', 'stream', 'type', 'version']);
          expect(event.meta).not.toHaveProperty('body');
        }
      }),
      { numRuns: 100 },
    );
  });
});
