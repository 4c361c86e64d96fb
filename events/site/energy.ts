/** Words for what a site uses and can do without. */
export const energyCarriers = [
  'NATURAL_GAS',
  'ELECTRICITY',
  'HEAT_STEAM',
  'HYDROGEN',
  'GREEN_GAS',
  'BIOGAS',
  'BIOMASS',
  'COAL_COKES',
  'OIL',
  'WASTE',
] as const;

export const heatBands = ['LT', 'MT', 'HT1', 'HT2', 'HT3'] as const;
export type HeatBand = (typeof heatBands)[number];

/** From and to of each band in °C; the highest has no end. */
export const bandBounds: Readonly<Record<HeatBand, readonly [number, number]>> = {
  LT: [0, 60],
  MT: [60, 100],
  HT1: [100, 200],
  HT2: [200, 500],
  HT3: [500, 2000],
};

/** NONE: the site has looked, and has no flexibility. */
export const flexTypes = ['SHIFT', 'SHED', 'STORAGE', 'FUEL_SWITCH', 'NONE'] as const;
