/// <reference lib="dom" />
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { accessible } from './accessible.ts';
import { openBrowser, openPlan, ServerProcess, visit, type Visitor } from './harness.ts';

/** Looking back: the history with its filters and pages, the slider by keyboard, a moment with a name, a permalink. */

const PLAN = 'Ovenwarmte voor de melkdrogers';
const server = new ServerProcess();
let browser: Browser;
let noor: Visitor;
let daan: Visitor;
let plan = '';

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  noor = await visit(browser, server.url, 'Noor Bakker');
  daan = await visit(browser, server.url, 'Daan de Wit');
  await openPlan(noor.page, PLAN);
  plan = /pln_[0-9a-f-]+/.exec(noor.page.url())?.[0] ?? '';
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

const entries = (page: Page) => page.locator('li[data-index]');
const indexOf = async (page: Page, n: number): Promise<number> =>
  Number(await entries(page).nth(n).getAttribute('data-index'));
const search = (page: Page) => new URL(page.url()).searchParams;
const slider = (page: Page) => page.getByRole('slider', { name: /^(Moment|Moment in time)$/ });
const shownAt = async (page: Page): Promise<number> => {
  await expect.poll(() => search(page).get('at')).toMatch(/^\d+$/);
  return Number(search(page).get('at'));
};

async function set(name: string, value: string): Promise<void> {
  const field = noor.page.locator(`#veld-${name}`);
  await field.fill(value);
  await field.press('Enter');
  await expect.poll(() => noor.page.locator('[data-state]').first().getAttribute('data-state')).toBe('saved');
}

