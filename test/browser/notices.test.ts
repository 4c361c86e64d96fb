/// <reference lib="dom" />
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { openSqliteVault } from '../../server/vault/sqlite.ts';
import { accessible } from './accessible.ts';
import { openBrowser, openPlan, ServerProcess, visit, type Visitor } from './harness.ts';

/** From a mention to the place: the bell, the panel by keyboard, what changed since the last visit, and a moment. */

const PLAN = 'Ovenwarmte voor de melkdrogers';
const server = new ServerProcess();
let browser: Browser;
let noor: Visitor;
let daan: Visitor;

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  noor = await visit(browser, server.url, 'Noor Bakker');
  daan = await visit(browser, server.url, 'Daan de Wit');
  await openPlan(noor.page, PLAN);
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

const bell = (page: Page) => page.getByRole('button', { name: /^(Meldingen|Notifications): \d+/ });
const unread = async (page: Page): Promise<number> =>
  Number(/\d+/.exec((await bell(page).getAttribute('aria-label')) ?? '')?.[0]);

test('who is mentioned hears the bell, opens it by keyboard, and comes to the place, which is marked', async () => {
  const before = await unread(daan.page);
  await noor.page.locator('[data-field="veld-pipeDN"]').hover();
  await noor.page.getByRole('button', { name: 'Opmerking bij Leidingdiameter' }).click();
  const box = noor.page.getByLabel('Schrijf een opmerking');
  await box.pressSequentially('Klopt dit, @Daan');
  await noor.page.getByRole('option', { name: 'Noem Daan de Wit', selected: true }).waitFor();
  await noor.page.keyboard.press('Enter');
  await noor.page.keyboard.press('Control+Enter');
  await expect.poll(() => unread(daan.page), { timeout: 15_000 }).toBe(before + 1);
  await daan.page
    .getByText(`${before + 1} ongelezen`, { exact: false })
    .first()
    .waitFor({ state: 'attached' });

  await bell(daan.page).focus();
  await daan.page.keyboard.press('Enter');
  const newest = daan.page.locator('#meldingen li').first();
  await newest.getByText('Genoemd').waitFor();
  await accessible(daan.page);
  await newest.getByRole('link', { name: /Noor Bakker\s+schreef: “Klopt dit, @Daan de Wit/ }).focus();
  await daan.page.keyboard.press('Enter');
  const place = daan.page.locator('article[data-marked]');
  await place.waitFor();
  expect(await place.textContent()).toContain('Klopt dit, @Daan de Wit');
  expect(new URL(daan.page.url()).hash).toBe(`#${(await place.getAttribute('id')) ?? ''}`);
  await expect.poll(() => place.evaluate((element) => document.activeElement === element)).toBe(true);
  await expect.poll(() => unread(daan.page)).toBe(before);
  expect(await daan.page.locator('#meldingen').isVisible()).toBe(false);
});

test('all of them on a page, marked as read in every window, and chosen by kind', async () => {
  const second = await daan.context.newPage();
  await second.goto(`${server.url}/meldingen`);
  await second.getByRole('heading', { level: 1, name: 'Meldingen' }).waitFor();
  await second.locator('li[data-notice]').first().waitFor();
  await accessible(second);
  await second.getByRole('button', { name: 'Markeer alles als gelezen' }).click();
  await expect.poll(() => unread(daan.page)).toBe(0);
  await second.getByRole('checkbox', { name: 'Uitgestapt: in de app' }).uncheck();
  await second.getByLabel('Overzicht per mail').selectOption('weekly');
  await second.getByText('Uw keuze is opgeslagen.').waitFor();
  await second.reload();
  await expect.poll(() => second.getByLabel('Overzicht per mail').inputValue()).toBe('weekly');
  expect(await second.getByRole('checkbox', { name: 'Uitgestapt: in de app' }).isChecked()).toBe(false);
  await second.close();
});

