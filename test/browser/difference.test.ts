/// <reference lib="dom" />
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { accessible, withinWindow } from './accessible.ts';
import { openBrowser, openPlan, ServerProcess, visit, type Visitor } from './harness.ts';

/** Where a figure comes from, what differs between two moments, and putting it back: two persons at one plan. */

const PLAN = 'Ovenwarmte voor de melkdrogers';
const server = new ServerProcess();
let browser: Browser;
let noor: Visitor;
let daan: Visitor;
/** Address of the plan, and the log index before anything was done. */
let plan = '';
let begin = 0;

const field = (page: Page, name: string) => page.locator(`#veld-${name}`);
const shows = (page: Page, name: string, value: string) =>
  expect.poll(() => field(page, name).inputValue(), { timeout: 15_000 }).toBe(value);
const saved = (page: Page) =>
  expect.poll(() => page.locator('[data-state]').first().getAttribute('data-state'), { timeout: 15_000 }).toBe('saved');
const fetched = (page: Page, path: string): Promise<Record<string, unknown>> =>
  page.evaluate(async (address) => (await fetch(address)).json() as Promise<Record<string, unknown>>, path);
async function type(page: Page, name: string, value: string): Promise<void> {
  await field(page, name).fill(value);
  await field(page, name).press('Enter');
  await saved(page);
}
async function text(page: Page): Promise<string> {
  const answer = await page.request.get(`${server.url}/api/texts/${plan.replace('pln_', 'txt_')}_risks`);
  return ((await answer.json()) as { text?: string }).text ?? '';
}

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  noor = await visit(browser, server.url, 'Noor Bakker');
  daan = await visit(browser, server.url, 'Daan de Wit');
  await openPlan(noor.page, PLAN);
  await openPlan(daan.page, PLAN);
  plan = /pln_[0-9a-f-]+/.exec(noor.page.url())?.[0] ?? '';
  begin = (await fetched(noor.page, `/api/plans/${plan}`))['index'] as number;
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

test('from a figure to the event, the person and what caused it in three clicks', async () => {
  await type(noor.page, 'pipeDN', '250');
  await shows(daan.page, 'pipeDN', '250');
  await type(daan.page, 'pipeDN', '300');
  await shows(noor.page, 'pipeDN', '300');
  // one
  await noor.page.getByRole('button', { name: 'Herkomst van Leidingdiameter' }).click();
  const origin = noor.page.getByRole('dialog', { name: 'Herkomst van Leidingdiameter' });
  await origin.getByText(/^Sinds .*, door Daan de Wit \(.*\)\.$/).waitFor();
  const values = origin.getByRole('listitem');
  expect(await values.locator('strong').allTextContents()).toEqual(['300\u00a0DN', '250\u00a0DN', '200\u00a0DN']);
  // two
  await origin.getByRole('link', { name: /werd$/ }).nth(1).click();
  await noor.page.getByRole('heading', { level: 1, name: /^Noor Bakker zette Leidingdiameter op 250/ }).waitFor();
  const page = noor.page;
  const facts = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Wie, wanneer en waarom' }) });
  await expect.poll(() => facts.textContent()).toMatch(/Noor Bakker.*De Klinker.*Bedrijf/s);
  await noor.page.getByText(/^Opdracht van Noor Bakker/).waitFor();
  await noor.page.goBack();
  await field(noor.page, 'pipeDN').waitFor();
});

test('a pledge leads through its event to what was reserved at the site, by keyboard alone', async () => {
  const { page } = noor;
  const figure = page.getByRole('button', { name: /^5,5 MW, Herkomst van/ });
  await figure.focus();
  await page.keyboard.press('Enter');
  const link = page.getByRole('dialog').getByRole('link', { name: /werd$/ });
  await link.waitFor();
  await link.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /zegde 5,5\sMW toe vanaf / }).waitFor();
  const cause = page.getByRole('link', { name: 'Noor Bakker reserveerde 5,5 MW op een locatie' });
  await cause.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Noor Bakker reserveerde 5,5 MW op een locatie' }).waitFor();
  await page.getByRole('link', { name: /zegde 5,5\sMW toe vanaf / }).waitFor();
  await page.goto(`${server.url}/plan/${plan}`);
  await field(page, 'pipeDN').waitFor();
});

