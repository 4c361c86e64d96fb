/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { pdf } from '../integration/some-files.ts';

/** What people do on the page of a plan on its way to gate G3, each by what stands on the page. */

export const dialog = (page: Page) => page.getByRole('dialog');
export const card = (page: Page, title: string) =>
  page.locator('section.card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
export const item = (page: Page, name: string) => card(page, 'Poorten').locator(`[data-item="${name}"]`);
/** Presses a button of the page, then the button of the same name in the dialog that it opens. */
async function twice(page: Page, name: string | RegExp, fill: () => Promise<void> = async () => undefined) {
  await page.getByRole('button', { name }).click();
  await fill();
  await dialog(page).getByRole('button', { name }).click();
  await dialog(page).waitFor({ state: 'hidden' });
}

/** Begins a plan with an opportunity of the region, named by its kind and one of its sites; returns the plan's id. */
export async function accept(page: Page, kind: string, site: RegExp, title: string): Promise<string> {
  const shown = page.getByRole('article').filter({ hasText: kind }).filter({ hasText: site });
  await shown.getByRole('button', { name: /^Begin een plan/ }).click();
  await dialog(page).getByLabel('Titel van het nieuwe plan').fill(title);
  await dialog(page).getByRole('button', { name: 'Start een plan' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor({ state: 'attached' });
  await card(page, 'Poorten').getByText('Het plan staat bij poort G1, verkenning.').waitFor();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Takes the seat to which one is invited, and brings a site where it is named. */
export const takeSeat = (page: Page, site?: string) =>
  twice(page, 'Kom aan tafel', async () => {
    if (site !== undefined) await dialog(page).getByLabel(site).check();
  });

export const invite = (page: Page, organisation: string, role: string) =>
  twice(page, 'Nodig uit', async () => {
    await dialog(page).getByLabel('Organisatie').selectOption({ label: organisation });
    await dialog(page).getByLabel('Rol').selectOption({ label: role });
  });

export const draft = (page: Page, type: string) =>
  twice(page, 'Leg een concept vast', async () => {
    const paper = { name: 'stuk.pdf', mimeType: 'application/pdf', buffer: pdf(`Wij gaan het doen: ${type}.`) };
    await dialog(page).getByLabel('Soort').selectOption({ label: type });
    await dialog(page).getByLabel('Document').setInputFiles(paper);
  });

/** A letter of intent, and who signs it, one after the other: that one has is what the gate asks for. */
export async function letterOfIntent(page: Page, signers: readonly Page[]): Promise<void> {
  await draft(page, 'Intentieverklaring (LOI)');
  await card(page, 'Overeenkomsten').getByText(/^0 van \d hebben getekend/).waitFor(); // prettier-ignore
  for (const signer of signers) await twice(signer, /^Teken namens/);
  await item(page, 'letterOfIntent').getByText('De intentieverklaring is getekend.').waitFor();
}

export async function request(page: Page, gate: string): Promise<void> {
  await page.getByRole('button', { name: `Vraag poort ${gate} aan` }).click();
  await card(page, 'Poorten').getByText('De provincie en de programmaleiding beslissen samen').waitFor();
}

export async function recordCalculation(page: Page): Promise<void> {
  await item(page, 'calculation').getByRole('button', { name: 'Leg de berekening vast' }).click();
  await item(page, 'calculation').getByText('Er is een berekening vastgelegd.').waitFor();
}

/** Who pays what, in hundredths by organisation; each who is named accepts it on his own page. */
export async function splitCosts(page: Page, totalEUR: number, shares: object, payers: readonly Page[]): Promise<void> {
  await twice(page, 'Stel een verdeling voor', async () => {
    await dialog(page).getByLabel('Totale kosten in euro').fill(String(totalEUR));
    for (const [who, share] of Object.entries(shares))
      await dialog(page).getByLabel(`Deel van ${who} (%)`).fill(String(share));
  });
  for (const payer of payers) await payer.getByRole('button', { name: /^Aanvaard namens/ }).click();
  await card(page, 'Kostenverdeling').getByText('door allen aanvaard').waitFor();
}

export interface Decided {
  readonly question: string;
  /** The other plans that it is about; the one on the page is. */
  readonly others: readonly string[];
  readonly motivation: string;
}

/** On the page of a plan that waits for a gate: the province prepares a decision and takes it, the lead endorses it. */
export async function decideGate(province: Page, lead: Page, { question, others, motivation }: Decided): Promise<void> {
  await province.getByRole('button', { name: 'Bereid het besluit voor' }).click();
  await dialog(province).getByLabel('De vraag waarop dit besluit antwoord geeft').fill(question);
  for (const title of others) await dialog(province).getByLabel(title).check();
  await dialog(province).getByRole('button', { name: 'Zet klaar' }).click();
  await province.getByRole('heading', { level: 1, name: question }).waitFor();
  for (const [label, nothing] of [
    ['Nog niet openen', true],
    ['Openen', false],
  ] as const)
    await twice(province, 'Alternatief toevoegen', async () => {
      await dialog(province).getByLabel('Het alternatief in één zin').fill(label);
      if (nothing) await dialog(province).getByLabel('Dit is het alternatief ‘niets doen’').check();
    });
  await twice(province, 'Neem het besluit', async () => {
    await dialog(province).getByLabel('Openen', { exact: true }).check();
    await dialog(province).getByLabel('Motivering').fill(motivation);
  });
  await province.getByText('Genomen', { exact: true }).waitFor();
  await lead.goto(province.url());
  await twice(lead, 'Onderteken mede', () => dialog(lead).getByText('geldt vandaag').waitFor());
}
