/// <reference lib="dom" />
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesOf } from '../dossier/archive.ts';
import { accessible } from './accessible.ts';
import { openBrowser, ServerProcess, visit } from './harness.ts';

/** A province asks: why was this decided, by whom, on what figures, and is that all of it? */

const server = new ServerProcess();
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'regiotafel-dossier-'));
const question = /^Welke warmtebron in Nieuwe Waard/;

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

const card = (page: Page, title: string) =>
  page.locator('section.card').filter({ has: page.getByRole('heading', { name: title }) });

/** Runs the verifier that lies in a dossier, with plain node and nothing of ours. */
async function downloaded(page: Page, name: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name }).click();
  const zip = join(folder, `${name}.zip`);
  await (await download).saveAs(zip);
  const program = join(folder, 'verify.mjs');
  writeFileSync(program, filesOf(readFileSync(zip))['verify.mjs'] ?? '');
  return execFileSync(process.execPath, [program, zip], { encoding: 'utf8', cwd: folder });
}

test('from the region to the answer in a click, the proof in a second, the dossier in a third', async () => {
  const { page, complaints, context } = await visit(browser, server.url, 'Lotte Jansen');
  await page
    .locator('.list')
    .getByRole('link', { name: /Nieuwe Waard/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: 'Nieuwe Waard' }).waitFor();
  await page.getByRole('link', { name: question }).click();
  await card(page, 'Motivering').getByText('De ovenwarmte kan in 2029 stromen').waitFor();
  await card(page, 'Motivering').getByText('€ 180.000').waitFor();
  await card(page, 'Motivering')
    .getByText(/op wat bekend was op moment \d+/)
    .waitFor();
  await card(page, 'Mandaat en handtekeningen').getByText(/mandaat prioriteit vanaf 1 januari 2025/).first().waitFor(); // prettier-ignore

  const proof = card(page, 'Dossier en bewijs');
  await proof.getByRole('button', { name: 'Controleer' }).click();
  await proof.getByText('8 gebeurtenissen nagerekend').waitFor();
  await proof.getByText('Het is voor het eerst dat deze browser dit logboek ziet.').waitFor();
  expect(await proof.getByText('De handtekening kan deze browser niet nagaan').count()).toBe(0);
  await accessible(page);
  const said = await downloaded(page, 'Dossier downloaden');
  expect(said).toContain('of the decision, events 1 to 8 are there; none between them was left out');
  expect(said).toContain('nothing is wrong');

  await proof.getByRole('button', { name: 'Controleer' }).click();
  await proof.getByText('Het logboek gaat verder op wat deze browser eerder zag.').waitFor();
  // this browser remembers more than the log holds now, and then another history
  const remember = (place: number, text: string) =>
    page.evaluate(
      ([line, said]) => {
        const seen = JSON.parse(localStorage.getItem('regiotafel.checkpoint') ?? '') as { checkpoint: string };
        seen.checkpoint = seen.checkpoint.split('\n').with(line, said).join('\n');
        localStorage.setItem('regiotafel.checkpoint', JSON.stringify(seen));
      },
      [place, text] as const,
    );
  await remember(1, '999999');
  await proof.getByRole('button', { name: 'Controleer' }).click();
  await proof.getByText(/^Het logboek is korter dan wat deze browser eerder zag/).waitFor();
  await remember(1, '20');
  await proof.getByRole('button', { name: 'Controleer' }).click();
  await proof.getByText(/^Dit is een andere geschiedenis/).waitFor();
  await accessible(page);
  expect(complaints.filter((one) => !one.includes('400'))).toEqual([]);
  await context.close();
});

test('everybody checks and takes along what is public; a steward archives it under its digest', async () => {
  const visitor = await visit(browser, server.url, undefined, { language: 'en' });
  await visitor.page.getByRole('link', { name: 'Decisions' }).click();
  await visitor.page.getByRole('link', { name: question }).click();
  await visitor.page.getByRole('button', { name: 'Check', exact: true }).click();
  await visitor.page.getByText('1 event proven').waitFor();
  expect(await downloaded(visitor.page, 'Download dossier')).toContain('nothing is wrong');
  await accessible(visitor.page);
  await visitor.context.close();

  const { page, context } = await visit(browser, server.url, 'Amina Yılmaz');
  await page.goto(`${server.url}/besluiten?q=warmtebron`);
  await page.getByRole('link', { name: question }).click();
  await page.getByRole('button', { name: 'Archiveren' }).click();
  await page.getByRole('dialog').getByLabel(/Kenmerk in het archief/).fill('NL-MrkPA-2026-0117'); // prettier-ignore
  await accessible(page);
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Archiveren' }).click();
  await (await download).saveAs(join(folder, 'archived.zip'));
  await page.getByText(/^Gearchiveerd op .*NL-MrkPA-2026-0117/).waitFor();
  await context.close();
});
