import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SigningKeys } from '../../server/audit/signing-keys.ts';
import type { DossierEvent } from '../../verify/dossier.ts';
import { Report } from '../../verify/report.ts';
import { runVerify } from '../../verify/run.ts';
import { checkSnapshots } from '../../verify/snapshots.ts';
import { dossierOf, filesOf, textOf, zipOf, type Files } from '../dossier/archive.ts';
import { partsOf } from '../dossier/pdf-parts.ts';
import { provProblems } from '../dossier/prov-structure.ts';
import { freshDirectory } from './core-harness.ts';
import { listening, type Person, type TestServer } from './server-harness.ts';

/** A decision and what becomes of it in a dossier, for those at the table, for a neighbour, and for everybody. */

let server: TestServer;
let decision: string;
let key: string;
const zips = {} as Record<'table' | 'neighbour' | 'public', Buffer>;
const files = {} as Record<'table' | 'neighbour' | 'public', Files>;
/** Must not come to those who may not see them. */
const dissent = 'Onze ketel gaat in maart uit bedrijf, dat weet nog niemand & <niemand>.';
const motivation = 'De oven staat er, de vergunning is rond, en wie nu wacht betaalt straks dubbel – zegt Yılmaz.';
const PLEDGED = 1.4321;

beforeAll(async () => {
  server = await listening();
  const { id } = server;
  decision = id('dec', 'dossier');
  const [noor, lotte, ruben, fatima] = (await Promise.all(
    ['noor', 'lotte', 'ruben', 'fatima'].map((name) => server.as(`act_demo-${name}`)),
  )) as [Person, Person, Person, Person];
  const snapshotId = id('snp', 'dossier');
  let content = '';
  const give = async (who: Person, type: string, data: Record<string, unknown>, subject = decision): Promise<void> => {
    const basis = content === '' || subject !== decision ? {} : { basis: { content } };
    const { status, text, body } = await who.give({ type, subject, data, ...basis });
    expect(status, text).toBe(200);
    if (['DraftDecision', 'AddAlternative', 'TakeDecision'].includes(type))
      content = (body['events'] as { meta: { command: string } }[])[0]?.meta.command ?? '';
  };
  const pledge = { contributionId: id('ctr', 'canary'), planId: id('pln', 'heat'), kind: 'HEAT_MW', amount: PLEDGED };
  const dates = { from: '2029-01-01', to: '2043-12-31', firmness: 'CONDITIONAL' };
  await give(noor, 'PledgeContribution', { ...pledge, ...dates }, id('sit', 'klinker'));
  const cited = await pledged(lotte, id('pln', 'heat'));
  await give(noor, 'TakeCalculationSnapshot', { snapshotId, calc: 'shared-heat' }, id('pln', 'heat'));
  await give(lotte, 'DraftDecision', {
    ...{ type: 'PRIORITY', question: 'Krijgt de ovenwarmte voorrang boven de ring?' },
    subjectIds: [id('reg', 'region'), id('pln', 'heat')],
    participants: [id('org', 'programma')],
  });
  await give(lotte, 'AddAlternative', { alternativeId: id('alt', 'd no'), label: 'Niets doen', doNothing: true, cons: 'Dan verloopt de vergunning.' }); // prettier-ignore
  await give(lotte, 'AddAlternative', { alternativeId: id('alt', 'd yes'), label: 'Voorrang voor de oven' });
  await give(ruben, 'EndorseDecision', { orgId: id('org', 'programma'), mandateId: id('mnd', 'programme') });
  await give(lotte, 'TakeDecision', {
    ...{ chosen: id('alt', 'd yes'), motivation, mandateId: id('mnd', 'province'), effectiveDate: '2027-01-01' },
    ...{ amountEUR: 125_000, citedEventIds: [cited], snapshotIds: [snapshotId] },
    conditions: [{ conditionId: id('cnd', 'd'), text: 'De gemeente tekent mee.', due: '2027-03-01' }],
  });
  await give(fatima, 'RecordDissent', { orgId: id('org', 'watermerk'), text: dissent });
  await give(lotte, 'PublishDecision', {
    channel: 'WEBSITE',
    redactions: [{ field: `dissent.${id('org', 'watermerk')}`, ground: '5.1.1c' }],
  });
  const readers = { table: 'act_demo-noor', neighbour: 'act_demo-joost', public: undefined } as const;
  for (const [who, persona] of Object.entries(readers) as [keyof typeof zips, string | undefined][]) {
    zips[who] = await dossierOf(server.url, await server.as(persona), decision);
    files[who] = filesOf(zips[who]);
  }
  key = (JSON.parse(textOf(files.table, 'proofs/keys.json')) as { keys: { key: string }[] }).keys[0]?.key ?? '';
});
afterAll(() => server.stop());

