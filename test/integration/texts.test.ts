import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOf, type NarrativeState } from '../../events/narrative/state.ts';
import { listening, type LiveSocket, type Person, type TestServer } from './server-harness.ts';
import { TopicWatch } from './topic-watch.ts';
import { newCommandId } from './ids.ts';

/** Narrative sections over real sockets: who sees them, how they merge, what is told of them afterwards. */

let server: TestServer;
let noor: Person;
let daan: Person;
let member: Person;
let outsider: Person;
let noorsSocket: LiveSocket;

beforeAll(async () => {
  server = await listening();
  noor = await server.as('act_demo-noor');
  daan = await server.as('act_demo-daan');
  member = await server.as('act_demo-joost');
  outsider = await server.as('act_demo-bram');
  noorsSocket = await noor.connect();
});
afterAll(async () => {
  for (const person of [noor, daan, member, outsider]) person.hangUp();
  await server.stop();
});

const plan = (): string => server.id('pln', 'heat');
const subject = (section: string): string => `${plan().replace('pln_', 'txt_')}_${section}`;
const stream = (section: string): string => subject(section).replace('txt_', 'narrative-');
const edit = (section: string, textRevision: number, changes: unknown[]) => ({
  type: 'EditText',
  subject: subject(section),
  data: { textRevision, changes },
});
const standing = (watch: TopicWatch, section: string): string => {
  const state = watch.state.streams[stream(section)] as NarrativeState | undefined;
  return state ? textOf(state) : '';
};

