import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CommandQueue } from '../../../client/live/command-queue.ts';
import { FieldUndo, type RecordedValue } from '../../../client/live/field-undo.ts';
import { kindFunctions } from '../../../events/catalogue.ts';
import type { Command, DecideContext } from '../../../events/decision.ts';
import type { PlanState } from '../../../events/plan/state.ts';
import { id, recorded, uuid } from '../given.ts';

const PLAN = id('pln');
const STREAM = `plan-${uuid(1)}`;
const TOPIC = 'region:x';
const plan = kindFunctions('plan');

/** One person's fields of a plan, with his queue, and a server that decides as ours does. */
class Person {
  state = plan.initial() as PlanState;
  readonly queue = new CommandQueue();
  readonly refused: string[] = [];
  /** What stood in the beginning. */
  readonly begun: Record<string, unknown>;
  undo = this.#steps();
  #events = 0;
  #ids = 0;

  constructor() {
    const start = { regionId: id('reg'), kind: 'SHARED_HEAT', title: 'Warm', initiatorOrg: id('org', 1) };
    this.#record('SynergyPlanStarted', start, 'act_noor', uuid(1));
    this.other('pipeDN', 200);
    this.begun = this.values();
    this.look();
  }

  #steps(kept?: FieldUndo['kept']): FieldUndo {
    return new FieldUndo(
      PLAN,
      {
        give: (wish) => this.queue.add({ ...wish, id: this.newId() }, TOPIC).command.id,
        withdraw: (command) => this.queue.withdraw(command),
        pending: () => this.queue.pending,
        lastOn: (field) => this.queue.lastOn(PLAN, field),
        newId: () => this.newId(),
      },
      kept,
    );
  }

  newId = (): string => uuid(1_000_000 + ++this.#ids);

  /** The page is loaded again: what is kept goes through JSON. */
  reload(): void {
    this.undo = this.#steps(JSON.parse(JSON.stringify(this.undo.kept)) as FieldUndo['kept']);
    this.look();
  }

  edit(field: string, value: number): void {
    const basis = { [field]: this.queue.lastOn(PLAN, field) ?? this.state.details[field]?.at(-1)?.command ?? null };
    this.queue.add({ id: this.newId(), type: 'SetPlanDetail', subject: PLAN, data: { field, value }, basis }, TOPIC);
  }

  other(field: string, value: number): void {
    this.#record('PlanDetailSet', { field, value, unit: 'DN' }, 'act_daan', this.newId());
  }

  /** Everything that may be sent leaves. */
  leave(): void {
    for (const { command } of this.queue.sendable()) this.queue.sent(command.id);
  }

  /** What has left is decided, recorded, and seen here. */
  arrive(): void {
    for (const { command } of this.queue.pending.filter(({ state }) => state === 'sent')) this.#decide(command);
    this.look();
  }

  drain(): void {
    while (this.queue.pending.length > 0) {
      this.leave();
      this.arrive();
    }
  }

  values(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this.state.details).map(([name, all]) => [name, all.at(-1)?.value]));
  }

  look(): void {
    const values = Object.entries(this.state.details).flatMap(([field, entries]) =>
      entries.map(({ event, command, index, by }): RecordedValue => ({
        field,
        event,
        command,
        index,
        mine: by === 'act_noor',
      })),
    );
    this.undo.recorded(
      values.sort((a, b) => a.index - b.index),
      this.#events - 1,
    );
    this.undo.settle();
  }

  #decide(command: Command): void {
    const decision = plan.decide(this.state, command, context);
    if ('refused' in decision) {
      this.refused.push(decision.refused.code);
      this.queue.refuse(command.id, { code: decision.refused.code } as never);
      return;
    }
    if ('nothing' in decision) {
      this.queue.answered(command.id, { ok: true, nothing: true, index: 0, events: [], holder: decision.holder ?? '' });
      return;
    }
    if ('events' in decision)
      for (const one of decision.events) this.#record(one.type, one.data, 'act_noor', command.id);
    this.queue.seen(TOPIC, new Set([command.id]), this.#events);
  }

  #record(type: string, data: Readonly<Record<string, unknown>>, actor: string, command: string): void {
    const event = recorded(STREAM, this.#events++, { type, data: { ...data }, meta: { actor, command } });
    this.state = plan.evolve(this.state, event) as PlanState;
  }
}

const context: DecideContext = {
  ...{ actor: 'act_noor', organisation: id('org', 1), role: 'COMPANY' },
  ...{ now: '2026-06-01T12:00:00.000Z', today: '2026-06-01' },
  around: { siteOwner: () => null, regionExists: () => true, organisationExists: () => true },
};

