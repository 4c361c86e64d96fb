/** Units by the name of a field: names in payloads end in their unit (style of the payloads). As in Dutch; see unitName. */
const byName: Readonly<Record<string, string>> = {
  MW: 'MW',
  MWh: 'MWh/jr',
  T_out: '°C',
  requiredC: '°C',
  t: 't',
  t2030: 't/jr',
  t2035: 't/jr',
  t2040: 't/jr',
  low: 't/jr',
  high: 't/jr',
  actual_t: 't/jr',
  EUR: 'EUR',
  opexDeltaEUR: 'EUR/jr',
  noxKgPerYear: 'kg/jr',
  voltageKV: 'kV',
  maxHours: 'uur',
  calls: 'keer/jr',
  EURPerMWh: 'EUR/MWh',
  firm: 'carrier',
  planned: 'carrier',
  length_km: 'km',
  DN: 'mm',
};

const endings: readonly [RegExp, string][] = [
  [/MW$/, 'MW'],
  [/MVA$/, 'MVA'],
  [/EUR$/, 'EUR'],
];

/** The unit of a number, by its name; undefined: it has none. `carrier`: that of the carrier in the same payload. */
export function unitOfName(name: string): string | undefined {
  return byName[name] ?? endings.find(([ending]) => ending.test(name))?.[1];
}

/** A unit as it is written in a language. */
export function unitName(unit: string, language: 'nl' | 'en'): string {
  if (language === 'nl') return unit;
  return unit.replace('/jr', '/yr').replace('uur', 'hours').replace('keer', 'times');
}
