/// <reference lib="dom" />
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessible, accessibleEverywhere } from './accessible.ts';
import { openBrowser, ServerProcess, visit, type Visitor } from './harness.ts';
import { newCommandId } from '../integration/ids.ts';

/** The next region is chosen: two leads weigh at once, a run is frozen, decided on and proven, and the region starts. */

const server = new ServerProcess();
let browser: Browser;
let ruben: Visitor;
let lotte: Visitor;
let amina: Visitor;
const id = (prefix: string): string => `${prefix}_${newCommandId()}`;
const card = (page: Page, title: string) =>
  page.locator('section.card').filter({ has: page.getByRole('heading', { level: 2, name: title }) });
const dialog = (page: Page) => page.getByRole('dialog');

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  amina = await visit(browser, server.url, 'Amina Yılmaz');
  ruben = await visit(browser, server.url, 'Ruben Smit');
  lotte = await visit(browser, server.url, 'Lotte Jansen');
  const ring = [
    [6, 53],
    [6.1, 53],
    [6.1, 53.1],
    [6, 53],
  ];
  await give(amina.page, id('reg'), 'DefineRegion', {
    ...{ name: 'Noordrand', kind: 'CUSTOM', provinceCodes: ['PV20'], municipalityCodes: [] },
    geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
  });
  const { organisations } = (await ask(amina.page, '/api/organisations')) as {
    organisations: Record<string, string>[];
  };
  const office = organisations.find(({ name }) => name?.startsWith('Programmabureau'))?.['id'] ?? '';
  await give(amina.page, office, 'GrantMandate', {
    ...{ mandateId: id('mnd'), actorId: 'act_demo-ruben', subject: 'REGION_SELECTION' },
    ...{ from: '2025-01-01', basisFileId: 'Mandaatregister' },
  });
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

async function ask(page: Page, path: string, body?: object): Promise<Record<string, unknown>> {
  return page.evaluate(
    async ([address, command]) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(command) };
      return (await (await fetch(address, command ? init : {})).json()) as Record<string, unknown>;
    },
    [path, body] as const,
  );
}
async function give(page: Page, subject: string, type: string, data: object): Promise<void> {
  const answer = await ask(page, '/api/commands', { id: newCommandId(), subject, type, data });
  expect(answer['ok'], JSON.stringify(answer)).toBe(true);
}

test('a selection is defined, filled from the data and by hand, and looked at by keyboard', async () => {
  const { page } = ruben;
  await page.getByRole('link', { name: 'Selectie' }).click();
  await page.getByRole('button', { name: 'Nieuwe selectie' }).click();
  for (const region of ['Noordrand', 'Nieuwe Waard']) await dialog(page).getByLabel(region, { exact: true }).check();
  for (const without of [
    'Gereedheid van projecten',
    'Kosteneffectiviteit',
    'Herhaalbaarheid elders',
    'Aandeel werk in de industrie',
  ])
    await dialog(page).getByLabel(without).uncheck();
  await accessible(page);
  await dialog(page).getByRole('button', { name: 'Leg vast' }).click();
  await page.getByRole('heading', { level: 1, name: 'De volgende regio kiezen' }).waitFor();
  await lotte.page.goto(page.url());
  await page.getByRole('button', { name: 'Vul uit de gegevens' }).click();
  const open = (name: RegExp) => page.getByRole('button', { name }).click();
  // four anchors lie in the example's region; of the other the log knows nothing
  await page.getByRole('button', { name: /^ETS-ankerlocaties.*Nieuwe Waard: 4/ }).waitFor();
  await page.getByText(/volgen nog niet uit de gegevens/).waitFor();
  await open(/^ETS-ankerlocaties.*Noordrand/);
  await dialog(page).getByLabel('Laagste').fill('7');
  await dialog(page).getByLabel('Meest waarschijnlijk').fill('5');
  await dialog(page).getByText('niet op volgorde').waitFor();
  await dialog(page).getByLabel('Meest waarschijnlijk').fill('8');
  await dialog(page).getByLabel('Hoogste').fill('9');
  await dialog(page).getByLabel('Bron').fill('ETS-register');
  await dialog(page).getByRole('button', { name: 'Vul in' }).click();
  // the other lead sees it come
  await lotte.page.getByRole('button', { name: /^ETS-ankerlocaties.*Noordrand: 7–9/ }).waitFor();
  const selection = /sel_[0-9a-f-]+/.exec(page.url())?.[0] ?? '';
  const { state, criteria, regions } = (await ask(page, `/api/selections/${selection}`)) as unknown as {
    state: { scores: Record<string, { regionId: string; criterion: string }> };
    criteria: string[];
    regions: string[];
  };
  for (const [n, criterion] of criteria.entries())
    for (const [m, regionId] of regions.entries()) {
      if (Object.values(state.scores).some((one) => one.regionId === regionId && one.criterion === criterion)) continue;
      const mid = 2 + ((n + m) % 3);
      const score = { low: mid - 1, mid, high: mid + 2 };
      await give(page, selection, 'EnterScore', {
        scoreId: id('scr'),
        regionId,
        criterion,
        score,
        sourceRef: 'Werkblad',
      });
    }
  await card(page, 'Scores').getByText('Alle scores zijn ingevuld.').waitFor();
  await card(page, 'Hoe zeker is de rangorde?').getByRole('img').waitFor();
  await page.getByRole('slider', { name: 'Reductiepotentieel in 2030' }).press('PageUp');
  await expect.poll(() => new URL(page.url()).searchParams.get('gewichten')).not.toBeNull();
  await page.getByRole('button', { name: 'Terug naar het begin' }).click();
  // limits of each weight, by keyboard: what cannot be is said and not drawn
  await page.getByLabel('Wat staat vast van de gewichten?').selectOption('INTERVALS');
  const upper = page.getByLabel('Bovengrens in procenten: Reductiepotentieel in 2030');
  await upper.fill('1');
  await upper.press('Tab');
  await page.getByText('De ondergrens ligt boven de bovengrens: Reductiepotentieel in 2030.').waitFor();
  await upper.fill('90');
  await upper.press('Tab');
  await expect.poll(() => new URL(page.url()).searchParams.get('grenzen')).toMatch(/~90/);
  await page.getByLabel('Zelfde marge voor alle').press('ArrowUp');
  await page.getByLabel('Wat staat vast van de gewichten?').selectOption('FREE');
  await accessibleEverywhere(page);
});

