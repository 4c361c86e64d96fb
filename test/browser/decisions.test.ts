/// <reference lib="dom" />
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { accessible } from './accessible.ts';
import { openBrowser, ServerProcess, visit, type Visitor } from './harness.ts';

/** A decision from the question to the public copy, by the people who make it, each in a browser of his own. */

const server = new ServerProcess();
let browser: Browser;
let lotte: Visitor;
let ruben: Visitor;
let fatima: Visitor;
const question = 'Leggen we de mantelbuis langs de Ringvaart vast in het tracé?';
const dissent = 'Een tracé door de haven bedient ook onze papiermachines.';

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  lotte = await visit(browser, server.url, 'Lotte Jansen');
  ruben = await visit(browser, server.url, 'Ruben Smit');
  fatima = await visit(browser, server.url, 'Fatima El Amrani');
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

const dialog = (page: Page) => page.getByRole('dialog');
const card = (page: Page, title: string) =>
  page.locator('section.card').filter({ has: page.getByRole('heading', { name: title }) });

async function addAlternative(page: Page, label: string, doNothing: boolean, cons: string): Promise<void> {
  await page.getByRole('button', { name: 'Alternatief toevoegen' }).click();
  await dialog(page).getByLabel('Het alternatief in één zin').fill(label);
  if (doNothing) await dialog(page).getByLabel('Dit is het alternatief ‘niets doen’').check();
  await dialog(page).getByLabel('Wat ertegen pleit').fill(cons);
  await dialog(page).getByRole('button', { name: 'Alternatief toevoegen' }).click();
  await card(page, 'Alternatieven').getByText(label).waitFor();
}

