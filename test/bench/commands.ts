import type { Socket } from 'socket.io-client';
import { serve } from './child.ts';
import { median, ms, percentile, perSecond, round, type Bench, type Scale } from './measure.ts';
import { connect, editors, makePlans, newId } from './table.ts';

const EDITORS = 200;
const REGIONS = 20;
const SECONDS = 6;
const fields = [
  ['lossHours', 1, 8_000],
  ['backupMW', 1, 900],
  ['routeLengthKm', 1, 190],
  ['crowDistanceKm', 1, 140],
  ['pipeDN', 20, 1_100],
  ['supplyTemperatureC', 30, 240],
  ['returnTemperatureC', 10, 190],
  ['sourceTemperatureC', 300, 590],
  ['requiredTemperatureC', 20, 100],
  ['exchangerDeltaK', 1, 40],
] as const;

interface Load {
  readonly rate: number;
  readonly p99: number;
}

/** 200 editors at 20 tables, each watching its region, each with one command under way. */
export const commands: Bench = async (scale) => {
  const ours = await ourEditors();
  const floor = await floorEditors();
  const measured: Record<'ours' | 'floor', Load[]> = { ours: [], floor: [] };
  await load(floor.gives, { ...scale, part: scale.part / 4 });
  await load(ours.gives, { ...scale, part: scale.part / 4 });
  for (let run = 0; run < scale.runs; run++) {
    measured.floor.push(await load(floor.gives, scale));
    measured.ours.push(await load(ours.gives, scale));
  }
  await floor.stop();
  await ours.stop();
  const rate = { ours: median(measured.ours.map((l) => l.rate)), floor: median(measured.floor.map((l) => l.rate)) };
  const p99 = { ours: median(measured.ours.map((l) => l.p99)), floor: median(measured.floor.map((l) => l.p99)) };
  return [
    {
      name: 'commands, 200 editors at 20 tables',
      ours: `${perSecond(rate.ours)}, p99 ${ms(p99.ours)}`,
      floor: `${perSecond(rate.floor)}, p99 ${ms(p99.floor)} (grouped insert, ack, push)`,
      ratio: round(rate.ours / rate.floor),
      goal: '≥ 0.5 × floor',
      met: rate.ours >= 0.5 * rate.floor,
    },
  ];
};

type Give = () => Promise<void>;

async function load(gives: readonly Give[], scale: Scale): Promise<Load> {
  const delays: number[] = [];
  const begun = performance.now();
  const end = begun + SECONDS * 1000 * scale.part;
  await Promise.all(
    gives.map(async (give) => {
      while (performance.now() < end) {
        const sent = performance.now();
        await give();
        delays.push(performance.now() - sent);
      }
    }),
  );
  return { rate: delays.length / ((performance.now() - begun) / 1000), p99: percentile(delays, 99) };
}

async function ourEditors(): Promise<{ gives: Give[]; stop: () => Promise<void> }> {
  const child = await serve('ours');
  const { plans, people } = await makePlans(child.url, REGIONS);
  const sockets: Socket[] = [];
  const gives: Give[] = [];
  for (let n = 0; n < EDITORS; n++) {
    const place = plans[n % REGIONS];
    const [field, least, most] = fields[Math.floor(n / REGIONS) % fields.length] ?? fields[0];
    if (!place) throw new Error('no plan');
    const socket = await connect(child.url, people[editors[n % editors.length] ?? 'noor'].cookie);
    const loaded = new Promise((resolve) => socket.once('reset', resolve));
    await socket.emitWithAck('watch', { topic: place.topic, after: null });
    await loaded;
    sockets.push(socket);
    let basis: string | null = null;
    let count = 0;
    gives.push(async () => {
      const id = newId();
      count++;
      // three of four change a figure, one comments
      const figure = count % 4 !== 0;
      const commentId = `cmt_${newId()}`;
      const command = figure
        ? {
            type: 'SetPlanDetail',
            data: { field, value: least + (count % (most - least)) },
            basis: { [field]: basis },
          }
        : {
            type: 'PlaceComment',
            data: { commentId, threadId: commentId, target: field, text: 'Klopt dit nog?', mentions: [] },
          };
      const answer = (await socket.emitWithAck('command', { id, subject: place.plan, ...command })) as { ok: boolean };
      if (!answer.ok) throw new Error(JSON.stringify(answer));
      if (figure) basis = id;
    });
  }
  const stop = (): Promise<void> => leave(sockets, child.stop);
  return { gives, stop };
}

async function floorEditors(): Promise<{ gives: Give[]; stop: () => Promise<void> }> {
  const child = await serve('floor');
  const sockets: Socket[] = [];
  const gives: Give[] = [];
  for (let n = 0; n < EDITORS; n++) {
    const topic = `region ${n % REGIONS}`;
    const socket = await connect(child.url);
    socket.on('events', () => undefined);
    await socket.emitWithAck('watch', { topic });
    sockets.push(socket);
    let count = 0;
    gives.push(async () => {
      const data = { field: 'lossHours', value: ++count };
      await socket.emitWithAck('command', { id: newId(), topic, type: 'SetPlanDetail', subject: 'pln_x', data });
    });
  }
  return { gives, stop: () => leave(sockets, child.stop) };
}

async function leave(sockets: readonly Socket[], stop: () => Promise<void>): Promise<void> {
  for (const socket of sockets) socket.disconnect();
  await stop();
}
