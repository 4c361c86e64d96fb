import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { accessible } from './accessible.ts';
import { openBrowser, openPlan, ServerProcess, visit, type Visitor } from './harness.ts';

/** What is calculated for a plan while two people look at it and one of them types. */

const server = new ServerProcess();
let browser: Browser;
let noor: Visitor;
let daan: Visitor;

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  [noor, daan] = await Promise.all([
    visit(browser, server.url, 'Noor Bakker'),
    visit(browser, server.url, 'Daan de Wit'),
  ]);
  for (const { page } of [noor, daan]) await openPlan(page, 'Ovenwarmte voor de melkdrogers');
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

const figure = (page: Page, key: string) => page.locator(`[data-figure="${key}"] .value`).innerText();
const panel = (page: Page) => page.locator('#berekening');

test('one types, at once with the own window and soon with the other’s; what is recorded comes out again', async () => {
  const before = await figure(daan.page, 'capexEUR');
  expect(before).toMatch(/^\d+,\d+\smln €$/);
  // nobody has been given what is typed here, and what follows from it stands here already
  await noor.page.locator('#veld-routeLengthKm').press('End');
  await noor.page.locator('#veld-routeLengthKm').pressSequentially('9');
  await expect.poll(() => figure(noor.page, 'capexEUR')).not.toBe(before);
  await noor.page.locator('#veld-routeLengthKm').press('Escape');
  await expect.poll(() => figure(noor.page, 'capexEUR')).toBe(before);

  await noor.page.locator('#veld-routeLengthKm').fill('5,5');
  const typed = await figure(noor.page, 'capexEUR');
  expect(typed).not.toBe(before);
  await expect.poll(() => figure(daan.page, 'capexEUR'), { timeout: 10_000 }).toBe(typed);
  await expect
    .poll(() => panel(daan.page).locator('[aria-live]').innerText(), { timeout: 10_000 })
    .toMatch(/Warmteprijs/);

  await panel(daan.page).getByRole('button', { name: 'Vastleggen' }).click();
  await panel(daan.page).getByRole('button', { name: 'Opnieuw berekenen' }).click();
  await panel(daan.page).getByText('Komt opnieuw precies zo uit.').waitFor();
  await panel(daan.page).getByText('Hoe is dit berekend?').click();
  expect(
    await panel(daan.page)
      .getByRole('link', { name: /^moment \d+$/ })
      .count(),
  ).toBeGreaterThan(5);
  await accessible(daan.page);

  expect([...noor.complaints, ...daan.complaints]).toEqual([]);
});
