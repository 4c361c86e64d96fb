/// <reference lib="dom" />
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { Person } from '../integration/server-harness.ts';
import { accessible, withinWindow } from './accessible.ts';
import { openBrowser, ServerProcess, visit, type Visitor } from './harness.ts';
import * as step from './plan-steps.ts';
import { Received } from './received.ts';

/**
 * A company, a grid operator, a province and a programme lead each take an opportunity that was found to gate G3, on
 * the pages alone, and see just what they may: on the page, and in all that was sent to their browsers.
 */

const { card, dialog, item } = step;
const server = new ServerProcess();
let browser: Browser;

/** The four, and who comes to each of their tables: the dairy. */
const names = { company: 'Noor Bakker', operator: 'Sanne Visser', province: 'Lotte Jansen', lead: 'Ruben Smit', dairy: 'Daan de Wit' } as const; // prettier-ignore
type Who = keyof typeof names;
const people = {} as Record<Who, Visitor>;
const received = Object.fromEntries(Object.keys(names).map((who) => [who, new Received()])) as Record<Who, Received>;

/** What each begins: an opportunity by its kind, the second site of it, and what the plan comes to cost. */
const plans = {
  company: { kind: 'Groepscontract voor transport', with: /Klinker/, title: 'Samen achter station Nieuwe Waard', EUR: 731_905 },
  operator: { kind: 'Flexpool', with: /Watermerk/, title: 'Flexpool Nieuwe Waard', EUR: 642_817 },
  province: { kind: 'Groengashub', with: /Watermerk/, title: 'Groengas uit de polder', EUR: 558_309 },
  lead: { kind: 'Waterstofhub', with: /Watermerk/, title: 'Waterstof voor de haven', EUR: 467_293 },
} as const; // prettier-ignore
type Begins = keyof typeof plans;
const begins = Object.keys(plans) as Begins[];
const ids = {} as Record<Begins, string>;
/** The dairy's page at each table, and that on which the lead endorses. */
const seats = {} as Record<Begins, Page>;
let endorsing: Page;
const each = <T>(what: (who: Begins) => Promise<T>): Promise<T[]> => Promise.all(begins.map(what));
const at = (who: Who): Page => people[who].page;
const open = (page: Page, plan: Begins) => page.goto(`${server.url}/plan/${ids[plan]}`);
/** One more page of somebody's browser, at a plan. */
async function aside(who: Who, plan: Begins): Promise<Page> {
  const page = await people[who].context.newPage();
  received[who].watch(page);
  await open(page, plan);
  return page;
}

/** Who shares in the costs of each plan: these and nobody else may know them. The province helps the pool along. */
const tables: Readonly<Record<Begins, readonly Who[]>> = {
  company: ['company', 'dairy'],
  operator: ['operator', 'dairy', 'province'],
  province: ['province', 'dairy'],
  lead: ['lead', 'dairy'],
};
/** Of each plan one who has no seat at its table. */
const strangers = { company: 'operator', operator: 'lead', province: 'company', lead: 'province' } as const;
/** Natural gas of a year in MWh: of the glassworks, at no table of these; of the brickworks, at one with all but the lead. */
const [GLASS_MWH, BRICKS_MWH] = [214_700, 128_400];

