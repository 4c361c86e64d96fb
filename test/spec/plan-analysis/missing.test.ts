import { describe, expect, test } from 'vitest';
import { calculatePlan } from '../../../projections/plan-analysis/calculate.ts';
import { id } from '../given.ts';
import { contract, factsOf, gas, load, orgOf, PLAN, siteOf, tableOf, type Member } from './plan-of.ts';
import type { DetailValue } from '../../../events/details.ts';

/** What is missing of a plan, as `input reason subject.field`; nothing may be calculated meanwhile. */
function missing(kind: string, fields: Record<string, DetailValue>, members: Member[]): string[] {
  const { lines, figures, refused } = calculatePlan(factsOf(tableOf(kind, fields, members)));
  expect(figures).toEqual([]);
  expect(refused).toBeUndefined();
  return lines.flatMap(({ input, missing, optional }) =>
    missing && !optional
      ? [`${input} ${missing.reason} ${missing.at.subject}${missing.at.field ? `.${missing.at.field}` : ''}`]
      : [],
  );
}

describe('a plan of which something is missing says what, and where it is filled in', () => {
  test('shared heat', () => {
    expect(
      missing('SHARED_HEAT', {}, [
        { role: 'SOURCE', site: [] },
        { role: 'SINK', site: [] },
      ]),
    ).toEqual([
      `requiredC FIELD_EMPTY ${PLAN}.requiredTemperatureC`,
      `offeredMW NO_HEAT_OFFER ${siteOf(1)}`,
      `heatPeakMW NO_PROCESS_HEAT ${siteOf(2)}`,
      `supplyC FIELD_EMPTY ${PLAN}.supplyTemperatureC`,
      `returnC FIELD_EMPTY ${PLAN}.returnTemperatureC`,
      `crowKm FIELD_EMPTY ${PLAN}.crowDistanceKm`,
    ]);
  });
  test('a group without contract, profile or consent', () => {
    const members = [{ site: [contract(3)] }, { site: [load('file_x', 2)] }];
    expect(missing('JOINT_GRID_GTO', {}, members)).toEqual([
      `contractMW NO_CONTRACT ${siteOf(2)}`,
      `profile NO_CONSENT ${orgOf(1)}`,
      `profile NO_CONSENT ${orgOf(2)}`,
    ]);
  });
  test('hubs, pool and collection', () => {
    expect(missing('HYDROGEN_HUB', { routeLengthKm: 3 }, [{ site: [gas(10)] }])).toEqual([
      `fullLoadHours NO_PROCESS_HEAT ${siteOf(1)}`,
      `carbonType FIELD_EMPTY ${PLAN}.carbonType`,
    ]);
    expect(missing('GREEN_GAS_HUB', {}, [{}])).toEqual([
      `digesterNm3PerHour FIELD_EMPTY ${PLAN}.digesterNm3PerHour`,
      `gasMWh NO_SITE ${PLAN}`,
    ]);
    const flex = { type: 'FlexPotentialStated', data: { type: 'SHED', MW: 1, maxHours: 2, calls: 3 } };
    expect(missing('FLEX_POOL', { flexMW: 1, maxHours: 1, callsPerYear: 1 }, [{ site: [flex] }, { site: [] }])).toEqual(
      [`flexEURPerMWh NO_FLEX_PRICE ${siteOf(1)}`, `siteFlexMW NO_FLEXIBILITY ${siteOf(2)}`],
    );
    expect(missing('CO2_COLLECTION', { captureTonnesPerYear: 5 }, [{}])).toEqual([
      `fossilShare FIELD_EMPTY ${PLAN}.fossilShare`,
      `conditioning FIELD_EMPTY ${PLAN}.conditioning`,
      `heatSource FIELD_EMPTY ${PLAN}.heatSource`,
    ]);
  });
});

test('what is typed and not sent counts, and is told as such', () => {
  const fields = { captureTonnesPerYear: 90_000, fossilShare: 0.5, conditioning: 'COMPRESSION', heatSource: 'WASTE' };
  const table = tableOf('CO2_COLLECTION', fields, [{}]);
  const scope1 = (typed: Record<string, DetailValue>) =>
    calculatePlan(factsOf(table, { typed })).figures.find(({ key }) => key === 'scope1Tonnes')?.value;
  expect(scope1({})).toBe(45_000);
  expect(scope1({ fossilShare: 1 })).toBe(90_000);
  const { lines } = calculatePlan(factsOf(table, { typed: { fossilShare: 1 } }));
  expect(lines.find(({ input }) => input === 'fossilShare')?.from).toEqual({ typed: true });
});

test('out of bounds is refused with the field, and gives no number', () => {
  const fields = { captureTonnesPerYear: 0, fossilShare: 0.5, conditioning: 'COMPRESSION', heatSource: 'WASTE' };
  const { figures, refused } = calculatePlan(factsOf(tableOf('CO2_COLLECTION', fields, [{}])));
  expect(figures).toEqual([]);
  expect(refused).toMatchObject({ code: 'INPUT_ZERO', values: { field: 'co2Tonnes' } });
});

test('a group saves what its projects save, in both numbers, by the part that counts for the plan', () => {
  const table = tableOf('FLEX_POOL', { flexMW: 0, maxHours: 1, callsPerYear: 1 }, [
    { site: [{ type: 'FlexPotentialStated', data: { type: 'SHIFT', MW: 1, maxHours: 1, calls: 9, EURPerMWh: 5 } }] },
  ]);
  expect(calculatePlan(factsOf(table)).lines).toContainEqual(
    expect.objectContaining({ missing: { reason: 'NO_PROJECTS', at: { subject: PLAN } } }),
  );
  const entry = <T>(value: T) => ({
    value,
    from: '2020-01-01',
    event: 'e',
    index: 3,
    command: 'c',
    by: 'b',
    organisation: 'o',
    at: 't',
  });
  table.streams[`project-${id('prj').slice(4)}`] = {
    ...{ exists: true, phase: 'FID', siteId: siteOf(1), attributions: { [PLAN]: entry(0.5) } },
    reduction: [entry({ t2030: 1_000, t2035: 4_000, t2040: 4_000 })],
    details: { reductionSystemT2035: [entry(-200)] },
  } as never;
  const said = Object.fromEntries(calculatePlan(factsOf(table)).figures.map(({ key, value }) => [key, value]));
  expect(said).toMatchObject({ scope1Tonnes: 2_000, systemTonnes: -100 });
});
