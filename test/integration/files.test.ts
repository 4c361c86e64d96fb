import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runVerify } from '../../verify/run.ts';
import { rowsIn } from './vault-at.ts';
import { dossierOf, filesOf, textOf, zipOf } from '../dossier/archive.ts';
import { freshDirectory } from './core-harness.ts';
import { newCommandId } from './ids.ts';
import { listening, type Answer, type Person, type TestServer } from './server-harness.ts';
import { office, pdf } from './some-files.ts';

/** Files over the wire: sent, named by what happens, read by who may see it, erased with their keys. */

let server: TestServer;
let plan: string;
let site: string;
const people = {} as Record<'noor' | 'daan' | 'joost' | 'bram' | 'amina' | 'lotte' | 'ruben', Person>;
const CANARY = 'Vertrouwelijke leveringsprijs 31,27 euro';

beforeAll(async () => {
  server = await listening();
  await signIn();
  plan = server.id('pln', 'heat');
  site = server.id('sit', 'klinker');
});
afterAll(() => server.stop());

async function signIn(): Promise<void> {
  for (const name of ['noor', 'daan', 'joost', 'bram', 'amina', 'lotte', 'ruben'] as const)
    people[name] = await server.as(`act_demo-${name}`);
}

interface Kept {
  address: string;
  hash: string;
  size: number;
  profile?: { year: number; step: string; peakMW: number };
}

const send = (
  who: Person,
  content: Uint8Array | string,
  about: { subject: string; name?: string; type?: string } & Record<string, unknown>,
): Promise<Answer> => {
  const { type = 'application/pdf', name = 'stuk.pdf', ...rest } = about;
  const query = new URLSearchParams({ name, ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, String(value)])) }); // prettier-ignore
  return who.ask(`/api/files?${query}`, { method: 'POST', headers: { 'content-type': type }, body: content as BodyInit }); // prettier-ignore
};
const kept = async (...args: Parameters<typeof send>): Promise<Kept> => {
  const { status, body, text } = await send(...args);
  expect(status, text).toBe(200);
  return body as unknown as Kept;
};
const draft = (who: Person, { address, hash }: Pick<Kept, 'address' | 'hash'>, agreementId = fresh('agr')) =>
  who.give({ type: 'DraftAgreement', subject: plan, data: { agreementId, type: 'LOI', fileId: address, hash } });
const fresh = (prefix: string): string => `${prefix}_${newCommandId()}`;
const hourly = (value: (n: number) => string): string => Array.from({ length: 8_760 }, (_, n) => value(n)).join('\n');
const agreement = pdf(CANARY);

