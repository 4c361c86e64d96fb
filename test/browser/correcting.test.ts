/// <reference lib="dom" />
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pdf } from '../integration/some-files.ts';
import { accessible, accessibleEverywhere } from './accessible.ts';
import { openBrowser, ServerProcess, visit, type Visitor } from './harness.ts';

/** A form takes a file; routes are compared on what a site's owner sees; a recorded fact is corrected with evidence. */

const server = new ServerProcess();
const folder = mkdtempSync(join(tmpdir(), 'regiotafel-correcting-'));
let browser: Browser;
let daan: Visitor;

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  daan = await visit(browser, server.url, 'Daan de Wit');
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

const made = (name: string, content: Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const dialog = (page: Page) => page.getByRole('dialog');
const card = (page: Page, title: string) =>
  page.locator('section.card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

test('heat with its file, its routes beside each other, and emissions set right', async () => {
  const { page } = daan;
  await page.locator('.list').getByRole('link', { name: /Nieuwe Waard/ }).first().click(); // prettier-ignore
  await page.getByRole('navigation', { name: /^Onderdelen/ }).getByRole('link', { name: 'Locaties' }).click(); // prettier-ignore
  await page.getByRole('link', { name: 'Drooginstallatie Polderwit' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Drooginstallatie Polderwit' }).waitFor();
  const site = page.url();

  // a form offers the choice of a file by itself, says what is wrong with one, and names it in what is recorded
  await card(page, 'Proceswarmte').getByRole('button', { name: 'Leg proceswarmte vast' }).click();
  await dialog(page).getByLabel('Temperatuurband').selectOption('MT');
  await dialog(page).getByLabel('Piek').fill('4');
  await dialog(page).getByLabel('Energie').fill('24.000');
  await dialog(page)
    .getByLabel('Profiel als bestand')
    .setInputFiles(made('geen.pdf', Buffer.from('geen pdf')));
  await dialog(page).getByText('De inhoud is geen PDF').waitFor();
  const profile = pdf('Warmteprofiel van de droger');
  await dialog(page).getByLabel('Profiel als bestand').setInputFiles(made('profiel.pdf', profile));
  await dialog(page).getByText('profiel.pdf').waitFor();
  await accessible(page, 'dialog');
  await dialog(page).getByRole('button', { name: 'Leg proceswarmte vast' }).press('Enter');
  await dialog(page).waitFor({ state: 'hidden' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    card(page, 'Proceswarmte').getByRole('link', { name: 'Download profiel' }).click(),
  ]);
  expect(readFileSync(await download.path()).equals(profile)).toBe(true);

  // what only the table sees is where the comparison begins; what is typed stays on the page
  await page.getByRole('link', { name: 'Routes vergelijken' }).click();
  await page.getByRole('heading', { level: 1, name: /^Routes voor/ }).waitFor();
  await page.reload(); // it must stand by itself, with nothing loaded before it
  const row = (name: string) => page.locator('#per-route').getByRole('row', { name });
  await row('Warmtepomp').getByText('goedkoopst').waitFor();
  expect(await page.getByLabel('Nuttige warmte').inputValue()).toBe('24.000');
  await accessibleEverywhere(page);
  await page.getByText('E-boiler', { exact: true }).last().click();
  const price = page.locator('details', { hasText: 'E-boiler' }).getByLabel('Energieprijs');
  const before = await row('E-boiler').innerText();
  await price.fill('10');
  await price.press('Enter');
  await row('E-boiler').getByText('goedkoopst').waitFor();
  await page.getByText('door u ingevuld').first().waitFor();
  await page.getByRole('button', { name: /^Terug naar/ }).click();
  await row('Warmtepomp').getByText('goedkoopst').waitFor();
  expect(await row('E-boiler').innerText()).toBe(before);

  // who does not see the heat types it
  const nobody = await visit(browser, server.url, undefined, { width: 320 });
  await nobody.page.goto(page.url());
  await nobody.page.getByText('Vul bij de uitgangspunten zelf een vraag in').waitFor();
  expect(await nobody.page.locator('#per-route').count()).toBe(0);
  await nobody.page.getByLabel('Nuttige warmte').fill('10000');
  await nobody.page.getByLabel('Nuttige warmte').press('Enter');
  await nobody.page.locator('#per-route').waitFor();

  // a fact that was recorded is corrected from its history, with what shows it
  await page.goto(site);
  await page.locator('.rt-crumb a[href*="onderwerp"]').click();
  await page.getByRole('button', { name: /^Corrigeer: meldde .*uitstoot/ }).first().click(); // prettier-ignore
  const value = dialog(page).getByLabel(/de juiste waarde$/);
  const standing = await value.inputValue();
  await dialog(page).getByRole('button', { name: 'Leg de correctie vast' }).press('Enter');
  await dialog(page).getByText('Dit is de waarde die er al staat.').waitFor();
  await accessible(page, 'dialog');
  await value.fill('12.345');
  await dialog(page).getByLabel('Waarom klopt de oude waarde niet?').fill('Afgelezen uit de verkeerde kolom');
  await dialog(page).getByLabel('Waaruit blijkt de juiste waarde?').fill('Emissieverslag');
  await dialog(page)
    .getByLabel('Bestand toevoegen')
    .setInputFiles(made('verslag.pdf', pdf('Emissieverslag')));
  await dialog(page).getByText('verslag.pdf').waitFor();
  await dialog(page).getByRole('button', { name: 'Leg de correctie vast' }).press('Enter');
  await dialog(page).waitFor({ state: 'hidden' });
  expect(standing).toBe('41.000');
  await page.getByRole('button', { name: /^Toon 1 nieuwe/ }).click();
  const entry = page.locator('li').filter({ hasText: 'corrigeerde' });
  await entry.getByText('12.345').first().waitFor();
  await entry.getByText('Afgelezen uit de verkeerde kolom').waitFor();
  await entry.getByRole('link', { name: 'Oorzaken en gevolgen' }).click();
  await page.getByRole('link', { name: 'Download bestand 1' }).waitFor();
  await page.getByText('Emissieverslag', { exact: true }).waitFor();
  await accessible(page);
  expect(daan.complaints.filter((line) => !/status of 422/.test(line))).toEqual([]);
});
