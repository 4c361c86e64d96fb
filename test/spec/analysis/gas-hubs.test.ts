import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceKm } from '../../../projections/analysis/distance.ts';
import { greenGasHub } from '../../../projections/analysis/green-gas-hub.ts';
import { hydrogenClusters } from '../../../projections/analysis/hydrogen/hydrogen-clusters.ts';
import { hydrogenHub } from '../../../projections/analysis/hydrogen/hydrogen-hub.ts';
import { ask, expectNear, expectRefused } from './ask.ts';

const hub = {
  ...{ gasGWh: [20, 45, 12], fullLoadHours: [6000, 7500, 4000], crowKm: 14, detourFactor: 1.3 },
  ...{ pipeEURPerKm: 1e6, interestRate: 0.06, lifetimeYears: 40, hydrogenEURPerMWh: 107.31, gasEURPerMWh: 53.23 },
  ...{ etsEURPerTonne: 75, etsShare: 1, hydrogenTonnesPerMWh: 0, trailerTonnes: 1 },
};

describe('a hydrogen hub', () => {
  test.each([[[1]], [[20]], [[20, 45, 12]], [[0, 33]], [[400, 250, 90, 10]]])(
    '%j GWh by way of kilowatt-hours per kilogram',
    (gasGWh) => {
      const answer = ask(hydrogenHub, { ...hub, gasGWh, fullLoadHours: gasGWh.map(() => 5000) });
      const GWh = gasGWh.reduce((sum, one) => sum + one, 0);
      // 120.1 MJ/kg is 33.3611 kWh/kg.
      expectNear(answer.hydrogenTonnesPerYear, (GWh * 1e6) / (120.1 / 3.6) / 1000);
      expectNear(answer.peakKgPerHour, (answer.hydrogenTonnesPerYear * 1000) / 5000);
      expectNear(answer.transportEURPerMWh, answer.transportEURPerKg / (120.1 / 3600), 1e-9);
      expectNear(answer.trailersPerDay * 365, answer.hydrogenTonnesPerYear);
      // The gap closed by a price of emissions is the abatement cost.
      const closed = ask(hydrogenHub, {
        ...hub,
        gasGWh,
        fullLoadHours: gasGWh.map(() => 5000),
        etsEURPerTonne: Math.min(1000, answer.abatementCostEURPerTonne),
      });
      if (answer.abatementCostEURPerTonne < 1000) expect(Math.abs(closed.gapEURPerMWh)).toBeLessThan(1e-6);
    },
  );

  test('farther costs more, a grid behind the hydrogen saves the system less, and trailers end at four a day', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 200, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (crowKm, grid) => {
          const here = ask(hydrogenHub, { ...hub, crowKm });
          const farther = ask(hydrogenHub, { ...hub, crowKm: crowKm + 1, hydrogenTonnesPerMWh: grid });
          expect(farther.gapEURPerMWh).toBeGreaterThan(here.gapEURPerMWh);
          expect(farther.systemTonnesPerYear).toBeLessThan(here.systemTonnesPerYear);
          expect(here.systemTonnesPerYear).toBe(here.scope1TonnesPerYear);
        },
      ),
    );
    const atFour = (4 * 365 * 120.1) / 3.6 / 1000;
    expect(ask(hydrogenHub, { ...hub, gasGWh: [atFour - 0.001], fullLoadHours: [5000] }).trailerModeFeasible).toBe(
      true,
    );
    expect(ask(hydrogenHub, { ...hub, gasGWh: [atFour + 0.001], fullLoadHours: [5000] }).trailerModeFeasible).toBe(
      false,
    );
    expect(ask(hydrogenHub, { ...hub, sectionYear: 2031 }).availableYear).toBe(2033);
    expect(ask(hydrogenHub, { ...hub, gasGWh: [33], fullLoadHours: [5000] }).largeEnough).toBe(false);
  });

  test.each([
    [{ ...hub, fullLoadHours: [6000, 7500] }, 'LENGTHS_DIFFER', 'fullLoadHours'],
    [{ ...hub, fullLoadHours: [6000, 0, 4000] }, 'INPUT_ZERO', 'fullLoadHours.1'],
    [{ ...hub, fullLoadHours: [6000, 9000, 4000] }, 'INPUT_TOO_LARGE', 'fullLoadHours.1'],
    [{ ...hub, gasGWh: [0, 0, 0] }, 'NOTHING_ASKED', 'gasGWh'],
    [{ ...hub, etsShare: 1.1 }, 'INPUT_TOO_LARGE', 'etsShare'],
    [{ ...hub, trailerTonnes: 0 }, 'INPUT_ZERO', 'trailerTonnes'],
    [{ ...hub, crowKm: Number.NaN }, 'INPUT_NOT_A_NUMBER', 'crowKm'],
  ])('%# is refused as %s', (input, code, field) => expectRefused(hydrogenHub, input, code, field));
});

