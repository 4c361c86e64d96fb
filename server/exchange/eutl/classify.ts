import type { Cluster, Sector } from '../../../events/site/state.ts';

const byActivity: Readonly<Record<string, Sector>> = {
  '8': 'CERAMICS',
  '32': 'CERAMICS',
  '31': 'GLASS',
  '36': 'PAPER_BOARD',
};

const byDivision: Readonly<Record<string, Sector>> = {
  '10': 'FOOD',
  '11': 'FOOD',
  '17': 'PAPER_BOARD',
  '20': 'CHEMICALS',
  '21': 'CHEMICALS',
  '06': 'OIL_GAS',
  '19': 'OIL_GAS',
  '22': 'RUBBER_PLASTIC',
  '23': 'BUILDING_MATERIALS',
  '24': 'METAL',
  '61': 'ICT_DATACENTRE',
  '63': 'ICT_DATACENTRE',
  '38': 'WASTE_TO_ENERGY',
};

/** Sector of an installation: by its ETS activity where that says it, else by the division of its NACE code (A.3). */
export function sectorOf(activity: string, nace: string | undefined): Sector {
  return byActivity[activity] ?? byDivision[nace?.slice(0, 2) ?? ''] ?? 'OTHER';
}

const clusters: Readonly<Record<Exclude<Cluster, 'CLUSTER_6' | 'NONE'>, readonly string[]>> = {
  RIJNMOND: [
    'Rotterdam',
    'Vlaardingen',
    'Schiedam',
    'Maassluis',
    'Voorne aan Zee',
    'Nissewaard',
    'Dordrecht',
    'Moerdijk',
  ],
  NZKG: ['Velsen', 'Beverwijk', 'Heemskerk', 'Amsterdam', 'Zaanstad'],
  NOORD_NL: ['Eemsdelta', 'Het Hogeland', 'Emmen'],
  SCHELDE_DELTA: ['Terneuzen', 'Vlissingen', 'Borsele', 'Sluis', 'Reimerswaal', 'Bergen op Zoom'],
  CHEMELOT: ['Sittard-Geleen', 'Stein (L.)', 'Beek (L.)'],
};
const byMunicipality = new Map(
  Object.entries(clusters).flatMap(([cluster, names]) => names.map((name) => [name, cluster as Cluster])),
);

/** The cluster that an import proposes (basis "import default"); a steward corrects it (A.3). */
export function clusterOf(site: {
  nace: string | undefined;
  municipality: string | undefined;
  offshore: boolean;
}): Cluster {
  if (site.offshore || site.nace?.startsWith('35')) return 'NONE';
  return byMunicipality.get(site.municipality ?? '') ?? 'CLUSTER_6';
}
