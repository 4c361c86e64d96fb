import { subjectOf } from '../../../events/ids.ts';
import type { OrganisationState } from '../../../events/organisation/state.ts';
import { lastRecorded } from '../../../events/timeline.ts';
import type { SiteState } from '../../../events/site/state.ts';
import { COAST_TOLERANCE_KM } from '../../../projections/where/placing.ts';
import { placePoint, type Outline } from '../../../projections/where/geometry.ts';
import type { NameId } from '../example/script.ts';
import type { ImportPlan, PlannedSubject, RowError } from '../import-run.ts';
import type { ImportFormat } from '../imports.ts';
import { readMunicipalities } from '../regions/municipalities.ts';
import { clusterOf } from './classify.ts';
import { readRegister, type RegisterRead, type SiteRow } from './register.ts';

export interface StandingSites {
  readonly sites: () => readonly (readonly [stream: string, state: SiteState])[];
  readonly organisations: () => readonly (readonly [stream: string, state: OrganisationState])[];
  /** Outlines of the RES regions that stand. */
  readonly resRegions: () => readonly (Outline & { readonly name: string })[];
  readonly id: NameId;
  /** Outlines of municipalities that an import of regions has left; undefined: none yet. */
  readonly keptMunicipalities: () => string | undefined;
}

type Command = PlannedSubject['commands'][number];

/** Installations of the EU emissions trading system, with all their years, and their holders as organisations. */
export function eutlFormat(standing: StandingSites): ImportFormat {
  return {
    parts: [
      { name: 'installations', required: true, hint: 'CSV: one row per installation, with VerifiedEmissions_<year>' },
      { name: 'coordinates', required: true, hint: 'CSV: installation_id, latitude, longitude' },
      { name: 'nace', required: true, hint: 'CSV: id, nace' },
      { name: 'codes', required: true, hint: 'CSV: id, description of NACE codes' },
      {
        name: 'municipalities',
        required: false,
        hint: 'GeoJSON of the municipalities; not needed once regions have been imported',
      },
    ],
    plan(parts) {
      const register = readRegister(parts);
      const map = parts['municipalities']?.text ?? standing.keptMunicipalities();
      const errors: RowError[] = [...register.errors];
      if (map === undefined) {
        errors.push({
          part: 'municipalities',
          code: 'PART_MISSING',
          message:
            'The cluster of a site follows from its municipality: import the regions first, or add the part "municipalities".',
        });
      }
      const municipalities = map === undefined ? [] : readMunicipalities(map).municipalities;
      if (errors.length > 0) return { groups: [], rows: register.sites.length, unchanged: 0, errors, notes: {} };
      const outlines = municipalities.map(({ name, geometry }) => ({ id: name, geometry }));
      const municipalityOf = (site: SiteRow): string | undefined =>
        site.point ? placePoint(site.point, outlines, COAST_TOLERANCE_KM)?.id : undefined;
      return planOf(register, municipalityOf, standing);
    },
  };
}

function planOf(
  register: RegisterRead,
  municipalityOf: (site: SiteRow) => string | undefined,
  standing: StandingSites,
): ImportPlan {
  const organisations = new Map(
    standing
      .organisations()
      .flatMap(([stream, state]) =>
        state.kvk === undefined || state.example ? [] : [[state.kvk, subjectOf(stream)] as const],
      ),
  );
  const holders = [...Map.groupBy(register.sites, (site) => site.kvk)].filter(([kvk]) => !organisations.has(kvk));
  const newOrganisations = holders.map(([kvk, sites]): PlannedSubject => {
    const data = { name: nameOfHolder(sites), kvk, kinds: ['COMPANY'] };
    organisations.set(kvk, standing.id('org', `kvk ${kvk}`));
    return {
      key: `kvk ${kvk}`,
      commands: [{ type: 'RegisterOrganisation', subject: organisations.get(kvk) ?? '', data }],
    };
  });
  const known = new Map(
    standing.sites().flatMap(([stream, state]) => {
      const ets = lastRecorded(state.ets)?.value;
      return state.example || !ets || !('eutlId' in ets) || ets.eutlId === undefined
        ? []
        : [[ets.eutlId, { stream, state }] as const];
    }),
  );
  const sites = register.sites.map((site) =>
    planSite(
      site,
      clusterOf({ ...site, municipality: municipalityOf(site) }),
      organisations.get(site.kvk) ?? '',
      known.get(site.eutlId),
      standing.id,
    ),
  );
  const changed = sites.filter((site) => site.commands.length > 0);
  return {
    groups: [newOrganisations, changed],
    rows: register.sites.length,
    unchanged: sites.length - changed.length,
    errors: [],
    notes: notesOf(register, municipalityOf, standing),
  };
}

