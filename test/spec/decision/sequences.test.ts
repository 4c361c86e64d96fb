import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue, kindFunctions } from '../../../events/catalogue.ts';
import type { DecideContext } from '../../../events/decision.ts';
import type { DecisionState } from '../../../events/decision-record/state.ts';
import { id, recorded, uuid } from '../given.ts';
import { alternative, dec, drafted, mandateOf, motivation, takingData, under } from './stories.ts';

/**
 * Random sequences of commands against a model that is as simple as the rules in words: who has learnt the rules from
 * domain.md can read it. Basis is always what stands, so that conflicts are not the subject here.
 */

type Model = {
  phase: 'none' | 'draft' | 'taken' | 'ended';
  alternatives: Set<number>;
  doNothing: boolean;
  endorsedIn: Map<number, Model['phase']>;
  dissents: Map<number, string>;
  condition: 'none' | 'open' | 'fulfilled' | 'breached';
  published: number;
};
type Step =
  | { do: 'draft' }
  | { do: 'alternative'; n: number; doNothing: boolean }
  | { do: 'take'; chosen: number; mandate: boolean; condition: boolean }
  | { do: 'endorse'; org: number; mandate: boolean }
  | { do: 'dissent'; org: number; text: string }
  | { do: 'fulfil' }
  | { do: 'breach' }
  | { do: 'publish' }
  | { do: 'revoke'; mandate: boolean }
  | { do: 'supersede' };

const n = fc.integer({ min: 1, max: 3 });
const mostly = fc.integer({ min: 0, max: 4 }).map((one) => one > 0);
const steps: fc.Arbitrary<Step>[] = [
  fc.record({ do: fc.constant('draft') }),
  fc.record({ do: fc.constant('alternative'), n, doNothing: fc.boolean() }),
  fc.record({ do: fc.constant('alternative'), n, doNothing: fc.boolean() }),
  fc.record({ do: fc.constant('take'), chosen: n, mandate: mostly, condition: fc.boolean() }),
  fc.record({ do: fc.constant('take'), chosen: n, mandate: mostly, condition: fc.boolean() }),
  fc.record({ do: fc.constant('endorse'), org: n, mandate: mostly }),
  fc.record({ do: fc.constant('dissent'), org: n, text: fc.constantFrom('Liever niet zo.', 'Liever wat later.') }),
  fc.record({ do: fc.constant('fulfil') }),
  fc.record({ do: fc.constant('breach') }),
  fc.record({ do: fc.constant('publish') }),
  fc.record({ do: fc.constant('revoke'), mandate: mostly }),
  fc.record({ do: fc.constant('supersede') }),
] as fc.Arbitrary<Step>[];

/** What the rules say: true when something is recorded. The model moves on. */
function expected(model: Model, step: Step): boolean {
  const { phase } = model;
  switch (step.do) {
    case 'draft':
      if (phase !== 'none') return false;
      model.phase = 'draft';
      return true;
    case 'alternative':
      if (phase !== 'draft' || model.alternatives.has(step.n) || (step.doNothing && model.doNothing)) return false;
      model.alternatives.add(step.n);
      model.doNothing ||= step.doNothing;
      return true;
    case 'take':
      if (phase !== 'draft' || model.alternatives.size < 2 || !model.doNothing) return false;
      if (!model.alternatives.has(step.chosen) || !step.mandate) return false;
      model.phase = 'taken';
      model.condition = step.condition ? 'open' : 'none';
      return true;
    case 'endorse':
      if ((phase !== 'draft' && phase !== 'taken') || !step.mandate) return false;
      if (model.endorsedIn.get(step.org) === phase) return false;
      model.endorsedIn.set(step.org, phase);
      return true;
    case 'dissent':
      if ((phase !== 'draft' && phase !== 'taken') || model.dissents.get(step.org) === step.text) return false;
      model.dissents.set(step.org, step.text);
      return true;
    case 'fulfil':
      if (phase !== 'taken' || model.condition === 'none' || model.condition === 'fulfilled') return false;
      model.condition = 'fulfilled';
      return true;
    case 'breach':
      if (phase !== 'taken' || model.condition !== 'open') return false;
      model.condition = 'breached';
      return true;
    case 'publish':
      if (phase !== 'taken') return false;
      model.published++;
      return true;
    case 'revoke':
      if (phase !== 'taken' || !step.mandate) return false;
      model.phase = 'ended';
      return true;
    case 'supersede':
      if (phase !== 'taken') return false;
      model.phase = 'ended';
      return true;
  }
}