/** The event by which the pledge came into the plan: a reaction writes it. */
async function pledged(who: Person, plan: string): Promise<string> {
  for (;;) {
    const { body } = await who.get(`/api/history?subject=${plan}&type=ContributionPledged`);
    const entries = body['entries'] as { event: { id: string; data: { amount: unknown } } }[];
    const entry = entries.find(({ event }) => event.data.amount === PLEDGED);
    if (entry) return entry.event.id;
  }
}

async function verify(zip: Uint8Array, believed = key): Promise<{ code: number; said: string }> {
  const path = join(freshDirectory(), 'dossier.zip');
  writeFileSync(path, zip);
  const lines: string[] = [];
  const code = await runVerify([path, '--key', believed], (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const everything = (of: Files): string => Object.values(of).map((bytes) => Buffer.from(bytes).toString('utf8')).join('\n'); // prettier-ignore

describe('who reads what', () => {
  test('at the table: what was decided, why, by whom, under which mandate, on which figures, and how it went', () => {
    const html = textOf(files.table, 'dossier.html');
    for (const said of [
      'Krijgt de ovenwarmte voorrang boven de ring?',
      motivation,
      'Dan verloopt de vergunning.',
      'Provincie Markerland',
      'Mandaatregister (voorbeeld), 2025',
      '€ 125.000',
      'De gemeente tekent mee. (vóór of op 1 maart 2027; open)',
      'dat weet nog niemand &amp; &lt;niemand&gt;.',
      'Afwijkende standpunten, Papierfabriek Het Watermerk – Woo 5.1 lid 1c',
      'amount: 1,43',
      'Programmabureau Regioaanpak ondertekende het besluit mede (act_',
      'Steenfabriek De Klinker zegde 1,4321\u00a0MW toe vanaf 1 januari 2029 (act_',
      'Plan op dat moment: Ovenwarmte voor de melkdrogers',
    ])
      expect(html).toContain(said);
    expect(html).toContain('het kwam precies zo uit');
    expect(html).toContain('levelisedCostEURPerMWh');
    expect(html).not.toMatch(/<script|https?:\/\//);
    const { inputs } = JSON.parse(textOf(files.table, 'dossier.json')) as {
      inputs: { plans: { contributions: { amount: unknown }[] }[] };
    };
    expect(inputs.plans[0]?.contributions.map(({ amount }) => amount)).toContain(PLEDGED);
  });

  test('a neighbour gets the decision, and no figure of the plan’s table; a figure stays a digest', async () => {
    const all = everything(files.neighbour);
    expect(all).toContain(dissent.slice(0, 20));
    expect(all).not.toContain(String(PLEDGED));
    expect(all).not.toContain('1,43');
    expect(all).not.toContain('levelisedCostEURPerMWh');
    const { said, code } = await verify(zips.neighbour);
    expect(said).toContain('none between them was left out');
    expect(code).toBe(0);
    expect((await verify(zips.table)).said).toContain('1 recorded calculation has the hash of its outcome');
  });

  test('a recorded calculation whose hash is not that of its outcome is found', () => {
    const [line] = textOf(files.table, 'events.jsonl')
      .split('\n')
      .filter((one) => one.includes('"CalculationSnapshotTaken"'));
    const event = JSON.parse(line ?? '') as DossierEvent;
    const wrong = (one: DossierEvent): readonly unknown[] => {
      const report = new Report();
      checkSnapshots([one], report);
      return report.findings;
    };
    expect(wrong(event)).toEqual([]);
    const outputs = event.disclosures['/data/outputs']!;
    (outputs.value as Record<string, unknown>)['capexEUR'] = 1;
    expect(wrong(event)).toHaveLength(1);
  });

  test('everybody gets the public copy alone, with the ground on which something is withheld', async () => {
    const all = everything(files.public);
    expect(textOf(files.public, 'dossier.html')).toContain('Weggelaten – Woo 5.1 lid 1c');
    expect(textOf(files.public, 'mdto/besluit.mdto.xml')).toContain('Woo 5.1 lid 1c');
    for (const secret of [dissent.slice(0, 20), String(PLEDGED), 'DecisionDrafted', 'mnd_'])
      // prettier-ignore
      expect(all).not.toContain(secret);
    const lines = textOf(files.public, 'events.jsonl').trim().split('\n');
    expect(lines).toHaveLength(1);
    expect((await verify(zips.public)).code).toBe(0);
    const draft = await fetch(`${server.url}/api/decisions/${server.id('dec', 'study')}/dossier`);
    expect(draft.status).toBe(404);
  });

  test('names of persons and salts of events are nowhere', () => {
    for (const of of Object.values(files)) {
      expect(everything(of)).not.toContain('Lotte Jansen');
      expect(textOf(of, 'events.jsonl')).not.toMatch(/"meta":\{[^}]*"body"/);
    }
  });

  test('in English on request, and the same bytes for the same reader and moment', async () => {
    const person = await server.as('act_demo-noor');
    const again = await dossierOf(server.url, person, decision);
    const checkpoint = (of: Files): string => textOf(of, 'proofs/checkpoint');
    const told = filesOf(again);
    if (checkpoint(told) === checkpoint(files.table)) expect(again.equals(zips.table)).toBe(true);
    for (const name of ['dossier.html', 'dossier.pdf', 'dossier.json', 'prov.json', 'mdto/besluit.mdto.xml'])
      expect(textOf(told, name)).toBe(textOf(files.table, name));
    const english = filesOf(await dossierOf(server.url, person, decision, '?language=en'));
    expect(textOf(english, 'dossier.html')).toContain('<h2>Mandate and signatures</h2>');
    expect(textOf(english, 'dossier.html')).toContain(motivation);
  });
});

describe('the verifier', () => {
  test('finds a whole dossier right, as a ZIP and unpacked, also the one that lies in it, by plain node', async () => {
    const { code, said } = await verify(zips.table);
    expect(said).toContain('nothing is wrong');
    expect(said).toContain('none between them was left out');
    expect(code).toBe(0);
    const folder = freshDirectory();
    for (const [name, bytes] of Object.entries(files.table)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    const plain = execFileSync(process.execPath, [join(folder, 'verify.mjs'), folder, '--key', key], {
      encoding: 'utf8',
    });
    expect(plain).toContain('nothing is wrong');
  });

  test('names every file of which a single byte was changed', async () => {
    for (const name of Object.keys(files.table)) {
      const bytes = Uint8Array.from(files.table[name] ?? []);
      const place = Math.floor(bytes.length / 2);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      const { code, said } = await verify(zipOf({ ...files.table, [name]: bytes }));
      expect(code, `${name}: ${said}`).toBe(1);
      expect(said).toContain(name === 'manifest.sig' ? 'manifest' : name);
    }
  });

  test('names the event and the field, and what was left out, added or packed otherwise', async () => {
    const changedIn = (name: string, change: (text: string) => string): Promise<{ code: number; said: string }> =>
      verify(zipOf({ ...files.table, [name]: Buffer.from(change(textOf(files.table, name))) }));
    const value = await changedIn('events.jsonl', (text) => text.replaceAll('wie nu wacht', 'wie nu lacht'));
    expect(value.said).toMatch(/event \d+ \(stream decision-[^)]*field \/data\/motivation\): its digest does not fit/);
    const lines = textOf(files.table, 'events.jsonl').split('\n');
    const own = lines.findIndex((line) => line.includes('"type":"DecisionEndorsed"'));
    const gone = await changedIn('events.jsonl', () => lines.toSpliced(own, 1).join('\n'));
    expect(gone.said).toMatch(/event \d+: it is proven, and not in events.jsonl/);
    expect(gone.said).toMatch(/should be number \d of its stream: one was left out or added/);
    const { 'prov.json': left, ...rest } = files.table;
    expect((await verify(zipOf(rest))).said).toContain('prov.json: it is missing');
    expect((await verify(zipOf({ ...files.table, 'more.txt': left ?? new Uint8Array() }))).said).toContain(
      'more.txt: it does not belong to the dossier',
    );
    const packed = Buffer.from(zips.table);
    const place = packed.indexOf('dossier.pdf') + 5_000;
    packed[place] = (packed[place] ?? 0) ^ 0xff;
    expect((await verify(packed)).said).toMatch(/dossier\.pdf: it (was changed|cannot be unpacked)/);
    expect((await verify(packed.subarray(0, 30_000))).code).toBe(2);
  });

  test('believes no stranger: under another key than the one asked for elsewhere nothing is right', async () => {
    const stranger = SigningKeys.open(join(freshDirectory(), 'keys.json'), 'elsewhere.example').public()[0]?.key ?? '';
    const { code, said } = await verify(zips.table, stranger);
    expect(code).toBe(1);
    expect(said).toContain('manifest.sig: it is not signed by a key that is believed');
    expect(said).toContain('signature by unknown key');
  });
});

describe('for the archive', () => {
  test('the PDF is as PDF/A-3b wants it: XMP, output intent, fonts, the data as an associated file, no encryption', () => {
    const pdf = Buffer.from(files.table['dossier.pdf'] ?? []);
    const parts = partsOf(pdf);
    expect(pdf.toString('latin1', 0, 8)).toBe('%PDF-1.7');
    expect(parts).toMatchObject({ isEncrypted: false, hasFileId: true });
    expect(parts.xmp).toMatch(/<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>B<\/pdfaid:conformance>/);
    expect(parts.xmp).toContain(`Dossier ${decision.replace('_', ' ')}`);
    expect(parts.outputIntent).toMatchObject({ subtype: 'GTS_PDFA1', colours: 3 });
    expect(parts.outputIntent.profile.toString('latin1', 36, 40)).toBe('acsp');
    expect(parts.outputIntent.profile.toString('latin1', 16, 20)).toBe('RGB ');
    expect(parts.fonts.length).toBeGreaterThanOrEqual(2);
    for (const font of parts.fonts) expect(font).toMatchObject({ name: expect.stringMatching(/^[A-Z]{6}\+NotoSans/), embedded: true }); // prettier-ignore
    const [data] = parts.embedded;
    expect(data).toMatchObject({ name: 'dossier.json', relationship: 'Data', type: 'application#2Fjson' });
    expect(data?.bytes.equals(Buffer.from(files.table['dossier.json'] ?? []))).toBe(true);
  });

  test.skipIf(spawnSync('pdffonts', ['-v']).error !== undefined)('Poppler reads the same: text, fonts, data', () => {
    const path = join(freshDirectory(), 'dossier.pdf');
    writeFileSync(path, files.table['dossier.pdf'] ?? '');
    const tool = (name: string, ...args: string[]): string => execFileSync(name, args, { encoding: 'utf8' });
    expect(tool('pdftotext', path, '-').replaceAll(/\s+/g, ' ')).toContain(motivation);
    const fonts = tool('pdffonts', path).trim().split('\n').slice(2);
    for (const font of fonts) expect(font).toMatch(/Identity-H\s+yes yes yes/);
    tool('pdfdetach', '-save', '1', '-o', `${path}.json`, path);
    expect(readFileSync(`${path}.json`).equals(Buffer.from(files.table['dossier.json'] ?? []))).toBe(true);
  });

  test('MDTO names the record and each file with its checksum', () => {
    const record = textOf(files.table, 'mdto/besluit.mdto.xml');
    expect(record).toContain(`<identificatieKenmerk>${decision}</identificatieKenmerk>`);
    expect(record).toContain('<begripLabel>Besluit medeondertekend</begripLabel>');
    const metadata = textOf(files.table, 'mdto/dossier.pdf.bestand.mdto.xml');
    const bytes = files.table['dossier.pdf'] ?? new Uint8Array();
    expect(metadata).toContain(`<omvang>${bytes.length}</omvang>`);
    expect(metadata).toContain(`<checksumWaarde>${createHash('sha256').update(bytes).digest('hex')}</checksumWaarde>`);
  });

  test.skipIf(spawnSync('xmllint', ['--version']).error !== undefined)('and keeps to the schema', () => {
    const schema = join(root, 'test/dossier/mdto-parts.xsd');
    for (const of of Object.values(files)) {
      for (const name of Object.keys(of).filter((one) => one.endsWith('.mdto.xml'))) {
        const valid = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], {
          input: textOf(of, name),
        });
        expect(valid.status, `${name}: ${valid.stderr.toString()}`).toBe(0);
      }
    }
    const broken = textOf(files.table, 'mdto/besluit.mdto.xml').replace(/<waardering>[\s\S]*<\/waardering>/, '');
    expect(spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], { input: broken }).status).not.toBe(0);
  });

  test('PROV-JSON tells who did what for whom, on what it rests, and names nothing that is not there', () => {
    const prov = JSON.parse(textOf(files.table, 'prov.json')) as Parameters<typeof provProblems>[0];
    expect(provProblems(prov)).toEqual([]);
    const used = Object.values(prov['used'] ?? {}).map((one) => String(one['prov:entity']));
    expect(used.some((one) => one.startsWith('rt:log/'))).toBe(true);
    expect(used.some((one) => one.startsWith('rt:event/'))).toBe(true);
    expect(Object.values(prov['wasAssociatedWith'] ?? {}).some((one) => one['prov:plan'] === `rt:${server.id('mnd', 'province')}`)).toBe(true); // prettier-ignore
    expect(provProblems({ ...prov, agent: {} }).length).toBeGreaterThan(0);
  });
});

test('who took a dossier that is more than public is noted', () => {
  const vault = new DatabaseSync(join(server.dataDir, 'vault.db'), { readOnly: true });
  const rows = vault.prepare(`SELECT DISTINCT actor FROM access WHERE what = 'dossier' AND topic = ? ORDER BY 1`);
  expect(rows.all(`decision:${decision}`).map((row) => row['actor'])).toEqual(['act_demo-joost', 'act_demo-noor']);
  vault.close();
});
