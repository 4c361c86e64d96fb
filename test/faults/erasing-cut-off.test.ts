import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { nameIds } from '../../server/exchange/example/make-example.ts';
import type { RecordedEvent } from '../../events/envelope.ts';
import { freshDirectory } from '../integration/core-harness.ts';
import { newCommandId } from '../integration/ids.ts';
import { Person } from '../integration/server-harness.ts';
import { storeSettings } from '../integration/store-under-test.ts';

/** An erasure that is killed before each of its steps, one after the other, is finished all the same, and once. */

const child = fileURLToPath(new URL('erasing-child.ts', import.meta.url));
const dataDir = freshDirectory();
let running: ChildProcess | undefined;
afterAll(() => running?.kill('SIGKILL'));

/** Starts the server; resolves with its address, or undefined when it has killed itself. */
async function started(dieAt = ''): Promise<string | undefined> {
  const env = { ...process.env, ...storeSettings(dataDir), DATA_DIR: dataDir };
  const one = spawn(process.execPath, [child, dieAt], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  running = one;
  return new Promise((resolve, reject) => {
    let said = '';
    one.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes('\n')) resolve(said.trim());
    });
    one.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(undefined);
      else reject(new Error(`The server ended by itself (${String(code)}).`));
    });
  });
}

async function killed(): Promise<void> {
  const one = running;
  if (!one || one.signalCode !== null) return;
  await new Promise((resolve) => {
    one.once('exit', resolve);
    one.kill('SIGKILL');
  });
}

const filesWith = (words: string): string[] =>
  readdirSync(dataDir).filter((name) => {
    try {
      return readFileSync(join(dataDir, name)).includes(Buffer.from(words));
    } catch {
      return false;
    }
  });

test(
  'killed before every step: rolled forward, each effect once, nothing left in any file',
  { timeout: 120_000 },
  async () => {
    const address = await started('forget');
    if (address === undefined) throw new Error('It ended before there was anything to erase.');
    const [first] = (await new Person(address, '').get('/api/history?type=LogCreated')).body['entries'] as {
      event: { id: string };
    }[];
    const plan = nameIds(first?.event.id ?? '')('pln', 'heat');
    const noor = await Person.signIn(address, 'act_demo-noor');
    const commentId = `cmt_${newCommandId()}`;
    const comment = {
      commentId,
      threadId: commentId,
      target: 'title',
      text: 'Bel Tjeerd Wiegersma even',
      mentions: [],
    };
    await noor.give({ type: 'PlaceComment', subject: plan, data: comment });
    const titled = { field: 'title', value: 'Warmte van de ovens' };
    expect((await noor.give({ type: 'SetPlanDetail', subject: plan, data: titled })).body).toMatchObject({ ok: true });
    expect(filesWith('Noor Bakker')).not.toEqual([]);
    const steward = await Person.signIn(address, 'act_demo-amina');
    // noted, then killed before its first step: the answer may be lost with it
    await steward
      .post('/api/erasures', { kind: 'person', actor: 'act_demo-noor', ground: 'verzoek' })
      .catch(() => undefined);
    const steps = ['close', 'restate', 'restate#2', 'record', 'destroy', 'settle'];
    for (const step of steps) {
      await killed();
      expect([step, await started(step)]).toEqual([step, undefined]);
    }
    await killed();
    const back = await started();
    const again = await Person.signIn(back ?? '', 'act_demo-amina');
    const done = async () => (await again.get('/api/erasures')).body['erasures'];
    await expect.poll(done, { timeout: 20_000 }).toMatchObject([{ state: 'done', complete: true }]);
    const seen = (await again.get(`/api/plans/${plan}`)).text;
    expect([seen.includes('Warmte van de ovens'), seen.includes('Wiegersma')]).toEqual([true, false]);
    const told = async (type: string) =>
      ((await again.get(`/api/history?type=${type}&limit=200`)).body['entries'] as { event: RecordedEvent }[]).map(
        ({ event }) => event,
      );
    expect(await told('KeysDestroyed')).toHaveLength(1);
    const forgotten = await told('ActorErased');
    expect(forgotten.map(({ data }) => data['actorId'])).toEqual(['act_demo-noor']);
    expect((await again.get('/api/people')).text).not.toContain('Noor Bakker');
    await killed();
    expect([...filesWith('Noor Bakker'), ...filesWith('Wiegersma')]).toEqual([]);
  },
);
