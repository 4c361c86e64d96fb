import { ChangeSet, Text } from '@codemirror/state';
import * as Y from 'yjs';
import { TextSession } from '../../client/texts/text-session.ts';
import type { CommandAnswer } from '../../events/live-protocol.ts';
import type { NarrativeState } from '../../events/narrative/state.ts';
import { streamOf } from '../../events/ids.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { askerIn, coreAt, freshDirectory, withExample } from '../integration/core-harness.ts';
import { newCommandId } from '../integration/ids.ts';
import { trace, tracesThere, type Typed } from '../spec/narrative/trace.ts';
import { median, round, type Bench, type Result, type Scale } from './measure.ts';

/** Transactions that go as one change: about what is typed within a second. */
const TOGETHER = 7;
interface Batch {
  readonly agent: number;
  readonly changes: ChangeSet;
}

/**
 * A recording of two real people, typed again through a narrative section until the log and both screens agree: from
 * command to store to both, in memory. The floor sends the same changes through CodeMirror's change sets alone.
 */
export const text: Bench = async (scale) => {
  if (!tracesThere) {
    console.log('left out: text (the recordings are not here: ../shared/data/editing_traces)');
    return [];
  }
  const recording = trace('friendsforever', scale.part < 1 ? Math.ceil(26_078 * scale.part) : Infinity);
  const batches = batchesOf(recording.typed);
  const rates: Record<'ours' | 'floor' | 'yjs' | 'growth', number[]> = { ours: [], floor: [], yjs: [], growth: [] };
  for (let run = 0; run < scale.runs; run++) {
    rates.floor.push(floor(batches, recording.end));
    const { milliseconds, growth } = await ours(batches, recording.end);
    rates.ours.push(milliseconds);
    rates.growth.push(growth);
    rates.yjs.push(yjs(batches, recording.end));
  }
  return results(rates, batches.length, scale);
};

function results(
  rates: Record<'ours' | 'floor' | 'yjs' | 'growth', number[]>,
  changes: number,
  scale: Scale,
): Result[] {
  const [mine, floorMs, yjsMs, growth] = [rates.ours, rates.floor, rates.yjs, rates.growth].map(median) as [
    number,
    number,
    number,
    number,
  ];
  const each = (milliseconds: number) => `${((1000 * milliseconds) / changes).toFixed(0)} µs a change`;
  return [
    {
      name: `text, ${changes.toLocaleString('en')} changes of two people`,
      ours: each(mine),
      floor: `${each(floorMs)} (CodeMirror’s change sets alone)`,
      peer: `${each(yjsMs)} (Yjs)`,
      ratio: round(floorMs / mine),
      goal: '≥ 0.5 × floor',
      met: floorMs / mine >= 0.5,
    },
    {
      name: 'text, cost of a change in the last quarter to that in the second',
      ours: `${round(growth)} ×`,
      floor: '1 ×',
      ratio: round(growth),
      goal: '≤ 1.5 × (linear growth)',
      met: growth <= 1.5 || scale.part < 1,
    },
  ];
}

function batchesOf(typed: readonly Typed[]): Batch[] {
  const batches: Batch[] = [];
  let count = 0;
  for (const { agent, changes } of typed) {
    const last = batches.at(-1);
    if (last?.agent === agent && count++ < TOGETHER)
      batches[batches.length - 1] = { agent, changes: last.changes.compose(changes) };
    else {
      batches.push({ agent, changes });
      count = 1;
    }
  }
  return batches;
}

async function ours(batches: readonly Batch[], end: string): Promise<{ milliseconds: number; growth: number }> {
  const core = await coreAt(freshDirectory(), openMemoryStore(), 'as they are');
  const id = await withExample(core);
  const subject = `txt_${id('pln', 'heat').slice(4)}_approach`;
  const people = ['act_demo-noor', 'act_demo-daan'].map((actor) => ({
    actor,
    session: new TextSession(0, ''),
    screen: Text.empty,
  }));
  const marks: number[] = [];
  const begun = performance.now();
  for (const [n, { agent, changes }] of batches.entries()) {
    if (n % Math.ceil(batches.length / 4) === 0) marks.push(performance.now());
    const me = people[agent];
    if (!me) throw new Error('nobody');
    me.screen = changes.apply(me.screen);
    me.session.typed(changes);
    const command = newCommandId();
    const data = me.session.send(command);
    if (!data) continue;
    const answer: CommandAnswer = await core.commands.execute(
      JSON.parse(JSON.stringify({ id: command, type: 'EditText', subject, data })),
      () => askerIn(core, me.actor),
    );
    if (!answer.ok) throw new Error(answer.problem.detail);
    const state = core.readModels.state(streamOf(subject)?.stream ?? '') as NarrativeState;
    const last = state.recent.at(-1);
    if (!last) throw new Error('not recorded');
    const pushed = JSON.parse(JSON.stringify(last)) as typeof last;
    for (const one of people) {
      const effect = one.session.received(pushed);
      if (effect) one.screen = effect.apply(one.screen);
    }
  }
  marks.push(performance.now());
  const milliseconds = performance.now() - begun;
  for (const { screen } of people)
    if (screen.toString() !== end) throw new Error('The screens differ from the recording.');
  await core.stop();
  const quarter = (n: number) => (marks[n + 1] ?? 0) - (marks[n] ?? 0);
  return { milliseconds, growth: quarter(3) / quarter(1) };
}

function floor(batches: readonly Batch[], end: string): number {
  const docs = [Text.empty, Text.empty, Text.empty];
  const begun = performance.now();
  for (const { agent, changes } of batches) {
    const sent = ChangeSet.fromJSON(JSON.parse(JSON.stringify(changes.toJSON())));
    docs[0] = sent.apply(docs[0] ?? Text.empty);
    const pushed = ChangeSet.fromJSON(JSON.parse(JSON.stringify(sent.toJSON())));
    for (const one of [1, 2]) docs[one] = (one - 1 === agent ? changes : pushed).apply(docs[one] ?? Text.empty);
  }
  const milliseconds = performance.now() - begun;
  if (docs.some((doc) => doc.toString() !== end)) throw new Error('The floor differs from the recording.');
  return milliseconds;
}

function yjs(batches: readonly Batch[], end: string): number {
  const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  const begun = performance.now();
  for (const { agent, changes } of batches) {
    const own = docs[agent + 1];
    if (!own) throw new Error('nobody');
    let made: Uint8Array | undefined;
    const keep = (update: Uint8Array) => (made = update);
    own.on('update', keep);
    own.transact(() => {
      const words = own.getText('t');
      const places: [number, number, string][] = [];
      changes.iterChanges((from, to, _, __, inserted) => places.push([from, to, inserted.toString()]));
      for (const [from, to, inserted] of places.reverse()) {
        if (to > from) words.delete(from, to - from);
        if (inserted !== '') words.insert(from, inserted);
      }
    });
    own.off('update', keep);
    if (made) for (const doc of docs) if (doc !== own) Y.applyUpdate(doc, made);
  }
  const milliseconds = performance.now() - begun;
  if (docs.some((doc) => doc.getText('t').toJSON() !== end)) throw new Error('Yjs differs from the recording.');
  return milliseconds;
}
