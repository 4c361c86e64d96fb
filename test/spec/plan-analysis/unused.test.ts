import { expect, test } from 'vitest';
import { calculatePlan } from '../../../projections/plan-analysis/calculate.ts';
import { forViewer } from '../../../projections/plan-analysis/for-viewer.ts';
import { snapshotOutputs } from '../../../projections/plan-analysis/snapshot.ts';
import { given, id, type Happened } from '../given.ts';
import { consent, contract, factsOf, load, orgOf, profileOf, siteOf, tableOf } from './plan-of.ts';

/** Use it or lose it, of who uses how much of what: told to each of himself alone. */

const YEAR = 8_760;
const AREA = id('inf', 3);
const inArea = (offtakeMW: number): Happened => {
  const { type, data } = contract(offtakeMW);
  return { type, data: { ...data, offtakeAreaId: AREA } };
};
const atPeak = (MW: number, hours = YEAR): number[] => Array.from({ length: hours }, (_, hour) => (hour === 7 ? MW : 0.1)); // prettier-ignore

function group(status: string | undefined, sites: readonly { contract: Happened; MW: readonly number[] }[]) {
  const members = sites.map(({ contract, MW }, n) => ({
    consents: [consent()],
    site: [contract, load(`file_${n}`, Math.max(...MW))],
  }));
  const table = tableOf('JOINT_GRID_GTO', {}, members);
  const area = { kind: 'GRID_AREA', name: 'MS', operatorId: orgOf(9), geometry: null };
  const declared: Happened[] =
    status === undefined ? [] : [{ type: 'CongestionStatusChanged', data: { direction: 'OFFTAKE', new: status } }];
  table.streams[`infrastructure-${AREA.slice(4)}`] = given(
    AREA,
    { type: 'InfrastructureRegistered', data: area },
    ...declared,
  ).state as never;
  const read = (file: string) => profileOf(sites[Number(file.slice(5))]?.MW ?? []);
  return calculatePlan(factsOf(table, { profile: read, on: '2030-01-01' }));
}
const unused = (calculation: ReturnType<typeof calculatePlan>) => calculation.members?.map((one) => one.unused);

test('who leaves 1 MW or half of his contract may lose it, where there is a shortage', () => {
  const sites = [
    { contract: inArea(5), MW: atPeak(3.5) },
    { contract: inArea(5), MW: atPeak(4.5) },
    { contract: inArea(1.2), MW: atPeak(0.6) },
  ];
  expect(unused(group('RED', sites))).toEqual([
    { usedMW: 3.5, unusedMW: 1.5, mayBeCut: true },
    { usedMW: 4.5, unusedMW: 0.5, mayBeCut: false },
    { usedMW: 0.6, unusedMW: 0.6, mayBeCut: true },
  ]);
  expect(unused(group('AMBER', sites))?.map((one) => one?.mayBeCut)).toEqual([false, false, false]);
});

test('nothing is said where it is not known how the net is, and nothing certain of less than a year', () => {
  const sites = [{ contract: contract(5), MW: atPeak(1) }];
  expect(unused(group('RED', sites))).toEqual([undefined]);
  expect(unused(group(undefined, [{ contract: inArea(5), MW: atPeak(1) }]))).toEqual([undefined]);
  expect(unused(group('RED', [{ contract: inArea(5), MW: atPeak(1, 24) }]))).toMatchObject([{ mayBeCut: null }]);
});

test('each reads what he himself does not use; what is recorded for all holds nobody’s', () => {
  const canary = 1.234567;
  const calculation = group('RED', [
    { contract: inArea(5), MW: atPeak(2) },
    { contract: inArea(5), MW: atPeak(5 - canary) },
    { contract: inArea(5), MW: atPeak(2) },
    { contract: inArea(5), MW: atPeak(2) },
  ]);
  expect(JSON.stringify(calculation)).toContain(String(canary));
  const shown = forViewer(calculation, [siteOf(1)]);
  expect(shown.members).toMatchObject([{ of: siteOf(1), unused: { unusedMW: 3, mayBeCut: true } }]);
  expect(JSON.stringify(shown)).not.toContain('1.2345');
  expect(JSON.stringify(snapshotOutputs(calculation))).not.toContain('1.2345');
});
