import type { Role } from '../../../events/envelope.ts';

/** The fictional cast of the example region. Nobody and nothing here exists. */

export interface Persona {
  readonly actor: string;
  readonly name: string;
  readonly organisation: OrganisationKey | 'uitvoering';
  readonly role: Role;
  /** Member of the example region? One persona is not, to show what an outsider sees. */
  readonly atTheTable: boolean;
}

export const organisations = {
  klinker: { name: 'Steenfabriek De Klinker', kinds: ['COMPANY'] },
  polderwit: { name: 'Zuivelcoöperatie Polderwit', kinds: ['COMPANY', 'COOPERATIVE'] },
  watermerk: { name: 'Papierfabriek Het Watermerk', kinds: ['COMPANY'] },
  helder: { name: 'Glashuis Helder', kinds: ['COMPANY'] },
  netbeheer: { name: 'Netbeheer Markerland', kinds: ['DSO'] },
  gemeente: { name: 'Gemeente Nieuwe Waard', kinds: ['MUNICIPALITY'] },
  provincie: { name: 'Provincie Markerland', kinds: ['PROVINCE'] },
  programma: { name: 'Programmabureau Regioaanpak', kinds: ['PROGRAMME_OFFICE'] },
  smeltkroes: { name: 'IJzergieterij De Smeltkroes', kinds: ['COMPANY'] },
} as const;

export type OrganisationKey = keyof typeof organisations;

export const personas: readonly Persona[] = [
  { actor: 'act_demo-noor', name: 'Noor Bakker', organisation: 'klinker', role: 'COMPANY', atTheTable: true },
  { actor: 'act_demo-daan', name: 'Daan de Wit', organisation: 'polderwit', role: 'COMPANY', atTheTable: true },
  { actor: 'act_demo-fatima', name: 'Fatima El Amrani', organisation: 'watermerk', role: 'COMPANY', atTheTable: true },
  { actor: 'act_demo-joost', name: 'Joost Vermeer', organisation: 'helder', role: 'COMPANY', atTheTable: true },
  { actor: 'act_demo-sanne', name: 'Sanne Visser', organisation: 'netbeheer', role: 'DSO_TSO', atTheTable: true },
  {
    actor: 'act_demo-pieter',
    name: 'Pieter Hoekstra',
    organisation: 'gemeente',
    role: 'MUNICIPALITY',
    atTheTable: true,
  },
  { actor: 'act_demo-lotte', name: 'Lotte Jansen', organisation: 'provincie', role: 'PROVINCE', atTheTable: true },
  { actor: 'act_demo-ruben', name: 'Ruben Smit', organisation: 'programma', role: 'PROGRAMME_LEAD', atTheTable: true },
  { actor: 'act_demo-amina', name: 'Amina Yılmaz', organisation: 'programma', role: 'STEWARD', atTheTable: true },
  { actor: 'act_demo-bram', name: 'Bram Kuiper', organisation: 'smeltkroes', role: 'COMPANY', atTheTable: false },
];

export const sites = {
  klinker: {
    org: 'klinker',
    name: 'Oven 3, De Klinker',
    city: 'Nieuwe Waard',
    postcode: '9999AA',
    sector: 'CERAMICS',
    point: [5.2105, 52.5602],
    tonnes: [31_200, 29_800, 30_100, 28_400],
  },
  polderwit: {
    org: 'polderwit',
    name: 'Drooginstallatie Polderwit',
    city: 'Nieuwe Waard',
    postcode: '9999AB',
    sector: 'FOOD',
    point: [5.2391, 52.5689],
    tonnes: [44_900, 45_700, 43_300, 41_000],
  },
  watermerk: {
    org: 'watermerk',
    name: 'Papiermachine 1 en 2, Het Watermerk',
    city: 'Havenkwartier',
    postcode: '9998BC',
    sector: 'PAPER_BOARD',
    point: [5.2876, 52.6044],
    tonnes: [67_000, 64_200, 65_900, 61_700],
  },
  helder: {
    org: 'helder',
    name: 'Smeltoven Helder',
    city: 'Havenkwartier',
    postcode: '9998BD',
    sector: 'GLASS',
    point: [5.3034, 52.5987],
    tonnes: [52_400, 53_000, 50_800, 49_900],
  },
  loods: {
    org: 'polderwit',
    name: 'Koelhuis Polderwit Oost',
    city: 'Oosterdam',
    postcode: '9997CD',
    sector: 'FOOD',
    point: [5.3422, 52.5478],
    tonnes: [],
  },
} as const satisfies Record<
  string,
  {
    org: OrganisationKey;
    name: string;
    city: string;
    postcode: string;
    sector: string;
    point: [number, number];
    tonnes: readonly number[];
  }
>;

export type SiteKey = keyof typeof sites;

/** An outline in the middle of the Markermeer, where there is no land. */
export const outline: [number, number][] = [
  [5.158, 52.552],
  [5.172, 52.531],
  [5.205, 52.519],
  [5.243, 52.522],
  [5.281, 52.513],
  [5.329, 52.517],
  [5.368, 52.531],
  [5.377, 52.556],
  [5.362, 52.583],
  [5.347, 52.608],
  [5.318, 52.624],
  [5.279, 52.631],
  [5.241, 52.618],
  [5.207, 52.609],
  [5.178, 52.591],
  [5.158, 52.552],
];