test('two moments side by side and inline, from change to change by keyboard', async () => {
  await noor.page.getByRole('textbox', { name: 'Risico’s' }).click();
  await noor.page.keyboard.type('De oven valt uit. Bel de netbeheerder.');
  await expect.poll(() => text(noor.page), { timeout: 15_000 }).toBe('De oven valt uit. Bel de netbeheerder.');
  const { page } = daan;
  await page.goto(`${server.url}/plan/${plan}/verschil?van=${begin}`);
  await page.getByRole('heading', { level: 1, name: `Verschil: ${PLAN}` }).waitFor();
  await page.getByText('2 wijzigingen', { exact: true }).waitFor();
  await page.keyboard.press('Alt+ArrowDown');
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  expect(await focused()).toBe('Gewijzigd: Leidingdiameter');
  await page.keyboard.press('Alt+ArrowDown');
  expect(await focused()).toBe('Nieuw: Risico’s');
  await page.keyboard.press('Alt+ArrowDown');
  expect(await focused()).toBe('Gewijzigd: Leidingdiameter');
  const pipe = page.getByRole('article', { name: 'Gewijzigd: Leidingdiameter' });
  expect(await pipe.locator('del, ins').allTextContents()).toEqual(['200\u00a0DN', '300\u00a0DN']);
  await pipe.getByRole('link', { name: /^Daan de Wit zette Leidingdiameter op 300/ }).waitFor();
  const [was, became] = await pipe.locator('del, ins').all();
  const apart = async () => Math.abs(((await was?.boundingBox())?.y ?? 0) - ((await became?.boundingBox())?.y ?? 0));
  expect(await apart()).toBeLessThan(3);
  await page.getByRole('button', { name: 'Onder elkaar' }).click();
  await expect.poll(apart).toBeGreaterThan(10);
  expect(page.url()).toContain('weergave=onder');
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
  expect(await pipe.isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: 'Wissel om' }).click();
  await page.getByRole('article', { name: 'Weg: Risico’s' }).waitFor();
});

test('what stood at the earlier moment is put back as a change with its reason', async () => {
  const { page } = daan;
  await page.goto(`${server.url}/plan/${plan}/verschil?van=${begin}`);
  await page.getByRole('button', { name: 'Zet terug: Leidingdiameter' }).click();
  const dialog = page.getByRole('dialog', { name: 'Terugzetten: Leidingdiameter' });
  expect(await dialog.locator('dd').allTextContents()).toEqual(['300\u00a0DN', '200\u00a0DN']);
  await dialog.getByLabel('Waarom zet u dit terug?').fill('De berekening klopte niet');
  await dialog.getByRole('button', { name: 'Zet terug' }).click();
  await shows(noor.page, 'pipeDN', '200');
  await page.getByText('1 wijziging', { exact: true }).waitFor();
  await noor.page.getByRole('button', { name: 'Herkomst van Leidingdiameter' }).click();
  await noor.page.getByText(/door Daan de Wit \(.*\), omdat: De berekening klopte niet$/).waitFor();
  await noor.page.keyboard.press('Escape');
});

test('what somebody else changed while one thought about it is a conflict, and the reason stays', async () => {
  await daan.page.goto(`${server.url}/plan/${plan}`);
  await daan.page.getByRole('button', { name: 'Herkomst van Leidingdiameter' }).click();
  await daan.page.getByRole('button', { name: 'Zet 250\u00a0DN terug' }).click();
  await type(noor.page, 'pipeDN', '400');
  const dialog = daan.page.getByRole('dialog', { name: 'Terugzetten: Leidingdiameter' });
  await dialog.getByLabel('Waarom zet u dit terug?').fill('Toch de oude maat');
  await dialog.getByRole('button', { name: 'Zet terug' }).click();
  await daan.page.getByText('Noor Bakker wijzigde dit', { exact: false }).waitFor();
  await daan.page.getByRole('button', { name: 'Neem mijn waarde' }).click();
  await shows(noor.page, 'pipeDN', '250');
  await daan.page.getByRole('button', { name: 'Herkomst van Leidingdiameter' }).click();
  await daan.page.getByText(/omdat: Toch de oude maat$/).waitFor();
  await daan.page.keyboard.press('Escape');
});

