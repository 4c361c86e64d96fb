import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TcpProxy } from '../faults/tcp-proxy.ts';
import { accessible } from './accessible.ts';
import { openBrowser, openPlan, ServerProcess, visit, type Visitor } from './harness.ts';

/** Three persons write one plan's texts, in real browsers, on the real server and its file. */

const PLAN = 'Ovenwarmte voor de melkdrogers';
const server = new ServerProcess();
const noorsLine = new TcpProxy(() => server.port);
let browser: Browser;
let noor: Visitor;
let daan: Visitor;
let sanne: Visitor;

const text = (page: Page, section: string) => page.locator(`[data-text=${section}] .cm-content`);
/** The text as the editor shows it, without the names of those who are in it. */
const shown = (page: Page, section: string): Promise<string> =>
  text(page, section).evaluate((editor) => {
    const lines = [...editor.querySelectorAll('.cm-line')].map((line) => {
      const copy = line.cloneNode(true) as Element;
      for (const caret of copy.querySelectorAll('.rt-caret, .cm-placeholder')) caret.remove();
      return copy.textContent ?? '';
    });
    return lines.join('\n');
  });
const everybody = (): Page[] => [noor.page, daan.page, sanne.page];
async function allShow(section: string, expected: string | RegExp): Promise<void> {
  for (const page of everybody())
    await expect
      .poll(() => shown(page, section), { timeout: 30_000 })
      .toMatch(typeof expected === 'string' ? new RegExp(`^${expected}$`) : expected);
}
async function write(page: Page, section: string, where: 'Home' | 'End', words: string): Promise<void> {
  await text(page, section).click();
  await page.keyboard.press(`Control+${where}`);
  await page.keyboard.type(words, { delay: 5 });
}
const state = (page: Page) => page.locator('[data-state]').first().getAttribute('data-state');
const settled = (page: Page) => expect.poll(() => state(page), { timeout: 30_000 }).toBe('saved');

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  noor = await visit(browser, await noorsLine.listen(), 'Noor Bakker');
  daan = await visit(browser, server.url, 'Daan de Wit');
  sanne = await visit(browser, server.url, 'Sanne Visser');
  for (const { page } of [noor, daan, sanne]) {
    await openPlan(page, PLAN);
    await text(page, 'approach').waitFor();
  }
}, 120_000);

afterAll(async () => {
  await browser.close();
  await noorsLine.close();
  await server.kill();
});

