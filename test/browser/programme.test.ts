/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessible, accessibleEverywhere } from './accessible.ts';
import { openBrowser, ServerProcess, visit, type Visitor } from './harness.ts';

/** A round of interviews from its opening to the waterfall, and what else the programme is steered by. */

const server = new ServerProcess();
let browser: Browser;
/** Who holds the interviews; a company that is asked; who leads the programme. */
let merel: Visitor;
let noor: Visitor;
let ruben: Visitor;

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  [merel, noor, ruben] = await Promise.all([
    visit(browser, `${server.url}/programma/rondes`, 'Merel Vos'),
    visit(browser, `${server.url}/programma/rondes`, 'Noor Bakker'),
    visit(browser, `${server.url}/programma/budget`, 'Ruben Smit', { language: 'en' }),
  ]);
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

const dialog = (page: Page) => page.getByRole('dialog');
const send = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).press('Enter');
const row = (page: Page, name: string) => page.locator('#antwoorden tbody tr', { hasText: name });
const bars = async (page: Page): Promise<string[]> => {
  const texts = await page.locator('#vergelijking figure svg text').allTextContents();
  return texts.map((text) => text.replaceAll('\u00a0', ' '));
};

test('a round is opened, answered by a company, corrected, validated, closed and published; all see what moved', async () => {
  await merel.page.getByRole('button', { name: 'Open een ronde' }).press('Enter');
  await dialog(merel.page).getByLabel('Jaar').fill('2027');
  await dialog(merel.page).getByLabel('Versie van de vragenlijst').fill('3');
  await dialog(merel.page).getByLabel('Steenfabriek De Klinker').check();
  await send(merel.page, 'Open een ronde');
  await merel.page.getByRole('heading', { name: 'Ronde 2027' }).waitFor();

  // it comes to the company by itself, which answers for its own project alone
  await noor.page.getByRole('link', { name: 'Ronde 2027' }).click();
  await noor.page.getByRole('button', { name: 'Geef een antwoord' }).click();
  await expect
    .poll(() => dialog(noor.page).getByLabel('Project').locator('option').allTextContents())
    .toEqual(['Kies …', 'Oven 3 op groen gas en stroom']);
  const answer = dialog(noor.page);
  await answer.getByLabel('Project').selectOption({ label: 'Oven 3 op groen gas en stroom' });
  await answer.getByLabel('Fase').selectOption({ label: 'Studie' });
  for (const [label, text] of [
    ...[
      ['Startjaar', '2032'],
      ['Reductie per jaar in 2030', '0'],
      ['Reductie per jaar in 2035', '20.000'],
    ],
    ...[
      ['Reductie per jaar in 2040', '20.000'],
      ['Hoe zeker is het (0 tot 1)', '0,5'],
    ],
  ])
    await answer.getByLabel(label ?? '').fill(text ?? '');
  await send(noor.page, 'Geef een antwoord');

  // the company finds its own mistake: the start year, with the reason
  await row(noor.page, 'Oven 3')
    .getByRole('button', { name: /^Corrigeer/ })
    .click();
  await dialog(noor.page).getByRole('textbox', { name: 'Startjaar' }).fill('2019');
  await dialog(noor.page).getByLabel('Waarom').fill('De netaansluiting is er eerder.');
  await send(noor.page, 'Corrigeer');
  await dialog(noor.page).getByText('Deze waarde past niet').waitFor();
  await dialog(noor.page).getByRole('textbox', { name: 'Startjaar' }).fill('2030');
  await send(noor.page, 'Corrigeer');
  await row(noor.page, 'Oven 3').getByText('1 correctie').waitFor();

  await row(merel.page, 'Oven 3').getByText('2030', { exact: true }).waitFor();
  await row(merel.page, 'Oven 3')
    .getByRole('button', { name: /^Valideer/ })
    .click();
  await send(merel.page, 'Valideer het antwoord');
  await row(merel.page, 'Oven 3').getByText('Gevalideerd', { exact: true }).waitFor();
  await merel.page.getByRole('button', { name: 'Sluit de ronde' }).click();
  await send(merel.page, 'Sluit de ronde');
  await merel.page.getByRole('button', { name: 'Publiceer de ronde' }).click();
  await send(merel.page, 'Publiceer de ronde');
  await merel.page.getByText('Gepubliceerd', { exact: true }).waitFor();

  // to the kilogram for who holds the interviews: the others of 2025 did not answer again
  await merel.page.locator('#vergelijking select').selectOption('2035');
  await expect
    .poll(() => bars(merel.page))
    .toEqual([
      ...['Ronde 2025', '69,5 kt', 'Niet opnieuw gemeld', '−55,5 kt'],
      ...['Groter geworden', '+6 kt', 'Ronde 2027', '20 kt'],
    ]);
  expect(await merel.page.locator('#vergelijking svg[role=img]').getAttribute('aria-label')).toBe(
    'Ronde 2027 telt op tot 20\u00a0kt per jaar in 2035: −49,5\u00a0kt ten opzichte van ronde 2025.',
  );
  await accessibleEverywhere(merel.page);
  // one company stands behind the total: nobody else is told it
  await noor.page.getByText('Van deze ronde is geen totaal te vertellen').waitFor();
  expect(await noor.page.locator('#vergelijking figure').count()).toBe(0);
}, 60_000);

test('the budget is paid from what was decided, each amount with its trace; the overview and the report say the same', async () => {
  const { page } = ruben;
  await page.getByRole('button', { name: /^Record a payment/ }).click();
  await dialog(page).getByLabel('Amount of money').fill('90,000');
  await send(page, 'Record a payment');
  await dialog(page)
    .getByText(/90[.,]?000 EUR is more than the 63[.,]?000/)
    .waitFor();
  await dialog(page).getByLabel('Amount of money').fill('20,000');
  await send(page, 'Record a payment');
  await page
    .locator('#vastleggingen')
    .getByRole('link', { name: /20,000/ })
    .waitFor();
  await page.getByText(/€\s84,000 committed, of which €\s41,000 paid/).waitFor();
  await accessible(page);
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByText(/of which €\s41,000 paid/).waitFor();
  await page.getByText('0 of 1–2 pilots used').waitFor();
  await accessible(page);
  // before the payment, as it was known then: nothing can be given there
  const { head } = await page.evaluate(async () => ({
    head: ((await (await fetch('/api/programme')).json()) as { index: number }).index,
  }));
  await page.goto(`${server.url}/programma/budget?at=${head - 1}`);
  await page.getByText(/of which €\s21,000 paid/).waitFor();
  expect(await page.getByRole('button', { name: /^(Record a payment|Commit funds)/ }).count()).toBe(0);
  await page.goto(`${server.url}/programma`);
  for (const [tab, heading] of [
    ...[
      ['Interventions', 'What is tried'],
      ['Cases and lessons', 'Cases and lessons'],
      ['Parameters', 'Parameters'],
    ],
  ]) {
    await page
      .getByRole('link', { name: tab ?? '' })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: heading ?? '' }).waitFor();
  }
  await page.getByRole('link', { name: 'Monthly report' }).first().click();
  await page.getByText('Paid', { exact: true }).waitFor();
  await page.getByText('€ 41,000', { exact: true }).waitFor();
  const pdf = await page.getByRole('link', { name: 'Download as PDF' }).getAttribute('href');
  const bytes = await page.evaluate(async (path) => (await (await fetch(path ?? '')).text()).slice(0, 5), pdf);
  expect(bytes).toBe('%PDF-');
  for (const { complaints } of [merel, noor, ruben]) expect(complaints).toEqual([]);
}, 60_000);
