import type { Template } from './line.ts';
import { planFieldNames, planOptionNames } from './plan-field-names.ts';

type Names = Readonly<Record<string, Template>>;

/** What fields are called, on the page and in sentences. */
export const fieldNames = {
  title: { nl: 'Titel van het plan', en: 'Title of the plan' },
  sourceTemperatureC: { nl: 'Temperatuur van de bron', en: 'Temperature of the source' },
  requiredTemperatureC: { nl: 'Temperatuur die de afnemer nodig heeft', en: 'Temperature that the sink needs' },
  exchangerDeltaK: { nl: 'Verlies per warmtewisselaar', en: 'Loss per heat exchanger' },
  upgradeHeatPump: { nl: 'Een warmtepomp tilt de temperatuur op', en: 'A heat pump lifts the temperature' },
  supplyTemperatureC: { nl: 'Aanvoer van het net', en: 'Supply of the network' },
  returnTemperatureC: { nl: 'Retour van het net', en: 'Return of the network' },
  routeLengthKm: { nl: 'Lengte van het tracé', en: 'Length of the route' },
  crowDistanceKm: { nl: 'Afstand hemelsbreed', en: 'Distance as the crow flies' },
  pipeDN: { nl: 'Leidingdiameter', en: 'Pipe diameter' },
  backupMW: { nl: 'Reservevermogen', en: 'Back-up capacity' },
  lossHours: { nl: 'Uren met warmteverlies', en: 'Hours with heat loss' },
  ...planFieldNames,
  name: { nl: 'Naam', en: 'Name' },
  sector: { nl: 'Sector', en: 'Sector of industry' },
  effectiveOn: { nl: 'Ingangsdatum', en: 'Date of effect' },
  amount: { nl: 'Vermogen', en: 'Amount' },
  MW: { nl: 'Vermogen in MW', en: 'Capacity in MW' },
  t: { nl: 'Uitstoot in ton', en: 'Emissions in tonnes' },
} as const satisfies Names;

export const sectionNames = {
  motivation: { nl: 'Motivering', en: 'Motivation' },
  approach: { nl: 'Aanpak', en: 'Approach' },
  risks: { nl: 'Risico’s', en: 'Risks' },
  agreements: { nl: 'Afspraken', en: 'Agreements' },
  minutes: { nl: 'Verslag', en: 'Minutes' },
} as const satisfies Names;

/** Sectors of industry and clusters. */
export const sectorNames = {
  CERAMICS: { nl: 'Keramiek', en: 'Ceramics' },
  GLASS: { nl: 'Glas', en: 'Glass' },
  FOOD: { nl: 'Voeding', en: 'Food' },
  PAPER_BOARD: { nl: 'Papier en karton', en: 'Paper and board' },
  CHEMICALS: { nl: 'Chemie', en: 'Chemicals' },
  BUILDING_MATERIALS: { nl: 'Bouwmaterialen', en: 'Building materials' },
  METAL: { nl: 'Metaal', en: 'Metal' },
  WASTE_TO_ENERGY: { nl: 'Afvalverbranding', en: 'Waste to energy' },
  RUBBER_PLASTIC: { nl: 'Rubber en kunststof', en: 'Rubber and plastic' },
  ICT_DATACENTRE: { nl: 'ICT en datacenters', en: 'ICT and data centres' },
  OIL_GAS: { nl: 'Olie en gas', en: 'Oil and gas' },
  OTHER: { nl: 'Overig', en: 'Other' },
  CLUSTER_6: { nl: 'Cluster 6 (regio)', en: 'Cluster 6 (regional)' },
  RIJNMOND: { nl: 'Rotterdam-Moerdijk', en: 'Rotterdam–Moerdijk' },
  NZKG: { nl: 'Noordzeekanaalgebied', en: 'North Sea Canal area' },
  NOORD_NL: { nl: 'Noord-Nederland', en: 'Northern Netherlands' },
  SCHELDE_DELTA: { nl: 'Schelde-Deltaregio', en: 'Scheldt Delta region' },
  CHEMELOT: { nl: 'Chemelot (Limburg)', en: 'Chemelot (Limburg, south)' },
  NONE: { nl: 'Geen cluster', en: 'No cluster' },
} as const satisfies Names;

/** Roles at a plan's table and of people. */
export const roleNames = {
  INITIATOR: { nl: 'initiatiefnemer', en: 'initiator' },
  SOURCE: { nl: 'bron', en: 'source' },
  SINK: { nl: 'afnemer', en: 'sink' },
  MEMBER: { nl: 'lid', en: 'member' },
  OPERATOR: { nl: 'netbeheerder', en: 'grid operator' },
  FINANCIER: { nl: 'financier', en: 'financier of the plan' },
  FACILITATOR: { nl: 'begeleider', en: 'facilitator' },
  COMPANY: { nl: 'bedrijf', en: 'company' },
  DSO_TSO: { nl: 'netbeheerder', en: 'grid operator' },
  MUNICIPALITY: { nl: 'gemeente', en: 'municipality' },
  PROVINCE: { nl: 'provincie', en: 'province' },
  RVO: { nl: 'RVO', en: 'RVO (enterprise agency)' },
  INVEST_NL: { nl: 'Invest-NL', en: 'Invest-NL (investment agency)' },
  SECTOR_ASSOCIATION: { nl: 'brancheorganisatie', en: 'sector association' },
  PROGRAMME_LEAD: { nl: 'programmaleider', en: 'programme lead' },
  STEWARD: { nl: 'gegevensbeheerder', en: 'data steward' },
  AUDITOR: { nl: 'controleur', en: 'auditor' },
} as const satisfies Names;

const etsNames: Names = {
  NONE: { nl: 'geen', en: 'none' },
  ETS1: { nl: 'ETS1', en: 'ETS1' },
  ETS2: { nl: 'ETS2', en: 'ETS2' },
};

/** Which names the codes of a member of a payload have. */
const namesOfMember: Readonly<Record<string, Names>> = {
  ...planOptionNames,
  field: fieldNames,
  section: sectionNames,
  cluster: sectorNames,
  sector: sectorNames,
  role: roleNames,
  ets: etsNames,
};

/** What a code in a member of a payload is called; undefined: it stands for itself. */
export function nameOfCode(member: string, code: string, language: 'nl' | 'en'): string | undefined {
  const names = namesOfMember[member];
  return names && Object.hasOwn(names, code) ? names[code]?.[language] : undefined;
}
