import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseState } from '../../../events/case/state.ts';
import type { InterventionState } from '../../../events/intervention/state.ts';
import type { LessonState } from '../../../events/lesson/state.ts';
import { id } from '../given.ts';
import { HAPPENS, holds, NOTHING, one } from './kind-model.ts';

/** Cases, lessons and interventions against the rules in words. */

const n = fc.integer({ min: 1, max: 3 });

test('a case: one step forward or back to any before, closed with an outcome, and then only scaled up', () => {
  const phases = ['INTAKE', 'ANALYSIS', 'TABLE', 'ACTIONS', 'CLOSED'] as const;
  type W = { do: string; to?: number; part?: number };
  type M = { at: number; plans: Set<number>; regions: Set<number> };
  holds<M, W, CaseState>({
    subject: id('cas'),
    begin: () => ({ at: -1, plans: new Set(), regions: new Set() }),
    wishes: fc.oneof(
      one('OpenCase'),
      { weight: 4, arbitrary: one<{ to?: number }>('ChangeCasePhase', { to: fc.integer({ min: 0, max: 4 }) }) },
      one<{ part?: number }>('LinkCaseToPlan', { part: n }),
      one<{ part?: number }>('ScaleCaseToRegion', { part: n }),
      one('CloseCase'),
    ),
    comesOf(model, { do: what, to = 0, part = 0 }) {
      const named = what === 'LinkCaseToPlan' ? model.plans : model.regions;
      if (what === 'OpenCase') {
        if (model.at >= 0) return 'ALREADY_EXISTS';
        model.at = 0;
        return HAPPENS;
      }
      if (model.at < 0) return 'NOT_FOUND';
      if (model.at === 4 && what !== 'ScaleCaseToRegion') return what === 'CloseCase' ? NOTHING : 'CASE_CLOSED';
      if (what === 'CloseCase') model.at = 4;
      else if (what === 'ChangeCasePhase') {
        if (to === model.at) return NOTHING;
        if (to > model.at + 1 || to === 4) return 'CASE_PHASE_SKIP';
        model.at = to;
      } else if (named.has(part)) return NOTHING;
      else named.add(part);
      return HAPPENS;
    },
    data: ({ do: what, to = 0, part = 0 }) =>
      ({
        OpenCase: { siteIds: [id('sit')], question: 'Kan de oven op stroom?', decisionId: id('dec') },
        ChangeCasePhase: { to: phases[to] },
        LinkCaseToPlan: { planId: id('pln', part) },
        ScaleCaseToRegion: { regionId: id('reg', part) },
        CloseCase: { outcome: 'MOVED_TO_PLAN', text: 'Verder in het plan' },
      })[what] ?? {},
    agree(model, state) {
      if (model.at >= 0) expect(state.phase).toBe(phases[model.at]);
      expect(Object.keys(state.plans).length).toBe(model.plans.size);
    },
  });
});

