import { cpSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOf, type NarrativeState } from '../../events/narrative/state.ts';
import { openSqliteVault } from '../../server/vault/sqlite.ts';
import { freshDirectory } from './core-harness.ts';
import { newCommandId } from './ids.ts';
import { listening, type Person, type TestServer } from './server-harness.ts';
import { TopicWatch } from './topic-watch.ts';

const fresh = (prefix: string): string => `${prefix}_${newCommandId()}`;

/** Whatever is erased is gone from every file of the server, and what shared its keys stays, also in the past. */

let server: TestServer;
let steward: Person;
let noor: Person;
let plan: string;
beforeAll(async () => {
  server = await listening();
  steward = await server.as('act_demo-amina');
  noor = await server.as('act_demo-noor');
  plan = server.id('pln', 'heat');
});
afterAll(() => server.stop());

/** Which files of the data directory hold these words. */
function filesWith(words: string): string[] {
  const wanted = Buffer.from(words);
  return readdirSync(server.dataDir).filter((name) => {
    try {
      return readFileSync(join(server.dataDir, name)).includes(wanted);
    } catch {
      return false;
    }
  });
}

async function erase(request: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { status, body } = await steward.post('/api/erasures', { ground: 'a request of the person', ...request });
  expect([status, body]).toEqual([200, expect.anything()]);
  for (;;) {
    const { body: all } = await steward.get('/api/erasures');
    const one = (all['erasures'] as Record<string, unknown>[]).find(({ id }) => id === body['id']);
    if (one?.['complete'] === true) return one;
    // asked no more often than an address may
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const text = (): string => `${plan.replace('pln_', 'txt_')}_risks`;
const edit = (textRevision: number, changes: unknown[]) => ({
  type: 'EditText',
  subject: text(),
  data: { textRevision, changes },
});

async function standing(person: Person): Promise<string> {
  const watch = new TopicWatch(await person.connect(), `plan:${plan}`);
  await watch.begin();
  const state = watch.state.streams[text().replace('txt_', 'narrative-')] as NarrativeState;
  person.hangUp();
  return textOf(state);
}

/** A new process on the same files, its read models made anew from the log. */
async function startedAnew(): Promise<void> {
  await server.stop();
  for (const name of readdirSync(server.dataDir).filter((one) => one.startsWith('readmodels')))
    rmSync(join(server.dataDir, name));
  server = await listening(server.dataDir);
  steward = await server.as('act_demo-amina');
}

describe('a passage of a text', () => {
  const before = 'Overlast bij de heer Wiegersma, Dorpsweg.';
  const words = 'de heer Wiegersma';

  test('goes, and what others wrote around it stays, at windows that are open too', async () => {
    const daan = await server.as('act_demo-daan');
    expect((await noor.give(edit(0, [[0, before]]))).body).toMatchObject({ ok: true });
    expect((await daan.give(edit(1, [before.length, [0, ' Zie het verslag.']]))).body).toMatchObject({ ok: true });
    const watch = new TopicWatch(await daan.connect(), `plan:${plan}`);
    await watch.begin();
    const at = before.indexOf(words);
    const { body } = await steward.post('/api/erasures', {
      ...{ kind: 'passage', text: text(), textRevision: 1, from: at, to: at + words.length },
      ground: 'AVG 17',
    });
    expect(body['code']).toBe('TEXT_MOVED');
    await erase({ kind: 'passage', text: text(), textRevision: 2, from: at, to: at + words.length });
    const left = `${before} Zie het verslag.`.replace(words, '\uFFFD'.repeat(words.length));
    const stream = text().replace('txt_', 'narrative-');
    await watch.until(() => textOf(watch.state.streams[stream] as NarrativeState) === left);
    daan.hangUp();
    expect(await standing(noor)).toBe(left);
    expect(filesWith('Wiegersma')).toEqual([]);
    const history = await noor.get(`/api/texts/${text()}/history`);
    expect([history.text.includes('Wiegersma'), history.text.includes('Overlast bij')]).toEqual([false, true]);
  });

  test('… also for a process that reads the log from its beginning, and goes on from there', async () => {
    const left = await standing(noor);
    await startedAnew();
    noor = await server.as('act_demo-noor');
    expect(await standing(noor)).toBe(left);
    expect((await noor.give(edit(2, [left.length, [0, ' Einde.']]))).body).toMatchObject({ ok: true });
    expect(await standing(noor)).toBe(`${left} Einde.`);
    expect(server.logged).toEqual([]);
  });

  test('what was said again of it can be erased in its turn', async () => {
    const at = before.indexOf('Dorpsweg');
    await erase({ kind: 'passage', text: text(), textRevision: 3, from: at, to: at + 'Dorpsweg'.length });
    expect(await standing(noor)).not.toContain('Dorpsweg');
    expect(await standing(noor)).toContain('Overlast bij');
    expect(filesWith('Dorpsweg')).toEqual([]);
    const left = await standing(noor);
    await startedAnew();
    noor = await server.as('act_demo-noor');
    expect(await standing(noor)).toBe(left);
  });
});

describe('an organisation’s confidential values of a year', () => {
  test('go from every screen and file, for the organisation itself too; what is not confidential stays', async () => {
    const year = new Date().getUTCFullYear();
    const helder = server.id('org', 'helder');
    const joost = await server.as('act_demo-joost');
    const sees = async () => JSON.stringify((await joost.get(`/api/plans/${server.id('pln', 'harbour')}`)).body);
    expect(await sees()).toContain('3.2');
    await erase({ kind: 'organisation', organisation: helder, year });
    expect(await sees()).not.toContain('3.2');
    expect(await sees()).toContain('Warmtering Havenkwartier');
    const again = await steward.post('/api/erasures', {
      kind: 'organisation',
      organisation: helder,
      year,
      ground: 'again',
    });
    expect(again.body['code']).toBe('NOTHING_TO_ERASE');
  });
});

describe('a person', () => {
  test('is forgotten: name, words and sessions; what he gave the plan stays', async () => {
    const said = 'Bel mij maar op 06-55501234';
    const comment = { commentId: fresh('cmt'), threadId: fresh('cmt'), target: 'title', text: said, mentions: [] };
    await noor.give({ type: 'PlaceComment', subject: plan, data: { ...comment, threadId: comment.commentId } });
    const named = { type: 'SetPlanDetail', subject: plan, data: { field: 'title', value: 'Warmte van de ovens' } };
    expect((await noor.give(named)).body).toMatchObject({ ok: true });
    await erase({ kind: 'person', actor: 'act_demo-noor' });
    const seen = JSON.stringify((await steward.get(`/api/plans/${plan}`)).body);
    expect([seen.includes('Warmte van de ovens'), seen.includes('55501234')]).toEqual([true, false]);
    expect((await noor.get('/api/session')).body['signedIn']).toBe(false);
    expect((await steward.get('/api/people')).text).not.toContain('Noor Bakker');
    expect([...filesWith('Noor Bakker'), ...filesWith('55501234')]).toEqual([]);
    expect(filesWith('Warmte van de ovens')).not.toEqual([]);
  });
});

test('what was erased is so again when an older copy of the vault is put back', async () => {
  const daan = 'act_demo-daan';
  const comment = { commentId: fresh('cmt'), threadId: fresh('cmt'), target: 'title', mentions: [] };
  const said = { ...comment, threadId: comment.commentId, text: 'Dit zei Daan' };
  await (await server.as(daan)).give({ type: 'PlaceComment', subject: plan, data: said });
  await server.stop();
  const [older, file] = [join(freshDirectory(), 'vault.db'), join(server.dataDir, 'vault.db')];
  cpSync(file, older);
  server = await listening(server.dataDir);
  steward = await server.as('act_demo-amina');
  await erase({ kind: 'person', actor: daan });
  await server.stop();
  cpSync(older, file);
  const standing = async (): Promise<unknown[]> => {
    const vault = await openSqliteVault(file);
    const keys = (await vault.keys.ofSubject(daan)).map(({ state }) => state === 'destroyed');
    const known = await vault.directory.find(daan);
    await vault.close();
    return [keys.every(Boolean), known?.actor];
  };
  expect(await standing()).toEqual([false, daan]);
  server = await listening(server.dataDir);
  steward = await server.as('act_demo-amina');
  await server.stop();
  expect(await standing()).toEqual([true, undefined]);
  server = await listening(server.dataDir);
  steward = await server.as('act_demo-amina');
});

test('only a steward erases, and a legal hold is obeyed', async () => {
  const request = { kind: 'person', actor: 'act_demo-ruben', ground: 'a request' };
  const ruben = await server.as('act_demo-ruben');
  expect((await ruben.post('/api/erasures', request)).body['code']).toBe('NOT_ALLOWED');
  expect((await (await server.as(undefined)).post('/api/erasures', request)).body['code']).toBe('NOT_SIGNED_IN');
});
