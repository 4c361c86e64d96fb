import { ChangeSet, Text } from '@codemirror/state';
import * as Y from 'yjs';
import { TextSession } from '../../client/texts/text-session.ts';
import { streamOf } from '../../events/ids.ts';
import type { CommandAnswer } from '../../events/live-protocol.ts';
import type { NarrativeState } from '../../events/narrative/state.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { askerIn, coreAt, freshDirectory, withExample } from '../integration/core-harness.ts';
import { newCommandId } from '../integration/ids.ts';
import { Section } from '../spec/narrative/harness.ts';
import { trace, tracesThere, type Typed } from '../spec/narrative/trace.ts';
import { median, round, type Bench, type Result, type Scale } from './measure.ts';

/** Keystrokes that go as one change: about what is typed within a second, when a client sends what it has. */
const TOGETHER = 7;

/** What one of the two typed until his client sent it. */
interface Flush {
  readonly agent: number;
  readonly typed: readonly ChangeSet[];
}

/**
 * A recording of two real people, typed again key by key: each client shows a keystroke at once, joins what is typed
 * within a second, or before the other goes on, and sends it as one change; until the log and both screens agree. All
 * in memory. Once through the narrative stream alone (decided, folded, pushed to both), and once by the whole command
 * path: authorised, sealed, hashed, recorded, folded from the log, answered. The floor does the same keystrokes,
 * changes and JSON through CodeMirror's change sets alone.
 */
export const text: Bench = async (scale) => {
  if (!tracesThere) {
    console.log('left out: text (the recordings are not here: ../shared/data/editing_traces)');
    return [];
  }
  const recording = trace('friendsforever', scale.part < 1 ? Math.ceil(26_078 * scale.part) : Infinity);
  const flushes = flushesOf(recording.typed);
  const rates: Rates = { stream: [], ours: [], server: [], floor: [], yjs: [], growth: [] };
  for (let run = 0; run < scale.runs; run++) {
    rates.floor.push(floor(flushes, recording.end));
    rates.stream.push(narrativeStream(flushes, recording.end));
    const { milliseconds, server, growth } = await ours(flushes, recording.end);
    rates.ours.push(milliseconds);
    rates.server.push(server);
    rates.growth.push(growth);
    rates.yjs.push(yjs(flushes, recording.end));
  }
  return results(rates, flushes.length, recording.typed.length, scale);
};

type Rates = Record<'stream' | 'ours' | 'server' | 'floor' | 'yjs' | 'growth', number[]>;

