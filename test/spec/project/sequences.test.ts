import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectPhases, type ProjectPhase, type ProjectStanding } from '../../../events/project/phases.ts';
import type { ProjectState } from '../../../events/project/state.ts';
import { id } from '../given.ts';
import { sequence } from '../sequence.ts';

/** Random commands against a plain model: a place on the way of a project, and shares of its reduction. */

interface Model {
  phase: ProjectStanding;
  before: ProjectPhase;
  shares: Record<string, number>;
}

const command = fc.oneof(
  fc.record({ type: fc.constant('AdvancePhase'), to: fc.constantFrom(...projectPhases) }),
  fc.record({ type: fc.constant('RevertPhase'), to: fc.constantFrom(...projectPhases) }),
  fc.record({ type: fc.constantFrom('PutProjectOnHold', 'ResumeProject', 'CancelProject', 'RealiseProject') }),
  fc.record({
    type: fc.constant('AttributeReduction'),
    plan: fc.constantFrom(1, 2, 3),
    share: fc.integer({ min: 0, max: 10 }),
  }),
);
type Wish = { type: string; to?: ProjectPhase; plan?: number; share?: number };

const order = (phase: ProjectStanding) => projectPhases.indexOf(phase as ProjectPhase);

/** What the model says comes of a command: it changes, or stays as it is. */
function model(state: Model, { type, to = 'IDEA', plan = 0, share = 0 }: Wish): void {
  const ended = state.phase === 'CANCELLED' || state.phase === 'OPERATIONAL';
  const here = order(state.phase);
  if (type === 'AttributeReduction') {
    const others = Object.entries(state.shares).reduce(
      (sum, [key, tenths]) => sum + (key === `${plan}` ? 0 : tenths),
      0,
    );
    if (others + share <= 10) state.shares[plan] = share;
  } else if (ended) return;
  else if (type === 'AdvancePhase' && here >= 0 && order(to) === here + 1 && to !== 'OPERATIONAL') state.phase = to;
  else if (type === 'RevertPhase' && here >= 0 && order(to) < here) state.phase = to;
  else if (type === 'CancelProject') state.phase = 'CANCELLED';
  else if (type === 'RealiseProject' && state.phase === 'CONSTRUCTION') state.phase = 'OPERATIONAL';
  else if (type === 'ResumeProject' && state.phase === 'ON_HOLD') state.phase = state.before;
  else if (type === 'PutProjectOnHold' && here >= 0) Object.assign(state, { before: state.phase, phase: 'ON_HOLD' });
}

function dataOf({ type, to, plan, share = 0 }: Wish): Record<string, unknown> {
  switch (type) {
    case 'AdvancePhase':
      return { to, date: '2026-01-01', evidenceRef: 'x' };
    case 'RevertPhase':
      return { to, reason: 'back' };
    case 'PutProjectOnHold':
      return { reasonCode: 'STAFF', reviewDate: '2027-01-01' };
    case 'CancelProject':
      return { reasonCode: 'STAFF', text: 'gone' };
    case 'RealiseProject':
      return { date: '2026-01-01', actual_t: 1 };
    case 'AttributeReduction':
      return { planId: id('pln', plan), share: share / 10 };
    default:
      return {};
  }
}

test('any sequence of commands leaves a project where the model says', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (wishes) => {
      const project = sequence<ProjectState>(id('prj'));
      project.give('ProposeProject', {
        siteId: id('sit'),
        title: 'Electric kiln',
        route: 'HEAT',
        phase: 'IDEA',
        startYear: 2050,
        reduction: { t2030: 1, t2035: 1, t2040: 1 },
      });
      const plain: Model = { phase: 'IDEA', before: 'IDEA', shares: {} };
      for (const wish of wishes as Wish[]) {
        project.give(wish.type, dataOf(wish));
        model(plain, wish);
        expect(project.state().phase).toBe(plain.phase);
      }
      const shares = Object.entries(project.state().attributions).map(([plan, { value }]) => [plan, Number(value)]);
      const told = Object.entries(plain.shares).map(([plan, tenths]) => [id('pln', Number(plan)), tenths / 10]);
      expect(Object.fromEntries(shares)).toEqual(Object.fromEntries(told));
      expect(shares.reduce((sum, [, share]) => sum + Number(share), 0)).toBeLessThanOrEqual(1 + 1e-9);
    }),
    { numRuns: 150 },
  );
});
