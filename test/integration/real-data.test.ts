import { existsSync, readFileSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { geoArea } from 'd3-geo';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { subjectOf } from '../../events/ids.ts';
import { boundaryOf, type RegionState } from '../../events/region/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { turnedForD3 } from '../../projections/where/geometry.ts';
import type { Core } from '../../server/composition/core.ts';
import { importFormats } from '../../server/composition/import-formats.ts';
import type { ImportParts, ImportReport } from '../../server/exchange/import-run.ts';
import { Imports } from '../../server/exchange/imports.ts';
import { signedArea } from '../../server/exchange/regions/dissolve.ts';
import { readMunicipalities } from '../../server/exchange/regions/municipalities.ts';
import { factsAt, nationalFigures } from '../../server/http/figures.ts';
import { coreAt, freshDirectory } from './core-harness.ts';

/** The real files lie beside the project and are no part of it. */
const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const present = existsSync(join(data, 'ets_nl')) && existsSync(join(data, 'geo_nl'));
if (!present) console.warn('left out: the import of real regions and installations, as ../shared/data is not there');

const parts = (files: Record<string, string>): ImportParts =>
  Object.fromEntries(
    Object.entries(files).map(([part, file]) => [part, { name: file, text: readFileSync(join(data, file), 'utf8') }]),
  );
const regionFiles = () =>
  parts({ municipalities: 'geo_nl/gemeente_2025.geojson', table: 'geo_nl/gemeente_2025_regions.csv' });
const siteFiles = () =>
  parts({
    installations: 'ets_nl/eutl_installations_NL_raw.csv',
    coordinates: 'ets_nl/eutl_coordinates_NL.csv',
    nace: 'ets_nl/eutl_nace_NL.csv',
    codes: 'ets_nl/nace_rev2_codes.csv',
  });

function importsOf(core: Core, dataDir: string): Imports {
  const { commands, readModels, seed } = core;
  return new Imports({
    dataDir,
    commands,
    readModels,
    formats: importFormats(readModels, seed, dataDir),
    now: Date.now,
    random: randomBytes,
  });
}

describe.skipIf(!present)('real regions and installations', () => {
  const directory = freshDirectory();
  let core: Core;
  let regions: ImportReport;
  let sites: ImportReport;

  beforeAll(async () => {
    core = await coreAt(directory);
    regions = await importsOf(core, directory).run('regions', regionFiles(), { dryRun: false });
    sites = await importsOf(core, directory).run('eutl', siteFiles(), { dryRun: false });
  });
  afterAll(async () => {
    await core.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const regionStates = () =>
    core.readModels
      .streams('region')
      .map((stream) => ({ id: subjectOf(stream), ...(core.readModels.state(stream) as RegionState) }));
  const siteStates = () => core.readModels.streams('site').map((stream) => core.readModels.state(stream) as SiteState);

  test('12 provinces, 30 RES and 40 COROP regions', () => {
    expect(regions).toMatchObject({
      ok: true,
      written: 82,
      notes: { provinces: 12, resRegions: 30, coropRegions: 40, municipalities: 342 },
    });
    expect(regionStates()).toHaveLength(82);
  });

  test('each has the area of its municipalities, lies in the Netherlands and covers no hemisphere once turned', () => {
    const { municipalities } = readMunicipalities(regionFiles()['municipalities']?.text ?? '');
    const area = new Map(
      municipalities.map(({ code, geometry }) => [
        code,
        geometry.coordinates.flat().reduce((sum, ring) => sum + signedArea(ring), 0),
      ]),
    );
    for (const region of regionStates()) {
      const geometry = boundaryOf(region);
      if (!geometry) throw new Error(`${region.name} has no outline`);
      const own = geometry.coordinates.flat().reduce((sum, ring) => sum + signedArea(ring), 0);
      expect(own).toBeCloseTo(
        region.municipalityCodes.reduce((sum, code) => sum + (area.get(code) ?? 0), 0),
        6,
      );
      expect(geoArea(geometry)).toBeGreaterThan(2 * Math.PI);
      expect(geoArea(turnedForD3(geometry))).toBeLessThan(0.01);
      for (const [x, y] of geometry.coordinates.flat(2)) {
        expect(x > 3.2 && x < 7.3 && y > 50.7 && y < 53.7).toBe(true);
      }
    }
  });

  test('330 installations with 68,507,322 t in 2022, two of them a true zero; the rest is named as left out', () => {
    expect(sites).toMatchObject({
      ok: true,
      rows: 330,
      notes: {
        installations: 330,
        emissionsT: 68_507_322,
        trueZeros: ['NL-176', 'NL-210396'],
        holders: 229,
        leftOut: { stationaryWithoutFigure: 324, aircraftOperators: 41 },
      },
    });
    expect(siteStates()).toHaveLength(330);
    expect(core.readModels.streams('organisation')).toHaveLength(229);
  });

  test('175 of the 330 are Cluster 6, with 4.09 of 68.5 Mt, in the report and in every count', async () => {
    expect(sites.notes).toMatchObject({ cluster6: { installations: 175, emissionsT: 4_093_369 } });
    expect(nationalFigures(await factsAt(core.readModels, undefined), '2026-06-01')).toEqual({
      sites: 330,
      cluster6Sites: 175,
      emissionsT: 68_507_322,
      cluster6EmissionsT: 4_093_369,
      year: 2022,
      offshore: 14,
    });
  });

  test('fourteen platforms lie at sea, the other 316 in one RES region each, five of them in the nearest', () => {
    const offshore = siteStates().filter((site) => site.location === 'OFFSHORE');
    expect(offshore).toHaveLength(14);
    const res = regionStates()
      .filter((region) => region.kind === 'RES')
      .map((region) => region.id);
    const places = core.readModels
      .streams('site')
      .map((stream) => res.filter((id) => core.readModels.liesIn(subjectOf(stream), id)).length);
    expect(places.filter((count) => count === 1)).toHaveLength(316);
    expect(places.filter((count) => count === 0)).toHaveLength(14);
    expect(sites.notes['placedInRes']).toBe(316);
    expect(sites.notes['nearestInRes']).toEqual(
      ['NL-359', 'NL-416', 'NL-155', 'NL-206069', 'NL-206128'].map(
        (eutlId) => expect.objectContaining({ eutlId }) as unknown,
      ),
    );
  });

  test('regions without sites are there too', () => {
    const empty = regionStates().filter(
      (region) =>
        region.kind === 'RES' &&
        !core.readModels.streamsIn(`region:${region.id}`).some((stream) => stream.startsWith('site-')),
    );
    expect(empty.map((region) => region.cbsCode).sort()).toEqual(['ES19', 'ES20']);
  });

  test('again, nothing is doubled', async () => {
    const head = core.readModels.head();
    expect(await importsOf(core, directory).run('regions', regionFiles(), { dryRun: false })).toMatchObject({
      written: 0,
      unchanged: 82,
    });
    expect(await importsOf(core, directory).run('eutl', siteFiles(), { dryRun: false })).toMatchObject({
      written: 0,
      unchanged: 330,
    });
    expect(core.readModels.head()).toBe(head);
  });

  test('a file with one error writes nothing; a dry run neither', async () => {
    const head = core.readModels.head();
    const broken = siteFiles();
    const text = (broken['installations']?.text ?? '').replace('02322990', 'none');
    const report = await importsOf(core, directory).run(
      'eutl',
      { ...broken, installations: { name: 'x', text } },
      { dryRun: false },
    );
    expect(report).toMatchObject({
      ok: false,
      written: 0,
      errors: [{ code: 'KVK_UNFIT', column: 'CompanyRegistrationNo' }],
    });
    await importsOf(core, directory).run('regions', regionFiles(), { dryRun: true });
    expect(core.readModels.head()).toBe(head);
  });

  test('cut off in the middle, it is written to its end at the next start', async () => {
    const own = freshDirectory();
    const first = await coreAt(own);
    await importsOf(first, own).run('regions', regionFiles(), { dryRun: false });
    let cut = false;
    const cutting = importsOf(first, own).run('eutl', siteFiles(), {
      dryRun: false,
      onProgress: (done) => {
        if (done < 400 || cut) return;
        cut = true;
        throw new Error('cut');
      },
    });
    await expect(cutting).rejects.toThrow('cut');
    await first.stop();
    const again = await coreAt(own);
    expect(again.readModels.streams('site').length).toBeLessThan(330);
    await importsOf(again, own).rollForward();
    expect(nationalFigures(await factsAt(again.readModels, undefined), '2026-06-01')).toMatchObject({
      sites: 330,
      emissionsT: 68_507_322,
    });
    expect(again.readModels.streams('organisation')).toHaveLength(229);
    await again.stop();
  });
});
