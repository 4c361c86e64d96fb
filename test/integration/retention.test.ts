import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOG_SUBJECT } from '../../events/log/kind.ts';
import { TERM_PASSED } from '../../server/erasing/retention.ts';
import { newCommandId } from './ids.ts';
import { listening, type Person, type TestServer } from './server-harness.ts';

/** What is sealed is kept for its term and no longer, unless a legal hold rests on it; each step of that is recorded. */

let server: TestServer;
let steward: Person;
let noor: Person;
let plan: string;
const year = new Date().getUTCFullYear();

beforeAll(async () => {
  server = await listening();
  await people();
  plan = server.id('pln', 'heat');
});
afterAll(() => server.stop());

async function people(): Promise<void> {
  steward = await server.as('act_demo-amina');
  noor = await server.as('act_demo-noor');
}

const aboutLog = (type: string, data: Record<string, unknown>) => steward.give({ type, subject: LOG_SUBJECT, data });

/** Another process on the same files, years later. */
async function onDay(day: string): Promise<void> {
  await server.stop();
  server = await listening(server.dataDir, {}, { today: () => day });
  await people();
}

async function comment(text: string): Promise<void> {
  const commentId = `cmt_${newCommandId()}`;
  const data = { commentId, threadId: commentId, target: 'title', text, mentions: [] };
  expect((await noor.give({ type: 'PlaceComment', subject: plan, data })).body).toMatchObject({ ok: true });
}

const seen = async (): Promise<string> => (await steward.get(`/api/plans/${plan}`)).text;
const erasures = async () => (await steward.get('/api/erasures')).body['erasures'] as Record<string, unknown>[];

test('a steward sets terms; each setting is a version in the log, and keys follow it', async () => {
  expect((await steward.get('/api/retention')).body).toMatchObject({
    ...{ terms: { person: 10, organisation: 20, text: 20 }, version: 0, holds: [] },
    due: { before: `${year + 1}-01-01`, keys: 0 },
  });
  const terms = { person: 2, organisation: 20, text: 20 };
  const refused = await noor.give({
    ...{ type: 'SetRetentionTerms', subject: LOG_SUBJECT },
    data: { terms, ground: 'zomaar' },
  });
  expect(refused.body['code']).toBe('NOT_ALLOWED');
  expect((await aboutLog('SetRetentionTerms', { terms: { ...terms, person: 0 }, ground: 'nul' })).status).toBe(400);
  expect((await aboutLog('SetRetentionTerms', { terms, ground: 'selectielijst 2026' })).body['ok']).toBe(true);
  expect((await steward.get('/api/retention')).body).toMatchObject({
    ...{ terms, version: 1, set: { by: 'act_demo-amina', ground: 'selectielijst 2026' } },
  });
});

test('a legal hold keeps from erasing, for as long as it stands, and only stewards see it', async () => {
  await comment('Dit moet blijven');
  const hold = { subject: 'act_demo-noor', ground: 'bezwaarschrift 2026-114' };
  expect((await aboutLog('LiftLegalHold', hold)).body['code']).toBe('NOT_HELD');
  await aboutLog('PlaceLegalHold', hold);
  const request = { kind: 'person', actor: 'act_demo-noor' };
  const preview = await steward.post('/api/erasures/preview', request);
  expect(preview.body).toMatchObject({ held: ['act_demo-noor'], keys: 1 });
  expect((await steward.post('/api/erasures', { ...request, ground: 'verzoek' })).body['code']).toBe('KEYS_HELD');
  expect((await noor.get('/api/history?type=LegalHoldPlaced')).body['entries']).toEqual([]);
  expect((await steward.get('/api/history?type=LegalHoldPlaced')).text).toContain('2026-114');
  expect((await noor.get('/api/retention')).body['code']).toBe('NOT_ALLOWED');
  expect((await steward.get('/api/retention')).body['holds']).toMatchObject([hold]);
});

test('what is due stays while it is held, also through years', async () => {
  await onDay(`${year + 3}-01-02`);
  const whose = async () => (await erasures()).map(({ request }) => (request as { subject: string }).subject);
  // what others wrote is due and not held
  await expect.poll(whose, { timeout: 20_000 }).toContain('act_demo-daan');
  expect(await whose()).not.toContain('act_demo-noor');
  expect(await seen()).toContain('Dit moet blijven');
});

test('the hold lifted, it is destroyed by itself on the next day, with its ground in the log; the rest stays', async () => {
  await aboutLog('LiftLegalHold', { subject: 'act_demo-noor', ground: 'bezwaar afgehandeld' });
  await onDay(`${year + 3}-01-03`);
  const noors = async () =>
    (await erasures()).find(({ request }) => (request as { subject: string }).subject === 'act_demo-noor');
  await expect.poll(async () => (await noors())?.['complete'], { timeout: 20_000 }).toBe(true);
  expect(await seen()).not.toContain('Dit moet blijven');
  expect(await seen()).toContain('Ovenwarmte voor de melkdrogers');
  expect(await noors()).toMatchObject({ request: { kind: 'term', ground: TERM_PASSED }, state: 'done' });
  const recorded = (await steward.get('/api/history?type=KeysDestroyed')).text;
  expect(recorded).toContain(TERM_PASSED);
});

test('a second process, or the same day again, finds nothing left to do', async () => {
  const before = await erasures();
  await onDay(`${year + 3}-01-03`);
  expect(await erasures()).toEqual(before);
  expect(server.logged).toEqual([]);
});
