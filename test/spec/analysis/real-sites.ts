import { existsSync, readFileSync } from 'node:fs';
import { readRegister } from '../../../server/exchange/eutl/register.ts';

const folder = new URL('../../../../shared/data/ets_nl/', import.meta.url);
export const sitesThere = existsSync(folder);

/**
 * The real ETS sites of 2022, with what the register does not say estimated alike for all of a sector: gas from the
 * emissions, a tenth of the energy as residual heat where processes are hot, and heat below 100 °C where food and
 * paper are made. Real places and sizes, assumed heat.
 */
export function realSites() {
  const part = (file: string) => ({ name: file, text: readFileSync(new URL(file, folder), 'utf8') });
  const { sites } = readRegister({
    installations: part('eutl_installations_NL_raw.csv'),
    coordinates: part('eutl_coordinates_NL.csv'),
    nace: part('eutl_nace_NL.csv'),
    codes: part('nace_rev2_codes.csv'),
  });
  const hot = new Set(['METAL', 'GLASS', 'CHEMICALS', 'OIL_GAS', 'WASTE_TO_ENERGY', 'CERAMICS', 'BUILDING_MATERIALS']);
  const warm = new Set(['FOOD', 'PAPER_BOARD']);
  return sites.flatMap((site) => {
    const [longitude, latitude] = site.point ?? [];
    if (longitude === undefined || latitude === undefined) return [];
    const tonnes = site.emissions.find(({ year }) => year === 2022)?.t ?? 0;
    const MWh = tonnes / 0.2034;
    const heat = { MW: (0.1 * MWh) / 8_000, hours: 8_000, temperatureC: 120 };
    const needed = { MW: (0.4 * MWh) / 6_000, hours: 6_000, requiredC: 90 };
    return [
      {
        ...{ id: site.eutlId, parent: site.holder, name: site.name, sector: site.sector, longitude, latitude, tonnes },
        ...(hot.has(site.sector) && heat.MW > 0.1 && heat.MW < 5_000 ? { source: heat } : {}),
        ...(warm.has(site.sector) && needed.MW > 0.1 ? { sink: needed } : {}),
        ...(site.sector === 'METAL' ? {} : { gasGWh: Math.min(100_000, MWh / 1_000) }),
        co2Tonnes: tonnes,
      },
    ];
  });
}

/** Where networks for CO2 begin or are planned to. */
export const co2Links = [
  { id: 'Maasvlakte', latitude: 51.955, longitude: 4.03 },
  { id: 'Botlek', latitude: 51.88, longitude: 4.3 },
  { id: 'Vlissingen', latitude: 51.46, longitude: 3.69 },
  { id: 'Delfzijl', latitude: 53.33, longitude: 6.93 },
];