describe('three persons write one text', () => {
  test('at once: nobody’s words get lost, all see the same', async () => {
    await write(noor.page, 'approach', 'End', 'De steenfabriek levert. ');
    await allShow('approach', 'De steenfabriek levert. ');
    await Promise.all([
      write(noor.page, 'approach', 'Home', 'Eerst dit. '),
      write(daan.page, 'approach', 'End', 'De zuivel neemt af. '),
      write(sanne.page, 'approach', 'End', 'Het net volgt. '),
    ]);
    const length = 'De steenfabriek levert. Eerst dit. De zuivel neemt af. Het net volgt. '.length;
    for (const page of everybody())
      await expect.poll(async () => (await shown(page, 'approach')).length, { timeout: 20_000 }).toBe(length);
    const [first, ...others] = await Promise.all(everybody().map((page) => shown(page, 'approach')));
    for (const other of others) expect(other).toBe(first);
    for (const sign of 'Eerst dit. De zuivel neemt af. Het net volgt. ') expect(first).toContain(sign);
  });

  test('where the others are is shown in the text, with their names', async () => {
    await text(daan.page, 'approach').click();
    await expect
      .poll(() => noor.page.locator('[data-text=approach] .rt-caret').allTextContents(), { timeout: 10_000 })
      .toContain('Daan de Wit');
  });

  test('undo takes back one’s own and leaves the others’, redo brings it back exactly', async () => {
    await write(noor.page, 'risks', 'End', 'Mijn zin.');
    await settled(noor.page);
    await write(daan.page, 'risks', 'Home', 'Daan: ');
    await allShow('risks', 'Daan: Mijn zin.');
    await text(noor.page, 'risks').click();
    for (let presses = 0; presses < 6 && (await shown(noor.page, 'risks')) !== 'Daan: '; presses++) {
      await noor.page.keyboard.press('Control+z');
      await settled(noor.page);
    }
    await allShow('risks', 'Daan: ');
    for (let presses = 0; presses < 6 && (await shown(noor.page, 'risks')) !== 'Daan: Mijn zin.'; presses++) {
      await noor.page.keyboard.press('Control+y');
      await settled(noor.page);
    }
    await allShow('risks', 'Daan: Mijn zin.');
  });

  test('who wrote what is told by words', async () => {
    const section = noor.page.locator('#tekst-risks');
    await section.getByText('Wie schreef wat').click();
    await section.locator('ins', { hasText: 'Daan:' }).waitFor();
    await section
      .getByText(/^Daan de Wit, /)
      .first()
      .waitFor();
  });

  test('without a connection one goes on writing, and both come together', async () => {
    noorsLine.cut();
    await write(noor.page, 'agreements', 'End', 'Noor zonder net.');
    await expect.poll(() => state(noor.page), { timeout: 15_000 }).toBe('offline');
    await write(daan.page, 'agreements', 'End', 'Daan ondertussen. ');
    await settled(daan.page);
    noorsLine.mend();
    await settled(noor.page);
    await expect.poll(() => shown(noor.page, 'agreements'), { timeout: 20_000 }).toContain('Noor zonder net.');
    await allShow('agreements', await shown(noor.page, 'agreements'));
    expect(await shown(noor.page, 'agreements')).toContain('Daan ondertussen. ');
  });

  test('a killed server while everybody writes loses nothing', async () => {
    await Promise.all([write(noor.page, 'minutes', 'End', 'aaa '), write(daan.page, 'minutes', 'End', 'bbb ')]);
    await server.kill();
    await write(noor.page, 'minutes', 'End', 'ccc ');
    await write(daan.page, 'minutes', 'End', 'ddd ');
    await server.start();
    await Promise.all(everybody().map(settled));
    const all = letters('aaa bbb ccc ddd ');
    await expect.poll(async () => letters(await shown(noor.page, 'minutes')), { timeout: 30_000 }).toBe(all);
    await allShow('minutes', await shown(noor.page, 'minutes'));
  });

  test('a window that goes without a connection leaves what was typed to the next one', async () => {
    noorsLine.cut();
    await expect.poll(() => state(noor.page), { timeout: 20_000 }).toBe('offline');
    await write(noor.page, 'motivation', 'End', 'Getypt en weg. ');
    await noor.page.locator('#veld-pipeDN').fill('350');
    await noor.page.locator('#veld-pipeDN').press('Enter');
    await noor.page.waitForFunction(kept, 'Getypt en weg.');
    const url = noor.page.url();
    await noor.page.close();
    noorsLine.mend();
    const page = await noor.context.newPage();
    await page.goto(url);
    Object.assign(noor, { page });
    await expect.poll(() => shown(daan.page, 'motivation'), { timeout: 30_000 }).toBe('Getypt en weg. ');
    await expect.poll(() => daan.page.locator('#veld-pipeDN').inputValue(), { timeout: 15_000 }).toBe('350');
    await settled(page);
  });

  test('a comment on some words stays with them, mentions, is resolved and opened again', async () => {
    await text(noor.page, 'motivation').click();
    await noor.page.keyboard.press('Control+Home');
    for (let n = 0; n < 6; n++) await noor.page.keyboard.press('Shift+ArrowRight');
    await noor.page.locator('#tekst-motivation').getByRole('button', { name: 'Opmerking bij selectie' }).click();
    await noor.page.getByText('Bij “Getypt”').waitFor();
    await noor.page.getByLabel('Schrijf een opmerking').fill('Klopt dit, @Da');
    await noor.page.getByRole('option', { name: 'Noem Daan de Wit' }).click();
    await noor.page.getByRole('button', { name: 'Plaats' }).click();
    await daan.page.getByRole('article').getByText('Klopt dit, @Daan de Wit').waitFor();
    expect(await daan.page.locator('#opmerkingen blockquote').textContent()).toContain('“Getypt”');
    await write(daan.page, 'motivation', 'Home', 'Hier vooraan: ');
    await expect
      .poll(() => daan.page.locator('[data-text=motivation] .rt-mark-comment').allTextContents(), { timeout: 10_000 })
      .toEqual(['Getypt']);
    const thread = daan.page.locator('#opmerkingen li', { hasText: 'Klopt dit' });
    await thread.getByRole('button', { name: 'Afgehandeld' }).click();
    await noor.page.getByText(/\d afgehandeld/).click();
    await noor.page
      .locator('#opmerkingen li', { hasText: 'Klopt dit' })
      .getByRole('button', { name: 'Heropen' })
      .click();
    await daan.page
      .locator('#opmerkingen li', { hasText: 'Klopt dit' })
      .getByRole('button', { name: 'Antwoord' })
      .waitFor();
  });

  test('undo and redo of a field, by keyboard', async () => {
    const { page } = daan;
    for (const value of ['8', '9']) {
      await page.locator('#veld-backupMW').fill(value);
      await page.locator('#veld-backupMW').press('Enter');
      await settled(page);
    }
    await page.locator('h1').evaluate((heading: HTMLElement) => {
      heading.tabIndex = -1;
      heading.focus();
    });
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => noor.page.locator('#veld-backupMW').inputValue(), { timeout: 10_000 }).toBe('6');
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Control+y');
    await expect.poll(() => noor.page.locator('#veld-backupMW').inputValue(), { timeout: 10_000 }).toBe('9');
  });

  test('the preview shows what the signs mean, and nothing in it runs', async () => {
    const { page } = sanne;
    await write(
      page,
      'agreements',
      'End',
      '\n**Vet** en <img src=x onerror="document.title=1"> [net](javascript:alert)',
    );
    await page.locator('#tekst-agreements').getByRole('button', { name: 'Voorbeeld' }).click();
    const read = page.locator('#tekst-agreements .read');
    expect(await read.locator('strong').textContent()).toBe('Vet');
    expect(await read.locator('img').count()).toBe(0);
    expect(await read.locator('a').getAttribute('href')).toBeNull();
    // the policy said so of the handler that was taken out; there is nothing else it could have said
    expect(sanne.complaints.splice(0).every((one) => one.includes('inline event handler'))).toBe(true);
    await page.locator('#tekst-agreements').getByRole('button', { name: 'Schrijven' }).click();
    await text(page, 'agreements').waitFor();
    expect(await shown(page, 'agreements')).toContain('**Vet**');
  });

  test('a session that ends takes along what this browser held of the person', async () => {
    const page = await sanne.context.newPage();
    await page.goto(sanne.page.url());
    await text(page, 'approach').waitFor();
    const held = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));
    expect((await held()).join()).toContain('regiotafel-act_demo-sanne');
    // in another window of the same session
    await sanne.page.evaluate(() => fetch('/api/session', { method: 'DELETE' }));
    for (const on of [page, sanne.page])
      await on.getByRole('button', { name: 'Aanmelden' }).first().waitFor({ timeout: 20_000 });
    await expect.poll(async () => (await held()).join(), { timeout: 20_000 }).not.toContain('sanne');
    expect(await text(page, 'approach').count()).toBe(0);
    // what the page still asks for is not for a visitor, and it reads the text above again; nothing else is complained of
    const expected = /status of 40[14]|inline event handler/;
    expect(sanne.complaints.splice(0).filter((one) => !expected.test(one))).toEqual([]);
    await page.close();
  });

  test('the page is accessible while it is written on', async () => {
    await accessible(daan.page);
  });

  test('nobody’s page complained', () => {
    for (const { complaints } of [noor, daan, sanne]) expect(complaints).toEqual([]);
  });
});

const letters = (words: string): string => words.split('').sort().join('');

/** In the page: has this browser kept a draft with these words, and is it on the disk? */
function kept(words: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (!document.querySelector('[data-safety=kept]')) return resolve(false);
    void indexedDB.databases().then((all) => {
      const name = all.find((one) => one.name?.startsWith('regiotafel-'))?.name;
      if (name === undefined) return resolve(false);
      const request = indexedDB.open(name);
      request.onsuccess = () => {
        const get = request.result.transaction('drafts').objectStore('drafts').getAll();
        get.onsuccess = () => {
          request.result.close();
          resolve(JSON.stringify(get.result).includes(words));
        };
      };
    });
  });
}
