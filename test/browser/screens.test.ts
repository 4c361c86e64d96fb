/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { accessible, withinWindow } from './accessible.ts';
import { openBrowser, openPlan, ServerProcess, visit, type Visitor } from './harness.ts';

/** Every screen in both languages, both themes, wide and at 320 px, two ways of the eight: no violation that axe finds, no sideways scrolling. */

const server = new ServerProcess();
let browser: Browser;

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

const settings = [
  { language: 'nl', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 320 },
] as const;

describe.each(settings)('in $language, $theme, $width px', (options) => {
  const dutch = options.language === 'nl';
  const register = dutch ? 'Besluiten' : 'Decisions';
  const visitors = new Map<string, Promise<Visitor>>();
  afterAll(async () => {
    for (const visitor of visitors.values()) await (await visitor).context.close();
  });
  /** Each person keeps his window: what it has loaded it need not load again. */
  const check = async (who: string, go: (page: Page) => Promise<void>) => {
    const visitor = visitors.get(who) ?? visit(browser, server.url, who === 'a visitor' ? undefined : who, options);
    visitors.set(who, visitor);
    const { page, complaints } = await visitor;
    await go(page);
    await page.waitForTimeout(100);
    await accessible(page);
    await withinWindow(page);
    expect(complaints).toEqual([]);
  };
  const toDecisions = async (page: Page) => {
    await page.getByRole('link', { name: register, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: register }).waitFor();
    await page.getByRole('link', { name: /Welke warmtebron/ }).waitFor();
  };
  const region = (page: Page) =>
    page
      .locator('.list')
      .getByRole('link', { name: /Nieuwe Waard/ })
      .first();

  test('start', () => check('a visitor', (page) => region(page).waitFor()));
  test('a decision, as the public sees it', () =>
    check('a visitor', async (page) => {
      await toDecisions(page);
      await page.getByRole('link', { name: /Welke warmtebron/ }).click();
      await page.getByText('Woo 5.1').waitFor();
    }));
  test('a page that is not there', () =>
    check('a visitor', async (page) => {
      await page.goto(`${server.url}/nergens`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    }));
  test('signing in', () =>
    check('a visitor', async (page) => {
      await page.goto(server.url);
      await page.getByRole('button', { name: dutch ? 'Aanmelden' : 'Sign in' }).click();
      await page.getByRole('dialog').waitFor();
    }));
  test('region, by who has just signed in', () =>
    check('a visitor', async (page) => {
      await page.getByRole('dialog').getByRole('button', { name: 'Fatima El Amrani' }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await region(page).click();
      await page.getByRole('heading', { level: 1, name: 'Nieuwe Waard' }).waitFor();
    }));
  test('plan, as a participant', () =>
    check('Noor Bakker', (page) => openPlan(page, 'Ovenwarmte voor de melkdrogers')));
  test('plan, reading along', () => check('Joost Vermeer', (page) => openPlan(page, 'Ovenwarmte voor de melkdrogers')));
  test('decisions', () => check('Lotte Jansen', toDecisions));
  test('a decision', () =>
    check('Lotte Jansen', async (page) => {
      await page.getByRole('link', { name: /Welke warmtebron/ }).click();
      await page.getByRole('heading', { level: 1, name: /Welke warmtebron/ }).waitFor();
    }));
  test('admin', () =>
    check('Amina Yılmaz', async (page) => {
      await page.getByRole('link', { name: dutch ? 'Beheer' : 'Admin' }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
    }));
});

test('a visitor sees no plan and is invited to sign in', async () => {
  const { context, page } = await visit(browser, server.url, undefined);
  await page
    .locator('.list')
    .getByRole('link', { name: /Nieuwe Waard/ })
    .click();
  await page.getByText('Plannen zijn voor wie aan deze tafel zit.').waitFor();
  expect(await page.getByText('Ovenwarmte').count()).toBe(0);
  await context.close();
});

test('the keyboard alone: from the start page to a changed field', async () => {
  const { context, page } = await visit(browser, server.url, 'Noor Bakker');
  const link = page.locator('.list').getByRole('link', { name: /Nieuwe Waard/ });
  await link.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  await page.getByRole('link', { name: 'Ovenwarmte voor de melkdrogers' }).focus();
  await page.keyboard.press('Enter');
  const field = page.locator('#veld-pipeDN');
  await field.waitFor();
  await field.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('350');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('[data-state]').first().getAttribute('data-state')).toBe('saved');
  expect(await field.inputValue()).toBe('350');
  await context.close();
});

test('the language changes without a reload, and the page says so to screen readers', async () => {
  const { context, page } = await visit(browser, server.url, undefined);
  await page.evaluate(() => Object.assign(globalThis, { untouched: true }));
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'The region’s table' }).waitFor();
  expect(
    await page.evaluate(() => [document.documentElement.lang, (globalThis as { untouched?: boolean }).untouched]),
  ).toEqual(['en', true]);
  await context.close();
});
