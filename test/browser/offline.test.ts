/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TcpProxy } from '../faults/tcp-proxy.ts';
import { accessibleEverywhere } from './accessible.ts';
import { openBrowser, openPlan, ServerProcess, visit, type Visitor } from './harness.ts';

/** Without a connection and on a bad one: what is asked about, what is undone, and what other tabs take over. */

const PLAN = 'Ovenwarmte voor de melkdrogers';
const HOUR = 3_600_000;
const server = new ServerProcess();
const line = new TcpProxy(() => server.port);
let url = '';
let browser: Browser;
let noor: Visitor;
let daan: Visitor;

const soon = { timeout: 30_000 };
const field = (page: Page, name: string) => page.locator(`#veld-${name}`);
const text = (page: Page, section: string) => page.locator(`[data-text=${section}] .cm-content`);
const shown = (page: Page, section: string): Promise<string> =>
  text(page, section).evaluate((editor) => {
    const copy = editor.cloneNode(true) as Element;
    for (const other of copy.querySelectorAll('.rt-caret, .cm-placeholder')) other.remove();
    return copy.textContent ?? '';
  });
const state = (page: Page) => page.locator('[data-state]').first().getAttribute('data-state');
const settled = (page: Page) => expect.poll(() => state(page), soon).toBe('saved');
async function set(page: Page, name: string, value: string): Promise<void> {
  await field(page, name).fill(value);
  await field(page, name).press('Enter');
}
async function cut(page: Page): Promise<void> {
  line.cut();
  await expect.poll(() => state(page), soon).toBe('offline');
}

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  url = await line.listen();
  noor = await visit(browser, url, 'Noor Bakker', { clock: true });
  daan = await visit(browser, server.url, 'Daan de Wit');
  for (const { page } of [noor, daan]) {
    await openPlan(page, PLAN);
    await text(page, 'approach').waitFor();
  }
}, 120_000);
afterAll(async () => {
  await browser.close();
  await line.close();
  await server.kill();
});

