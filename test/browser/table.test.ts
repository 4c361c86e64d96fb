import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { TcpProxy } from '../faults/tcp-proxy.ts';
import { openBrowser, openPlan, ServerProcess, visit, type Visitor } from './harness.ts';

/** Two persons at one table, in two real browsers, on the real server and its file. */

const PLAN = 'Ovenwarmte voor de melkdrogers';
const server = new ServerProcess();
/** Each person's own line to the server. */
const lines = { noor: new TcpProxy(() => server.port), daan: new TcpProxy(() => server.port) };
let browser: Browser;
let noor: Visitor;
let daan: Visitor;

const field = (page: Page, name: string) => page.locator(`#veld-${name}`);
const state = (page: Page) => page.locator('[data-state]').first().getAttribute('data-state');

async function type(page: Page, name: string, value: string): Promise<void> {
  await field(page, name).fill(value);
  await field(page, name).press('Enter');
}
async function shows(page: Page, name: string, value: string): Promise<void> {
  await expect.poll(() => field(page, name).inputValue(), { timeout: 15_000 }).toBe(value);
}
const settled = (page: Page) => expect.poll(() => state(page), { timeout: 20_000 }).toBe('saved');

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  noor = await visit(browser, await lines.noor.listen(), 'Noor Bakker');
  daan = await visit(browser, await lines.daan.listen(), 'Daan de Wit');
  await openPlan(noor.page, PLAN);
  await openPlan(daan.page, PLAN);
});

afterAll(async () => {
  await browser.close();
  await Promise.all([lines.noor.close(), lines.daan.close()]);
  await server.kill();
});

/** The plan as the server holds it, folded anew from the log. */
async function asServed(page: Page): Promise<{ fields: { name: string; value?: unknown }[] }> {
  const id = /pln_[0-9a-f-]+/.exec(page.url())?.[0] ?? '';
  return (await page.evaluate(
    async (plan) => (await fetch(`/api/plans/${plan}?on=2050-01-01`)).json() as Promise<unknown>,
    id,
  )) as never;
}

