/// <reference lib="dom" />
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pdf } from '../integration/some-files.ts';
import { accessible } from './accessible.ts';
import { openBrowser, ServerProcess, visit, type Visitor } from './harness.ts';

/** An agreement is attached to a plan and read by the other company; a load profile is refused by its line, then taken. */

const server = new ServerProcess();
const folder = mkdtempSync(join(tmpdir(), 'regiotafel-files-'));
let browser: Browser;
let noor: Visitor;
let daan: Visitor;

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  noor = await visit(browser, server.url, 'Noor Bakker');
  daan = await visit(browser, server.url, 'Daan de Wit');
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

const made = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const dialog = (page: Page) => page.getByRole('dialog');
const card = (page: Page, title = 'Belastingprofielen') =>
  page.locator('section.card').filter({ has: page.getByRole('heading', { name: title }) });

test('an agreement that the other company downloads, and a profile whose line is told', async () => {
  const { page } = noor;
  await page.locator('.list').getByRole('link', { name: /Nieuwe Waard/ }).first().click(); // prettier-ignore
  await page.getByRole('link', { name: 'Ovenwarmte voor de melkdrogers' }).first().click();

  // by keyboard alone, and what is no PDF is said to be none
  await card(page, 'Overeenkomsten').getByRole('button', { name: 'Leg een concept vast' }).press('Enter');
  await dialog(page).getByLabel('Document').setInputFiles(made('loi.pdf', 'geen pdf'));
  await dialog(page).getByRole('button', { name: 'Leg een concept vast' }).press('Enter');
  await dialog(page).getByRole('alert').getByText('De inhoud is geen PDF').waitFor();
  await accessible(page);
  const agreement = pdf('Intentieverklaring ovenwarmte');
  await dialog(page).getByLabel('Document').setInputFiles(made('anders.pdf', agreement));
  await dialog(page).getByRole('button', { name: 'Leg een concept vast' }).press('Enter');
  await dialog(page).waitFor({ state: 'hidden' });

  await daan.page.goto(page.url());
  const [download] = await Promise.all([
    daan.page.waitForEvent('download'),
    card(daan.page, 'Overeenkomsten').getByRole('link', { name: 'Download Intentieverklaring' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('anders.pdf');
  expect(readFileSync(await download.path()).equals(agreement)).toBe(true);

  const rows = Array.from({ length: 8_760 }, (_, n) => (n === 4_000 ? 'storing' : `${900 + (n % 24)},5`));
  await card(page).getByRole('button', { name: 'Profiel toevoegen' }).click();
  await dialog(page).getByLabel('Jaar', { exact: true }).fill('2025');
  await dialog(page)
    .getByLabel('CSV-bestand met een heel jaar')
    .setInputFiles(made('a.csv', rows.join('\r\n')));
  await dialog(page).getByRole('button', { name: 'Verstuur' }).click();
  await dialog(page).getByRole('alert').getByText('regel 4001').waitFor();
  rows[4_000] = '2400';
  await dialog(page)
    .getByLabel('CSV-bestand met een heel jaar')
    .setInputFiles(made('b.csv', rows.join('\r\n')));
  await dialog(page).getByRole('button', { name: 'Verstuur' }).click();
  await card(page).getByText('piek 2,4 MW').waitFor();
  expect(await card(daan.page).getByText('piek 2,4 MW').count()).toBe(0);
  // what the server refused is told as such by the browser
  const refused = /status of 422/;
  expect([...noor.complaints, ...daan.complaints].filter((line) => !refused.test(line))).toEqual([]);
});