beforeAll(async () => {
  await server.start();
  browser = await openBrowser();
  await Promise.all(
    (Object.keys(names) as Who[]).map(async (who) => {
      const watch = (page: Page): void => received[who].watch(page);
      people[who] = await visit(browser, server.url, names[who], { watch });
    }),
  );
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

test('each accepts an opportunity of another kind, told in words and tens, and the plan has the fields of that kind', async () => {
  await each(async (who) => {
    const page = at(who);
    await page.locator('.list').getByRole('link', { name: /Nieuwe Waard/ }).first().click(); // prettier-ignore
    await page.getByRole('link', { name: 'Kansen', exact: true }).click();
    await page.getByRole('article').first().waitFor();
    ids[who] = await step.accept(page, plans[who].kind, plans[who].with, plans[who].title);
  });
  const fields = (page: Page) => page.locator('[id^="veld-"]').evaluateAll((all) => all.map(({ id }) => id.slice(5)));
  expect(await fields(at('company'))).toEqual(expect.arrayContaining(['legalEntity', 'emsSupplier', 'groupCapacityRequestedMW', 'groupFeedInRequestedMW'])); // prettier-ignore
  expect(await fields(at('company'))).not.toContain('sourceTemperatureC');
  expect(await fields(at('operator'))).toEqual(expect.arrayContaining(['contractType', 'flexMW', 'storageMWh']));
  expect(await fields(at('province'))).toEqual(expect.arrayContaining(['feedstock', 'guaranteesOfOriginUse']));
  expect(await fields(at('lead'))).toEqual(expect.arrayContaining(['supplyMode', 'sectionId', 'electrolyserMW']));
  // the score as it is was sent to nobody who does not see all of its sites
  const steward = await Person.signIn(server.url, 'act_demo-amina');
  const { body } = await steward.get(`/api/plans/${ids.lead}`);
  const rows = (await steward.get(`/api/regions/${String(body['regionId'])}/models/suggestions`)).body['content'];
  const found = (rows as { kind: string; score: number; planId?: string }[]).find(({ planId }) => planId === ids.lead);
  expect(found?.kind).toBe('HYDROGEN_HUB');
  for (const who of Object.keys(names) as Who[]) expect(await received[who].holds(found?.score ?? 0), who).toBe(false);
});

test('G1: what is missing is said; who was invited comes with his site, the letter is signed, the gate requested', async () => {
  await item(at('company'), 'organisations').getByText('Er is een tweede organisatie nodig').waitFor();
  expect(await at('company').getByRole('button', { name: 'Vraag poort G1 aan' }).isDisabled()).toBe(true);
  await card(at('company'), 'Deelnemers').getByText('Oven 3, De Klinker').waitFor();
  await each(async (who) => {
    // the pool asks the province to help it along
    if (who === 'operator') await step.invite(at(who), 'Provincie Markerland', 'Begeleider');
    if (who === 'company') await open(at('dairy'), who);
    const seat = (seats[who] = who === 'company' ? at('dairy') : await aside('dairy', who));
    await step.takeSeat(seat, 'Drooginstallatie Polderwit');
    await item(at(who), 'organisations').getByText('Minstens twee organisaties zitten aan tafel.').waitFor();
    await card(at(who), 'Deelnemers').getByText('Drooginstallatie Polderwit').waitFor();
    if (who === 'operator') {
      const guest = await aside('province', who);
      await step.takeSeat(guest);
      await guest.close();
    }
    await step.letterOfIntent(at(who), who === 'company' ? [seat, at(who)] : [at(who)]);
    if (who === 'company') await card(at(who), 'Overeenkomsten').getByText('door allen getekend').waitFor();
    await step.request(at(who), 'G1');
  });
});

test('the province prepares one decision on the gate of all four; with the programme lead it passes them', async () => {
  endorsing = await aside('lead', 'lead');
  await step.decideGate(at('province'), endorsing, {
    question: 'Gaan de vier plannen de verkenning in?',
    others: begins.filter((who) => who !== 'province').map((who) => plans[who].title),
    motivation: 'De vier tafels hebben elk een tweede partij en een getekende intentieverklaring; er is genoeg om te verkennen.', // prettier-ignore
  });
  await each(async (who) => {
    if (who === 'province') await open(at(who), who);
    await card(at(who), 'Poorten').getByText('Het plan staat bij poort G2, haalbaarheid.').waitFor();
  });
});

test('G2: a choice is seen by others, flexibility is stated, a calculation of each plan is recorded', async () => {
  const [noor, sanne] = [at('company'), at('operator')];
  await sanne
    .getByLabel('Soort contract', { exact: true })
    .selectOption({ label: 'capaciteitsbeperkingscontract (CBC)' });
  await sanne.getByText('Een groep met een CBC heeft nog een congestiedienstverlener nodig.').waitFor();
  const theirs = seats.operator.getByLabel('Soort contract', { exact: true });
  await expect.poll(() => theirs.inputValue()).toBe('CBC');
  // the pool's own calculation follows what is typed, and is recorded as the server works it out
  for (const [field, value] of [
    ['flexMW', '1'],
    ['maxHours', '4'],
    ['callsPerYear', '60'],
  ] as const) {
    await sanne.locator(`#veld-${field}`).fill(value);
    await sanne.locator(`#veld-${field}`).press('Enter');
  }
  const panel = card(sanne, 'Berekening');
  await panel.locator('[data-figure="flexCoverage"]').getByText('100 %').waitFor();
  await panel.getByRole('button', { name: 'Vastleggen' }).click();
  await panel.getByRole('button', { name: 'Opnieuw berekenen' }).click();
  await panel.getByText('Komt opnieuw precies zo uit.').waitFor();
  await item(noor, 'flexibilityStated').getByText('Nog niet gemeld: Oven 3, De Klinker.').waitFor();
  await noor.getByRole('button', { name: /^Meld flexpotentieel/ }).click();
  await dialog(noor).getByLabel('Soort').selectOption({ label: 'er is geen flexpotentieel' });
  await dialog(noor).getByLabel('Waarom er geen is').fill('De oven brandt dag en nacht.');
  await dialog(noor).getByRole('button', { name: 'Meld' }).click();
  await item(noor, 'flexibilityStated').getByText('bekend, of dat er geen is').waitFor();
  await each(async (who) => {
    if (who !== 'operator') await step.recordCalculation(at(who));
    await step.request(at(who), 'G2');
  });
  await step.decideGate(at('province'), endorsing, {
    question: 'Zijn de vier plannen haalbaar genoeg om uit te werken?',
    others: begins.filter((who) => who !== 'province').map((who) => plans[who].title),
    motivation:
      'Van elk plan ligt een vastgelegde berekening op tafel en is bekend wat de locaties kunnen verschuiven.',
  });
  await each(async (who) => {
    if (who === 'province') await open(at(who), who);
    await card(at(who), 'Poorten').getByText('Het plan staat bij poort G3, ontwerp en afspraken.').waitFor();
  });
});

test('G3: costs that add up and that each accepts, a contract in draft, the operator’s own word on the group', async () => {
  const [noor, sanne] = [at('company'), at('operator')];
  await noor.getByRole('button', { name: 'Stel een verdeling voor' }).click();
  await dialog(noor).getByLabel('Totale kosten in euro').fill('120.000');
  await dialog(noor).getByLabel('Deel van Steenfabriek De Klinker (%)').fill('70');
  await dialog(noor).getByText('Samen 120 %; een verdeling telt op tot 100 %.').waitFor();
  expect(await dialog(noor).getByRole('button', { name: 'Stel een verdeling voor' }).isDisabled()).toBe(true);
  await accessible(noor);
  await noor.keyboard.press('Escape');
  const dairy = 'Zuivelcoöperatie Polderwit';
  const split = {
    company: { 'Steenfabriek De Klinker': 70, [dairy]: 30 },
    operator: { 'Netbeheer Markerland': 60, [dairy]: 40, 'Provincie Markerland': 0 },
    // the others share alike, as the form proposes
    ...{ province: {}, lead: {} },
  };
  const contracts = { company: 'Groepstransportovereenkomst (GTO)', operator: 'Capaciteitsbeperkingscontract (CBC)' };
  await each(async (who) => {
    await step.splitCosts(at(who), plans[who].EUR, split[who], [seats[who], at(who)]);
    await step.draft(at(who), who in contracts ? contracts[who as 'company'] : 'Gezamenlijke onderneming');
    if (who !== 'company') await step.request(at(who), 'G3');
  });
  // the operator is at another table: it sees no amounts here and yet has the word on the group's capacity
  await open(sanne, 'company');
  await card(sanne, 'Kostenverdeling').getByText('De bedragen zijn voor deelnemers.').waitFor();
  await item(noor, 'operatorConfirmation')
    .getByText('De netbeheerder moet de groepscapaciteit nog toekennen.')
    .waitFor();
  expect(await noor.getByRole('button', { name: 'Ken toe' }).count()).toBe(0);
  await sanne.getByRole('button', { name: 'Ken toe' }).click();
  await dialog(sanne).getByLabel('Vermogen (MW)').fill('4,5');
  await dialog(sanne).getByRole('button', { name: 'Ken toe' }).click();
  await item(noor, 'operatorConfirmation').getByText('Toegekend: 4,5 MW afname.').waitFor();
  await step.request(noor, 'G3');
  await step.decideGate(at('province'), endorsing, {
    question: 'Staan de afspraken van de vier plannen vast?',
    others: begins.filter((who) => who !== 'province').map((who) => plans[who].title),
    motivation:
      'De kosten zijn verdeeld en door ieder aanvaard, en van elk plan ligt de overeenkomst in concept klaar.',
  });
  await open(at('province'), 'province');
  await open(sanne, 'operator');
  await each((who) => card(at(who), 'Poorten').getByText('Het plan staat bij poort G4').waitFor());
  await noor.getByText('Afgesproken', { exact: true }).waitFor();
});

test('what each plan costs was sent to its own table alone; a stranger reads no paper and no amount, and has nothing to press', async () => {
  for (const plan of begins) {
    const { EUR } = plans[plan];
    for (const who of Object.keys(names) as Who[]) {
      const mine = tables[plan].includes(who);
      expect(await received[who].holds(EUR), `${who} was sent what the plan of the ${plan} costs`).toBe(mine);
    }
  }
  // who only sits in the region reads along: nothing to press, the papers and amounts are for those at the table
  const deeds = /Vraag poort|Leg een concept vast|Nodig uit|Stel een verdeling|Zeg inbreng/;
  await each(async (plan) => {
    const page = await aside(strangers[plan], plan);
    await card(page, 'Overeenkomsten').getByText('Het stuk is voor deelnemers.').first().waitFor();
    await card(page, 'Kostenverdeling').getByText('De bedragen zijn voor deelnemers.').waitFor();
    await page.getByText('U leest mee. Deelnemers bewerken dit plan.').waitFor();
    const shown = plans[plan].EUR.toLocaleString('nl-NL');
    for (const [reader, reads] of [
      [page, false],
      [at(plan), true],
    ] as const) {
      expect((await reader.content()).includes(shown), `${plan} ${reads}`).toBe(reads);
      expect((await reader.getByRole('button', { name: deeds }).count()) > 0, `${plan} ${reads}`).toBe(reads);
    }
    await page.close();
  });
  for (const who of Object.keys(names) as Who[]) {
    expect(received[who].frames, who).toBeGreaterThan(10);
    expect(await received[who].holds(GLASS_MWH), who).toBe(false);
    expect(await received[who].holds(BRICKS_MWH), who).toBe(who !== 'lead');
  }
});

test('a consent is given in words; who it names reads what it is of, until it is withdrawn', async () => {
  const [noor, ruben] = [at('company'), at('lead')];
  await noor.getByRole('link', { name: 'Organisaties', exact: true }).click();
  await noor.getByRole('link', { name: 'Steenfabriek De Klinker', exact: true }).click();
  await noor.getByRole('button', { name: 'Geef toestemming' }).click();
  await dialog(noor).getByLabel('Welke gegevens').selectOption({ label: 'energiegebruik' });
  await dialog(noor).getByLabel('Met wie').selectOption({ label: 'Eén organisatie: Programmabureau Regioaanpak' });
  const says = 'Steenfabriek De Klinker deelt energiegebruik van alle locaties met Programmabureau Regioaanpak, voor berekeningen.'; // prettier-ignore
  await dialog(noor).getByText(says).waitFor();
  await dialog(noor).getByRole('button', { name: 'Geef toestemming' }).click();
  const given = card(noor, 'Toestemmingen die deze organisatie geeft').getByRole('listitem').filter({ hasText: says });
  await given.waitFor();
  await accessible(noor);

  await ruben.getByRole('link', { name: 'Organisaties', exact: true }).click();
  await ruben.getByRole('link', { name: 'Programmabureau Regioaanpak', exact: true }).click();
  const taken = card(ruben, 'Toestemmingen die deze organisatie krijgt');
  await taken.getByText(says).waitFor();
  expect(await taken.getByRole('button', { name: /Trek in/ }).count()).toBe(0);
  await open(ruben, 'company');
  await card(ruben, 'Deelnemers').waitFor();
  await expect.poll(() => received.lead.holds(BRICKS_MWH)).toBe(true);
  await ruben.goBack();
  await given.getByRole('button', { name: /^Trek in/ }).click();
  await dialog(noor).getByRole('button', { name: 'Trek in' }).click();
  await taken.getByText(/ingetrokken per/).waitFor();
  expect(await received.lead.holds(GLASS_MWH)).toBe(false);
  for (const { complaints } of Object.values(people)) expect(complaints).toEqual([]);
});

test('in English, dark and at 320 px: the plan and an organisation', async () => {
  const options = { language: 'en', theme: 'dark', width: 320 } as const;
  const { context, page, complaints } = await visit(browser, server.url, names.company, options);
  await open(page, 'company');
  await card(page, 'Gates').getByText('The plan stands before gate G4, investment decision.').waitFor();
  await card(page, 'Cost split').getByText('accepted by all').waitFor();
  await accessible(page);
  await withinWindow(page);
  await card(page, 'Goes together with').getByRole('link', { name: 'Steenfabriek De Klinker' }).click();
  await page.getByRole('heading', { level: 1, name: 'Steenfabriek De Klinker' }).waitFor();
  await page.getByText(/withdrawn as of/).waitFor();
  await accessible(page);
  await withinWindow(page);
  expect(complaints).toEqual([]);
  await context.close();
});
