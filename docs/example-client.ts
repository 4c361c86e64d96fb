/**
 * A program at the table: signs in, watches a region, changes one figure of a plan and says what it sees.
 *
 *     npm run example-client -- http://127.0.0.1:3000
 *
 * It uses nothing of the project but the protocol (docs/live-protocol.md).
 */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';

interface Seen {
  id: string;
  index: number;
  type: string;
  stream: string;
  data: Record<string, unknown>;
  meta: { actor: string; command: string };
}
interface Plan {
  fields: { name: string; last?: { value: unknown; command: string } }[];
}

const base = process.argv[2] ?? 'http://127.0.0.1:3000';

// 1. Sign in. The demonstration needs no password; the cookie is the session.
const session = await fetch(`${base}/api/session/demo`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ persona: 'act_demo-noor' }),
});
const cookie = session.headers
  .getSetCookie()
  .map((one) => one.split(';')[0])
  .join('; ');
const get = async <T>(path: string): Promise<T> => {
  const answer = await fetch(base + path, { headers: { cookie } });
  const body = (await answer.json()) as T & { detail?: string };
  if (!answer.ok) throw new Error(body.detail);
  return body;
};

// 2. Find the example region and its first plan.
const { regions } = await get<{ regions: { id: string; name: string; example: boolean }[] }>('/api/regions');
const region = regions.find((one) => one.example);
if (!region) throw new Error('There is no example region here.');
const overview = await get<{ plans: { id: string; title: string }[] }>(`/api/regions/${region.id}`);
const plan = overview.plans.find((one) => one.title.startsWith('Ovenwarmte'));
if (!plan) throw new Error('The plan of the example is not there.');
console.log(`${region.name}: ${plan.title}`);

// 3. Watch the region. `reset` brings its state, `events` what happens from then on.
const socket = io(base, { transports: ['websocket'], extraHeaders: { cookie } });
let index: number | null = null;
let view: string | undefined; // names the rights under which the state was made: given back when asking on
const loaded = new Promise<void>((resolve) => {
  socket.on('reset', (message: { index: number; view: string; state: { streams: Record<string, unknown> } }) => {
    ({ index, view } = message);
    console.log(`state of ${Object.keys(message.state.streams).length} streams, up to log index ${index}`);
    resolve();
  });
});
const topic = `region:${region.id}`;
const command = uuidV7();
const seen = new Promise<Seen>((resolve) => {
  socket.on('events', (message: { prev: number; index: number; events: Seen[] }) => {
    if (index === null || message.index <= index) return; // had it
    if (message.prev > index) return void socket.emit('watch', { topic, after: index, view }, () => undefined); // a gap
    for (const event of message.events.filter((one) => one.index > (index ?? -1))) {
      console.log(`${event.index} ${event.type} ${JSON.stringify(event.data)} by ${event.meta.actor}`);
      if (event.meta.command === command) resolve(event);
    }
    index = message.index;
  });
});
// After every (re)connection: ask on from where you are.
socket.on('connect', () => {
  socket.emit('hello', { build: 'any' }, () => undefined);
  socket.emit('watch', { topic, after: index, view }, (answer: { ok: boolean }) => {
    if (!answer.ok) throw new Error(JSON.stringify(answer));
  });
});
await loaded;

// 4. Change a figure, based on what we see of it. The same id may be sent again: it has one effect.
const { fields } = await get<Plan>(`/api/plans/${plan.id}`);
const standing = fields.find((field) => field.name === 'lossHours')?.last;
const answer: unknown = await socket.timeout(8_000).emitWithAck('command', {
  id: command,
  type: 'SetPlanDetail',
  subject: plan.id,
  data: { field: 'lossHours', value: standing?.value === 7_500 ? 7_600 : 7_500 },
  basis: { lossHours: standing?.command ?? null },
});
console.log(`answer ${JSON.stringify(answer)}`);

// 5. It comes back over the topic, as everybody at the table sees it.
await seen;
socket.disconnect();

/** A UUIDv7: 48 bits of milliseconds, then random bits. */
function uuidV7(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