test('the history of a plan: found by filters that stand in the address, in words, with before and after', async () => {
  await set('pipeDN', '275');
  await set('lossHours', '7100');
  await set('pipeDN', '300');
  const { page } = noor;
  await page.getByRole('link', { name: 'Geschiedenis' }).click();
  await page.getByRole('heading', { level: 1, name: `Geschiedenis van ${PLAN}` }).waitFor();
  await entries(page).first().waitFor();
  await page
    .getByText('Bewijs: nog niet beschikbaar')
    .or(page.getByRole('link', { name: 'Bekijk het bewijs' }))
    .waitFor();
  await accessible(page);
  await page.getByRole('combobox', { name: 'Gegeven' }).selectOption('pipeDN');
  await expect.poll(() => search(page).get('veld')).toBe('pipeDN');
  const newest = entries(page).filter({ hasText: 'zette Leidingdiameter op 300' });
  await newest.waitFor();
  await expect.poll(() => entries(page).filter({ hasText: 'Uren met warmteverlies' }).count()).toBe(0);
  expect(await newest.locator('del').textContent()).toMatch(/^275\sDN$/);
  expect(await newest.textContent()).toContain('Noor Bakker');
  expect(await newest.textContent()).toContain('Steenfabriek De Klinker');
  const link = page.getByRole('link', { name: 'CSV' });
  expect(await link.getAttribute('href')).toBe(`/api/exports/history.csv?subject=${plan}&field=pipeDN`);

  await page.reload();
  await newest.waitFor();
  expect(await page.getByRole('combobox', { name: 'Gegeven' }).inputValue()).toBe('pipeDN');
  await page.getByLabel('Woorden').fill('nergensgenoemd');
  await page.getByText('Niets gevonden dat bij deze filters past', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Wis filters' }).click();
  await expect.poll(() => search(page).size).toBe(0);
  await page.getByLabel('Woorden').fill('ringvaart');
  await expect.poll(() => search(page).get('woorden')).toBe('ringvaart');
  await expect.poll(() => entries(page).count()).toBe(1);
});

test('page by page into the past, also what arrives meanwhile comes without a jump', async () => {
  const { page } = daan;
  const region = await noor.page.evaluate(async (id) => {
    const answer = await fetch(`/api/plans/${id}`);
    return ((await answer.json()) as { regionId: string }).regionId;
  }, plan);
  await page.goto(`${server.url}/regio/${region}/geschiedenis`);
  await expect.poll(() => entries(page).count()).toBe(40);
  await page.getByRole('button', { name: 'Toon eerdere' }).click();
  await expect.poll(() => entries(page).count()).toBe(80);
  const order = await entries(page).evaluateAll((all) =>
    all.map((one) => Number((one as HTMLElement).dataset['index'])),
  );
  expect(order).toEqual([...new Set(order)].sort((a, b) => b - a));

  const read = entries(page).nth(60);
  await read.scrollIntoViewIfNeeded();
  const before = await read.evaluate((one) => one.getBoundingClientRect().top);
  await noor.page.goto(`${server.url}/plan/${plan}`);
  await set('backupMW', '4,5');
  const fresh = page.getByRole('button', { name: 'Toon 1 nieuwe gebeurtenis' });
  await fresh.waitFor();
  expect(await entries(page).count()).toBe(80);
  expect(Math.abs((await read.evaluate((one) => one.getBoundingClientRect().top)) - before)).toBeLessThan(2);
  await fresh.click();
  await expect.poll(() => entries(page).first().textContent()).toContain('zette Reservevermogen op 4,5');
  expect(await entries(page).first().textContent()).toContain(PLAN);
});

test('a link to an entry leads to it, whatever came after', async () => {
  const { page } = daan;
  const wanted = await indexOf(page, 30);
  await entries(page).nth(30).getByRole('link', { name: 'Verwijzing naar deze gebeurtenis' }).click();
  await expect.poll(() => search(page).get('bij')).toBe(String(wanted));
  await expect.poll(() => indexOf(page, 0)).toBe(wanted);
  await expect.poll(() => page.locator('li[data-marked]').getAttribute('data-index')).toBe(String(wanted));
  await page.getByRole('button', { name: 'Naar de nieuwste' }).click();
  await expect.poll(() => indexOf(page, 0)).toBeGreaterThan(wanted);
});

test('the slider by keyboard: one event, a day, the ends; the page and its texts as they were', async () => {
  const { page } = noor;
  await page.goto(`${server.url}/plan/${plan}`);
  await page.locator('#veld-pipeDN').waitFor();
  const text = page.locator('[data-text="minutes"] .cm-content');
  await text.click();
  await page.keyboard.type('Wij spraken af.');
  await page.getByText('schreef aan Verslag', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Terug in de tijd' }).click();
  await slider(page).waitFor();
  const newest = await shownAt(page);
  await page.locator('[data-text="minutes"]').getByText('Wij spraken af.').waitFor();
  await accessible(page);

  await slider(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => shownAt(page)).toBeLessThan(newest);
  const oneBack = await shownAt(page);
  await expect.poll(() => page.locator('[data-text="minutes"]').count()).toBe(0);
  await expect.poll(() => page.locator('#veld-backupMW').inputValue()).toBe('4,5');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => shownAt(page)).toBeLessThan(oneBack);
  await expect.poll(() => page.locator('#veld-backupMW').inputValue()).not.toBe('4,5');
  expect(await page.locator('#veld-backupMW').getAttribute('readonly')).not.toBeNull();
  await expect
    .poll(() => page.getByRole('listitem').filter({ hasText: 'zette Reservevermogen op 4,5' }).count())
    .toBe(0);
  expect(await slider(page).evaluate((element) => document.activeElement === element)).toBe(true);
  expect(await slider(page).getAttribute('aria-valuetext')).toMatch(/\d+ van \d+$/);

  await page.keyboard.press('End');
  await expect.poll(() => shownAt(page)).toBe(newest);
  await page.keyboard.press('PageDown');
  await expect.poll(() => shownAt(page)).toBeLessThan(oneBack);
  await page.keyboard.press('PageUp');
  await expect.poll(() => shownAt(page)).toBe(newest);
  await page.keyboard.press('Home');
  await expect.poll(() => slider(page).inputValue()).toBe('0');
  await expect.poll(() => shownAt(page)).toBeLessThan(oneBack);
  await page.getByLabel('Stand van de dag').fill('2090-01-01');
  await expect.poll(() => shownAt(page)).toBe(newest);
  await page.getByLabel('Wat geldt op').fill('2020-01-01');
  await expect.poll(() => search(page).get('on')).toBe('2020-01-01');
  // nothing of it held then
  await expect.poll(() => page.locator('#veld-backupMW').inputValue()).toBe('');
  await page.getByRole('link', { name: 'Naar nu' }).click();
  await expect.poll(() => page.locator('#veld-backupMW').inputValue()).toBe('4,5');
  expect(search(page).size).toBe(0);
});

test('a moment gets a name, is found by it, also by others, and loses it again', async () => {
  const { page } = noor;
  await page.goto(`${server.url}/plan/${plan}/geschiedenis?veld=pipeDN`);
  const entry = entries(page).filter({ hasText: 'zette Leidingdiameter op 275' });
  const index = await entry.getAttribute('data-index');
  await entry.getByRole('button', { name: 'Geef dit moment een naam' }).click();
  await page.getByLabel('Naam van het moment').fill('Versie voor de stuurgroep 3 maart');
  await page.keyboard.press('Enter');
  const named = (on: Page) => on.getByRole('link', { name: 'Versie voor de stuurgroep 3 maart', exact: true });
  await named(page).waitFor();
  await daan.page.goto(`${server.url}/plan/${plan}/geschiedenis`);
  await named(daan.page).click();
  await slider(daan.page).waitFor();
  expect(search(daan.page).get('at')).toBe(index);
  await expect.poll(() => daan.page.locator('#veld-pipeDN').inputValue()).toBe('275');
  // the same name again is refused, and it is said why
  await daan.page.getByRole('button', { name: 'Geef dit moment een naam' }).click();
  await daan.page.getByLabel('Naam van het moment').fill('Versie voor de stuurgroep 3 maart');
  await daan.page.keyboard.press('Enter');
  await daan.page.getByText('geef dit moment een andere naam', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Haal de naam “Versie voor de stuurgroep 3 maart” weg' }).click();
  await expect.poll(() => named(page).count()).toBe(0);
});

test('the map of the country as it was, and from there the region', async () => {
  const { page } = await visit(browser, server.url, undefined);
  await page
    .locator('.list')
    .getByRole('link', { name: /Nieuwe Waard/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Terug in de tijd' }).click();
  await slider(page).focus();
  await page.keyboard.press('Home');
  await expect
    .poll(() =>
      page
        .locator('.list')
        .getByRole('link', { name: /Nieuwe Waard/ })
        .count(),
    )
    .toBe(0);
  await page.keyboard.press('End');
  const region = page.locator('.list').getByRole('link', { name: /Nieuwe Waard/ });
  await region.waitFor();
  await accessible(page);
  await region.click();
  await page.getByRole('heading', { level: 1, name: 'Nieuwe Waard' }).waitFor();
  expect(search(page).get('at')).toMatch(/^\d+$/);
  await slider(page).waitFor();
  await accessible(page);
  await page.context().close();
});

test('in English, in the dark and at 320 px; on paper without what one presses', async () => {
  const options = { language: 'en', theme: 'dark', width: 320 } as const;
  const { page, context, complaints } = await visit(browser, server.url, 'Lotte Jansen', options);
  await page.goto(`${server.url}/plan/${plan}/geschiedenis`);
  await entries(page).filter({ hasText: 'set Pipe diameter to 300' }).waitFor();
  await page.getByText('Search and filter').click();
  await page.getByLabel('Words').waitFor();
  await accessible(page);
  const index = await indexOf(page, 2);
  await page.goto(`${server.url}/plan/${plan}?at=${index}`);
  await slider(page).waitFor();
  await page.getByText('Two kinds of time').click();
  await page.locator('#veld-pipeDN').waitFor();
  await accessible(page);
  await page.goto(`${server.url}/plan/${plan}/geschiedenis`);
  await entries(page).first().waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button').count()).toBe(0);
  expect(await page.getByLabel('Words').isVisible()).toBe(false);
  expect(await entries(page).first().isVisible()).toBe(true);
  expect(complaints).toEqual([]);
  await context.close();
});

test('nobody complained', () => {
  expect([...noor.complaints, ...daan.complaints]).toEqual([]);
});
