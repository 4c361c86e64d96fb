/// <reference lib="dom" />
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { gates } from '../../events/plan/gates.ts';
import { accessible } from './accessible.ts';
import { pdf } from '../integration/some-files.ts';
import { openBrowser, ServerProcess, visit, type Visitor } from './harness.ts';
import { Deeds } from './plan-deeds.ts';

/** A company, a grid operator, a province and a programme lead each take a plan from its start to gate G3. */

const server = new ServerProcess();
let browser: Browser;
let noor: Visitor;
let sanne: Visitor;
let lotte: Visitor;
let ruben: Visitor;
/** The second organisation at each table. */
let daan: Visitor;
let deeds: Deeds;
const plans: Record<string, string> = {};

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  [noor, sanne, lotte, ruben, daan] = (await Promise.all(
    ['Noor Bakker', 'Sanne Visser', 'Lotte Jansen', 'Ruben Smit', 'Daan de Wit'].map((name) =>
      visit(browser, server.url, name),
    ),
  )) as [Visitor, Visitor, Visitor, Visitor, Visitor];
  deeds = await Deeds.at(daan.page);
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

const dialog = (page: Page) => page.getByRole('dialog');
const card = (page: Page, title: string) =>
  page.locator('section.card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
const item = (page: Page, name: string) => card(page, 'Poorten').locator(`[data-item="${name}"]`);

/** Starts a plan of a kind from the region's page; returns its id. */
async function start({ page }: Visitor, kind: string, title: string): Promise<string> {
  await page
    .locator('.list')
    .getByRole('link', { name: /Nieuwe Waard/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Start een plan' }).click();
  await dialog(page).getByRole('radio', { name: kind }).check();
  await dialog(page).getByLabel('Titel van het nieuwe plan').fill(title);
  await dialog(page).getByRole('button', { name: 'Start een plan' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor({ state: 'attached' });
  await card(page, 'Poorten').getByText('Het plan staat bij poort G1, verkenning.').waitFor();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

test('each starts a plan of another kind, with the fields of that kind', async () => {
  [plans['gto'], plans['flex'], plans['gas'], plans['hydrogen']] = await Promise.all([
    start(noor, 'Groepscontract voor transport', 'Samen achter station Nieuwe Waard'),
    start(sanne, 'Flexpool', 'Flexpool Nieuwe Waard'),
    start(lotte, 'Groengashub', 'Groengas uit de polder'),
    start(ruben, 'Waterstofhub', 'Waterstof voor de haven'),
  ]);
  const fields = (page: Page) => page.locator('[id^="veld-"]').evaluateAll((all) => all.map(({ id }) => id.slice(5)));
  expect(await fields(noor.page)).toEqual(
    expect.arrayContaining(['legalEntity', 'emsSupplier', 'groupCapacityRequestedMW', 'groupFeedInRequestedMW']),
  );
  expect(await fields(noor.page)).not.toContain('sourceTemperatureC');
  expect(await fields(sanne.page)).toEqual(expect.arrayContaining(['contractType', 'flexMW', 'storageMWh']));
  expect(await fields(lotte.page)).toEqual(expect.arrayContaining(['feedstock', 'guaranteesOfOriginUse']));
  expect(await fields(ruben.page)).toEqual(expect.arrayContaining(['supplyMode', 'sectionId', 'electrolyserMW']));

  // a choice is made by its name and seen by somebody else, who reads along
  await sanne.page
    .getByLabel('Soort contract', { exact: true })
    .selectOption({ label: 'capaciteitsbeperkingscontract (CBC)' });
  await sanne.page.getByText('Een groep met een CBC heeft nog een congestiedienstverlener nodig.').waitFor();
  await daan.page.goto(`${server.url}/plan/${plans['flex']}`);
  await expect
    .poll(() => daan.page.getByLabel('Soort contract', { exact: true }).inputValue())
    .toBe('capaciteitsbeperkingscontract (CBC)');
  expect(await daan.page.locator('#veld-contractType').getAttribute('readonly')).not.toBeNull();
});

test('G1: what is missing is said; who may, invites, drafts, signs its own part and requests', async () => {
  const { page } = noor;
  await item(page, 'organisations').getByText('Er is een tweede organisatie nodig').waitFor();
  expect(await page.getByRole('button', { name: 'Vraag poort G1 aan' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Breng locaties in' }).click();
  await dialog(page).getByLabel('Oven 3, De Klinker').check();
  await dialog(page).getByRole('button', { name: 'Breng locaties in' }).click();
  await card(page, 'Deelnemers').getByText('Oven 3, De Klinker').waitFor();
  await page.getByRole('button', { name: 'Nodig uit' }).click();
  await dialog(page).getByLabel('Organisatie').selectOption({ label: 'Zuivelcoöperatie Polderwit' });
  await dialog(page).getByRole('button', { name: 'Nodig uit' }).click();
  await daan.page.goto(page.url());
  await daan.page.getByRole('button', { name: 'Kom aan tafel' }).click();
  await dialog(daan.page).getByRole('button', { name: 'Kom aan tafel' }).click();
  await item(page, 'organisations').getByText('Minstens twee organisaties zitten aan tafel.').waitFor();

  await page.getByRole('button', { name: 'Leg een concept vast' }).click();
  const paper = { name: 'intentie.pdf', mimeType: 'application/pdf', buffer: pdf('Wij gaan het doen.') };
  await dialog(page).getByLabel('Document').setInputFiles(paper);
  await dialog(page).getByRole('button', { name: 'Leg een concept vast' }).click();
  const agreements = card(page, 'Overeenkomsten');
  await agreements.getByText('0 van 2 hebben getekend').waitFor();
  for (const who of [daan, noor]) {
    await who.page.getByRole('button', { name: /^Teken namens/ }).click();
    await dialog(who.page)
      .getByRole('button', { name: /^Teken namens/ })
      .click();
    await dialog(who.page).waitFor({ state: 'hidden' });
  }
  await agreements.getByText('door allen getekend').waitFor();
  await page.getByRole('button', { name: 'Vraag poort G1 aan' }).click();
  await card(page, 'Poorten').getByText('De provincie en de programmaleiding beslissen samen').waitFor();

  // who only sits in the region reads the plan, not what is the participants', and requests nothing
  await lotte.page.goto(page.url());
  await card(lotte.page, 'Overeenkomsten').getByText('Het stuk is voor deelnemers.').waitFor();
  expect(await lotte.page.getByRole('button', { name: /Vraag poort|Teken namens|Leg een concept vast/ }).count()).toBe(
    0,
  );

  await deeds.firstGate(sanne.page, plans['flex'] ?? '', 'netbeheer', daan.page);
  await deeds.firstGate(lotte.page, plans['gas'] ?? '', 'provincie', daan.page);
  await deeds.firstGate(ruben.page, plans['hydrogen'] ?? '', 'programma', daan.page);
});

test('the province prepares one decision on the gate of all four; with the programme lead it passes them', async () => {
  const { page } = lotte;
  await page.getByRole('button', { name: 'Bereid het besluit voor' }).click();
  await dialog(page)
    .getByLabel('De vraag waarop dit besluit antwoord geeft')
    .fill('Gaan de vier plannen de verkenning in?');
  for (const title of ['Flexpool Nieuwe Waard', 'Groengas uit de polder', 'Waterstof voor de haven'])
    await dialog(page).getByLabel(title).check();
  await dialog(page).getByRole('button', { name: 'Zet klaar' }).click();
  await page.getByRole('heading', { level: 1, name: 'Gaan de vier plannen de verkenning in?' }).waitFor();
  const decision = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await deeds.alternatives(page, decision);
  await page.getByRole('button', { name: 'Neem het besluit' }).click();
  await dialog(page).getByLabel('Openen', { exact: true }).check();
  await dialog(page)
    .getByLabel('Motivering')
    .fill(
      'De vier tafels hebben elk een tweede partij en een getekende intentieverklaring; er is genoeg om te verkennen.',
    );
  await dialog(page).getByRole('button', { name: 'Neem het besluit' }).click();
  await page.getByText('Genomen', { exact: true }).waitFor();
  await card(noor.page, 'Poorten').getByText('wacht op programmaleider').waitFor();

  await ruben.page.goto(page.url());
  await ruben.page.getByRole('button', { name: 'Onderteken mede' }).click();
  await dialog(ruben.page).getByText('geldt vandaag').waitFor();
  await dialog(ruben.page).getByRole('button', { name: 'Onderteken mede' }).click();
  await noor.page.getByText('Verkenning', { exact: true }).waitFor();
  await card(noor.page, 'Poorten').getByText('Het plan staat bij poort G2, haalbaarheid.').waitFor();
  for (const id of Object.values(plans)) await expect.poll(() => deeds.gate(lotte.page, id)).toBe('G2');
});

test('G2 and G3: flexibility, calculation, costs that add up, the operator’s own word', async () => {
  const { page } = noor;
  await item(page, 'flexibilityStated').getByText('Nog niet gemeld: Oven 3, De Klinker.').waitFor();
  await page.getByRole('button', { name: /^Meld flexpotentieel/ }).click();
  await dialog(page).getByLabel('Soort').selectOption({ label: 'er is geen flexpotentieel' });
  await dialog(page).getByLabel('Waarom er geen is').fill('De oven brandt dag en nacht.');
  await dialog(page).getByRole('button', { name: 'Meld' }).click();
  await item(page, 'flexibilityStated').getByText('bekend, of dat er geen is').waitFor();
  await page.getByRole('button', { name: 'Leg de berekening vast' }).click();
  await card(page, 'Vastgelegde berekening').waitFor();
  await page.getByRole('button', { name: 'Vraag poort G2 aan' }).click();
  await card(page, 'Poorten').getByText('Aangevraagd op').waitFor();
  for (const [who, plan] of [
    [sanne, plans['flex']],
    [lotte, plans['gas']],
    [ruben, plans['hydrogen']],
  ] as const)
    await deeds.secondGate(who.page, plan ?? '');
  await deeds.decide(lotte.page, ruben.page, Object.values(plans));
  await card(page, 'Poorten').getByText('Het plan staat bij poort G3, ontwerp en afspraken.').waitFor();

  await page.getByRole('button', { name: 'Stel een verdeling voor' }).click();
  await dialog(page).getByLabel('Totale kosten in euro').fill('120.000');
  await dialog(page).getByLabel('Deel van Steenfabriek De Klinker (%)').fill('70');
  await dialog(page).getByText('Samen 120 %; een verdeling telt op tot 100 %.').waitFor();
  const propose = dialog(page).getByRole('button', { name: 'Stel een verdeling voor' });
  expect(await propose.isDisabled()).toBe(true);
  await dialog(page).getByLabel('Deel van Zuivelcoöperatie Polderwit (%)').fill('30');
  await dialog(page).getByText('Samen 100 %').waitFor();
  await accessible(page);
  await propose.click();
  await daan.page.getByRole('button', { name: /^Aanvaard namens/ }).click();
  await page.getByRole('button', { name: /^Aanvaard namens/ }).click();
  await card(page, 'Kostenverdeling').getByText('door allen aanvaard').waitFor();

  // the operator is no participant: it sees no amounts and yet has the word on the group's capacity
  await sanne.page.goto(page.url());
  await card(sanne.page, 'Kostenverdeling').getByText('De bedragen zijn voor deelnemers.').waitFor();
  await deeds.draft(page, plans['gto'] ?? '', 'GTO');
  await item(page, 'operatorConfirmation')
    .getByText('De netbeheerder moet de groepscapaciteit nog toekennen.')
    .waitFor();
  expect(await page.getByRole('button', { name: 'Ken toe' }).count()).toBe(0);
  await sanne.page.getByRole('button', { name: 'Ken toe' }).click();
  await dialog(sanne.page).getByLabel('Vermogen (MW)').fill('4,5');
  await dialog(sanne.page).getByRole('button', { name: 'Ken toe' }).click();
  await item(page, 'operatorConfirmation').getByText('Toegekend: 4,5 MW afname.').waitFor();
  await page.getByRole('button', { name: 'Vraag poort G3 aan' }).click();
  await card(page, 'Poorten').getByText('Aangevraagd op').waitFor();
  for (const [who, plan] of [
    [sanne, plans['flex']],
    [lotte, plans['gas']],
    [ruben, plans['hydrogen']],
  ] as const)
    await deeds.thirdGate(who.page, plan ?? '', daan.page);
  await deeds.decide(lotte.page, ruben.page, Object.values(plans));
  await page.getByText('Afgesproken', { exact: true }).waitFor();
  for (const id of Object.values(plans)) await expect.poll(() => deeds.gate(lotte.page, id)).toBe(gates[3]);
  for (const { complaints } of [noor, sanne, lotte, ruben, daan]) expect(complaints).toEqual([]);
});

test('an organisation gives a consent in words, its reader sees it, and it is withdrawn', async () => {
  const { page } = daan;
  await page.getByRole('link', { name: 'Organisaties', exact: true }).click();
  await page.getByRole('link', { name: 'Zuivelcoöperatie Polderwit', exact: true }).click();
  await page.getByRole('button', { name: 'Geef toestemming' }).click();
  await dialog(page).getByLabel('Welke gegevens').selectOption({ label: 'flexpotentieel' });
  await dialog(page).getByLabel('Met wie').selectOption({ label: 'Eén organisatie: Netbeheer Markerland' });
  const says =
    'Zuivelcoöperatie Polderwit deelt flexpotentieel van alle locaties met Netbeheer Markerland, voor berekeningen.';
  await dialog(page).getByText(says).waitFor();
  await dialog(page).getByRole('button', { name: 'Geef toestemming' }).click();
  await card(page, 'Toestemmingen die deze organisatie geeft').getByText(says).waitFor();
  await accessible(page);

  await sanne.page.getByRole('link', { name: 'Organisaties', exact: true }).click();
  await sanne.page.getByRole('link', { name: 'Netbeheer Markerland', exact: true }).click();
  const received = card(sanne.page, 'Toestemmingen die deze organisatie krijgt');
  await received.getByText(says).waitFor();
  expect(await received.getByRole('button', { name: /Trek in/ }).count()).toBe(0);
  await page.getByRole('button', { name: /^Trek in/ }).click();
  await dialog(page).getByRole('button', { name: 'Trek in' }).click();
  await received.getByText(/ingetrokken per/).waitFor();
});

test('in English, dark and at 320 px: the plan and an organisation', async () => {
  const options = { language: 'en', theme: 'dark', width: 320 } as const;
  const { context, page, complaints } = await visit(browser, server.url, 'Noor Bakker', options);
  await page.goto(`${server.url}/plan/${plans['gto']}`);
  await card(page, 'Gates').getByText('The plan stands before gate G4, investment decision.').waitFor();
  await card(page, 'Cost split').getByText('accepted by all').waitFor();
  const sideways = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await accessible(page);
  expect(await sideways()).toBeLessThanOrEqual(0);
  await card(page, 'Goes together with').getByRole('link', { name: 'Zuivelcoöperatie Polderwit' }).click();
  await page.getByRole('heading', { level: 1, name: 'Zuivelcoöperatie Polderwit' }).waitFor();
  await page.getByText(/withdrawn as of/).waitFor();
  await accessible(page);
  expect(await sideways()).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
  await context.close();
});