describe('two persons edit one plan', () => {
  test('different fields: each sees the other’s change at once', async () => {
    await type(noor.page, 'pipeDN', '250');
    await type(daan.page, 'backupMW', '7,5');
    await shows(daan.page, 'pipeDN', '250');
    await shows(noor.page, 'backupMW', '7,5');
  });

  test('the other’s ring stands on the field he is in', async () => {
    await field(daan.page, 'routeLengthKm').focus();
    await expect
      .poll(() => noor.page.locator('[data-field="veld-routeLengthKm"]').getAttribute('class'), { timeout: 10_000 })
      .toContain('ring');
    await expect
      .poll(() => noor.page.locator('[data-field="veld-routeLengthKm"]').textContent())
      .toContain('Daan de Wit');
    await field(daan.page, 'supplyTemperatureC').focus();
    await expect
      .poll(() => noor.page.locator('[data-field="veld-routeLengthKm"]').getAttribute('class'), { timeout: 10_000 })
      .not.toContain('ring');
  });

  test('the same field: the second gets mine and theirs, and chooses', async () => {
    await settled(noor.page);
    lines.daan.cut();
    await type(daan.page, 'routeLengthKm', '3,4');
    await expect.poll(() => state(daan.page), { timeout: 15_000 }).toBe('offline');
    await type(noor.page, 'routeLengthKm', '3,1');
    await settled(noor.page);
    lines.daan.mend();
    const dialog = daan.page.getByRole('dialog');
    await dialog.getByText('Noor Bakker wijzigde dit').waitFor({ timeout: 45_000 });
    expect(await dialog.getByTestId('mine').textContent()).toBe('3,4\u00a0km');
    expect(await dialog.getByTestId('theirs').textContent()).toBe('3,1\u00a0km');
    // it opened by itself: what was being typed presses nothing in it, and all of it can be reached by keys
    const focused = () => daan.page.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toContain('Tegelijk gewijzigd');
    await daan.page.keyboard.press('Space');
    for (let tabs = 0; tabs < 4 && (await focused()) !== 'Neem mijn waarde'; tabs++)
      await daan.page.keyboard.press('Tab');
    await daan.page.keyboard.press('Enter');
    await shows(noor.page, 'routeLengthKm', '3,4');
    await shows(daan.page, 'routeLengthKm', '3,4');
  });

  test('one goes offline, goes on working, and comes back', async () => {
    lines.noor.cut();
    await type(noor.page, 'crowDistanceKm', '2,4');
    await type(noor.page, 'returnTemperatureC', '60');
    await shows(noor.page, 'crowDistanceKm', '2,4');
    expect(await field(daan.page, 'crowDistanceKm').inputValue()).toBe('2,2');
    await type(daan.page, 'lossHours', '7200');
    lines.noor.mend();
    await shows(daan.page, 'crowDistanceKm', '2,4');
    await shows(daan.page, 'returnTemperatureC', '60');
    await shows(noor.page, 'lossHours', '7.200');
    await settled(noor.page);
  });

  test('a rule refuses in words, and what was typed is kept for the person', async () => {
    await type(daan.page, 'requiredTemperatureC', '115');
    const dialog = daan.page.getByRole('dialog');
    await dialog.getByText('Een bron van 118 °C kan 115 °C niet leveren').waitFor({ timeout: 15_000 });
    expect(await dialog.textContent()).toContain('Wat u invulde: 115');
    await dialog.getByRole('button', { name: 'Begrepen' }).click();
    await shows(daan.page, 'requiredTemperatureC', '85');
  });

  test('the server is killed during edits: nothing acknowledged is lost, both screens and the replay agree', async () => {
    for (const value of ['126', '127', '128', '129']) await type(noor.page, 'sourceTemperatureC', value);
    await type(daan.page, 'backupMW', '8');
    await server.kill();
    await type(noor.page, 'pipeDN', '300');
    await expect.poll(() => state(noor.page), { timeout: 15_000 }).toBe('offline');
    await server.start();
    await shows(daan.page, 'pipeDN', '300');
    await shows(daan.page, 'sourceTemperatureC', '129');
    await shows(noor.page, 'backupMW', '8');
    await settled(noor.page);
    await settled(daan.page);
    const served = Object.fromEntries((await asServed(noor.page)).fields.map(({ name, value }) => [name, value]));
    expect(served).toMatchObject({
      sourceTemperatureC: 129,
      backupMW: 8,
      pipeDN: 300,
      crowDistanceKm: 2.4,
      lossHours: 7200,
    });
    for (const name of Object.keys(served)) {
      const box = field(noor.page, name);
      if ((await box.count()) === 0 || (await box.getAttribute('type')) === 'checkbox') continue;
      expect(await field(daan.page, name).inputValue()).toBe(await box.inputValue());
    }
  });

  test('comments, milestones and pledges arrive at the other’s', async () => {
    await noor.page.getByLabel('Schrijf een opmerking').fill('Past dit bij de vergunning?');
    await noor.page.getByRole('button', { name: 'Plaats' }).click();
    await daan.page.getByRole('article').getByText('Past dit bij de vergunning?').waitFor();
    await noor.page.getByRole('button', { name: 'Zeg inbreng toe' }).click();
    await noor.page.getByRole('dialog').getByLabel('Hoeveelheid (MW)').fill('1,5');
    await noor.page.getByRole('dialog').getByRole('button', { name: 'Zeg inbreng toe' }).click();
    await daan.page.getByText('7 van 7 MW warmte toegezegd').waitFor({ timeout: 15_000 });
  });

  test('of a title the last one wins, and whose words went is told', async () => {
    await type(noor.page, 'title', 'Ovenwarmte voor Polderwit');
    await shows(daan.page, 'title', 'Ovenwarmte voor Polderwit');
    await type(daan.page, 'title', 'Droogwarmte van De Klinker');
    await noor.page
      .getByText('Daan de Wit veranderde uw titel “Ovenwarmte voor Polderwit” in “Droogwarmte van De Klinker”.')
      .waitFor();
    await noor.page.getByRole('status').getByRole('button', { name: 'Sluiten' }).click();
    await shows(noor.page, 'title', 'Droogwarmte van De Klinker');
  });

  test('who leaves reads along, and the others see him gone', async () => {
    await daan.page.getByRole('button', { name: 'Stap uit' }).click();
    await daan.page.getByRole('dialog').getByLabel('Reden').fill('Wij kiezen een andere route');
    await daan.page.getByRole('dialog').getByRole('button', { name: 'Stap uit' }).click();
    await daan.page.getByText('U leest mee', { exact: false }).first().waitFor();
    await noor.page.getByText('uitgetreden', { exact: false }).first().waitFor();
  });

  test('nobody’s page complained', () => {
    expect(noor.complaints).toEqual([]);
    expect(daan.complaints).toEqual([]);
  });
});