describe('what waited long or is much', () => {
  test('older than a day: mine is shown beside what stands there now, in either language, and each is chosen', async () => {
    const { page } = noor;
    await cut(page);
    await set(page, 'pipeDN', '240');
    await set(page, 'backupMW', '7');
    await set(daan.page, 'pipeDN', '310');
    await settled(daan.page);
    await page.clock.fastForward(25 * HOUR);
    line.mend();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Nog versturen?').waitFor(soon);
    const row = dialog.locator('li', { hasText: '240' });
    await expect.poll(() => row.getByTestId('theirs').textContent(), soon).toMatch(/Nu, van Daan de Wit.*310/s);
    expect(await row.getByTestId('mine').textContent()).toMatch(/Van u.*240/s);
    await accessibleEverywhere(page);
    await row.getByRole('button', { name: 'Laat vervallen' }).click();
    await dialog.getByRole('button', { name: 'Verstuur', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await settled(page);
    await expect.poll(() => field(daan.page, 'backupMW').inputValue(), soon).toBe('7');
    expect(await field(page, 'pipeDN').inputValue()).toBe('310');
  });

  test('more than 200: nothing is sent before the person has looked, then all of it is', async () => {
    const { page } = noor;
    await cut(page);
    await page.getByLabel('Schrijf een opmerking').evaluate((box: HTMLTextAreaElement) => {
      for (let n = 1; n <= 201; n++) {
        box.value = `Nummer ${n}.`;
        box.dispatchEvent(new Event('input', { bubbles: true }));
        box.form?.requestSubmit();
      }
    });
    await page.getByText('201 wijzigingen wachten').waitFor();
    const plan = /pln_[0-9a-f-]+/.exec(page.url())?.[0] ?? '';
    const recorded = () =>
      page.evaluate(async (id) => {
        const answer = (await (await fetch(`/api/plans/${id}?on=2050-01-01`)).json()) as {
          comments: { text: { value: string } }[];
        };
        return answer.comments.filter(({ text: { value } }) => value.startsWith('Nummer')).length;
      }, plan);
    // whatever page one is on
    await page.getByRole('link', { name: 'Start', exact: true }).click();
    line.mend();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Nog versturen?').waitFor(soon);
    expect(await recorded()).toBe(0);
    await dialog.getByRole('button', { name: 'Verstuur alle 201' }).click();
    await expect.poll(recorded, { timeout: 60_000 }).toBe(201);
    await settled(page);
    await page.goBack();
    await text(page, 'approach').waitFor();
  }, 120_000);
});

describe('undo of a text without a connection', () => {
  test('what has not left goes at once, word by word, and comes back', async () => {
    const { page } = noor;
    await cut(page);
    await text(page, 'approach').click();
    await page.keyboard.type('Eerst. ');
    await page.getByText('1 wijziging wacht').waitFor();
    await page.clock.fastForward(2_000);
    await page.keyboard.type('Dan.');
    await page.keyboard.press('Control+z');
    expect(await shown(page, 'approach')).toBe('Eerst. ');
    await page.keyboard.press('Control+z');
    expect(await shown(page, 'approach')).toBe('');
    await page.keyboard.press('Control+y');
    expect(await shown(page, 'approach')).toBe('Eerst. ');
    line.mend();
    await settled(page);
    await expect.poll(() => shown(daan.page, 'approach'), soon).toBe('Eerst. ');
  });

  test('what was confirmed goes from the screen at once, and from the others’ when there is a connection', async () => {
    const { page } = noor;
    await text(daan.page, 'approach').click();
    await daan.page.keyboard.press('Control+End');
    await daan.page.keyboard.type('Van Daan.');
    await expect.poll(() => shown(page, 'approach'), soon).toBe('Eerst. Van Daan.');
    await cut(page);
    await text(page, 'approach').click();
    await page.keyboard.press('Control+z');
    expect(await shown(page, 'approach')).toBe('Van Daan.');
    await page.keyboard.press('Control+y');
    expect(await shown(page, 'approach')).toBe('Eerst. Van Daan.');
    await page.keyboard.press('Control+z');
    line.mend();
    await settled(page);
    expect(await shown(page, 'approach')).toBe('Van Daan.');
    await expect.poll(() => shown(daan.page, 'approach'), soon).toBe('Van Daan.');
  });

  test('words of another that one took out and put back stay his', async () => {
    const { page } = noor;
    await cut(page);
    await text(page, 'approach').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    expect(await shown(page, 'approach')).toBe('');
    await page.keyboard.press('Control+z');
    expect(await shown(page, 'approach')).toBe('Van Daan.');
    line.mend();
    await settled(page);
    await daan.page.locator('#tekst-approach').getByText('Wie schreef wat').click();
    await daan.page
      .locator('#tekst-approach li')
      .first()
      .getByText(/^Noor|^Daan/)
      .waitFor();
    expect(await daan.page.locator('#tekst-approach li').first().textContent()).not.toContain('Van Daan.Van Daan.');
    await expect.poll(() => shown(daan.page, 'approach'), soon).toBe('Van Daan.');
  });
});

test('a comment’s stretch stays with its words while others and oneself type around it, sent or not', async () => {
  const { page } = noor;
  const marked = (on: Page) =>
    on.locator('[data-text=risks] .rt-mark-comment').evaluateAll((marks) =>
      marks.map((mark) => {
        const copy = mark.cloneNode(true) as Element;
        for (const caret of copy.querySelectorAll('.rt-caret')) caret.remove();
        return copy.textContent ?? '';
      }),
    );
  await cut(page);
  await text(page, 'risks').click();
  await page.keyboard.type('vergunning');
  await page.keyboard.press('Control+a');
  await page.locator('#tekst-risks').getByRole('button', { name: 'Opmerking bij selectie' }).click();
  await page.getByText('zodra deze woorden zijn opgeslagen').waitFor();
  line.mend();
  await page.getByText('Bij “vergunning”').waitFor(soon);
  await page.getByLabel('Schrijf een opmerking').fill('Welke?');
  await page.getByRole('button', { name: 'Plaats' }).click();
  await expect.poll(() => marked(page), soon).toEqual(['vergunning']);
  await settled(page);
  await cut(page);
  await text(page, 'risks').click();
  for (const [key, words] of [
    ['Control+Home', 'De '],
    ['Control+End', ' komt later'],
  ] as const) {
    await page.keyboard.press(key);
    await page.keyboard.type(words);
    await page.clock.fastForward(2_000);
  }
  await page.keyboard.press('Control+Home');
  for (let n = 0; n < 'De verg'.length; n++) await page.keyboard.press('ArrowRight');
  await page.keyboard.type('...');
  await expect.poll(async () => (await marked(page)).join('')).toBe('verg...unning');
  line.mend();
  await settled(page);
  for (const on of [page, daan.page])
    await expect.poll(async () => (await marked(on)).join(''), soon).toBe('verg...unning');
});

describe('several tabs', () => {
  test('what a crashed tab leaves is sent by another of the same person, within a heartbeat', async () => {
    const other = await noor.context.newPage();
    await other.goto(noor.page.url());
    await text(other, 'minutes').waitFor();
    await cut(other);
    await text(other, 'minutes').click();
    await other.keyboard.type('Uit een tab die omvalt.');
    await set(other, 'lossHours', '6500');
    await other.locator('[data-safety=kept]').waitFor();
    const devTools = await noor.context.newCDPSession(other);
    const crashed = other.waitForEvent('crash');
    void devTools.send('Page.crash').catch(() => undefined);
    await crashed;
    await other.close();
    line.mend();
    const taken = async () => {
      await noor.page.clock.fastForward(10_000);
      return shown(daan.page, 'minutes');
    };
    await expect.poll(taken, { timeout: 45_000, interval: 500 }).toBe('Uit een tab die omvalt.');
    await expect.poll(() => field(daan.page, 'lossHours').inputValue(), soon).toBe('6.500');
    await settled(noor.page);
  });

  test('two tabs of one person write at once, and neither takes the other’s', async () => {
    const other = await noor.context.newPage();
    await other.goto(noor.page.url());
    await text(other, 'agreements').waitFor();
    await cut(other);
    await expect.poll(() => state(noor.page), soon).toBe('offline');
    await text(other, 'agreements').click();
    await other.keyboard.type('een ');
    await text(noor.page, 'agreements').click();
    await noor.page.keyboard.type('twee ');
    line.mend();
    await settled(other);
    await settled(noor.page);
    const whole = await shown(noor.page, 'agreements');
    expect(['een twee ', 'twee een ']).toContain(whole);
    await expect.poll(() => shown(other, 'agreements'), soon).toBe(whole);
    await other.close();
  });
});

test('on a slow line one goes on typing, and everything arrives once', async () => {
  const { page } = noor;
  line.slow(700);
  await text(page, 'motivation').click();
  for (const word of ['Traag ', 'maar ', 'heel.']) {
    await page.keyboard.type(word, { delay: 30 });
    expect(await shown(page, 'motivation')).toContain(word);
  }
  await expect.poll(() => shown(daan.page, 'motivation'), soon).toBe('Traag maar heel.');
  line.slow(0);
  await settled(page);
  expect(await shown(page, 'motivation')).toBe('Traag maar heel.');
});

test('nobody’s page complained', () => {
  for (const { complaints } of [noor, daan]) expect(complaints).toEqual([]);
});
