/// <reference lib="dom" />
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { coreAt } from '../integration/core-harness.ts';
import { Clock, countryOn, places, type Place } from '../integration/country.ts';
import { storeAt } from '../integration/store-under-test.ts';
import { accessible } from './accessible.ts';
import { openBrowser, ServerProcess, visit } from './harness.ts';

/** What is shown of companies together: totals that were released, and why others are not. */

const server = new ServerProcess();
let browser: Browser;
let waard = '';
let heuvel = '';
/** Before anything was told. */
let begin = 0;

beforeAll(async () => {
  const clock = new Clock();
  const core = await coreAt(server.dataDir, storeAt(server.dataDir), 'anything', undefined, clock.now);
  const { found, give, site, region } = countryOn(core);
  await found();
  for (const [place, sites] of Object.entries(places))
    for (let nth = 0; nth < sites; nth++)
      await give('ReportVerifiedEmissions', site(place as Place, nth), {
        ...{ sourceRef: 'jaarverslag', years: [{ year: 2024, t: 2400 + 130 * nth }] },
      });
  begin = core.readModels.head();
  clock.days(1);
  await core.release();
  await core.stop();
  [waard, heuvel] = [region('Waard'), region('Heuvel')];
  await server.start();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

const rows = async (page: Page): Promise<string[][]> => {
  const table = page.locator('#totalen tbody tr');
  await table.first().waitFor();
  const all = await table.all();
  return Promise.all(all.map(async (row) => (await row.locator('th, td').allInnerTexts()).map((text) => text.trim())));
};
const RELEASED = 'vrijgegeven op 2 maart 2026';

test('a region shows what was released beside the country, in words what is not, and what had been told at a moment', async () => {
  const { page, complaints, context } = await visit(browser, `${server.url}/regio/${waard}`, undefined);
  // who is signed out reads what is public
  expect(await rows(page)).toEqual([
    ['Uitstoot buiten het ETS, 2024', `23\u00a0kt\n${RELEASED}`, `47\u00a0kt\n${RELEASED}`],
  ]);
  expect(await page.locator('#totalen').getByText('Niet getoond:').count()).toBe(0);
  await page.goto(`${server.url}/regio/${heuvel}`);
  await expect
    .poll(() => rows(page))
    .toEqual([['Uitstoot buiten het ETS, 2024', 'niet getoond', `47\u00a0kt\n${RELEASED}`]]);
  await page.locator('#totalen').getByText('Niet getoond:').waitFor();
  await page.goto(`${server.url}/regio/${waard}?at=${begin}`);
  await page.locator('#totalen').getByText('Er is nog geen totaal vrijgegeven.').waitFor();
  await context.close();
  expect(complaints).toEqual([]);
});

test('partners read more, in English on a small screen; nothing is in anybody’s way', async () => {
  const { page, complaints, context } = await visit(browser, server.url, 'Ruben Smit', {
    ...{ language: 'en', width: 320, theme: 'dark' },
  });
  await page.goto(`${server.url}/regio/${waard}`);
  await expect
    .poll(async () => (await rows(page)).map(([name]) => name))
    .toEqual(['Emissions outside the ETS, 2024', 'Natural gas, used in 2024']);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(wide).toBe(false);
  await accessible(page, '#totalen');
  await context.close();
  expect(complaints).toEqual([]);
});
