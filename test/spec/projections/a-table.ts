import type { RecordedEvent } from '../../../events/envelope.ts';
import { streamOf } from '../../../events/ids.ts';
import type { Table } from '../../../projections/region-models/table.ts';
import { topic } from '../../../projections/topic/projection.ts';
import { id, recorded } from '../given.ts';

export type Line = readonly [subject: string, type: string, data: Record<string, unknown>, meta?: object];

export const REGION = id('reg');
export const company = (n: number): string => id('org', n);
export const site = (n: number): string => id('sit', n);
export const project = (n: number): string => id('prj', n);
export const area = (n: number): string => id('inf', n);

/** Lines as the log would hold them. */
export function eventsOf(lines: readonly Line[]): RecordedEvent[] {
  return lines.map(([subject, type, data, meta], index) =>
    recorded(streamOf(subject)?.stream ?? '', index, { type, data, ...(meta ? { meta } : {}) }),
  );
}

/** The table of a region of which everything may be seen. */
export function tableOf(lines: readonly Line[], on = '2027-01-01'): Table {
  const state = eventsOf(lines).reduce((folded, event) => topic.apply(folded, event), topic.initial());
  const parameters = { version: 0, index: lines.length - 1, on, values: {} };
  return { state, regionId: REGION, on, here: () => true, parameters };
}

const OUTLINE = {
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [4.9, 51.9],
        [5.6, 51.9],
        [5.6, 52.1],
        [4.9, 52.1],
        [4.9, 51.9],
      ],
    ],
  ],
};

/** A region, and sites of companies in Cluster 6, each some 2 km east of the one before. */
export function stage(sites: number): Line[] {
  return [
    [
      REGION,
      'RegionDefined',
      {
        name: 'Waard',
        kind: 'CUSTOM',
        geometry: OUTLINE,
        provinceCodes: ['PV24'],
        municipalityCodes: [],
        operatorIds: [],
      },
    ],
    ...Array.from({ length: sites }, (_, at): Line[] => {
      const n = at + 1;
      const point = [5 + 0.03 * at, 52];
      return [
        [company(n), 'OrganisationRegistered', { name: `Bedrijf ${n}`, kinds: ['COMPANY'] }],
        [
          site(n),
          'SiteRegistered',
          {
            ...{ orgId: company(n), name: `Locatie ${n}`, address: { city: n % 2 === 0 ? 'Oost' : 'West' } },
            ...{ point, location: 'ONSHORE', sector: 'FOOD' },
          },
        ],
        [site(n), 'ClusterAssigned', { cluster: 'CLUSTER_6', basis: 'voorbeeld', from: '2025-01-01' }],
      ];
    }).flat(),
  ];
}

/** A project of a site, with one need. */
export function needing(n: number, at: number, startYear: number, need: Record<string, unknown>): Line[] {
  return [
    [
      project(n),
      'ProjectProposed',
      {
        ...{ siteId: site(at), title: `Project ${n}`, route: 'ELECTRIFICATION', phase: 'STUDY', startYear },
        reduction: { t2030: 1000, t2035: 1000, t2040: 1000 },
      },
    ],
    [project(n), 'InfraNeedStated', { needId: id('ned', n), direction: 'OFFTAKE', fromYear: startYear, ...need }],
  ];
}
