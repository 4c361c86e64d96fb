/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TcpProxy } from '../faults/tcp-proxy.ts';
import { newCommandId } from '../integration/ids.ts';
import { accessible, accessibleEverywhere } from './accessible.ts';
import { openBrowser, ServerProcess, visit, type Visitor } from './harness.ts';

/** Sites, projects, infrastructure, bottlenecks and cases of a region, by people at the same table at the same time. */

const server = new ServerProcess();
const line = new TcpProxy(() => server.port);
let browser: Browser;
/** Of the company whose site it is; of the grid operator; of the province. */
let noor: Visitor;
let sanne: Visitor;
let lotte: Visitor;
let region = '';

interface Overview {
  sites: { id: string; name: string }[];
  partners: { id: string; name: string }[];
}
const overviewOf = (page: Page): Promise<Overview> =>
  page.evaluate(async (id) => (await fetch(`/api/regions/${id}`)).json() as Promise<never>, region);

interface Given {
  id?: string;
  type: string;
  subject: string;
  data: unknown;
  basis?: Record<string, string>;
}

/** Gives commands over HTTP, all at once; tells which were recorded. */
async function give({ context }: Visitor, commands: readonly Given[]): Promise<boolean[]> {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const headers = { 'content-type': 'application/json', cookie };
  return Promise.all(
    commands.map(async (one) => {
      const body = JSON.stringify({ id: newCommandId(), ...one });
      return (await fetch(`${server.url}/api/commands`, { method: 'POST', headers, body })).ok;
    }),
  );
}
const dialog = (page: Page) => page.getByRole('dialog');
const send = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).press('Enter');
const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: /^(Onderdelen|Parts)/ }).getByRole('link', { name });
const field = (page: Page, name: string) => page.locator(`#veld-${name}`);

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  noor = await visit(browser, await line.listen(), 'Noor Bakker');
  sanne = await visit(browser, server.url, 'Sanne Visser');
  lotte = await visit(browser, server.url, 'Lotte Jansen');
  for (const { page } of [noor, sanne, lotte]) {
    await page
      .locator('.list')
      .getByRole('link', { name: /Nieuwe Waard/ })
      .first()
      .click();
    await tab(page, 'Locaties en projecten').click();
    await page.locator('[data-row]').first().waitFor();
  }
  region = /reg_[0-9a-f-]+/.exec(noor.page.url())?.[0] ?? '';
});
afterAll(async () => {
  await browser.close();
  await line.close();
  await server.kill();
});

