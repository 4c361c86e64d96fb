import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { textOf, type NarrativeState } from '../../events/narrative/state.ts';
import { StandIn } from '../eventstoredb/stand-in.ts';
import { newCommandId } from '../integration/ids.ts';
import { PostgresServer } from '../integration/postgres-server.ts';
import { listening, type Person, type TestServer } from '../integration/server-harness.ts';
import { TopicWatch } from '../integration/topic-watch.ts';

/** Two processes on one log and one vault: what is erased at one is gone at the other, from its files and its windows. */

const store = await new StandIn().start();
const postgres = new PostgresServer();
let a: TestServer;
let b: TestServer;
beforeAll(async () => {
  await postgres.start();
  const settings = {
    EVENTSTORE_URL: store.url,
    EVENTSTORE_PREFIX: `erasing-${randomUUID()}`,
    VAULT_URL: postgres.url('erasing'),
    VAULT_KEY_FILE: join(mkdtempSync(join(tmpdir(), 'regiotafel-keys-')), 'vault.key'),
  };
  a = await listening(undefined, settings);
  b = await listening(undefined, settings);
}, 120_000);
afterAll(async () => {
  await b.stop();
  await a.stop();
  store.kill();
  await postgres.remove();
});

const filesWith = ({ dataDir }: TestServer, words: string): string[] =>
  readdirSync(dataDir).filter((name) => {
    try {
      return readFileSync(join(dataDir, name)).includes(Buffer.from(words));
    } catch {
      return false;
    }
  });

const answers = async (person: Person, plan: string, text: string): Promise<string> =>
  (
    await Promise.all(
      [
        `/api/plans/${plan}`,
        `/api/history?subject=${plan}&limit=200`,
        '/api/history?q=wiegersma',
        `/api/texts/${text}/history`,
        `/api/texts/${text}/changes?after=0`,
        '/api/notices',
      ].map(async (path) => (await person.get(path)).text),
    )
  ).join('\n');

test('a passage and a person', { timeout: 60_000 }, async () => {
  const plan = a.id('pln', 'heat');
  const text = `${plan.replace('pln_', 'txt_')}_risks`;
  const stream = text.replace('txt_', 'narrative-');
  const said = 'Overlast bij de heer Wiegersma.';
  const noor = await a.as('act_demo-noor');
  const daan = await b.as('act_demo-daan');
  await noor.give({ type: 'EditText', subject: text, data: { textRevision: 0, changes: [[0, said]] } });
  const commentId = `cmt_${newCommandId()}`;
  const comment = {
    commentId,
    threadId: commentId,
    target: 'title',
    text: 'Wiegersma belt',
    mentions: ['act_demo-daan'],
  };
  await noor.give({ type: 'PlaceComment', subject: plan, data: comment });
  const watch = new TopicWatch(await daan.connect(), `plan:${plan}`);
  await watch.begin();
  await expect.poll(() => answers(daan, plan, text)).toMatch(/Wiegersma belt[\s\S]*bij de heer Wiegersma/);
  // somebody who is away while it happens, and holds what stood
  const away = new TopicWatch(await daan.connect(), `plan:${plan}`, watch);

  const steward = await a.as('act_demo-amina');
  const from = said.indexOf('Wiegersma');
  const passage = { kind: 'passage', text, textRevision: 1, from, to: from + 9 };
  for (const request of [passage, { kind: 'person', actor: 'act_demo-noor' }]) {
    const { body } = await steward.post('/api/erasures', { ...request, ground: 'verzoek' });
    const one = async () =>
      ((await steward.get('/api/erasures')).body['erasures'] as Record<string, unknown>[]).find(
        ({ id }) => id === body['id'],
      );
    await expect.poll(one, { timeout: 20_000 }).toMatchObject({ state: 'done', complete: true });
  }
  const signs = `Overlast bij de heer ${'\uFFFD'.repeat(9)}.`;
  await watch.until(() => textOf(watch.state.streams[stream] as NarrativeState) === signs);
  // who comes back is not told what came since: everything is sent anew
  await away.begin();
  await away.until(() => away.resets.length > 0);
  expect(textOf(away.state.streams[stream] as NarrativeState)).toBe(signs);
  expect(await answers(daan, plan, text)).not.toContain('iegersma belt');
  for (const server of [a, b]) {
    const person = await server.as('act_demo-daan');
    expect(await answers(person, plan, text)).not.toContain('Wiegersma');
    expect([...filesWith(server, 'Wiegersma'), ...filesWith(server, 'wiegersma')]).toEqual([]);
    expect((await person.get('/api/people')).text).not.toContain('Noor Bakker');
    expect(server.logged).toEqual([]);
  }
  daan.hangUp();
});
