import { describe, expect, test } from 'vitest';
import { PARAMETERS_SUBJECT } from '../../../events/parameter/decide.ts';
import type { ParameterState } from '../../../events/parameter/state.ts';
import { emissions } from '../../../projections/analysis/emissions.ts';
import { run } from '../../../projections/analysis/calculation.ts';
import { defaultParameters } from '../../../projections/analysis/default-parameters.ts';
import { parametersOn } from '../../../projections/analysis/parameters.ts';
import { parameterPayloads } from '../../../events/parameter/events.ts';
import { sequence } from '../sequence.ts';
import { ask, expectNear } from './ask.ts';

const gas = { gasNm3: 1e6, heatPumpCOP: 2.7, gridTonnesPerMWh: 0.3 };
const factor = { key: 'gas.emissionFactor', value: 57, unit: 'kg/GJ', validFrom: '2027-01-01', sourceRef: 'RVO 2027' };

function setTo(...parameters: object[]): ParameterState {
  const all = sequence<ParameterState>(PARAMETERS_SUBJECT);
  for (const parameter of parameters) all.give('SetParameter', { ...factor, ...parameter });
  return all.state();
}

describe('parameters', () => {
  test('hold from their day on, and a result names the version and the moment', () => {
    const state = setTo({}, { value: 58, validFrom: '2029-01-01' });
    const on = (day: string) => ask(emissions, gas, parametersOn(state, day, 12));
    expectNear(on('2026-12-31').scope1Tonnes, 31_650 * 0.0565);
    expectNear(on('2028-06-01').scope1Tonnes, 31_650 * 0.057);
    expectNear(on('2029-01-01').scope1Tonnes, 31_650 * 0.058);
    expect(on('2026-12-31')).toMatchObject({ parameterVersion: 2, logIndex: 12 });
  });

  test.each([
    [{ unit: 't/MWh' }, '57 t/MWh'],
    [{ value: 'unknown' }, 'unknown kg/GJ'],
    [{ value: -3 }, '-3 kg/GJ'],
    [{ value: 5_700 }, '5700 kg/GJ'],
    [{ value: true }, 'true kg/GJ'],
  ])('%j does not fit: nothing is calculated with it', (over, given) => {
    const answer = run(emissions, gas, parametersOn(setTo(over), '2028-01-01', 12));
    expect(answer).toEqual({
      refused: { code: 'PARAMETER_UNFIT', values: { key: 'gas.emissionFactor', given, fill: '≥ 0, ≤ 200 kg/GJ' } },
    });
    const other = run(emissions, gas, parametersOn(setTo({ ...over, key: 'lpg.emissionFactor' }), '2028-01-01', 12));
    expect(other).not.toHaveProperty('refused');
  });

  test('each can be set as it is: its key, its unit and a source, within its own range', () => {
    for (const [key, { value, unit, least, most, source }] of Object.entries(defaultParameters)) {
      const event = { key, value, unit, validFrom: '2026-01-01', sourceRef: source };
      expect(parameterPayloads.ParameterSet.safeParse(event).success, key).toBe(true);
      expect(value >= least && value <= most, key).toBe(true);
    }
  });
});
