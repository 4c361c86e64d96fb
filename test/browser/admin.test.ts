import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, ServerProcess, visit, type Visitor } from './harness.ts';

/** The steward's page: a trial, a file with errors, the real thing, and what a visitor sees of it. */

const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const present = existsSync(`${data}geo_nl`) && existsSync(`${data}ets_nl`);
if (!present) console.warn('left out: importing the real files through the page, as ../shared/data is not there');

const server = new ServerProcess();
let browser: Browser;
let amina: Visitor;

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  amina = await visit(browser, server.url, 'Amina Yılmaz');
  await amina.page.getByRole('link', { name: 'Beheer' }).click();
  await amina.page.getByRole('heading', { level: 1, name: 'Beheer' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

const formWith = (page: Page, part: string) => page.locator('form').filter({ has: page.locator(`[name=${part}]`) });

async function send(page: Page, files: Record<string, string>, trial: boolean): Promise<void> {
  const form = formWith(page, Object.keys(files).at(-1) ?? '');
  for (const [part, text] of Object.entries(files))
    await form
      .locator(`[name=${part}]`)
      .setInputFiles({ name: part, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await form.getByLabel('Proef: schrijf niets').setChecked(trial);
  await form.getByRole('button', { name: 'Lees in' }).click();
}

const square = (x: number) => [
  [
    [x, 52],
    [x + 0.1, 52],
    [x + 0.1, 52.1],
    [x, 52.1],
    [x, 52],
  ],
];
const municipality = (code: string, x: number) => ({
  type: 'Feature',
  properties: { statcode: code, statnaam: `Plaats ${code}` },
  geometry: { type: 'Polygon', coordinates: square(x) },
});
const municipalities = JSON.stringify({
  type: 'FeatureCollection',
  features: [municipality('GM0001', 5.5), municipality('GM0002', 5.6)],
});
const header = 'statcode,statnaam,corop_code,corop_naam,provincie_code,provincie_naam,res_code,res_naam\n';
const row = (code: string) => `${code},Plaats,CR01,Klein Corop,PV20,Klein Provincie,ES01,Klein Res\n`;

describe('imports', () => {
  test('a trial says what would be written, and writes nothing', async () => {
    await send(amina.page, { municipalities, table: header + row('GM0001') + row('GM0002') }, true);
    await amina.page.getByText('Gecontroleerd: 3 zouden worden geschreven, 0 zijn al zo.').waitFor();
    const visitor = await visit(browser, server.url, undefined);
    await visitor.page
      .locator('.list')
      .getByRole('link', { name: /Nieuwe Waard/ })
      .first()
      .waitFor();
    expect(await visitor.page.getByText('Klein Provincie').count()).toBe(0);
    await visitor.context.close();
  });

  test('a file with errors lists them by part and row, and writes nothing', async () => {
    await send(
      amina.page,
      { municipalities, table: header + row('GM0001') + row('GM0002').replace('PV20', 'XX') },
      false,
    );
    await amina.page.getByText(/fout(en)?; er is niets geschreven/).waitFor();
    await amina.page
      .getByText(/table\s+rij 3/)
      .first()
      .waitFor();
  });

  test('one without is written, stands on the start page, and the second time nothing is left to do', async () => {
    const files = { municipalities, table: header + row('GM0001') + row('GM0002') };
    await send(amina.page, files, false);
    await amina.page.getByText('Ingelezen: 3 geschreven, 0 waren al zo.').waitFor();
    await send(amina.page, files, false);
    await amina.page.getByText('Ingelezen: 0 geschreven, 3 waren al zo.').waitFor();
    const visitor = await visit(browser, server.url, undefined);
    await visitor.page
      .getByRole('link', { name: /Klein Res/ })
      .first()
      .waitFor();
    await visitor.context.close();
  });

  test('nobody’s page complained', () => {
    // the browser itself notes the answer 422 of the file with errors
    expect(amina.complaints.filter((one) => !one.includes('422'))).toEqual([]);
  });
});

test('the example region can be put away and taken out again', async () => {
  await amina.page.getByLabel('Toon de voorbeeldregio op de startpagina').uncheck();
  const visitor = await visit(browser, server.url, undefined);
  await visitor.page
    .getByRole('link', { name: /Klein Res/ })
    .first()
    .waitFor();
  expect(await visitor.page.getByRole('link', { name: /Nieuwe Waard/ }).count()).toBe(0);
  await amina.page.getByLabel('Toon de voorbeeldregio op de startpagina').check();
  await visitor.page.reload();
  await visitor.page
    .locator('.list')
    .getByRole('link', { name: /Nieuwe Waard/ })
    .first()
    .waitFor();
  await visitor.context.close();
});

test.skipIf(!present)('the real files, from the page to the map', { timeout: 120_000 }, async () => {
  const own = new ServerProcess();
  await own.start();
  const { page, context } = await visit(browser, own.url, 'Amina Yılmaz');
  await page.getByRole('link', { name: 'Beheer' }).click();
  const read = (file: string): string => readFileSync(`${data}${file}`, 'utf8');
  await send(
    page,
    { municipalities: read('geo_nl/gemeente_2025.geojson'), table: read('geo_nl/gemeente_2025_regions.csv') },
    false,
  );
  await page.getByText('Ingelezen: 82 geschreven, 0 waren al zo.').waitFor({ timeout: 30_000 });
  await send(
    page,
    {
      installations: read('ets_nl/eutl_installations_NL_raw.csv'),
      coordinates: read('ets_nl/eutl_coordinates_NL.csv'),
      nace: read('ets_nl/eutl_nace_NL.csv'),
      codes: read('ets_nl/nace_rev2_codes.csv'),
    },
    false,
  );
  await page.getByText('Ingelezen: 559 geschreven, 0 waren al zo.').waitFor({ timeout: 30_000 });
  await page.getByRole('link', { name: 'Start' }).click();
  await page.getByText('68,5').first().waitFor();
  const text = (await page.locator('main').textContent()) ?? '';
  for (const figure of ['330', '175', '68,5', '4,09', '14']) expect(text, figure).toContain(figure);
  await page
    .getByRole('link', { name: /Achterhoek/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: /Achterhoek/ }).waitFor();
  await context.close();
  await own.kill();
});