test('a passage of a text comes back without what others wrote elsewhere; who wrote what is told', async () => {
  const box = daan.page.getByRole('textbox', { name: 'Risico’s' });
  await box.click();
  await daan.page.keyboard.press('Control+a');
  await daan.page.keyboard.type('Alles gaat goed. Bel de netbeheerder.');
  await expect.poll(() => text(daan.page), { timeout: 15_000 }).toBe('Alles gaat goed. Bel de netbeheerder.');
  const card = noor.page.locator('#tekst-risks');
  await card.getByText('Wie schreef wat').click();
  await card.getByRole('button', { name: /^Zet de tekst terug zoals na Noor Bakker/ }).click();
  const dialog = noor.page.getByRole('dialog', { name: 'Terugzetten: Risico’s' });
  await dialog.getByLabel('Waarom zet u dit terug?').fill('Het gaat niet goed');
  await daan.page.keyboard.type(' Zegt Daan.');
  await expect
    .poll(() => text(daan.page), { timeout: 15_000 })
    .toBe('Alles gaat goed. Bel de netbeheerder. Zegt Daan.');
  // what came in meanwhile stands there as a place of its own, and is left as it is
  await dialog.locator('del').getByText('Zegt Daan').waitFor();
  await dialog.getByRole('checkbox').last().uncheck();
  await dialog.getByRole('button', { name: 'Zet terug' }).click();
  await expect
    .poll(() => text(noor.page), { timeout: 15_000 })
    .toBe('De oven valt uit. Bel de netbeheerder. Zegt Daan.');
  await card.getByText('Wie schreef dit').click();
  await card
    .getByRole('link', { name: /^Daan de Wit, sinds/ })
    .first()
    .waitFor();
  await card
    .getByRole('link', { name: /^Noor Bakker, sinds/ })
    .first()
    .click();
  await noor.page.getByRole('heading', { level: 1, name: /^Noor Bakker schreef aan Risico’s/ }).waitFor();
  await noor.page.getByRole('definition').getByText('Het gaat niet goed').waitFor();
});

test.each([
  { language: 'nl', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 320 },
] as const)('accessible and within the window in $language, $theme, $width px', async (options) => {
  const { context, page, complaints } = await visit(browser, server.url, 'Noor Bakker', options);
  const check = async (part = 'body'): Promise<void> => {
    await accessible(page, part);
    await withinWindow(page);
  };
  const region = String((await fetched(page, `/api/plans/${plan}`))['regionId']);
  const found = async (filter: string) =>
    (await fetched(page, `/api/history?${filter}`))['entries'] as { index: number; event: { id: string } }[];
  const [entry] = await found(`subject=${plan}&type=PlanDetailSet`);
  const before = ((await found(`region=${region}&type=DecisionDrafted`)).at(-1)?.index ?? 0) - 1;
  const pages = [`/plan/${plan}/verschil?van=${begin}`, `/regio/${region}/verschil?van=${before}`];
  for (const path of pages) {
    await page.goto(server.url + path);
    await page.locator('[data-change]').first().waitFor();
    await check();
  }
  const decisions = page.locator('section').filter({ has: page.getByRole('heading', { name: /^(Besluiten|Decisions)$/ }) }); // prettier-ignore
  await decisions
    .getByText(/^(Genomen|Taken)$/)
    .first()
    .waitFor();
  await page.goto(`${server.url}/gebeurtenis/${entry?.event.id}`);
  await page.getByRole('heading', { level: 1, name: 'Daan de Wit' }).waitFor();
  await page.locator('summary').click();
  await check();
  await page.goto(`${server.url}/plan/${plan}`);
  await page.getByRole('button', { name: /^(Herkomst van Leidingdiameter|Origin of Pipe diameter)$/ }).click();
  await page.getByRole('dialog').getByRole('listitem').first().waitFor();
  await check('[popover]');
  expect(complaints).toEqual([]);
  await context.close();
});

test('nobody’s page complained', () => {
  expect(noor.complaints).toEqual([]);
  expect(daan.complaints).toEqual([]);
});
