import { refuse, type Decision } from './decision.ts';

/** What flows through infrastructure, and the unit in which each is asked for and offered (domain.md A.4, I24). */
export const carriers = ['ELECTRICITY', 'HYDROGEN', 'HEAT', 'CO2', 'GREEN_GAS'] as const;
export type Carrier = (typeof carriers)[number];

export const flowUnits = ['MW', 't/h', 'Nm3/h'] as const;
export type FlowUnit = (typeof flowUnits)[number];

export const unitOf: Readonly<Record<Carrier, FlowUnit>> = {
  ELECTRICITY: 'MW',
  HYDROGEN: 'MW',
  HEAT: 'MW',
  CO2: 't/h',
  GREEN_GAS: 'Nm3/h',
};

/** I24: refused when the unit does not fit the carrier. */
export function unitMismatch(carrier: Carrier, unit: string): Decision | undefined {
  const fits = unitOf[carrier];
  return unit === fits ? undefined : refuse('UNIT_MISMATCH', { unit, carrier, fits });
}
