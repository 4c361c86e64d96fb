/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listening, type TestServer } from '../integration/server-harness.ts';
import { accessible, withinWindow } from './accessible.ts';
import { openBrowser, openPlan, visit, type Visitor } from './harness.ts';

/** Erasing as a steward does it, what it does to somebody who is writing, and who may see who read what. */

let server: TestServer;
let browser: Browser;
let amina: Visitor;
let noor: Visitor;
const PLAN = 'Ovenwarmte voor de melkdrogers';

beforeAll(async () => {
  server = await listening();
  browser = await openBrowser();
  [noor, amina] = await Promise.all([
    visit(browser, server.url, 'Noor Bakker'),
    visit(browser, server.url, 'Amina Yılmaz'),
  ]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const editor = (page: Page) => page.locator('#tekst-risks .cm-content');

async function write(page: Page, words: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(words);
}
const saved = (page: Page) =>
  expect.poll(() => page.locator('#tekst-risks .saving').textContent(), { timeout: 10_000 }).toBe('');

/** All that this browser has on its disk for the page. */
const kept = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const all: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name ?? '');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(new Error('no database'));
      });
      for (const store of db.objectStoreNames)
        all.push(
          await new Promise((resolve) => {
            const reading = db.transaction(store).objectStore(store).getAll();
            reading.onsuccess = () => resolve(reading.result);
          }),
        );
      db.close();
    }
    return JSON.stringify(all);
  });

