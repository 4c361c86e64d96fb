/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newCommandId } from '../integration/ids.ts';
import { Person } from '../integration/server-harness.ts';
import { accessible, accessibleEverywhere } from './accessible.ts';
import { openBrowser, ServerProcess, visit, type Visitor } from './harness.ts';

/** Demand against capacity that changes live, and opportunities that are accepted and dismissed. */

const server = new ServerProcess();
let browser: Browser;
let noor: Visitor;
/** Others at the same table, over HTTP. */
let others: Record<'noor' | 'sanne' | 'amina', Person>;
let region = '';
const sites: Record<string, string> = {};

async function give(by: Person, type: string, subject: string, data: object): Promise<void> {
  const answer = await by.post('/api/commands', { id: newCommandId(), type, subject, data });
  expect(answer.status, answer.text).toBeLessThan(300);
}
async function open(tab: string): Promise<Page> {
  const { page } = noor;
  await page.goto(`${server.url}/regio/${region}/${tab}`);
  await page.locator('h1').waitFor();
  return page;
}
const MW = { carrier: 'ELECTRICITY', direction: 'OFFTAKE', unit: 'MW' } as const;

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  noor = await visit(browser, server.url, 'Noor Bakker');
  const [own, sanne, amina] = await Promise.all(
    ['noor', 'sanne', 'amina'].map((name) => Person.signIn(server.url, `act_demo-${name}`)),
  );
  others = { noor: own!, sanne: sanne!, amina: amina! };
  const listed = await noor.page.evaluate(async () => {
    const { regions } = (await (await fetch('/api/regions')).json()) as { regions: { id: string; name: string }[] };
    const { id } = regions.find(({ name }) => name === 'Nieuwe Waard') ?? { id: '' };
    const { sites } = (await (await fetch(`/api/regions/${id}`)).json()) as { sites: { id: string; name: string }[] };
    return { id, sites };
  });
  region = listed.id;
  for (const { id, name } of listed.sites) sites[/Klinker|Drooginstallatie/.exec(name)?.[0] ?? name] = id;
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

test('which projects can go on changes while one looks, with a need and with a capacity', async () => {
  const page = await open('infrastructuur');
  await page.getByText('daarvan kan 50 % (1) niet of misschien niet door').first().waitFor();
  const project = `prj_${newCommandId()}`;
  const asked = { siteId: sites['Klinker'], title: 'Elektrische oven', route: 'ELECTRIFICATION', phase: 'STUDY' };
  await give(others.noor, 'ProposeProject', project, {
    ...{ ...asked, startYear: 2028, reduction: { t2030: 6000, t2035: 9000, t2040: 9000 } },
  });
  await give(others.noor, 'StateInfraNeed', project, {
    needId: `ned_${newCommandId()}`,
    fromYear: 2028,
    amount: 4,
    ...MW,
  });
  const row = page.getByRole('row', { name: /Elektrische oven/ });
  await row.getByText('Stroomnet: te laat').waitFor();
  const grid = /inf_[0-9a-f-]+/.exec(
    (await page.getByRole('link', { name: /Middenspanning/ }).getAttribute('href')) ?? '',
  );
  const published = (firm: number) => ({
    ...{ direction: 'OFFTAKE', unit: 'MW', asOf: '2026-01-01', sourceRef: 'kaart' },
    years: { 2028: { firm }, 2029: { firm: 9 } },
  });
  await give(others.sanne, 'PublishCapacity', grid?.[0] ?? '', published(3));
  await page.getByText('daarvan kan 67 % (2)').first().waitFor();
  await page.getByRole('heading', { name: /^Vraag en capaciteit: Middenspanning/ }).waitFor();
  await page.getByText('In 2028 is de vraag 4 MW, en er is 3 MW vaste capaciteit').first().waitFor();
  await give(others.sanne, 'PublishCapacity', grid?.[0] ?? '', published(6));
  await row.getByText('Kan door').waitFor();
  await page.getByText('daarvan kan 33 % (1)').first().waitFor();
  await accessibleEverywhere(page);
});

test('an opportunity is found, read in words, accepted as a plan with who it is for, and dismissed for good', async () => {
  const page = await open('kansen');
  const card = (kind: string) => page.getByRole('article').filter({ hasText: kind }).filter({ hasText: 'Polderwit' });
  await card('Waterstofhub').first().getByText('Gebruikers van aardgas binnen 10 km').waitFor();
  await accessibleEverywhere(page);

  await card('Groengashub')
    .filter({ hasText: 'Watermerk' })
    .getByRole('button', { name: /^Wijs af/ })
    .press('Enter');
  await page.getByRole('dialog').getByLabel('Reden').fill('Er is hier geen mest te vergisten.');
  await page.getByRole('dialog').getByRole('button', { name: 'Wijs af', exact: true }).press('Enter');
  await page.getByText('Afgewezen (1)').click();
  await page.getByText('Waarom afgewezen: Er is hier geen mest te vergisten.').waitFor();
  // its sites are free for others; itself it does not come back
  expect((await others.amina.post('/api/suggestions/search', {})).body).toMatchObject({ found: expect.any(Number) });
  expect(await card('Groengashub').filter({ hasText: 'Watermerk' }).count()).toBe(1);

  await card('Waterstofhub')
    .filter({ hasText: 'Watermerk' })
    .getByRole('button', { name: /^Begin een plan/ })
    .press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Start een plan' }).press('Enter');
  await page.waitForURL(/\/plan\/pln_/);
  await page.locator('h1').waitFor();
  const plan = /pln_[0-9a-f-]+/.exec(page.url())?.[0] ?? '';
  const seats = () =>
    page.evaluate(async (id) => {
      const { participants } = (await (await fetch(`/api/plans/${id}`)).json()) as { participants: object[] };
      return JSON.stringify(participants);
    }, plan);
  await expect.poll(seats).toMatch(/Klinker.*(Polderwit.*Watermerk|Watermerk.*Polderwit)/);
  await open('kansen');
  await page.getByText(/^Een plan begonnen/).click();
  await page.getByRole('link', { name: 'Naar het plan' }).first().waitFor();

  const plans = await open('plannen');
  await plans.getByRole('heading', { name: 'Kalender van poorten' }).waitFor();
  await accessible(plans);
  expect(noor.complaints).toEqual([]);
});