test('two weigh at once, unseen by each other until both are shown', async () => {
  const secret = '47,3';
  const reduction = lotte.page.getByLabel('Gewicht in procenten: Reductiepotentieel in 2030');
  await reduction.fill(secret);
  await reduction.press('Enter');
  await card(lotte.page, 'Samen wegen').getByRole('button', { name: 'Stel voor, verzegeld' }).click();
  await card(ruben.page, 'Samen wegen').getByText('Provincie Markerland heeft een voorstel gedaan').waitFor();
  const selection = /sel_[0-9a-f-]+/.exec(ruben.page.url())?.[0] ?? '';
  const doors = [`/api/selections/${selection}`, `/api/history?subject=${selection}&limit=200`];
  for (const door of doors) expect(JSON.stringify(await ask(ruben.page, door))).not.toContain('0.473');
  expect(await ruben.page.content()).not.toContain(secret);
  await card(ruben.page, 'Samen wegen').getByRole('combobox').selectOption('order');
  await ruben.page.getByRole('button', { name: 'Zwaarder: Geschikt voor een pilot' }).press('Enter');
  await card(ruben.page, 'Samen wegen').getByRole('button', { name: 'Stel voor, verzegeld' }).click();
  await card(lotte.page, 'Samen wegen').getByText('Programmabureau Regioaanpak heeft een voorstel gedaan').waitFor();
  await ruben.page.getByRole('button', { name: 'Toon alle gewichten' }).click();
  for (const { page } of [ruben, lotte]) await card(page, 'Samen wegen').getByRole('cell', { name: '47,3' }).waitFor();
  await ruben.page.getByRole('button', { name: 'Probeer Provincie Markerland' }).click();
  await ruben.page.getByLabel('Naam van het scenario').fill('Reductie voorop');
  await ruben.page.getByRole('button', { name: 'Bewaar voor iedereen' }).click();
  await card(lotte.page, 'Scenario’s').getByText('Reductie voorop').waitFor();
});

