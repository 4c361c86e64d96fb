/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibleEverywhere } from './accessible.ts';
import { openBrowser, openPlan, ServerProcess, visit, type Visitor } from './harness.ts';

/** Who is there, who follows whom, and nobody who is not there: in real browsers, on the real server. */

const PLAN = 'Ovenwarmte voor de melkdrogers';
const server = new ServerProcess();
let browser: Browser;
let noor: Visitor;
let daan: Visitor;

const soon = { timeout: 20_000 };
const avatar = (page: Page, who: string) => page.getByRole('button', { name: new RegExp(`^Volg ${who}`) });
const field = (page: Page, name: string) => page.locator(`#veld-${name}`);
const frame = (page: Page, name: string) => page.locator(`[data-field="veld-${name}"]`);
const text = (page: Page, section: string) => page.locator(`[data-text=${section}] .cm-content`);
const bar = (page: Page) => page.getByTestId('following');
const inSight = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
async function follow(page: Page, who: string): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  await avatar(page, who).first().focus();
  await page.keyboard.press('Enter');
  await bar(page).waitFor();
}

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  noor = await visit(browser, server.url, 'Noor Bakker', { clock: true });
  daan = await visit(browser, server.url, 'Daan de Wit');
  for (const { page } of [noor, daan]) {
    await openPlan(page, PLAN);
    await text(page, 'approach').waitFor();
  }
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.kill();
});

describe('whether somebody is there', () => {
  test('after two minutes without input he is idle: told in words and by a sign, at avatar, ring and caret', async () => {
    await text(noor.page, 'approach').click();
    const caret = daan.page.locator('[data-text=approach] .rt-caret');
    await expect.poll(() => caret.getAttribute('class'), soon).not.toContain('rt-still');
    await noor.page.clock.fastForward(121_000);
    await avatar(daan.page, 'Noor Bakker').and(daan.page.getByLabel('even niet bezig')).first().waitFor(soon);
    await expect.poll(() => caret.getAttribute('class'), soon).toContain('rt-still');
    await field(noor.page, 'pipeDN').focus();
    await noor.page.keyboard.press('ArrowRight');
    await expect.poll(() => frame(daan.page, 'pipeDN').getAttribute('class'), soon).not.toContain('still');
    await noor.page.clock.fastForward(121_000);
    await expect.poll(() => frame(daan.page, 'pipeDN').getAttribute('class'), soon).toContain('still');
    expect(await frame(daan.page, 'pipeDN').textContent()).toContain('Noor Bakker (even niet bezig)');
    await accessibleEverywhere(daan.page);
  });

  test('with the window out of sight he is away, and back he is at work', async () => {
    await hide(noor.page, true);
    await daan.page.getByLabel('heeft dit venster niet in beeld').first().waitFor(soon);
    await hide(noor.page, false);
    await avatar(daan.page, 'Noor Bakker').and(daan.page.getByLabel('nu bezig')).first().waitFor(soon);
  });
});