describe('clusters for hydrogen', () => {
  const site = fc.record({
    latitude: fc.double({ min: 51.2, max: 53.2, noNaN: true }),
    longitude: fc.double({ min: 4, max: 6.8, noNaN: true }),
    gasGWh: fc.integer({ min: 0, max: 90 }),
  });

  test('are as when every pair of sites is looked at, over and over', () => {
    fc.assert(
      fc.property(fc.array(site, { maxLength: 60 }), (list) => {
        const sites = list.map((one, at) => ({ id: `S${at}`, ...one }));
        const label = sites.map((_, at) => at);
        for (let changed = true; changed;) {
          changed = false;
          for (const [a, one] of sites.entries())
            for (const [b, two] of sites.entries())
              if (label[a]! < label[b]! && distanceKm(one, two) <= 10) {
                label[b] = label[a]!;
                changed = true;
              } else if (label[a]! > label[b]! && distanceKm(one, two) <= 10) {
                label[a] = label[b]!;
                changed = true;
              }
        }
        const expected = [...new Set(label)].map((of) => sites.filter((_, at) => label[at] === of).map(({ id }) => id));
        const { clusters } = ask(hydrogenClusters, { sites });
        expect(clusters.map((one) => one.sites.join()).sort()).toEqual(expected.map((one) => one.join()).sort());
        const tonnes = sites.reduce((sum, one) => sum + (one.gasGWh * 3600) / 120.1, 0);
        expect(clusters.reduce((sum, one) => sum + one.hydrogenTonnesPerYear, 0)).toBeCloseTo(tonnes, 6);
      }),
      { numRuns: 60 },
    );
  });

  test('a site twice is refused', () => {
    const one = { id: 'A', latitude: 52, longitude: 5, gasGWh: 3 };
    expectRefused(hydrogenClusters, { sites: [one, one] }, 'TWICE', 'sites.1.id');
    expectRefused(hydrogenClusters, { sites: [{ ...one, latitude: 0 }] }, 'INPUT_ZERO', 'sites.0.latitude');
  });
});

test.each([
  [52.3702, 4.8952, 51.9244, 4.4777, 57.4],
  [52.0907, 5.1214, 53.2194, 6.5665, 159],
  [50.8514, 5.691, 53.2194, 6.5665, 270],
  [52, 5, 52, 6, 68.46],
  [52, 5, 53, 5, 111.19],
])('from %d, %d to %d, %d are about %d km', (latitude, longitude, toLatitude, toLongitude, km) => {
  const found = distanceKm({ latitude, longitude }, { latitude: toLatitude, longitude: toLongitude });
  expect(Math.abs(found - km)).toBeLessThan(0.015 * km);
});

describe('a green-gas hub', () => {
  const gas = { biogasNm3: 6e6, methaneShare: 0.55, upgradeEfficiency: 0.99, demandGWh: 77, chainTonnesPerMWh: 0.03 };

  test.each([1e5, 1e6, 6e6, 4.2e7, 2.3e8])('%d Nm3 of biogas: methane in is methane out', (biogasNm3) => {
    const answer = ask(greenGasHub, { ...gas, biogasNm3 });
    const methane = biogasNm3 * 0.55 * 0.99;
    expectNear(answer.energyGWh, (methane * 35.8) / 3.6e6);
    expectNear(answer.greenGasNm3 * 31.65, methane * 35.8);
    expectNear(answer.guaranteesOfOrigin / (answer.energyGWh * 1000), 35.17 / 31.65);
    expectNear(answer.scope1TonnesPerYear, answer.greenGasNm3 * 0.001788225);
    expectNear(answer.coverage * 77, answer.energyGWh);
  });

  test('what the letter says of the obligation', () => {
    const answer = ask(greenGasHub, gas);
    expectNear(answer.shareOfObligation, 0.00462, 1e-3);
    expectNear(answer.parityPremiumEURPerNm3, 1.575);
    expect(ask(greenGasHub, { ...gas, chainTonnesPerMWh: undefined }).systemTonnesPerYear).toBe(
      answer.scope1TonnesPerYear,
    );
  });

  test('more of anything good never gives less', () => {
    const part = fc.double({ min: 0.05, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(part, part, (methaneShare, upgradeEfficiency) => {
        const here = ask(greenGasHub, { ...gas, methaneShare, upgradeEfficiency });
        expect(
          ask(greenGasHub, { ...gas, methaneShare: methaneShare + 0.1, upgradeEfficiency }).greenGasNm3,
        ).toBeGreaterThan(here.greenGasNm3);
        expect(here.systemTonnesPerYear).toBeLessThan(here.scope1TonnesPerYear);
      }),
    );
  });

  test.each([
    [{ ...gas, methaneShare: 55 }, 'INPUT_TOO_LARGE', 'methaneShare'],
    [{ ...gas, demandGWh: 0 }, 'INPUT_ZERO', 'demandGWh'],
    [{ ...gas, biogasNm3: undefined }, 'INPUT_MISSING', 'biogasNm3'],
    [{ ...gas, biogasNm3: -6 }, 'INPUT_NEGATIVE', 'biogasNm3'],
  ])('%# is refused as %s', (input, code, field) => expectRefused(greenGasHub, input, code, field));
});