const BASIS = 'import default';

function planSite(
  row: SiteRow,
  cluster: string,
  orgId: string,
  known: { stream: string; state: SiteState } | undefined,
  id: NameId,
): PlannedSubject {
  const subject = known ? subjectOf(known.stream) : id('sit', row.eutlId);
  const from = `${row.emissions[0]?.year ?? 2005}-01-01`;
  const commands: Command[] = [];
  if (!known) {
    const { name, address, point, offshore, sector } = row;
    commands.push(
      {
        type: 'RegisterSite',
        subject,
        data: { orgId, name, address, point, location: offshore ? 'OFFSHORE' : 'ONSHORE', sector },
      },
      { type: 'SetEtsStatus', subject, data: { ets: 'ETS1', eutlId: row.eutlId, from } },
      { type: 'AssignCluster', subject, data: { cluster, basis: BASIS, from } },
    );
  }
  const years = row.emissions.filter(({ year, t }) => known?.state.emissions[year]?.value !== t);
  if (years.length > 0) {
    const basis = Object.fromEntries(
      years.flatMap(({ year }) => {
        const command = known?.state.emissions[year]?.command;
        return command === undefined ? [] : [[`emissions.${year}`, command]];
      }),
    );
    commands.push({ type: 'ReportVerifiedEmissions', subject, data: { sourceRef: 'EUTL', years }, basis });
  }
  return { key: row.eutlId, commands };
}

/** Of several names under one KvK number the one that most installations carry, then the first by alphabet. */
function nameOfHolder(sites: readonly SiteRow[]): string {
  const names = [...Map.groupBy(sites, (site) => site.holder)];
  return names.sort(([a, x], [b, y]) => y.length - x.length || a.localeCompare(b))[0]?.[0] ?? '';
}

function notesOf(
  { sites, year, leftOut }: RegisterRead,
  municipalityOf: (site: SiteRow) => string | undefined,
  { resRegions }: StandingSites,
): ImportPlan['notes'] {
  const tonnes = (some: readonly SiteRow[]): number =>
    some.reduce((sum, site) => sum + (site.emissions.find((one) => one.year === year)?.t ?? 0), 0);
  const cluster6 = sites.filter((site) => clusterOf({ ...site, municipality: municipalityOf(site) }) === 'CLUSTER_6');
  const regions = resRegions();
  const placed = sites.flatMap((site) =>
    site.point ? [{ site, at: placePoint(site.point, regions, COAST_TOLERANCE_KM) }] : [],
  );
  return {
    counts: 'ETS installations with a figure for the year; not the production sites of the letter to parliament',
    year,
    installations: sites.length,
    emissionsT: tonnes(sites),
    trueZeros: sites
      .filter((site) => site.emissions.find((one) => one.year === year)?.t === 0)
      .map((site) => site.eutlId),
    holders: new Set(sites.map((site) => site.kvk)).size,
    cluster6: { installations: cluster6.length, emissionsT: tonnes(cluster6) },
    offshore: sites.filter((site) => site.offshore).map((site) => site.eutlId),
    placedInRes: placed.filter(({ at }) => at !== undefined).length,
    nearestInRes: placed.flatMap(({ site, at }) =>
      at?.how === 'nearest'
        ? [
            {
              eutlId: site.eutlId,
              name: site.name,
              region: regions.find((one) => one.id === at.id)?.name,
              km: Math.round(at.km * 100) / 100,
            },
          ]
        : [],
    ),
    inNoRes: regions.length === 0 ? [] : placed.filter(({ at }) => at === undefined).map(({ site }) => site.eutlId),
    withoutNace: sites.filter((site) => site.nace === undefined).map((site) => site.eutlId),
    leftOut: {
      stationaryWithoutFigure: leftOut.stationaryWithoutFigure.length,
      aircraftOperators: leftOut.aircraftOperators.length,
      ids: [...leftOut.stationaryWithoutFigure, ...leftOut.aircraftOperators],
    },
  };
}