describe('sending', () => {
  test('gives an address that differs by owner, is the same for the same again, and says nothing of the content', async () => {
    const mine = await kept(people.noor, agreement, { subject: plan });
    expect(mine).toMatchObject({ size: agreement.length, hash: createHash('sha256').update(agreement).digest('hex') });
    expect((await kept(people.noor, agreement, { subject: plan, name: 'nog eens.pdf' })).address).toBe(mine.address);
    const other = await kept(people.daan, agreement, { subject: plan });
    expect(other.hash).toBe(mine.hash);
    expect(other.address).not.toBe(mine.address);
    expect(mine.address).not.toContain(mine.hash);
  });

  test.each([
    ['another type than it says', 'application/pdf', office('xl'), 422, 'FILE_NOT_ITS_TYPE'],
    ['a page that says it is a picture', 'image/png', '<html><script>alert(1)</script>', 422, 'FILE_NOT_ITS_TYPE'],
    ['a page as a page', 'text/html', '<html></html>', 415, 'FILE_TYPE_UNKNOWN'],
    ['a drawing that may hold a script', 'image/svg+xml', '<svg/>', 415, 'FILE_TYPE_UNKNOWN'],
    ['nothing', 'text/plain', '', 422, 'FILE_EMPTY'],
    ['too much', 'text/plain', 'x'.repeat(1_000_001), 413, 'FILE_TOO_LARGE'],
    ['a workbook that swells', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', office('xl', { 'xl/a': new Uint8Array(12_000_000) }), 422, 'FILE_UNPACKS_TOO_LARGE'], // prettier-ignore
  ])('%s is refused in words, and nothing is kept', async (_, type, content, status, code) => {
    const before = filesInVault();
    const answer = await send(people.noor, content, { subject: plan, type });
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect((answer.body['sentences'] as { nl: string }).nl).toMatch(/\S+ \S+/);
    expect(filesInVault()).toBe(before);
  });

  test('somebody signed out, outside, or for another’s organisation is refused; so is a name that is none', async () => {
    const signedOut = await server.as(undefined);
    expect((await send(signedOut, agreement, { subject: plan })).body['code']).toBe('NOT_SIGNED_IN');
    expect((await send(people.bram, agreement, { subject: plan })).body['code']).toBe('NOT_FOUND');
    const organisation = server.id('org', 'polderwit');
    expect((await send(people.noor, agreement, { subject: plan, organisation })).body['code']).toBe('NOT_ALLOWED');
    for (const name of ['', ' ', 'a\u0000.pdf', 'x'.repeat(181)])
      expect((await send(people.noor, agreement, { subject: plan, name })).body['code']).toBe('INVALID_REQUEST');
    const foreign = await people.noor.ask(`/api/files?name=a&subject=${plan}`, { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain', origin: 'https://elders.example' } }); // prettier-ignore
    expect(foreign.body['code']).toBe('WRONG_ORIGIN');
  });

  test('a body without a length that goes on for ever is stopped; one that is cut off leaves nothing', async () => {
    const before = filesInVault();
    expect(await stream(people.noor, 'text/plain', (write) => write(Buffer.alloc(1_200_000, 120)))).toBe(413);
    expect(await stream(people.noor, 'application/pdf', (write, cut) => { write(agreement.subarray(0, 200)); cut(); })).toBe('cut'); // prettier-ignore
    // whoever comes next is served
    await kept(people.noor, 'Verslag', { subject: plan, type: 'text/plain', name: 'v.txt' });
    expect(filesInVault()).toBe(before + 1);
    expect(server.logged.filter((line) => line.includes('a request failed'))).toEqual([]);
  });
});

describe('naming', () => {
  test('a file that is not there, is another’s, or is not what the command says', async () => {
    const daans = await kept(people.daan, pdf('van Daan'), { subject: plan });
    const codes = async (file: Pick<Kept, 'address' | 'hash'>) => (await draft(people.noor, file)).body['code'];
    const nothing = await draft(people.noor, { address: `file_${'0'.repeat(64)}`, hash: daans.hash });
    const others = await draft(people.noor, daans);
    expect([nothing.status, nothing.body['code'], others.body['code']]).toEqual([422, 'FILE_NOT_THERE', 'FILE_NOT_THERE']); // prettier-ignore
    expect(await codes({ address: 'brief', hash: daans.hash })).toBe('FILE_NOT_THERE');
    const mine = await kept(people.noor, pdf('van Noor'), { subject: plan });
    expect(await codes({ ...mine, hash: daans.hash })).toBe('FILE_DIFFERS');
    const proof = { milestoneId: server.id('mst', 'permit'), date: '2026-01-01', evidence: `Zie ${daans.address}` };
    expect((await people.noor.give({ type: 'ReachMilestone', subject: plan, data: proof })).body['code']).toBe('FILE_NOT_THERE'); // prettier-ignore
  });

  test('what one has drafted, another signs with the same file', async () => {
    const file = await kept(people.noor, pdf('te tekenen'), { subject: plan });
    const agreementId = fresh('agr');
    expect((await draft(people.noor, file, agreementId)).status).toBe(200);
    const signatories = [server.id('org', 'polderwit')];
    const data = { agreementId, signatories, date: '2026-01-01', fileId: file.address, hash: file.hash };
    expect((await people.daan.give({ type: 'SignAgreement', subject: plan, data })).body).toMatchObject({ ok: true });
  });
});

describe('reading', () => {
  test('is for who may see the field that names it; until it is named, for its organisation', async () => {
    const file = await kept(people.noor, pdf(`${CANARY} A`), { subject: plan, name: 'Intentie «Éen» "x"\u202e.pdf' });
    const path = `/api/files/${file.address}`;
    expect((await people.noor.get(path)).status).toBe(200);
    expect((await people.daan.get(path)).status).toBe(404);
    await draft(people.noor, file);
    expect((await people.daan.get(path)).status).toBe(200);
    for (const outside of [people.joost, people.bram, await server.as(undefined)])
      for (const one of [path, `${path}/about`, `${path}/profile`]) {
        const { status, text } = await outside.get(one);
        expect(status).toBe(404);
        expect(text).not.toContain('31,27');
      }
  });

  test('comes as a file that a browser does not run, under its own name, and is noted', async () => {
    const name = '../../etc/<script>"Prijs" €.pdf\u2028';
    const file = await kept(people.noor, pdf(`${CANARY} B`), { subject: plan, name });
    await draft(people.noor, file);
    const { headers, text } = await people.daan.get(`/api/files/${file.address}`);
    expect(text).toContain(CANARY);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; sandbox$/);
    expect(headers.get('cache-control')).toBe('no-store');
    const disposition = headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; filename="/);
    expect(disposition).not.toMatch(/\.\.|[\r\n\u2028]/);
    const { body } = await people.amina.get(`/api/access-log?topic=${plan}`);
    expect(body['rows']).toContainEqual(expect.objectContaining({ actor: 'act_demo-daan', topic: plan, what: 'file' }));
  });
});

describe('a load profile', () => {
  const reading = { subject: '', type: 'text/csv', name: 'afname 2025.csv', year: 2025, unit: 'kW' };
  const upload = (who: Person, { address, hash, profile }: Kept, more: Record<string, unknown> = {}) =>
    who.give({
      type: 'UploadLoadProfile',
      subject: site,
      data: { fileId: address, hash, year: 2025, step: 'PT1H', peakMW: profile?.peakMW ?? 1, ...more },
    });

  test('is told line by line what is wrong with it, and nothing is kept', async () => {
    const before = filesInVault();
    const { status, body } = await send(people.noor, hourly((n) => (n === 41 ? 'storing' : '900')), { ...reading, subject: site }); // prettier-ignore
    expect([status, body['code']]).toEqual([422, 'PROFILE_HAS_ERRORS']);
    expect(body['errors']).toMatchObject([{ line: 42, code: 'PROFILE_NO_NUMBER' }]);
    expect(filesInVault()).toBe(before);
  });

  test('is read as numbers by its own organisation alone', async () => {
    const file = await kept(
      people.noor,
      hourly((n) => (n === 4 ? '5123,5' : '900')),
      { ...reading, subject: site },
    );
    expect(file.profile).toMatchObject({ step: 'PT1H', peakMW: 5.1235, values: 8_760 });
    expect((await upload(people.noor, file, { peakMW: 4 })).body['code']).toBe('FILE_DIFFERS');
    expect((await upload(people.noor, file)).body).toMatchObject({ ok: true });
    const { body } = await people.noor.get(`/api/files/${file.address}/profile`);
    expect((body['MW'] as number[]).slice(3, 6)).toEqual([0.9, 5.1235, 0.9]);
    expect(body).toMatchObject({ year: 2025, unit: 'MW', step: 'PT1H', notes: ['NO_TIMES', 'DECIMAL_COMMA'] });
    // at the same table, and without it
    expect((await people.daan.get(`/api/files/${file.address}/profile`)).status).toBe(404);
    const table = await kept(people.noor, 'a;b\n1;2\n', { subject: site, type: 'text/csv', name: 't.csv' });
    expect((await upload(people.noor, table)).body['code']).toBe('FILE_NO_PROFILE');
  });
});

test('a dossier holds the files that its reader may see, and the verifier finds one that is not the same', async () => {
  const file = await kept(people.noor, pdf(`${CANARY} C`), { subject: plan });
  const drafted = (await draft(people.noor, file)).body['events'] as { id: string }[];
  const decision = fresh('dec');
  let content = '';
  const decide = async (type: string, data: Record<string, unknown>): Promise<void> => {
    const basis = content === '' ? {} : { basis: { content } };
    const { body, text } = await people.lotte.give({ type, subject: decision, data, ...basis });
    expect(body['ok'], text).toBe(true);
    content = (body['events'] as { meta: { command: string } }[])[0]?.meta.command ?? '';
  };
  const chosen = fresh('alt');
  const subjectIds = [server.id('reg', 'region'), plan];
  await decide('DraftDecision', { type: 'PRIORITY', question: 'Krijgt dit plan voorrang?', subjectIds });
  await decide('AddAlternative', { alternativeId: fresh('alt'), label: 'Niets doen', doNothing: true });
  await decide('AddAlternative', { alternativeId: chosen, label: 'Voorrang' });
  await decide('TakeDecision', {
    ...{ chosen, mandateId: server.id('mnd', 'province'), effectiveDate: '2027-01-01' },
    motivation: 'De overeenkomst ligt er, en daarop wachten de anderen al sinds het voorjaar.',
    citedEventIds: [drafted[0]?.id],
  });
  const zip = await dossierOf(server.url, people.noor, decision);
  const files = filesOf(zip);
  const name = `files/${file.address}.pdf`;
  expect(Buffer.from(files[name] ?? []).equals(pdf(`${CANARY} C`))).toBe(true);
  expect(textOf(files, 'dossier.html')).toContain(file.hash);
  mdtoHolds(files, name, file);
  const neighbour = filesOf(await dossierOf(server.url, people.joost, decision));
  expect(Object.keys(neighbour).filter((one) => one.startsWith('files/'))).toEqual([]);
  expect(JSON.stringify(Object.values(neighbour).map((one) => Buffer.from(one).toString()))).not.toContain(file.hash);

  const said = await verified(zip);
  expect(said).toMatch(/1 attachments are named[^]*nothing is wrong$/);
  expect(await verified(zipOf({ ...files, [name]: pdf('iets anders') }))).toMatch(/is not the file/);
});

/** MDTO tells of the file as a record of its own, part of the decision, and of what represents it; by the schema. */
function mdtoHolds(files: ReturnType<typeof filesOf>, name: string, file: { address: string; hash: string }): void {
  const about = textOf(files, `mdto/${name}.bestand.mdto.xml`);
  for (const said of [
    `<omvang>${files[name]?.length}</omvang>`,
    `<checksumWaarde>${file.hash}</checksumWaarde>`,
    '<begripCode>fmt/276</begripCode>',
    `/api/files/${file.address}</URLBestand>`,
  ])
    expect(about).toContain(said);
  expect(textOf(files, `mdto/${name}.mdto.xml`)).toContain('<begripLabel>Archiefstuk</begripLabel>');
  expect(textOf(files, 'mdto/besluit.mdto.xml')).toContain('<bevatOnderdeel>');
  if (spawnSync('xmllint', ['--version']).error !== undefined) return;
  const schema = fileURLToPath(new URL('../dossier/mdto-parts.xsd', import.meta.url));
  for (const one of Object.keys(files).filter((path) => path.endsWith('.mdto.xml'))) {
    const input = textOf(files, one);
    const valid = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], { input });
    expect(valid.status, `${one}: ${valid.stderr.toString()}`).toBe(0);
  }
}

