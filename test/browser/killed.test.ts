import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TcpProxy } from '../faults/tcp-proxy.ts';
import { BrowserProcess } from './browser-process.ts';
import { openPlan, ServerProcess, signIn } from './harness.ts';

/** What the screen calls kept survives the SIGKILL of the whole browser, and of the windows that take it over. */

/** How often a browser is killed; by hand more often. */
const KILLS = Number(process.env['REGIOTAFEL_KILLS'] ?? 2);
const PLAN = 'Ovenwarmte voor de melkdrogers';
const server = new ServerProcess();
const line = new TcpProxy(() => server.port);
let url = '';

const text = (page: Page, section: string) => page.locator(`[data-text=${section}] .cm-content`);
const comment = (page: Page) => page.getByLabel('Schrijf een opmerking');
const state = (page: Page) => page.locator('[data-state]').first().getAttribute('data-state');

beforeAll(async () => {
  await server.start();
  url = await line.listen();
});
afterAll(async () => {
  await line.close();
  await server.kill();
});

/** Opens a page; a killed browser may not have put its cookies on the disk: then one signs in again. */
async function at(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  const signedOut = page.getByRole('button', { name: 'Aanmelden' }).first();
  await signedOut
    .or(page.getByRole('button', { name: 'Afmelden' }))
    .first()
    .waitFor();
  if (await signedOut.isVisible()) await signIn(page, 'Daan de Wit');
  return page;
}

/** A plan's page without a connection, with words in a text and in a form that the screen calls kept. */
async function typed(context: BrowserContext, words: string): Promise<string> {
  const page = await at(context, url);
  await openPlan(page, PLAN);
  await text(page, 'approach').waitFor();
  line.cut();
  await expect.poll(() => state(page), { timeout: 20_000 }).toBe('offline');
  await comment(page).fill(`Opmerking ${words}`);
  await text(page, 'approach').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(words);
  await page.locator('[data-safety=kept]').waitFor();
  return page.url();
}

test(`a killed browser has what it called kept (${KILLS} times)`, { timeout: KILLS * 60_000 }, async () => {
  const everything: string[] = [];
  for (let n = 1; n <= KILLS; n++) {
    const browser = new BrowserProcess();
    const words = `klap${n}. `;
    const address = await typed(await browser.open(), words);
    await browser.kill();
    line.mend();
    const page = await at(await browser.open(), address);
    await expect.poll(() => text(page, 'approach').textContent(), { timeout: 20_000 }).toContain(words);
    await expect.poll(() => state(page), { timeout: 20_000 }).toBe('saved');
    expect(await comment(page).inputValue()).toBe(`Opmerking ${words}`);
    everything.push(words);
    // once each: what was kept with its command is not put in again beside it
    expect((await text(page, 'approach').textContent())?.trim()).toBe(everything.join('').trim());
    await browser.kill();
  }
});

test('a window that takes words over, and goes before their plan is opened, still leaves them', async () => {
  const browser = new BrowserProcess();
  const address = await typed(await browser.open(), 'tweemaal weg. ');
  await browser.kill();
  line.mend();
  const second = await browser.open();
  const start = await at(second, url);
  await start.getByText('Een gesloten venster of pagina liet tekst achter').waitFor();
  await browser.kill();
  const page = await at(await browser.open(), address);
  await expect.poll(() => text(page, 'approach').textContent(), { timeout: 20_000 }).toContain('tweemaal weg. ');
  await browser.kill();
});