/** The steward chooses words in the text of the plan, looks at what will happen, and erases them. */
async function erasePassage(page: Page, words: string): Promise<void> {
  const card = page.locator('#tekst-risks');
  await card.getByRole('button', { name: 'Een passage wissen …' }).click();
  const area = page.getByLabel('De tekst zoals hij nu is');
  await area.evaluate((element: HTMLTextAreaElement, wanted) => {
    const from = element.value.indexOf(wanted);
    element.focus();
    element.setSelectionRange(from, from + wanted.length);
  }, words);
  await page.getByText(`${words.length} tekens gekozen`).waitFor();
  await page.getByRole('button', { name: 'Wis deze passage …' }).click();
  await page.getByText('Dit kan niet ongedaan worden gemaakt. Door niemand.').waitFor();
  await page.getByLabel('Grond').fill('verzoek 2026-31');
  await page.getByLabel('Ik begrijp dat dit niet ongedaan kan worden gemaakt').check();
  await page.getByRole('button', { name: 'Wis definitief' }).click();
  await page.getByText('Alle processen hebben het losgelaten.').waitFor({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Sluiten' }).click();
}

describe('a passage', () => {
  test('goes from the screen, the steps to undo and the disk of who has it open', async () => {
    await openPlan(noor.page, PLAN);
    await openPlan(amina.page, PLAN);
    await write(noor.page, 'Overlast bij de heer Wiegersma thuis.');
    await saved(noor.page);
    await amina.page.locator('#tekst-risks').getByText('Wiegersma').waitFor();
    await erasePassage(amina.page, 'Wiegersma');
    const signs = `Overlast bij de heer ${'\uFFFD'.repeat(9)} thuis.`;
    await expect.poll(() => editor(noor.page).textContent()).toBe(signs);
    // undo takes back what she wrote; doing it again brings signs, not the words
    await editor(noor.page).click();
    await noor.page.keyboard.press('Control+z');
    await expect.poll(() => editor(noor.page).textContent()).not.toContain('thuis');
    await noor.page.keyboard.press('Control+y');
    await expect.poll(() => editor(noor.page).textContent()).toBe(signs);
    await saved(noor.page);
    expect(await kept(noor.page)).not.toContain('Wiegersma');
    expect(await noor.page.content()).not.toContain('Wiegersma');
  });

  test('what somebody wrote without a connection is asked about, and what it stood on is kept no more', async () => {
    await write(noor.page, ' Ook mevrouw Terpstra klaagt.');
    await saved(noor.page);
    await amina.page.locator('#tekst-risks').getByText('Terpstra').waitFor();
    await noor.context.setOffline(true);
    await noor.page
      .getByText(/Geen verbinding/)
      .first()
      .waitFor();
    await write(noor.page, ' Bel haar.');
    await expect.poll(() => kept(noor.page)).toContain('Bel haar');
    expect(await kept(noor.page)).toContain('Terpstra');
    await erasePassage(amina.page, 'mevrouw Terpstra');
    await noor.context.setOffline(false);
    const review = noor.page.getByRole('dialog', { name: 'Nog versturen?' });
    await review.waitFor({ timeout: 20_000 });
    expect(await review.textContent()).toContain('Bel haar.');
    await expect.poll(() => editor(noor.page).textContent()).toContain(`Ook ${'\uFFFD'.repeat(16)} klaagt. Bel haar.`);
    await expect.poll(() => kept(noor.page)).not.toContain('Terpstra');
    expect(await amina.page.locator('#tekst-risks').textContent()).not.toContain('Bel haar');
    await review.getByRole('button', { name: 'Verstuur' }).click();
    await amina.page.locator('#tekst-risks').getByText('Bel haar.').waitFor();
    await saved(noor.page);
  });
});

describe('the pages of a steward', () => {
  test('a hold keeps a person from being erased; lifted, he is erased and listed with the ground', async () => {
    const { page } = amina;
    await page.getByRole('link', { name: 'Beheer', exact: true }).click();
    await page.getByLabel('Op welke persoon, organisatie of tekst').fill('act_demo-daan');
    await page.getByLabel('Grond van de bewaarplicht').fill('bezwaar 2026-114');
    await page.getByRole('button', { name: 'Leg bewaarplicht op' }).click();
    await page.getByText('bezwaar 2026-114').waitFor();
    const look = async (): Promise<void> => {
      await page
        .getByRole('region', { name: 'Wissen' })
        .locator('select')
        .nth(1)
        .selectOption({ label: 'Daan de Wit' });
      await page.getByRole('button', { name: 'Bekijk wat er gebeurt' }).click();
    };
    await look();
    await page.getByText('Er rust een bewaarplicht op.').waitFor();
    await page.getByRole('button', { name: 'Sluiten' }).click();
    await page.getByRole('button', { name: 'Hef op …' }).click();
    await page.getByLabel('Waarom zij wordt opgeheven').fill('bezwaar afgehandeld');
    await page.getByRole('button', { name: 'Hef op' }).click();
    await expect.poll(() => page.getByText('bezwaar 2026-114').count()).toBe(0);
    await look();
    await page.getByLabel('Grond', { exact: true }).fill('verzoek 2026-32');
    await page.getByLabel('Ik begrijp dat dit niet ongedaan kan worden gemaakt').check();
    await page.getByRole('button', { name: 'Wis definitief' }).click();
    await page.getByRole('dialog').getByText('Gewist.', { exact: true }).waitFor({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Sluiten' }).click();
    await page.getByText('verzoek 2026-32').waitFor();
    await expect.poll(() => page.getByText('Daan de Wit').count()).toBe(0);
  });

  test('who read what: filters stand in the address, and come back with it', async () => {
    const { page } = amina;
    await page.getByRole('link', { name: 'Toezicht' }).click();
    await page.getByRole('heading', { level: 1, name: 'Toezicht' }).waitFor();
    await page.getByLabel('Persoon').selectOption({ label: 'Noor Bakker' });
    await expect.poll(() => new URL(page.url()).searchParams.get('actor')).toBe('act_demo-noor');
    await page
      .getByRole('button', { name: `Alleen ${PLAN}` })
      .first()
      .click();
    await expect.poll(() => new URL(page.url()).searchParams.get('topic')).not.toBe(null);
    await page.reload();
    const shown = page.locator('tbody tr');
    await shown.first().waitFor();
    const who = await page.locator('tbody th').allTextContents();
    expect(new Set(who)).toEqual(new Set(['Noor Bakker']));
    expect(new Set(await page.locator('tbody button').allTextContents())).toEqual(new Set([PLAN]));
    await page.getByRole('button', { name: 'Wis de filters' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('');
  });

  test.each([
    { language: 'nl', theme: 'light', width: 1440 },
    { language: 'en', theme: 'dark', width: 320 },
  ] as const)('can be read by everybody, in $language, $theme, at $width px', async (options) => {
    const { page, context, complaints } = await visit(browser, server.url, 'Amina Yılmaz', options);
    for (const link of [/^(Toezicht|Oversight)$/, /^(Beheer|Admin)$/]) {
      await page.getByRole('link', { name: link }).click();
      await page.getByRole('heading', { level: 1, name: link }).waitFor();
      await page.locator('main :is(tbody tr, datalist)').first().waitFor({ state: 'attached' });
      await accessible(page);
      await withinWindow(page);
      const shots = process.env['REGIOTAFEL_SHOTS'];
      if (shots !== undefined)
        await page.screenshot({ path: `${shots}/${link.source.slice(2, 8)}-${options.width}.png`, fullPage: true });
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});

test('nobody’s page complained, nor did the server', () => {
  // what was on its way when the connection was taken away is told by the browser itself
  const told = [...noor.complaints, ...amina.complaints].filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'));
  expect(told).toEqual([]);
  expect(server.logged).toEqual([]);
});