describe('a text of a plan', () => {
  test('reaches who sees the plan, and nobody else', async () => {
    const watches = await Promise.all(
      [daan, member, outsider].map(async (person) => {
        const socket = await person.connect();
        const raw: string[] = [];
        socket.onAny((...message) => raw.push(JSON.stringify(message)));
        const watch = new TopicWatch(socket, `plan:${plan()}`);
        await watch.begin();
        return { watch, raw };
      }),
    );
    const secret = 'Warmte voor wie aan tafel zit';
    expect(await noor.tell(noorsSocket, edit('motivation', 0, [[0, secret]]))).toMatchObject({ ok: true });
    const [daans, members, outsiders] = watches;
    await daans?.watch.until(() => standing(daans.watch, 'motivation') === secret);
    await members?.watch.until(() => standing(members.watch, 'motivation') === secret);
    expect(await noor.tell(noorsSocket, edit('motivation', 1, [secret.length, [0, '.']]))).toMatchObject({ ok: true });
    await daans?.watch.until(() => standing(daans.watch, 'motivation') === `${secret}.`);
    expect(outsiders?.raw.join('')).not.toContain(secret);
    expect(outsiders?.watch.state.streams).toEqual({});
    for (const path of ['changes?after=0', 'history'])
      expect((await outsider.get(`/api/texts/${subject('motivation')}/${path}`)).body['code']).toBe('NOT_FOUND');
    expect((await outsider.give(edit('motivation', 0, [[0, 'x']]))).body['code']).toBe('NOT_FOUND');
    expect((await member.give(edit('motivation', 0, [[0, 'x']]))).body['code']).toBe('NOT_ALLOWED');
  });

  test('two who write at once on the same text both keep their words, and it is marked where they replaced the same', async () => {
    await noor.give(edit('approach', 0, [[0, 'oude woorden']]));
    const [first, second] = await Promise.all([
      noor.give(edit('approach', 1, [[12, 'van Noor ']])),
      daan.give(edit('approach', 1, [[12, 'van Daan ']])),
    ]);
    expect([first.status, second.status]).toEqual([200, 200]);
    const watch = new TopicWatch(await daan.connect(), `plan:${plan()}`);
    await watch.begin();
    expect(standing(watch, 'approach').split(' ').sort().join(' ').trim()).toBe('Daan Noor van van');
    expect((watch.state.streams[stream('approach')] as NarrativeState).besides).toEqual([[2, 3]]);
  });

  test('the same command again has no second effect', async () => {
    const command = { id: newCommandId(), ...edit('risks', 0, [[0, 'een keer']]) };
    const answers = [await noor.post('/api/commands', command), await noor.post('/api/commands', command)];
    expect(answers.map(({ body }) => body['repeated'] ?? false)).toEqual([false, true]);
    expect((await noor.get(`/api/texts/${subject('risks')}/changes?after=0`)).body['changes']).toHaveLength(1);
  });

  test('who was away for longer than the state reaches back still comes in, and is told what he missed', async () => {
    await noor.give(edit('minutes', 0, [[0, 'begin']]));
    for (let n = 0; n < 300; n++) await noor.give(edit('minutes', n + 1, [5 + n, [0, 'x']]));
    expect((await daan.give(edit('minutes', 1, [[0, 'Daan: '], 5]))).status).toBe(200);
    const { body } = await daan.get(`/api/texts/${subject('minutes')}/changes?after=1`);
    expect(body['changes']).toHaveLength(301);
    const watch = new TopicWatch(await daan.connect(), `plan:${plan()}`);
    await watch.begin();
    expect(standing(watch, 'minutes')).toBe(`Daan: begin${'x'.repeat(300)}`);
    expect((watch.state.streams[stream('minutes')] as NarrativeState).recent.length).toBeLessThan(260);
  });

  test('the history tells who wrote what by words; single keystrokes are for auditors', async () => {
    const { body } = await member.get(`/api/texts/${subject('minutes')}/history`);
    const entries = body['entries'] as { by: string; parts: { text: string; kind: string }[] }[];
    expect(entries.map(({ by }) => by)).toEqual(['act_demo-daan', 'act_demo-noor']);
    expect(entries[0]?.parts[0]).toEqual({ text: 'Daan: ', kind: 'added' });
    for (const query of [`subject=${plan()}`, `region=${server.id('reg', 'region')}`]) {
      const history = await member.get(`/api/history?${query}&type=TextEdited&limit=5`);
      const found = history.body['entries'] as { event: { data: Record<string, unknown> } }[];
      expect(found).toHaveLength(5);
      for (const { event } of found) expect(event.data['changes']).toEqual({ hidden: true });
    }
  });

  test('undo takes back one’s own, also of what is long past', async () => {
    const first = await noor.give(edit('agreements', 0, [[0, 'Van Noor. ']]));
    const [event] = first.body['events'] as { meta: { command: string } }[];
    const commands = [event?.meta.command];
    for (let n = 0; n < 300; n++) await daan.give(edit('agreements', n + 1, [10 + n, [0, 'y']]));
    expect(
      (await daan.give({ type: 'RevertText', subject: subject('agreements'), data: { commands } })).body['code'],
    ).toBe('NOT_OWN_TEXT');
    const undone = await noor.give({ type: 'RevertText', subject: subject('agreements'), data: { commands } });
    expect(undone.status).toBe(200);
    const [made] = undone.body['events'] as { meta: { command: string } }[];
    const watch = new TopicWatch(await daan.connect(), `plan:${plan()}`);
    await watch.begin();
    expect(standing(watch, 'agreements')).toBe('y'.repeat(300));
    await noor.give({ type: 'RevertText', subject: subject('agreements'), data: { commands: [made?.meta.command] } });
    await watch.until(() => standing(watch, 'agreements') === `Van Noor. ${'y'.repeat(300)}`);
  });

  test('who has left the plan writes no more, and a parked plan’s texts rest', async () => {
    const watch = new TopicWatch(noorsSocket, `plan:${plan()}`);
    await watch.begin();
    await daan.give({
      type: 'LeavePlan',
      subject: plan(),
      data: { orgId: server.id('org', 'polderwit'), reason: 'Anders' },
    });
    expect((await daan.give(edit('risks', 1, [8, [0, '!']]))).body['code']).toBe('NOT_ALLOWED');
    await noor.give({ type: 'ParkPlan', subject: plan(), data: { reason: 'Even wachten' } });
    expect((await noor.give(edit('risks', 1, [8, [0, '!']]))).body['code']).toBe('PLAN_PARKED');
  });
});
