import { HIDDEN } from '../../events/envelope.ts';
import type { RegionOverview } from '../region-overview/region-overview.ts';
import { cells } from './plan-sheet.ts';
import type { Cell, Sheet, SheetItem } from './sheet.ts';

/** A region's page at one moment, and the decisions about it. */
export function regionSheet(region: RegionOverview, decisions: readonly SheetItem[]): Sheet {
  const { name, kind, provinceCodes, figures } = region;
  return [
    {
      group: 'region',
      items: [
        {
          ...{ id: 'region', name: '', events: [] },
          members: { ...cells({ name, kind, provinces: provinceCodes }), ...outlineOf(region) },
        },
      ],
    },
    {
      group: 'figures',
      items: [
        count('sites', figures.sites),
        count('cluster6Sites', figures.cluster6Sites),
        count('emissionsT', figures.emissionsT, 't'),
        count('cluster6EmissionsT', figures.cluster6EmissionsT, 't'),
        count('plans', figures.plans),
      ],
    },
    {
      group: 'partners',
      items: region.partners.map(({ id, name: partner, role }) => ({
        ...{ id, name: partner, events: [] },
        members: cells({ role }),
      })),
    },
    { group: 'decisions', items: decisions },
    { group: 'plans', items: region.plans.map(planItem) },
    { group: 'sites', items: region.sites.map(siteItem) },
  ];
}

/** An outline is told by how many points it has, and compared whole. */
function outlineOf({ boundary }: RegionOverview): Record<string, Cell> {
  if (!boundary) return {};
  const points = boundary.coordinates.flat(2).length;
  return { outline: { value: points, comparedBy: JSON.stringify(boundary.coordinates) } };
}

const count = (id: string, value: number, unit?: string): SheetItem => ({
  ...{ id, name: '', events: [] },
  members: { value: { value, ...(unit === undefined ? {} : { unit }) } },
});

function planItem(plan: RegionOverview['plans'][number]): SheetItem {
  const { id, title, status, participants, contributions, pledgedMW, targetMW } = plan;
  return {
    ...{ id, name: title, events: [] },
    members: {
      ...cells({ title, status, participants: participants.map(({ name }) => name).sort(), contributions }),
      // a sum that holds a hidden amount is hidden, and compared with nothing
      pledged: pledgedMW === undefined ? { value: HIDDEN } : { value: pledgedMW, unit: 'MW' },
      ...(targetMW === undefined ? {} : { target: { value: targetMW, unit: 'MW' } }),
    },
  };
}

function siteItem(site: RegionOverview['sites'][number]): SheetItem {
  const { id, name, organisation, city, sector, cluster, ets, emissionsT, emissionsYear } = site;
  return {
    ...{ id, name, events: [] },
    members: {
      ...cells({ name, organisation, city, sector, cluster, ets }),
      ...(emissionsT === undefined ? {} : { emissions: { value: emissionsT, unit: 't' } }),
      ...cells({ emissionsYear }),
    },
  };
}