describe('a region’s places', () => {
  test('a company adds a project, by keyboard: what is missing is said at its field, and the other sees it come', async () => {
    const { page } = noor;
    await page.getByRole('button', { name: 'Voeg een project toe' }).press('Enter');
    await dialog(page).getByLabel('Titel').fill('Elektrische oven');
    await dialog(page).getByLabel('In 2030').fill('-5');
    await send(page, 'Voeg een project toe');
    // the first field with a fault has the focus
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
    await expect.poll(() => dialog(page).getByText('Vul dit in.').count()).toBe(6);
    await dialog(page).getByText('Vul een getal in van 0 tot 1.000.000.000 t/jr.').waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    // nothing that was typed is lost
    await page.getByRole('button', { name: 'Voeg een project toe' }).press('Enter');
    await expect.poll(() => dialog(page).getByLabel('Titel').inputValue()).toBe('Elektrische oven');
    await dialog(page).getByLabel('Locatie').selectOption({ label: 'Oven 3, De Klinker' });
    await dialog(page).getByLabel('Route').selectOption({ label: 'Elektrificatie' });
    await dialog(page).getByLabel('Fase').selectOption({ label: 'Studie' });
    await dialog(page).getByLabel('Startjaar').fill('2030');
    for (const year of ['2030', '2035', '2040']) await dialog(page).getByLabel(`In ${year}`).fill('9.000');
    await send(page, 'Voeg een project toe');
    await dialog(page).waitFor({ state: 'hidden' });
    await sanne.page.getByRole('link', { name: 'Elektrische oven' }).waitFor();
  });

  test('an operator adds a grid area and fills in its years by keyboard', async () => {
    const { page } = sanne;
    await tab(page, 'Infrastructuur').click();
    await page.getByRole('button', { name: 'Voeg infrastructuur toe' }).press('Enter');
    await dialog(page).getByLabel('Soort').selectOption({ label: 'Netgebied' });
    await dialog(page).getByLabel('Naam').fill('Netvlak Oost');
    await send(page, 'Voeg infrastructuur toe');
    await dialog(page).waitFor({ state: 'hidden' });
    const grid = page.getByRole('grid');
    await grid.getByRole('link', { name: 'Netvlak Oost' }).first().waitFor();
    await grid
      .getByRole('gridcell', { name: /Netvlak Oost.*vast/ })
      .first()
      .focus();
    for (const key of ['ArrowRight', '1', '2', 'Tab', '2', '0', ',', '5', 'Enter', 'ArrowUp', 'Tab'])
      await page.keyboard.press(key);
    await page.getByText('Netvlak Oost, Afname: 2 gewijzigd en nog niet gepubliceerd').waitFor();
    await page.getByRole('button', { name: /^Publiceer/ }).press('Enter');
    await dialog(page).getByLabel('Bron').fill('capaciteitskaart');
    await send(page, 'Publiceer');
    await dialog(page).waitFor({ state: 'hidden' });
    await expect.poll(() => page.getByText('nog niet gepubliceerd').count()).toBe(0);
    await tab(lotte.page, 'Infrastructuur').click();
    await lotte.page.getByRole('gridcell', { name: /vast \(MW\), \d{4}: 20,5/ }).waitFor();
  });

  test('a need in that area, and a bottleneck that another resolves', async () => {
    const { page } = noor;
    await page.getByRole('link', { name: 'Elektrische oven' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Elektrische oven' }).waitFor();
    await page.getByRole('button', { name: 'Meld een energiebehoefte' }).press('Enter');
    await dialog(page).getByLabel('Energiedrager').selectOption({ label: 'Elektriciteit' });
    await dialog(page).getByLabel('Richting').selectOption({ label: 'Afname' });
    await dialog(page).getByLabel('Hoeveel is er nodig').fill('12');
    await dialog(page).getByText('MW', { exact: true }).waitFor();
    await dialog(page).getByLabel('Netgebied').selectOption({ label: 'Netvlak Oost' });
    await dialog(page).getByLabel('Vanaf jaar').fill('2030');
    await send(page, 'Meld een energiebehoefte');
    await page.getByText('Elektriciteit: 12 MW').waitFor();
    await page.getByRole('button', { name: 'Meld een knelpunt' }).press('Enter');
    await dialog(page).getByLabel('Soort knelpunt').selectOption({ label: 'Stroomnet: te weinig capaciteit' });
    await dialog(page).getByLabel('Ernst').fill('4');
    await dialog(page).getByLabel('Wat houdt het project op').fill('Het net is vol.');
    await send(page, 'Meld een knelpunt');
    await page.getByRole('button', { name: /^Beleg het knelpunt/ }).press('Enter');
    await dialog(page).getByLabel('Wie lost het op').selectOption({ label: 'Netbeheer Markerland' });
    await dialog(page).getByLabel('Uiterlijk').fill('2031-06-01');
    await send(page, 'Beleg het knelpunt');
    await dialog(page).waitFor({ state: 'hidden' });
    await tab(sanne.page, 'Knelpunten en casussen').click();
    await sanne.page.getByRole('button', { name: /^Meld het knelpunt opgelost.*Elektrische oven/ }).press('Enter');
    await dialog(sanne.page).getByLabel('Hoe het is opgelost').fill('De kabel ligt er.');
    await send(sanne.page, 'Meld het knelpunt opgelost');
    await page
      .locator('p.soft')
      .filter({ hasText: /opgelost op .*De kabel ligt er/ })
      .waitFor();
  });

  test('two tabs of one person in one field: mine and theirs; without a connection it waits, and undo takes it back', async () => {
    const { page } = noor;
    const address = page.url().replace(/^http:\/\/[^/]+/, server.url);
    const other = await visit(browser, address, 'Noor Bakker');
    await field(other.page, 'probability').waitFor();
    line.cut();
    await field(page, 'probability').fill('0,4');
    await field(page, 'probability').press('Enter');
    await expect.poll(() => page.locator('[data-state]').first().getAttribute('data-state')).toBe('offline');
    await field(other.page, 'probability').fill('0,6');
    await field(other.page, 'probability').press('Enter');
    await expect.poll(() => other.page.locator('[data-state]').first().getAttribute('data-state')).toBe('saved');
    line.mend();
    await dialog(page).getByTestId('mine').waitFor({ timeout: 45_000 });
    expect(await dialog(page).getByTestId('theirs').textContent()).toBe('0,6');
    await dialog(page).getByRole('button', { name: 'Neem mijn waarde' }).press('Enter');
    await expect.poll(() => field(other.page, 'probability').inputValue()).toBe('0,4');
    await page.getByRole('button', { name: 'Ongedaan maken' }).press('Enter');
    await expect.poll(() => field(other.page, 'probability').inputValue()).toBe('0,6');
    expect(other.complaints).toEqual([]);
    await other.context.close();
  });

  test('a case: opened after its decision, with an action and its owner, and closed; the past shows it open', async () => {
    const { page } = lotte;
    const { sites, partners } = await overviewOf(page);
    const decision = await takenDecision(lotte, partners);
    await tab(page, 'Knelpunten en casussen').click();
    await page.getByRole('button', { name: 'Open een casus' }).press('Enter');
    await dialog(page)
      .getByLabel(sites.find(({ name }) => name.startsWith('Oven'))?.name ?? '')
      .check();
    await dialog(page).getByLabel('Vraag').fill('Hoe krijgt De Klinker op tijd stroom?');
    await dialog(page).getByLabel('Besluit tot deze casus').selectOption(decision);
    await send(page, 'Open een casus');
    await page.getByRole('heading', { level: 1, name: 'Hoe krijgt De Klinker' }).waitFor();
    await page.getByRole('button', { name: 'Naar fase Analyse' }).press('Enter');
    await send(page, 'Naar fase Analyse');
    await page.getByRole('button', { name: 'Spreek een actie af' }).press('Enter');
    await dialog(page).getByLabel('Wat gaat er gebeuren').fill('Vraag de netbeheerder om een tijdblok');
    await dialog(page).getByLabel('Wie doet het').selectOption({ label: 'Netbeheer Markerland' });
    await dialog(page).getByLabel('Uiterlijk').fill('2031-01-31');
    await send(page, 'Spreek een actie af');
    await page.getByText('Netbeheer Markerland · uiterlijk 31 januari 2031').waitFor();
    const opened = await page.evaluate(
      async (id) => ((await (await fetch(`/api/tables/${id}`)).json()) as { index: number }).index,
      region,
    );
    await page.getByRole('button', { name: 'Sluit de casus' }).press('Enter');
    await dialog(page).getByLabel('Uitkomst', { exact: true }).selectOption({ label: 'Opgelost' });
    await dialog(page).getByLabel('Toelichting op de uitkomst').fill('Het tijdblok is er.');
    await send(page, 'Sluit de casus');
    await page.getByText('Het tijdblok is er.', { exact: true }).waitFor();
    await page.goto(`${page.url()}?at=${opened}`);
    await page.getByText('De casus loopt nog.').waitFor();
    expect(await page.getByRole('button', { name: 'Sluit de casus' }).count()).toBe(0);
  });
});

/** A decision on which a case may begin: proposed and taken by the province under a mandate that the steward gives it. */
async function takenDecision(province: Visitor, partners: Overview['partners']): Promise<string> {
  const organisation = partners.find(({ name }) => name.startsWith('Provincie'))?.id ?? '';
  const steward = await visit(browser, server.url, 'Amina Yılmaz');
  const [mandate, id] = [`mnd_${newCommandId()}`, `dec_${newCommandId()}`];
  const part = (prefix: string) => `${prefix}_${newCommandId()}`;
  const given = await give(steward, [
    {
      type: 'GrantMandate',
      subject: organisation,
      data: { mandateId: mandate, actorId: 'act_demo-lotte', subject: 'CASE_SELECTION', from: '2025-01-01' },
    },
  ]);
  await steward.context.close();
  const question = 'Welke casus pakken wij samen op in deze regio?';
  const drafted = await give(province, [
    {
      type: 'DraftDecision',
      subject: id,
      data: { type: 'CASE_SELECTION', question, subjectIds: [region], participants: [organisation] },
    },
  ]);
  const [chosen, nothing] = [part('alt'), part('alt')];
  const last = newCommandId();
  const alternative = (alternativeId: string, label: string, doNothing: boolean): Given => ({
    ...{ type: 'AddAlternative', subject: id },
    data: { alternativeId, label, doNothing, pros: 'Dit pleit ervoor', cons: 'Dit pleit ertegen' },
  });
  const alternatives = [
    ...(await give(province, [alternative(chosen, 'Stroom voor De Klinker', false)])),
    ...(await give(province, [{ id: last, ...alternative(nothing, 'Niets doen', true) }])),
  ];
  const taken = await give(province, [
    {
      type: 'TakeDecision',
      subject: id,
      data: {
        chosen,
        motivation: 'De Klinker wacht het langst op een aansluiting en kan zonder niet verder.',
        mandateId: mandate,
        conditions: [],
        citedEventIds: [],
        snapshotIds: [],
        effectiveDate: '2026-01-01',
      },
      basis: { content: last },
    },
  ]);
  expect([...given, ...drafted, ...alternatives, ...taken]).toEqual([true, true, true, true, true]);
  return id;
}

test('no screen has a fault that axe finds: wide in Dutch, in the dark at 320 px in English, a form with faults open', async () => {
  const { context, page, complaints } = await visit(browser, noor.page.url(), 'Noor Bakker', { language: 'en' });
  await page.locator('h1').waitFor();
  await page.getByRole('button', { name: 'Report a bottleneck' }).press('Enter');
  await send(page, 'Report a bottleneck');
  await dialog(page).getByText('Fill this in.').first().waitFor();
  await accessibleEverywhere(page);
  await context.close();
  await accessible(sanne.page);
  for (const [name, place] of [
    ['Locaties en projecten', '[data-row]'],
    ['Infrastructuur', '[role=grid]'],
  ] as const) {
    await tab(sanne.page, name).click();
    await sanne.page.locator(place).first().waitFor();
    await sanne.page.setViewportSize({ width: 320, height: 900 });
    await accessible(sanne.page);
    expect(await sanne.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await sanne.page.setViewportSize({ width: 1280, height: 900 });
  }
  expect(complaints).toEqual([]);
});

describe('a thousand rows', () => {
  let steward: Visitor;
  test('are registered, and the table draws only those in sight, sorts and filters them', async () => {
    steward = await visit(browser, server.url, 'Amina Yılmaz');
    const { partners } = await overviewOf(steward.page);
    const orgId = partners.find(({ name }) => name.startsWith('Steenfabriek'))?.id;
    const many = Array.from({ length: 1000 }, (_, n) => ({
      type: 'RegisterSite',
      subject: `sit_${newCommandId()}`,
      data: {
        ...{ orgId, name: `Locatie ${String(n).padStart(4, '0')}`, address: { city: `Plaats ${n % 40}` } },
        ...{ point: [5.2 + (n % 50) / 1000, 52.56 + n / 100_000], location: 'ONSHORE', example: true },
        sector: ['FOOD', 'GLASS', 'METAL'][n % 3],
      },
    }));
    // nobody looks on while they come
    const { page } = noor;
    await Promise.all([page, sanne.page, lotte.page].map((one) => one.goto(`${server.url}/nergens`)));
    expect(await give(steward, many)).not.toContain(false);
    await page.goto(`${server.url}/regio/${region}/locaties`);
    await page.getByText('1.006 van 1.006 regels').waitFor();
    expect(await page.locator('[data-row]').count()).toBeLessThan(80);
    await page.getByRole('button', { name: 'Sorteer op Locatie' }).press('Enter');
    await expect.poll(() => page.locator('[data-row]').first().textContent()).toContain('Drooginstallatie');
    await page.getByRole('button', { name: 'Sorteer op Locatie' }).press('Enter');
    await page.getByRole('link', { name: 'Smeltoven Helder' }).waitFor();
    await page
      .getByRole('region', { name: 'Locaties en hun projecten' })
      .evaluate((box) => (box.scrollTop = box.scrollHeight));
    await page.getByRole('link', { name: 'Drooginstallatie Polderwit' }).waitFor();
    await page.getByLabel('Zoek op naam, plaats of project').fill('locatie 099');
    await page.getByText('11 van 1.006 regels').waitFor();
    await page.getByLabel('Sector van de locatie').selectOption({ label: 'Glas' });
    await page.getByText('3 van 1.006 regels').waitFor();
    // the address holds it: the same list for whoever gets it
    await page.reload();
    await page.getByText('3 van 1.006 regels').waitFor();
    expect(await page.locator('[data-row]').count()).toBe(3);
    await steward.context.close();
  });
});

test('nobody’s page complained', () => {
  for (const { complaints } of [noor, sanne, lotte]) expect(complaints).toEqual([]);
});