describe('undo of fields', () => {
  test('goes back step by step in one field, and forward again, without asking', () => {
    const noor = new Person();
    for (const value of [5, 6, 7]) {
      noor.edit('backupMW', value);
      noor.drain();
    }
    for (const expected of [6, 5, null]) {
      noor.undo.undo();
      noor.drain();
      expect(noor.values()['backupMW']).toBe(expected);
    }
    for (const expected of [5, 6, 7]) {
      noor.undo.redo();
      noor.drain();
      expect(noor.values()['backupMW']).toBe(expected);
    }
    expect([noor.refused, noor.undo.canUndo, noor.undo.canRedo]).toEqual([[], true, false]);
  });

  test('somebody else’s value on top is not undone: it is a conflict, which is asked about', () => {
    const noor = new Person();
    noor.edit('pipeDN', 250);
    noor.drain();
    noor.other('pipeDN', 300);
    noor.undo.undo();
    noor.drain();
    expect([noor.refused, noor.values()['pipeDN']]).toEqual([['EDIT_CONFLICT'], 300]);
  });

  test('nor is his value below one’s own: undone is what one did, and then it is his', () => {
    const noor = new Person();
    noor.edit('pipeDN', 250);
    noor.drain();
    noor.other('pipeDN', 300);
    noor.look();
    noor.edit('pipeDN', 350);
    noor.drain();
    noor.undo.undo();
    noor.drain();
    expect([noor.refused, noor.values()['pipeDN']]).toEqual([[], 300]);
    noor.undo.undo();
    noor.drain();
    expect([noor.refused, noor.values()['pipeDN']]).toEqual([['EDIT_CONFLICT'], 300]);
  });

  test('what has not left is taken back, and comes again as it was', () => {
    const noor = new Person();
    noor.edit('pipeDN', 250);
    noor.edit('backupMW', 4);
    noor.undo.undo();
    expect(noor.queue.pending.map(({ command }) => command.data['field'])).toEqual(['pipeDN']);
    noor.undo.undo();
    expect([noor.queue.pending.length, noor.undo.canUndo, noor.undo.canRedo]).toEqual([0, false, true]);
    noor.undo.redo();
    noor.undo.redo();
    noor.drain();
    expect([noor.values()['pipeDN'], noor.values()['backupMW'], noor.refused]).toEqual([250, 4, []]);
  });

  test('what was there before this page was opened is not undone here', () => {
    const noor = new Person();
    noor.edit('backupMW', 4);
    noor.drain();
    noor.undo = new Person().undo;
    expect(noor.undo.canUndo).toBe(false);
  });

  const edits = fc.tuple(fc.constantFrom('backupMW', 'lossHours', 'pipeDN'), fc.integer({ min: 20, max: 99 }));
  const acts = fc.constantFrom('undo', 'redo', 'leave', 'arrive', 'drain', 'reload');
  const step = fc.oneof({ weight: 5, arbitrary: edits }, { weight: 5, arbitrary: acts });

  function play(noor: Person, steps: readonly (readonly [string, number] | 'undo' | 'redo' | Act)[]): void {
    for (const one of steps) {
      if (typeof one !== 'string') noor.edit(...one);
      else if (one === 'undo' || one === 'redo') noor.undo[one]();
      else noor[one]();
    }
    noor.drain();
  }

  test('undoing everything and redoing it returns to the present state exactly, across reconnections and reloads', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, sending) => {
        const noor = new Person();
        play(noor, steps);
        const [present, before] = [noor.values(), noor.undo.kept.undone.length];
        for (let n = 0; n < 200 && noor.undo.canUndo; n++) {
          noor.undo.undo();
          if (sending) noor.drain();
        }
        noor.drain();
        expect(noor.values()).toEqual({ ...present, ...noor.begun, ...nothing(present, noor.begun) });
        for (let n = 0; n < 200 && noor.undo.kept.undone.length > before; n++) {
          noor.undo.redo();
          if (sending) noor.drain();
        }
        noor.drain();
        expect(noor.values()).toEqual(present);
        expect(noor.refused).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('whatever is undone and redone, what somebody else set last stands', () => {
    const others = fc.tuple(fc.constant('other' as const), edits);
    fc.assert(
      fc.property(fc.array(fc.oneof(step, others), { maxLength: 40 }), (steps) => {
        const noor = new Person();
        const last: Record<string, number> = {};
        for (const one of steps) {
          if (one[0] !== 'other') play(noor, [one as never]);
          else {
            const [field, value] = one[1] as [string, number];
            noor.other(field, (last[field] = value));
            noor.look();
          }
        }
        for (let n = 0; n < 200 && noor.undo.canUndo; n++) {
          noor.undo.undo();
          noor.drain();
        }
        expect(noor.values()).toMatchObject(last);
      }),
      { numRuns: 200 },
    );
  });
});

type Act = 'leave' | 'arrive' | 'drain' | 'reload';
/** Fields of which nothing was known in the beginning. */
const nothing = (present: object, begun: object): object =>
  Object.fromEntries(Object.keys(present).flatMap((field) => (field in begun ? [] : [[field, null]])));