test('a lesson: each organisation endorses it once, for itself; what is retired is used no more', () => {
  type W = { do: string; org?: number; by?: number };
  type M = { exists: boolean; retired: boolean; endorsed: Set<number>; used: Set<number> };
  holds<M, W, LessonState>({
    subject: id('les'),
    begin: () => ({ exists: false, retired: false, endorsed: new Set(), used: new Set() }),
    wishes: fc.oneof(
      one('ProposeLesson'),
      { weight: 3, arbitrary: one<{ org?: number; by?: number }>('EndorseLesson', { org: n, by: n }) },
      { weight: 2, arbitrary: one<{ org?: number }>('ApplyLesson', { org: n }) },
      one('RetireLesson'),
    ),
    comesOf(model, { do: what, org = 0, by = 0 }) {
      if (what === 'ProposeLesson') {
        if (model.exists) return 'ALREADY_EXISTS';
        model.exists = true;
        return HAPPENS;
      }
      if (!model.exists) return 'NOT_FOUND';
      if (model.retired) return what === 'RetireLesson' ? NOTHING : 'LESSON_RETIRED';
      if (what === 'RetireLesson') {
        model.retired = true;
        return HAPPENS;
      }
      if (what === 'EndorseLesson' && org !== by) return 'NOT_OWN_ORGANISATION';
      const among = what === 'EndorseLesson' ? model.endorsed : model.used;
      if (among.has(org)) return NOTHING;
      among.add(org);
      return HAPPENS;
    },
    data: ({ do: what, org = 0 }) =>
      ({
        ProposeLesson: {
          ...{ context: 'De netvraag bleef lang onduidelijk', advice: 'Vraag de netbeheerder bij de start' },
          ...{ sectors: [], kinds: [], evidence: [] },
        },
        EndorseLesson: { byOrg: id('org', org), date: '2026-02-01' },
        ApplyLesson: { targetId: id('pln', org), effect: 'Eerder aan tafel' },
        RetireLesson: { reason: 'Staat in de werkwijze' },
      })[what] ?? {},
    context: (_, { by = 1 }) => ({ organisation: id('org', by), role: 'PROVINCE' }),
    agree(model, state) {
      expect(Object.keys(state.endorsements).length).toBe(model.endorsed.size);
      expect(state.applications.length).toBe(model.used.size);
    },
  });
});

test('an intervention: one value a day, judged on what was measured, measured no more once stopped', () => {
  type W = { do: string; day?: number; value?: number; verdict?: string };
  type M = { exists: boolean; stopped: boolean; measured: Map<number, number>; verdict: string };
  holds<M, W, InterventionState>({
    subject: id('int'),
    begin: () => ({ exists: false, stopped: false, measured: new Map(), verdict: '' }),
    wishes: fc.oneof(
      one('StartIntervention'),
      { weight: 4, arbitrary: one<{ day?: number; value?: number }>('MeasureIndicator', { day: n, value: n }) },
      {
        weight: 2,
        arbitrary: one<{ verdict?: string }>('JudgeIntervention', { verdict: fc.constantFrom('WORKS', 'UNKNOWN') }),
      },
      one('StopIntervention'),
    ),
    comesOf(model, { do: what, day = 0, value = 0, verdict = '' }) {
      if (what === 'StartIntervention') {
        if (model.exists) return 'ALREADY_EXISTS';
        model.exists = true;
        return HAPPENS;
      }
      if (!model.exists) return 'NOT_FOUND';
      if (what === 'StopIntervention') {
        if (model.stopped) return NOTHING;
        model.stopped = true;
      } else if (what === 'MeasureIndicator') {
        if (model.stopped) return 'INTERVENTION_STOPPED';
        if (model.measured.get(day) === value) return NOTHING;
        if (model.measured.has(day)) return 'MEASURED_ALREADY';
        model.measured.set(day, value);
      } else {
        if (verdict !== 'UNKNOWN' && model.measured.size === 0) return 'NOT_MEASURED';
        if (model.verdict === verdict) return NOTHING;
        model.verdict = verdict;
      }
      return HAPPENS;
    },
    data: ({ do: what, day = 0, value = 0, verdict }) =>
      ({
        StartIntervention: {
          ...{ type: 'STUDY', targetIds: [id('reg')], hypothesis: 'Een studie helpt verder', indicator: 'Dagen' },
          ...{ baseline: 400, targetValue: 200 },
        },
        MeasureIndicator: { date: `2026-01-0${day}`, value },
        JudgeIntervention: { verdict, evidence: 'Twee plannen' },
        StopIntervention: { reason: 'Opdracht klaar' },
      })[what] ?? {},
    agree(model, state) {
      expect(state.measurements.map(({ value }) => value).sort()).toEqual([...model.measured.values()].sort());
      expect(state.verdicts.at(-1)?.value ?? '').toEqual(
        model.verdict === '' ? '' : expect.objectContaining({ verdict: model.verdict }),
      );
    },
  });
});