function results(rates: Rates, changes: number, keys: number, scale: Scale): Result[] {
  const [stream, mine, server, floorMs, yjsMs, growth] = [
    median(rates.stream),
    median(rates.ours),
    median(rates.server),
    median(rates.floor),
    median(rates.yjs),
    median(rates.growth),
  ];
  const each = (milliseconds: number) => `${((1000 * milliseconds) / changes).toFixed(0)} µs a change`;
  return [
    {
      name: `text, ${keys.toLocaleString('en')} keystrokes of two people in ${changes.toLocaleString('en')} changes, through the narrative stream`,
      ours: each(stream),
      floor: `${each(floorMs)} (CodeMirror’s change sets alone)`,
      peer: `${each(yjsMs)} (Yjs)`,
      ratio: round(floorMs / stream),
      goal: '≥ 0.5 × floor',
      met: floorMs / stream >= 0.5,
    },
    {
      name: 'text, the same by the whole command path',
      ours: `${each(mine)} (authorised, sealed, hashed, recorded), of which ${each(server).replace(' a change', '')} from command to answer`,
      floor: `${each(floorMs)} (CodeMirror’s change sets alone)`,
      peer: `${each(yjsMs)} (Yjs)`,
      ratio: round(floorMs / mine),
      goal: 'reported apart',
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

function flushesOf(typed: readonly Typed[]): Flush[] {
  const flushes: { agent: number; typed: ChangeSet[] }[] = [];
  for (const { agent, changes } of typed) {
    const last = flushes.at(-1);
    if (last?.agent === agent && last.typed.length < TOGETHER) last.typed.push(changes);
    else flushes.push({ agent, typed: [changes] });
  }
  return flushes;
}

/** The server's decider and fold and both clients' sessions, with the JSON that passes between them. */
function narrativeStream(flushes: readonly Flush[], end: string): number {
  const section = new Section();
  const people = ['act_noor', 'act_daan'].map((actor) => ({
    actor,
    session: new TextSession(0, ''),
    screen: Text.empty,
  }));
  const begun = performance.now();
  for (const { agent, typed } of flushes) {
    const me = people[agent];
    if (!me) throw new Error('nobody');
    for (const changes of typed) {
      me.screen = changes.apply(me.screen);
      me.session.typed(changes);
    }
    const data = me.session.send(section.nextCommand);
    if (!data) continue;
    section.give('EditText', JSON.parse(JSON.stringify(data)) as typeof data, me.actor);
    const last = section.state.recent.at(-1);
    if (!last) throw new Error('not recorded');
    const pushed = JSON.stringify(last);
    for (const one of people) {
      const effect = one.session.received(JSON.parse(pushed) as typeof last);
      if (effect) one.screen = effect.apply(one.screen);
    }
  }
  const milliseconds = performance.now() - begun;
  for (const { screen } of people)
    if (screen.toString() !== end) throw new Error('The screens differ from the recording.');
  return milliseconds;
}

async function ours(
  flushes: readonly Flush[],
  end: string,
): Promise<{ milliseconds: number; server: number; growth: number }> {
  const core = await coreAt(freshDirectory(), openMemoryStore(), 'as they are', ':memory:');
  const id = await withExample(core);
  const subject = `txt_${id('pln', 'heat').slice(4)}_approach`;
  const stream = streamOf(subject)?.stream ?? '';
  const people = ['act_demo-noor', 'act_demo-daan'].map((actor) => ({
    // a connection's rights are worked out when they change, not with every command
    asker: askerIn(core, actor),
    session: new TextSession(0, ''),
    screen: Text.empty,
  }));
  const marks: number[] = [];
  let server = 0;
  const begun = performance.now();
  for (const [n, { agent, typed }] of flushes.entries()) {
    if (n % Math.ceil(flushes.length / 4) === 0) marks.push(performance.now());
    const me = people[agent];
    if (!me) throw new Error('nobody');
    for (const changes of typed) {
      me.screen = changes.apply(me.screen);
      me.session.typed(changes);
    }
    const command = newCommandId();
    const data = me.session.send(command);
    if (!data) continue;
    const sent: unknown = JSON.parse(JSON.stringify({ id: command, type: 'EditText', subject, data }));
    const given = performance.now();
    const answer: CommandAnswer = await core.commands.execute(sent, () => me.asker);
    server += performance.now() - given;
    if (!answer.ok) throw new Error(answer.problem.detail);
    const last = (core.readModels.state(stream) as NarrativeState).recent.at(-1);
    if (!last) throw new Error('not recorded');
    const pushed = JSON.stringify(last);
    for (const one of people) {
      const effect = one.session.received(JSON.parse(pushed) as typeof last);
      if (effect) one.screen = effect.apply(one.screen);
    }
  }
  marks.push(performance.now());
  const milliseconds = performance.now() - begun;
  for (const { screen } of people)
    if (screen.toString() !== end) throw new Error('The screens differ from the recording.');
  await core.stop();
  const quarter = (n: number) => (marks[n + 1] ?? 0) - (marks[n] ?? 0);
  return { milliseconds, server, growth: quarter(3) / quarter(1) };
}

/** An authority and two clients, each of which keeps the confirmed text and the screen, as ours do. */
function floor(flushes: readonly Flush[], end: string): number {
  let authority = Text.empty;
  const people = [0, 1].map(() => ({ confirmed: Text.empty, screen: Text.empty }));
  const begun = performance.now();
  for (const { agent, typed } of flushes) {
    const me = people[agent];
    if (!me) throw new Error('nobody');
    let own: ChangeSet | undefined;
    for (const changes of typed) {
      me.screen = changes.apply(me.screen);
      own = own ? own.compose(changes) : changes;
    }
    if (!own || own.empty) continue;
    const sent = ChangeSet.fromJSON(JSON.parse(JSON.stringify(own.toJSON())));
    authority = sent.apply(authority);
    const pushed = JSON.stringify(sent.toJSON());
    for (const one of people) {
      const heard = ChangeSet.fromJSON(JSON.parse(pushed));
      one.confirmed = heard.apply(one.confirmed);
      if (one !== me) one.screen = heard.apply(one.screen);
    }
  }
  const milliseconds = performance.now() - begun;
  for (const { screen, confirmed } of people)
    if (screen.toString() !== end || confirmed.toString() !== end)
      throw new Error('The floor differs from the recording.');
  if (authority.toString() !== end) throw new Error('The floor differs from the recording.');
  return milliseconds;
}

/** Three documents, of which the first stands for the server; an update for each change. */
function yjs(flushes: readonly Flush[], end: string): number {
  const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  const begun = performance.now();
  for (const { agent, typed } of flushes) {
    const own = docs[agent + 1];
    if (!own) throw new Error('nobody');
    const before = Y.encodeStateVector(own);
    for (const changes of typed) own.transact(() => type(own.getText('t'), changes));
    const update = Y.encodeStateAsUpdate(own, before);
    for (const doc of docs) if (doc !== own) Y.applyUpdate(doc, update);
  }
  const milliseconds = performance.now() - begun;
  if (docs.some((doc) => doc.getText('t').toJSON() !== end)) throw new Error('Yjs differs from the recording.');
  return milliseconds;
}

function type(words: Y.Text, changes: ChangeSet): void {
  const places: [number, number, string][] = [];
  changes.iterChanges((from, to, _, __, inserted) => places.push([from, to, inserted.toString()]));
  for (const [from, to, inserted] of places.reverse()) {
    if (to > from) words.delete(from, to - from);
    if (inserted !== '') words.insert(from, inserted);
  }
}
