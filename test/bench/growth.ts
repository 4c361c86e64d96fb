import { setTimeout as delay } from 'node:timers/promises';
import { serve } from './child.ts';
import { dice } from './log/dice.ts';
import { builtLog, copyOf } from './log/opened.ts';
import { median, ms, round, type Bench, type Result } from './measure.ts';
import { connect, makePlans, newId } from './table.ts';

type Cost = Record<'command' | 'push' | 'as-of', number>;

/** What one command, one push and one look at the past of a small table cost, on logs ever longer. */
export const growth: Bench = async ({ events, part }) => {
  const sizes = [1e3, 1e4, 1e5, 1e6].filter((size) => size <= events);
  const costs: Cost[] = [];
  for (const size of sizes) costs.push(await costAt(size, Math.max(20, 400 * part)));
  return (['command', 'push', 'as-of'] as const).map((what) => {
    const values = costs.map((cost) => cost[what]);
    const [first = Number.NaN] = values;
    const ratio = (values.at(-1) ?? Number.NaN) / first;
    const line = sizes.map((size, n) => `${ms(values[n] ?? Number.NaN)} at ${size.toLocaleString('en')}`).join(', ');
    return {
      ...{ name: `growth, one ${what}`, ours: line, floor: `${ms(first)} at ${sizes[0]?.toLocaleString('en')}` },
      ...{ ratio: round(ratio), goal: '≤ 1.5 × (flat)', met: ratio <= 1.5 },
    } satisfies Result;
  });
};

async function costAt(size: number, times: number): Promise<Cost> {
  const { directory, remove } = copyOf(await builtLog(size));
  const child = await serve('ours', directory);
  await proven(child.url, size);
  const { plans, people } = await makePlans(child.url, 1);
  const [place] = plans;
  if (!place) throw new Error('no plan');
  const [editor, viewer] = [await connect(child.url, people.noor.cookie), await connect(child.url, people.daan.cookie)];
  const loaded = new Promise((resolve) => viewer.once('reset', resolve));
  await viewer.emitWithAck('watch', { topic: place.topic, after: null });
  await loaded;
  const [answered, seen]: [number[], number[]] = [[], []];
  let basis: string | null = null;
  for (let n = 0; n < times; n++) {
    const id = newId();
    const begun = performance.now();
    const pushed = new Promise<void>((resolve) => viewer.once('events', () => resolve()));
    const data = { field: 'lossHours', value: n + 1 };
    const command = { id, type: 'SetPlanDetail', subject: place.plan, data, basis: { lossHours: basis } };
    const answer = (await editor.emitWithAck('command', command)) as { ok: boolean };
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    answered.push(performance.now() - begun);
    await pushed;
    seen.push(performance.now() - begun);
    basis = id;
  }
  const looks = await looksAt(child.url, people.noor.cookie, place.region, size, times);
  editor.disconnect();
  viewer.disconnect();
  await child.stop();
  remove();
  return { command: median(answered), push: median(seen), 'as-of': median(looks) };
}

/** The tree of the proofs is built once, when a log is first opened; what it takes is told by the bench of rebuilding. */
async function proven(url: string, size: number): Promise<void> {
  for (;;) {
    const [, signed = '0'] = (await (await fetch(`${url}/api/audit/checkpoint`)).text()).split('\n');
    if (Number(signed) >= size) return;
    await delay(200);
  }
}

/** The table that the edits were made at, at moments since. */
async function looksAt(url: string, cookie: string, region: string, size: number, times: number): Promise<number[]> {
  const roll = dice(size);
  const { index } = (await (await fetch(`${url}/api/regions/${region}`, { headers: { cookie } })).json()) as {
    index: number;
  };
  const delays: number[] = [];
  for (let n = 0; n < times; n++) {
    const begun = performance.now();
    const answer = await fetch(`${url}/api/regions/${region}?at=${index - 1 - roll.below(times)}`, {
      headers: { cookie },
    });
    await answer.json();
    delays.push(performance.now() - begun);
  }
  return delays;
}