describe('following', () => {
  test('by keyboard: the field where he works is marked and in sight; the focus stays; he is told', async () => {
    await field(noor.page, 'lossHours').focus();
    await follow(daan.page, 'Noor Bakker');
    await expect.poll(() => frame(daan.page, 'lossHours').getAttribute('data-followed'), soon).toBe('');
    await noor.page.getByText('Daan de Wit volgt u').waitFor(soon);
    expect(await daan.page.evaluate(() => document.activeElement?.getAttribute('aria-pressed'))).toBe('true');
    await text(noor.page, 'minutes').click();
    await expect.poll(() => daan.page.locator('[data-text=minutes]').getAttribute('data-followed'), soon).toBe('');
    await expect.poll(() => inSight(daan.page, '[data-text=minutes] .rt-caret'), soon).toBe(true);
    expect(await daan.page.locator('[data-followed]').count()).toBe(1);
    expect(await daan.page.evaluate(() => document.activeElement?.getAttribute('aria-pressed'))).toBe('true');
    await accessibleEverywhere(noor.page);
  });

  test('to another page and back, with the bar in either language', async () => {
    const focused = () => daan.page.evaluate(() => document.activeElement?.textContent?.trim());
    const together = () =>
      expect.poll(() => new URL(daan.page.url()).pathname, soon).toBe(new URL(noor.page.url()).pathname);
    await noor.page.locator('.rt-crumb a[href^="/regio"]').click();
    await noor.page.waitForURL(/\/regio\//);
    await together();
    // what had the focus is gone with its page: the bar has it, so that Escape and Tab go on from there
    await expect.poll(focused, soon).toBe('Stop met volgen');
    await daan.page.getByRole('button', { name: 'English' }).focus();
    await daan.page.keyboard.press('Enter');
    await noor.page.locator('.board a').last().click();
    await noor.page.waitForURL(/\/plan\//);
    await together();
    await daan.page.getByText('You follow Noor Bakker').waitFor();
    await daan.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await focused()).toBe('Nederlands');
    await accessibleEverywhere(daan.page);
    await daan.page.keyboard.press('Enter');
    await noor.page.goBack();
    await noor.page.goBack();
    await text(noor.page, 'approach').waitFor();
    await together();
    await bar(daan.page).getByRole('button', { name: 'Stop met volgen' }).click();
    await bar(daan.page).waitFor({ state: 'detached' });
  });

  test.each([
    ['Escape', (page: Page) => page.keyboard.press('Escape')],
    ['scrolling', (page: Page) => page.mouse.wheel(0, 200)],
    ['typing', (page: Page) => page.keyboard.press('x')],
    ['going one’s own way', (page: Page) => page.getByRole('link', { name: 'Start', exact: true }).click()],
  ])('%s ends it', async (_, act) => {
    await follow(daan.page, 'Noor Bakker');
    await noor.page.getByText('Daan de Wit volgt u').waitFor(soon);
    await act(daan.page);
    await bar(daan.page).waitFor({ state: 'detached' });
    // who is followed hears it a moment later: the page may only have been changed for another
    const told = async () => {
      await noor.page.clock.fastForward(2_000);
      return noor.page.getByText('Daan de Wit volgt u').count();
    };
    await expect.poll(told, soon).toBe(0);
    expect(await daan.page.locator('[data-followed]').count()).toBe(0);
  });
});

describe('what happens at the table', () => {
  test('writing shows in the region’s feed as it happens, in one line that leads to the moment', async () => {
    await daan.page.goto(`${server.url}${await noor.page.locator('.rt-crumb a[href^="/regio"]').getAttribute('href')}`);
    await daan.page.getByRole('heading', { name: 'Wat er gebeurt' }).waitFor();
    await text(noor.page, 'risks').click();
    await noor.page.keyboard.type('De leiding kruist het spoor. ', { delay: 20 });
    const line = daan.page.getByRole('link', { name: /^schreef aan Risico/ });
    await line.waitFor(soon);
    await noor.page.keyboard.type('Dat kost tijd.', { delay: 20 });
    await expect.poll(() => noor.page.locator('[data-state]').first().getAttribute('data-state'), soon).toBe('saved');
    expect(await line.count()).toBe(1);
    await line.click();
    await expect
      .poll(() => daan.page.locator('#tekst-risks [aria-current] .diff').textContent(), soon)
      .toContain('De leiding kruist het spoor.');
    await expect.poll(() => inSight(daan.page, '#tekst-risks'), soon).toBe(true);
  });
});

describe('no ghosts', () => {
  let sanne: Visitor;

  test('a tab that crashes is gone from avatars, ring and text', async () => {
    sanne = await visit(browser, server.url, 'Sanne Visser');
    await openPlan(sanne.page, PLAN);
    await text(sanne.page, 'approach').click();
    await avatar(daan.page, 'Sanne Visser').first().waitFor(soon);
    await daan.page.locator('[data-text=approach] .rt-caret', { hasText: 'Sanne' }).waitFor(soon);
    const devTools = await sanne.context.newCDPSession(sanne.page);
    void devTools.send('Page.crash').catch(() => undefined);
    await avatar(daan.page, 'Sanne Visser').first().waitFor({ state: 'detached', timeout: 45_000 });
    expect(await daan.page.locator('[data-text=approach] .rt-caret', { hasText: 'Sanne' }).count()).toBe(0);
    await sanne.page.close();
  });

  test('a server that is killed leaves none: only who is back is there', async () => {
    const page = await sanne.context.newPage();
    await page.goto(noor.page.url());
    await avatar(daan.page, 'Sanne Visser').first().waitFor(soon);
    await server.kill();
    await avatar(daan.page, 'Sanne Visser')
      .first()
      .waitFor({ state: 'detached', ...soon });
    await page.close({ runBeforeUnload: false });
    await server.start();
    await avatar(daan.page, 'Noor Bakker').first().waitFor({ timeout: 45_000 });
    expect(await avatar(daan.page, 'Sanne Visser').count()).toBe(0);
    await sanne.context.close();
  });
});

test('nobody’s page complained', () => {
  for (const { complaints } of [noor, daan]) expect(complaints).toEqual([]);
});

/** Headless Chromium never hides a window: the page is told so as the browser would tell it. */
async function hide(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => now });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}