function commandOf(step: Step, state: DecisionState): { type: string; data: Record<string, unknown>; org?: number } {
  const mandateId = 'mandate' in step && !step.mandate ? id('mnd', 9) : id('mnd');
  switch (step.do) {
    case 'draft':
      return { type: 'DraftDecision', data: drafted.data };
    case 'alternative':
      return { type: 'AddAlternative', data: alternative(step.n, step.doNothing).data };
    case 'take': {
      const conditions = step.condition ? [{ conditionId: id('cnd'), text: 'Geld', due: '2026-09-01' }] : [];
      return { type: 'TakeDecision', data: takingData({ chosen: id('alt', step.chosen), mandateId, conditions }) };
    }
    case 'endorse':
      return { type: 'EndorseDecision', data: { orgId: id('org', step.org), mandateId }, org: step.org };
    case 'dissent':
      return { type: 'RecordDissent', data: { orgId: id('org', step.org), text: step.text }, org: step.org };
    case 'fulfil':
      return { type: 'FulfilCondition', data: { conditionId: id('cnd'), evidence: 'Betaald' } };
    case 'breach':
      return { type: 'BreachCondition', data: { conditionId: id('cnd'), text: 'Niet betaald' } };
    case 'publish': {
      // another number of fields withheld each time, so that it is never the same copy again
      const withheld = Object.keys(state.alternatives).slice(0, state.publications.length % 2);
      const redactions = withheld.map((alt) => ({ field: `alternative.${alt}.pros`, ground: '5.1.1c' }));
      return { type: 'PublishDecision', data: { channel: 'WEBSITE', redactions } };
    }
    case 'revoke':
      return { type: 'RevokeDecision', data: { reason: 'Vergissing', mandateId } };
    case 'supersede':
      return { type: 'SupersedeDecision', data: { byDecisionId: id('dec', 2) } };
  }
}

test('any sequence of commands ends where the rules in words say', () => {
  const { decide, evolve, initial } = kindFunctions('decision');
  let took = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(...steps), { maxLength: 30, size: 'max' }), (sequence) => {
      let state = initial() as DecisionState;
      const model: Model = {
        phase: 'none',
        alternatives: new Set(),
        doNothing: false,
        endorsedIn: new Map(),
        dissents: new Map(),
        condition: 'none',
        published: 0,
      };
      let index = 0;
      // the beginning of most stories, so that what comes later is reached
      const begun: Step[] =
        sequence.length % 3 === 0
          ? []
          : [
              { do: 'draft' },
              { do: 'alternative', n: 1, doNothing: true },
              { do: 'alternative', n: 2, doNothing: false },
            ];
      for (const step of [...begun, ...sequence]) {
        const { type, data, org = 1 } = commandOf(step, state);
        const schema = catalogue.decision.commands[type]?.schema;
        const basis: Record<string, string> = {};
        if (state.content) basis['content'] = state.content.command;
        const breached = state.conditions[id('cnd')]?.breached;
        if (breached) basis[`condition.${id('cnd')}`] = breached.command;
        const context: DecideContext = {
          ...{ actor: 'act_noor', organisation: id('org', org), role: 'PROVINCE' },
          ...{ now: '2026-06-01T12:00:00.000Z', today: '2026-06-01' },
          around: {
            siteOwner: () => null,
            regionExists: () => true,
            organisationExists: () => true,
            ...under(mandateOf()),
          },
        };
        const command = { id: uuid(5_000 + index), type, subject: dec, data: schema?.parse(data) ?? data, basis };
        const decision = decide(state, command, context);
        const events = 'events' in decision ? decision.events : [];
        expect(events.length > 0, `${JSON.stringify(step)} gave ${JSON.stringify(decision)}`).toBe(
          expected(model, step),
        );
        for (const event of events) {
          catalogue.decision.payloads[event.type]?.parse(event.data);
          const made = recorded(`decision-${uuid(1)}`, index++, { type: event.type, data: event.data });
          const meta = { ...made.meta, organisation: id('org', org) };
          state = evolve(state, { ...made, meta }) as DecisionState;
        }
      }
      if (model.phase === 'taken' || model.phase === 'ended') took++;
      expect(state.exists).toBe(model.phase !== 'none');
      expect(Object.keys(state.alternatives)).toHaveLength(model.alternatives.size);
      expect(Object.keys(state.endorsements)).toHaveLength(model.endorsedIn.size);
      expect(Object.keys(state.dissents)).toHaveLength(model.dissents.size);
      expect(state.publications).toHaveLength(model.published);
      expect(state.taken !== undefined).toBe(model.phase === 'taken' || model.phase === 'ended');
      expect(state.taken?.motivation ?? motivation).toBe(motivation);
    }),
    { numRuns: 400 },
  );
  expect(took).toBeGreaterThan(100);
});