test('in English, in the dark and at 320 px', async () => {
  const options = { language: 'en', theme: 'dark', width: 320 } as const;
  const { page, context, complaints } = await visit(browser, `${server.url}/meldingen`, 'Lotte Jansen', options);
  await page.getByRole('checkbox', { name: 'Mentioned – in the app' }).waitFor();
  await page.locator('li[data-notice]').first().waitFor();
  await accessible(page);
  await bell(page).click();
  await page.locator('#meldingen li').first().waitFor();
  await accessible(page);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('#meldingen').isVisible()).toBe(false);
  expect(complaints).toEqual([]);
  await context.close();
});

test('what changed since the last visit is told and marked until it was seen', async () => {
  const plan = /pln_[0-9a-f-]+/.exec(daan.page.url())?.[0] ?? '';
  const vault = await openSqliteVault(join(server.dataDir, 'vault.db'));
  const came = (await vault.notices.visits.get('act_demo-daan', plan))?.seen.at;
  await daan.page.goto(server.url);
  await expect.poll(async () => (await vault.notices.visits.get('act_demo-daan', plan))?.seen.at).not.toBe(came);
  const { seen } = (await vault.notices.visits.get('act_demo-daan', plan)) ?? {};
  if (!seen) throw new Error('no visit');
  const hourAgo = { ...seen, at: new Date(Date.parse(seen.at) - 3_600_000).toISOString() };
  await vault.notices.visits.put('act_demo-daan', plan, { since: undefined, seen: hourAgo });
  await vault.close();
  await noor.page.locator('#veld-pipeDN').fill('275');
  await noor.page.locator('#veld-pipeDN').press('Enter');
  await expect.poll(() => noor.page.locator('[data-state]').first().getAttribute('data-state')).toBe('saved');

  await daan.page.goto(`${server.url}/plan/${plan}`);
  await daan.page.getByRole('heading', { name: /^Sinds uw vorige bezoek, \d/ }).waitFor();
  await daan.page.getByText('1 wijziging door Noor Bakker').waitFor();
  const field = daan.page.locator('[data-field="veld-pipeDN"]');
  await field.getByText('nieuw').waitFor();
  expect(await daan.page.locator('[data-field="veld-backupMW"]').getByText('nieuw').count()).toBe(0);
  await accessible(daan.page);
  await daan.page.getByRole('button', { name: 'Gezien' }).click();
  await expect.poll(() => field.getByText('nieuw').count()).toBe(0);
  await daan.page.reload();
  await field.waitFor();
  expect(await field.getByText('nieuw').count()).toBe(0);
});

test('an entry of the feed leads to the page as it was, and back', async () => {
  // something else in between: one person's changes of one field stand together
  for (const [name, value] of Object.entries({ lossHours: '7100', pipeDN: '300' })) {
    await noor.page.locator(`#veld-${name}`).fill(value);
    await noor.page.locator(`#veld-${name}`).press('Enter');
    await expect.poll(() => noor.page.locator('[data-state]').first().getAttribute('data-state')).toBe('saved');
  }
  const { page } = daan;
  await expect.poll(() => page.locator('#veld-pipeDN').inputValue(), { timeout: 15_000 }).toBe('300');
  const entry = page.getByRole('listitem').filter({ hasText: 'zette Leidingdiameter op 275' });
  await entry.getByRole('link', { name: /^Zoals het toen was/ }).click();
  await page.getByText('U kijkt terug', { exact: false }).waitFor();
  await expect.poll(() => page.locator('#veld-pipeDN').inputValue()).toBe('275');
  expect(await page.locator('#veld-pipeDN').getAttribute('readonly')).not.toBeNull();
  expect(await page.getByRole('button', { name: 'Parkeer' }).count()).toBe(0);
  await accessible(page);
  await page.getByRole('link', { name: 'Naar nu' }).click();
  await expect.poll(() => page.locator('#veld-pipeDN').inputValue()).toBe('300');
  expect(await page.locator('#veld-pipeDN').getAttribute('readonly')).toBeNull();
  expect([...noor.complaints, ...daan.complaints]).toEqual([]);
});
