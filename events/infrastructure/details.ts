import { booleanField, choiceField, numberField, textField, type DetailFields } from '../details.ts';
import type { FlowUnit } from '../carriers.ts';

/** Kinds of infrastructure, the unit in which each publishes its capacity, and its plain fields (domain.md A.5). */
export const infrastructureKinds = ['GRID_AREA', 'H2_SECTION', 'CO2_LINK', 'GAS_ZONE', 'HEAT_NETWORK'] as const;
export type InfrastructureKind = (typeof infrastructureKinds)[number];

export const capacityUnit: Readonly<Record<InfrastructureKind, FlowUnit>> = {
  GRID_AREA: 'MW',
  H2_SECTION: 'MW',
  CO2_LINK: 't/h',
  GAS_ZONE: 'Nm3/h',
  HEAT_NETWORK: 'MW',
};

const common = { name: textField(2, 160) } satisfies DetailFields;

export const infrastructureFields: Readonly<Record<InfrastructureKind, DetailFields>> = {
  GRID_AREA: { ...common, voltageKV: numberField('kV', 0.4, 380), shortCode: textField(1, 40) },
  H2_SECTION: { ...common, capacityMW: numberField('MW', 0, 100_000) },
  CO2_LINK: {
    ...common,
    mode: choiceField('PIPE', 'SHIP', 'TRUCK', 'RAIL'),
    capacityMtPerYear: numberField('Mt/jr', 0, 100),
    openAccess: booleanField,
  },
  GAS_ZONE: {
    ...common,
    pressureBar: numberField('bar', 0, 100),
    feedInNm3PerHour: numberField('Nm3/h', 0, 1e7),
    greenGasNm3PerYear: numberField('Nm3/jr', 0, 1e10),
  },
  HEAT_NETWORK: {
    ...common,
    capacityMW: numberField('MW', 0, 10_000),
    supplyTemperatureC: numberField('°C', 20, 250),
    returnTemperatureC: numberField('°C', 5, 200),
    lengthKm: numberField('km', 0, 1000),
  },
};