test('a run is frozen and repeated to the bit, decided on with a mandate, and the region starts', async () => {
  const { page } = ruben;
  await page.getByRole('button', { name: 'Reken door en leg vast' }).click();
  await page.getByRole('button', { name: 'Herhaal deze run' }).click();
  await page.getByText('Gelijk: dezelfde uitkomst').waitFor();
  const selectionId = /sel_[0-9a-f-]+/.exec(page.url())?.[0] ?? '';
  // a run whose outcome is another than the scores come to is not recorded
  const { state } = (await ask(page, `/api/selections/${selectionId}`)) as {
    state: { runs: Record<string, { value: object }> };
  };
  const bent = { ...Object.values(state.runs)[0]?.value, runId: id('run'), seed: 2 };
  const wish = { id: newCommandId(), subject: selectionId, type: 'RecordSelectionRun', data: bent };
  const answer = await page.context().request.post(`${server.url}/api/commands`, { data: wish });
  expect(await answer.json()).toMatchObject({ code: 'RUN_DIFFERS' });
  await page.getByRole('button', { name: 'Bevries' }).click();
  await dialog(page).getByRole('button', { name: 'Bevries' }).click();
  await lotte.page.getByText('Deze selectie is bevroren').waitFor();
  const selection = page.url();
  await page.getByRole('button', { name: 'Zet op de shortlist: Noordrand' }).click();
  await card(page, 'Besluit').getByText('Op de shortlist', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Bereid het besluit voor' }).click();
  await accessible(page);
  await dialog(page).getByRole('button', { name: 'Bereid het besluit voor' }).click();
  await page.getByRole('heading', { level: 1, name: /Welke regio begint als volgende/ }).waitFor();
  await card(page, 'Alternatieven').getByText('Nog geen regio kiezen').waitFor();
  await page.getByRole('button', { name: 'Neem het besluit' }).click();
  await dialog(page).getByLabel('Kies Noordrand').check();
  await dialog(page)
    .getByLabel('Motivering')
    .fill('Noordrand staat bovenaan bij de gewichten van de provincie en ook in de meeste trekkingen.');
  await dialog(page).getByText('Noem feiten waarop uw motivering rust (2)').waitFor();
  await dialog(page).getByRole('button', { name: 'Neem het besluit' }).click();
  await page.getByText('Genomen', { exact: true }).waitFor();
  const decision = /dec_[0-9a-f-]+/.exec(page.url())?.[0] ?? '';
  await page.goto(selection);
  const decided = card(page, 'Besluit');
  await decided.getByText('Gekozen', { exact: true }).waitFor();
  // the region that was an alternative, too, was not chosen
  expect(await decided.getByRole('button', { name: 'Start de regio' }).count()).toBe(1);
  await decided.getByLabel('Wie trekt de regio?').selectOption({ label: 'Provincie Markerland' });
  await decided.getByRole('button', { name: 'Start de regio' }).click();
  await decided.getByText('Begonnen', { exact: true }).waitFor();
  await decided.getByRole('button', { name: 'Stel de gewichten van deze run vast' }).click();
  await card(page, 'Gewichten').getByText('U begint bij de vastgestelde gewichten.').waitFor();

  // what counts for the country is the frozen run
  await page.goto(`${server.url}/programma`);
  const ranking = card(page, 'Keuze van regio’s');
  await ranking.getByText('bevroren', { exact: true }).waitFor();
  expect(await ranking.getByRole('listitem').first().textContent()).toMatch(/eerste in [\d,]+ % van de trekkingen/);

  // and on the map of the country, for partners alone
  await page.goto(server.url);
  const regions = page.locator('.list').getByRole('link');
  await expect
    .poll(() => regions.first().textContent())
    .toMatch(/Plaats 1 in de keuze, \d+ % kans om eerste te worden/);
  const anybody = await visit(browser, server.url, undefined);
  await anybody.page.locator('.list').getByRole('link').first().waitFor();
  expect(await anybody.page.getByText(/kans om eerste/).count()).toBe(0);

  const dossier = await dossierOf(page, decision);
  const run = JSON.stringify(Buffer.from(dossier.files['events.jsonl'] ?? []).toString());
  expect(run).toContain('SelectionRunExecuted');
  expect(run).toContain('SelectionFrozen');
  expect(Buffer.from(dossier.files['dossier.html'] ?? []).toString()).toContain('Doorrekening van de selectie');
  expect(
    execFileSync(process.execPath, [join(dossier.folder, 'verify.mjs'), dossier.folder], { encoding: 'utf8' }),
  ).toContain('nothing is wrong');
  const english = await visit(browser, server.url, 'Lotte Jansen', { language: 'en' });
  await english.page.goto(selection);
  await card(english.page, 'How certain is the ranking?').getByRole('img').waitFor();
  await accessibleEverywhere(english.page);
  for (const { complaints } of [ruben, lotte, english]) expect(complaints).toEqual([]);
});

/** The dossier in a folder of its own, once its last event is signed. */
async function dossierOf(page: Page, decision: string): Promise<{ folder: string; files: Record<string, Uint8Array> }> {
  // not from the page: what is not signed yet is no complaint of it
  const ready = async () => page.context().request.get(`${server.url}/api/decisions/${decision}/dossier`);
  let answer = await ready();
  const isReady = async (): Promise<boolean> => {
    if (!answer.ok()) answer = await ready();
    return answer.ok();
  };
  await expect.poll(isReady, { timeout: 20_000 }).toBe(true);
  const files = unzipSync(Uint8Array.from(await answer.body()));
  const folder = mkdtempSync(join(tmpdir(), 'regiotafel-dossier-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return { folder, files };
}
