import type { Socket } from 'socket.io-client';
import ShareDBClient from 'sharedb/lib/client/index.js';
import { WebSocket } from 'ws';
import { serve } from './child.ts';
import { median, ms, percentile, round, type Bench, type Scale } from './measure.ts';
import { joinAt } from './hocuspocus.ts';
import { connect, editors, makePlans, newId } from './table.ts';

const VIEWERS = 50;
const EDITS = 1_000;

interface Table {
  /** Makes one edit; resolves when the last viewer has seen it. */
  edit(value: number): Promise<void>;
  close(): Promise<void>;
}

/** One editor, 50 viewers of one region: from the edit to the last viewer, through decision and disk. */
export const editToSeen: Bench = async (scale) => {
  const tables = {
    ours: await ourTable(),
    floor: await floorTable(),
    peer: await shareDbTable(),
    other: await hocuspocusTable(),
  };
  const p50: Record<keyof typeof tables, number[]> = { ours: [], floor: [], peer: [], other: [] };
  const p99: Record<keyof typeof tables, number[]> = { ours: [], floor: [], peer: [], other: [] };
  for (const table of Object.values(tables)) await delays(table, { ...scale, part: scale.part / 3 });
  for (let run = 0; run < scale.runs; run++) {
    for (const name of ['floor', 'ours', 'peer', 'other'] as const) {
      const measured = await delays(tables[name], scale);
      p50[name].push(percentile(measured, 50));
      p99[name].push(percentile(measured, 99));
    }
  }
  for (const table of Object.values(tables)) await table.close();
  const [ours, floor, peer] = [median(p50.ours), median(p50.floor), median(p50.peer)];
  const [ours99, floor99, peer99] = [median(p99.ours), median(p99.floor), median(p99.peer)];
  return [
    {
      name: 'edit-to-seen, p50',
      ours: ms(ours),
      floor: `${ms(floor)} (insert, fsync, broadcast)`,
      peer: `${ms(peer)} (ShareDB, in memory), ${ms(median(p50.other))} (Hocuspocus, in memory)`,
      ratio: round(ours / floor),
      goal: '≤ 1.5 × floor',
      met: ours <= 1.5 * floor,
    },
    {
      name: 'edit-to-seen, p99',
      ours: ms(ours99),
      floor: `${ms(floor99)} (insert, fsync, broadcast)`,
      peer: `${ms(peer99)} (ShareDB, in memory), ${ms(median(p99.other))} (Hocuspocus, in memory)`,
      ratio: round(ours99 / peer99),
      goal: '≤ 1 × ShareDB',
      met: ours99 <= peer99,
    },
  ];
};

async function delays(table: Table, scale: Scale): Promise<number[]> {
  const measured: number[] = [];
  for (let n = 0; n < Math.max(5, EDITS * scale.part); n++) {
    const begun = performance.now();
    await table.edit(n);
    measured.push(performance.now() - begun);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return measured;
}

async function ourTable(): Promise<Table> {
  const child = await serve('ours');
  const { plans, people } = await makePlans(child.url, 1);
  const [place] = plans;
  if (!place) throw new Error('no plan');
  const sockets: Socket[] = [];
  for (let n = 0; n < VIEWERS; n++) {
    const socket = await connect(child.url, people[editors[n % editors.length] ?? 'noor'].cookie);
    const loaded = new Promise((resolve) => socket.once('reset', resolve));
    await socket.emitWithAck('watch', { topic: place.topic, after: null });
    await loaded;
    sockets.push(socket);
  }
  const editor = await connect(child.url, people.noor.cookie);
  let basis: string | null = null;
  let value = 0;
  return {
    async edit() {
      const id = newId();
      const seen = allSee(sockets, (message: { events: { meta: { command: string } }[] }) =>
        message.events.some((event) => event.meta.command === id),
      );
      const answer: { ok: boolean } = await editor.emitWithAck('command', {
        id,
        type: 'SetPlanDetail',
        subject: place.plan,
        data: { field: 'lossHours', value: ++value % 8_000 },
        basis: { lossHours: basis },
      });
      if (!answer.ok) throw new Error(JSON.stringify(answer));
      basis = id;
      await seen;
    },
    close: () => leave([...sockets, editor], child.stop),
  };
}

async function floorTable(): Promise<Table> {
  const child = await serve('floor');
  const sockets: Socket[] = [];
  for (let n = 0; n < VIEWERS; n++) {
    const socket = await connect(child.url);
    await socket.emitWithAck('watch', { topic: 'one' });
    sockets.push(socket);
  }
  const editor = await connect(child.url);
  return {
    async edit(value) {
      const id = newId();
      const seen = allSee(sockets, (message: { events: { command: { id: string } }[] }) =>
        message.events.some((event) => event.command.id === id),
      );
      const data = { field: 'lossHours', value };
      await editor.emitWithAck('command', { id, topic: 'one', type: 'SetPlanDetail', subject: 'pln_x', data });
      await seen;
    },
    close: () => leave([...sockets, editor], child.stop),
  };
}

async function shareDbTable(): Promise<Table> {
  const child = await serve('sharedb');
  const sockets: WebSocket[] = [];
  const documentOf = async (): Promise<ShareDBClient.Doc> => {
    const socket = new WebSocket(child.url.replace('http', 'ws'));
    sockets.push(socket);
    const document = new ShareDBClient.Connection(socket as never).get('plans', 'heat');
    await new Promise<void>((resolve, reject) =>
      document.subscribe((error) => (error ? reject(new Error(error.message)) : resolve())),
    );
    return document;
  };
  const viewers: ShareDBClient.Doc[] = [];
  for (let n = 0; n < VIEWERS; n++) viewers.push(await documentOf());
  const editor = await documentOf();
  return {
    async edit() {
      const before = (editor.data as { lossHours: number }).lossHours;
      const seen = Promise.all(
        viewers.map((viewer) => new Promise<void>((resolve) => viewer.once('op', () => resolve()))),
      );
      editor.submitOp([{ p: ['lossHours'], od: before, oi: before + 1 }] as never);
      await seen;
    },
    close: async () => {
      for (const socket of sockets) socket.close();
      await child.stop();
    },
  };
}

async function hocuspocusTable(): Promise<Table> {
  const child = await serve('hocuspocus');
  const clients: Awaited<ReturnType<typeof joinAt>>[] = [];
  for (let n = 0; n <= VIEWERS; n++) clients.push(await joinAt(child.url, 'heat'));
  const [editor, ...viewers] = clients.map(({ document }) => document.getMap<number>('plan'));
  let value = 0;
  return {
    async edit() {
      value++;
      const seen = Promise.all(
        viewers.map(
          (viewer) =>
            new Promise<void>((resolve) => {
              const look = (): void => {
                if (viewer.get('lossHours') !== value) return;
                viewer.unobserve(look);
                resolve();
              };
              viewer.observe(look);
            }),
        ),
      );
      editor?.set('lossHours', value);
      await seen;
    },
    close: async () => {
      for (const client of clients) client.leave();
      await child.stop();
    },
  };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what comes over the wire; each caller says what it looks for
function allSee(sockets: readonly Socket[], shows: (message: any) => boolean): Promise<unknown> {
  return Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve) => {
          const look = (message: unknown): void => {
            if (!shows(message)) return;
            socket.off('events', look);
            resolve();
          };
          socket.on('events', look);
        }),
    ),
  );
}

async function leave(sockets: readonly Socket[], stop: () => Promise<void>): Promise<void> {
  for (const socket of sockets) socket.disconnect();
  await stop();
}