async function verified(zip: Uint8Array): Promise<string> {
  const path = join(freshDirectory(), 'dossier.zip');
  writeFileSync(path, zip);
  const lines: string[] = [];
  await runVerify([path], (line) => lines.push(line));
  return lines.join('\n');
}

describe('erasing', () => {
  test('an organisation’s values takes its files with it, for everybody and from every file of the server', async () => {
    const words = 'Onuitwisbaar leveringscontract';
    const file = await kept(people.noor, words, { subject: plan, type: 'text/plain', name: `${words}.txt` });
    await draft(people.noor, file);
    expect((await people.daan.get(`/api/files/${file.address}`)).text).toBe(words);
    expect(holding(file.address.slice('file_'.length))).not.toEqual([]);
    const before = filesInVault();
    const year = new Date().getUTCFullYear();
    const target = { kind: 'organisation', organisation: server.id('org', 'klinker'), year, streams: 'plan' };
    const { body } = await people.amina.post('/api/erasures', { ...target, ground: 'contract ended' });
    for (;;) {
      const { body: all } = await people.amina.get('/api/erasures');
      if ((all['erasures'] as { id: string; complete?: boolean }[]).some(({ id, complete }) => id === body['id'] && complete)) break; // prettier-ignore
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    for (const who of [people.noor, people.daan, people.amina])
      expect((await who.get(`/api/files/${file.address}`)).status).toBe(404);
    expect((await draft(people.noor, file)).body['code']).toBe('FILE_NOT_THERE');
    expect(filesInVault()).toBeLessThan(before);
    await server.stop();
    expect(holding(words)).toEqual([]);
    expect(holding(file.address.slice('file_'.length))).toEqual([]);
    // read anew from the log, nothing of it comes back, and what others sent is there
    for (const name of readdirSync(server.dataDir).filter((one) => one.startsWith('readmodels')))
      rmSync(join(server.dataDir, name));
    server = await listening(server.dataDir);
    await signIn();
    expect((await people.noor.get(`/api/files/${file.address}`)).status).toBe(404);
    const { body: seen } = await people.noor.get(`/api/history?subject=${site}&type=LoadProfileUploaded`);
    const profile = (seen['entries'] as { event: { data: { fileId: string } } }[])[0]?.event.data.fileId;
    expect((await people.noor.get(`/api/files/${profile}/profile`)).status).toBe(200);
  });
});

/** Which files of the data directory hold these words. */
const holding = (words: string): string[] =>
  readdirSync(server.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(words))
    .map(({ name }) => name);

const filesInVault = (): number => rowsIn(server.dataDir, 'file');

/** Sends a body as it comes; the status, or that the line was cut. */
function stream(
  who: Person,
  type: string,
  body: (write: (bytes: Buffer) => void, cut: () => void) => void,
): Promise<number | 'cut'> {
  return new Promise((resolve) => {
    const request = httpRequest(
      `${server.url}/api/files?name=a&subject=${plan}`,
      { method: 'POST', headers: { cookie: who.cookie, 'content-type': type } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
        request.destroy();
      },
    );
    request.on('error', () => resolve('cut'));
    body(
      (bytes) => request.write(bytes),
      () => setImmediate(() => request.destroy()),
    );
  });
}