test('proposed at the region’s table, endorsed, taken under a mandate, contested, published without what is withheld', async () => {
  const { page } = lotte;
  await page
    .locator('.list')
    .getByRole('link', { name: /Nieuwe Waard/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Bereid een besluit voor' }).click();
  await dialog(page).getByLabel('De vraag waarop dit besluit antwoord geeft').fill(question);
  await dialog(page).getByLabel('Ovenwarmte voor de melkdrogers').check();
  await dialog(page).getByLabel('Programmabureau Regioaanpak').check();
  await accessible(page);
  await dialog(page).getByRole('button', { name: 'Zet klaar' }).click();
  await page.getByRole('heading', { level: 1, name: question }).waitFor();
  await addAlternative(page, 'Nog niets vastleggen', true, 'Dan vervalt de mantelbuis in 2027.');
  await addAlternative(page, 'Langs de Ringvaart', false, 'Het tracé is 700 meter langer.');

  // the other office follows live and signs under a mandate that is valid today
  await ruben.page.goto(page.url());
  await card(ruben.page, 'Alternatieven').getByText('Langs de Ringvaart').waitFor();
  await ruben.page.getByRole('button', { name: 'Onderteken mede' }).click();
  await dialog(ruben.page).getByText('geldt vandaag').waitFor();
  expect(
    await dialog(ruben.page)
      .getByLabel(/Budget, tot/)
      .isDisabled(),
  ).toBe(true);
  await dialog(ruben.page).getByRole('button', { name: 'Onderteken mede' }).click();
  await card(page, 'Mandaat en handtekeningen').getByText('op het voorstel').waitFor();

  await page.getByRole('button', { name: 'Neem het besluit' }).click();
  const take = dialog(page).getByRole('button', { name: 'Neem het besluit' });
  await dialog(page).getByLabel('Langs de Ringvaart').check();
  await dialog(page).getByLabel('Motivering').fill('Te kort.');
  expect(await take.isDisabled()).toBe(true);
  await dialog(page)
    .getByLabel('Motivering')
    .fill('De mantelbuis ligt er al, scheelt een boring onder de vaart, en vervalt in 2027 als niemand haar vastlegt.');
  await dialog(page).getByLabel('Bedrag in euro').fill('300.000');
  await dialog(page).getByText('gaat tot € 250.000').waitFor();
  expect(await take.isDisabled()).toBe(true);
  await dialog(page).getByLabel('Bedrag in euro').fill('40.000');
  await dialog(page).getByRole('button', { name: 'Voorwaarde toevoegen' }).click();
  await dialog(page).getByLabel('Voorwaarde', { exact: true }).fill('De gemeente verleent de vergunning opnieuw.');
  await dialog(page).getByLabel('Uiterste dag').fill('2020-01-31');
  await dialog(page).getByText('Noem feiten waarop uw motivering rust').click();
  await dialog(page).locator('details').getByRole('checkbox').first().check();
  await accessible(page);
  await take.click();
  await page.getByText('Genomen', { exact: true }).waitFor();
  await card(page, 'Motivering').getByText('€ 40.000').waitFor();
  // what is cited is fetched when the decision is there
  await card(page, 'Motivering').getByRole('listitem').first().waitFor();
  expect(await card(page, 'Motivering').getByRole('listitem').count()).toBe(1);
  await card(page, 'Voorwaarden').getByText('Over tijd').waitFor();
  await ruben.page.getByText('Genomen', { exact: true }).waitFor();

  await fatima.page.goto(page.url());
  await fatima.page.getByRole('button', { name: 'Standpunt vastleggen' }).click();
  await dialog(fatima.page).getByLabel('Wat vindt Papierfabriek Het Watermerk?').fill(dissent);
  await dialog(fatima.page).getByRole('button', { name: 'Standpunt vastleggen' }).click();
  await card(page, 'Afwijkende standpunten').getByText(dissent).waitFor();
  expect(await fatima.page.getByRole('button', { name: 'Maak openbaar' }).count()).toBe(0);

  // as it was when it was proposed: nothing can be done there
  await page.getByRole('button', { name: 'Terug in de tijd' }).click();
  await page.getByRole('slider', { name: 'Moment', exact: true }).press('Home');
  await page.getByText('In voorbereiding', { exact: true }).waitFor();
  expect(await card(page, 'Motivering').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Neem het besluit' }).count()).toBe(0);
  await accessible(page);
  await page.getByRole('link', { name: 'Naar nu' }).click();
  await page.getByText('Genomen', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Maak openbaar' }).click();
  const preview = dialog(page).getByRole('region', { name: 'Zo ziet iedereen het' });
  await preview.getByText(dissent).waitFor();
  await dialog(page).getByLabel('Standpunt van Papierfabriek Het Watermerk').selectOption('5.1.1c');
  await preview.getByText('Woo 5.1 lid 1c').waitFor();
  expect(await preview.getByText(dissent).count()).toBe(0);
  await accessible(page);
  await dialog(page).getByRole('button', { name: 'Maak openbaar' }).click();
  await card(page, 'Openbaarmaking')
    .getByText(/^Openbaar sinds/)
    .waitFor();

  const visitor = await visit(browser, server.url, undefined);
  await visitor.page.getByRole('link', { name: 'Besluiten' }).click();
  await visitor.page.getByRole('link', { name: question }).click();
  await visitor.page.getByText('Weggelaten · Woo 5.1 lid 1c').waitFor();
  expect(await visitor.page.content()).not.toContain(dissent);
  expect(await visitor.page.getByRole('button', { name: 'Standpunt vastleggen' }).count()).toBe(0);
  // what is in preparation is not there for a visitor at all
  await visitor.page.getByRole('link', { name: 'Alle besluiten' }).click();
  expect(await visitor.page.getByText('haalbaarheidsstudie').count()).toBe(0);
  await visitor.context.close();
});

test('a condition is reported as fulfilled; a decision that replaces it ends it, and everybody sees which', async () => {
  const { page } = lotte;
  await card(page, 'Voorwaarden').getByRole('button', { name: 'Vervuld melden' }).click();
  await dialog(page).getByLabel('Waaruit blijkt dat?').fill('Vergunning 2027-114');
  await dialog(page).getByRole('button', { name: 'Vervuld melden' }).click();
  await card(page, 'Voorwaarden').getByText('Vergunning 2027-114').waitFor();

  const first = page.url();
  await page.getByRole('button', { name: 'Vervang door een nieuw besluit' }).click();
  await dialog(page)
    .getByLabel('De vraag waarop dit besluit antwoord geeft')
    .fill('Kiezen we toch het tracé door de haven?');
  await dialog(page).getByRole('button', { name: 'Zet klaar' }).click();
  await page.getByRole('heading', { level: 1, name: 'Kiezen we toch het tracé door de haven?' }).waitFor();
  await addAlternative(page, 'Bij de Ringvaart blijven', true, 'Bedient het Havenkwartier niet.');
  await addAlternative(page, 'Door de haven', false, 'Vraagt twee boringen.');
  await page.getByRole('button', { name: 'Neem het besluit' }).click();
  await dialog(page).getByLabel('Door de haven').check();
  await dialog(page)
    .getByLabel('Motivering')
    .fill('Nu drie bedrijven meedoen weegt het Havenkwartier zwaarder dan de lengte.');
  await dialog(page).getByRole('button', { name: 'Neem het besluit' }).click();
  await page.getByText('Genomen', { exact: true }).waitFor();
  expect(ruben.page.url()).toBe(first);
  await ruben.page.getByText('Dit besluit is vervangen').waitFor();
  await ruben.page.getByText('Vervangen', { exact: true }).waitFor();
});

test('a mandate that is revoked on the steward’s page serves no more, also in a form that is open', async () => {
  const { page } = ruben;
  await page.goto(`${server.url}/besluiten?q=haalbaarheidsstudie`);
  await page.getByRole('link', { name: /haalbaarheidsstudie/ }).click();
  await page.getByRole('button', { name: 'Neem het besluit' }).click();
  await dialog(page).getByText('geldt vandaag').waitFor();
  const amina = await visit(browser, server.url, 'Amina Yılmaz');
  await amina.page.getByRole('link', { name: 'Beheer' }).click();
  await amina.page.getByRole('button', { name: 'Trek het mandaat budget van Ruben Smit in' }).click();
  await dialog(amina.page).getByLabel('Waarom wordt het ingetrokken?').fill('Andere functie');
  await dialog(amina.page).getByRole('button', { name: 'Trek in' }).click();
  await amina.page.getByText('Het mandaat is ingetrokken, per vandaag.').waitFor();
  await dialog(page)
    .getByText(/U hebt vandaag geen mandaat voor Budget/)
    .waitFor();
  await dialog(page)
    .getByText(/ingetrokken per/)
    .waitFor();
  expect(await dialog(page).getByRole('button', { name: 'Neem het besluit' }).isDisabled()).toBe(true);
  await amina.context.close();
});

test('the register is filtered, sorted and passed on by its address', async () => {
  const { page } = fatima;
  await page.goto(`${server.url}/besluiten`);
  await page.getByText(/^5 besluiten$/).waitFor();
  await page.getByRole('combobox', { name: 'Status' }).selectOption('SUPERSEDED');
  await page.getByText(/^1 besluit$/).waitFor();
  await page.getByLabel('Zoek in de tekst').fill('niet te vinden');
  await page.getByText('Geen besluit past bij deze keuze.').waitFor();
  await page.getByRole('button', { name: 'Toon alles' }).click();
  await page.getByRole('button', { name: 'Sorteer op Soort' }).click();
  await page.getByRole('combobox', { name: 'Organisatie' }).selectOption({ label: 'Glashuis Helder' });
  await page.getByText(/^1 besluit$/).waitFor();
  const address = page.url();
  expect(address).toMatch(/organisatie=org_.*sorteer=type/);
  await page.goto(address);
  await page.getByText(/^1 besluit$/).waitFor();
  expect(await page.locator('th[aria-sort=ascending]').textContent()).toContain('Soort');
  for (const { complaints } of [lotte, ruben, fatima]) expect(complaints).toEqual([]);
});
