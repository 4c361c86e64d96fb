import { booleanField, choiceField, numberField, textField, type DetailFields } from '../details.ts';

/** The plain fields of a plan, per kind: one table for schema, decider, form and history (domain.md A.6). */

export const planKinds = [
  'SHARED_HEAT',
  'JOINT_GRID_GTO',
  'JOINT_GRID_CABLE_POOLING',
  'HYDROGEN_HUB',
  'GREEN_GAS_HUB',
  'FLEX_POOL',
  'CO2_COLLECTION',
] as const;
export type PlanKind = (typeof planKinds)[number];

const common = { title: { ...textField(3, 120), required: true } } satisfies DetailFields;

const sharedHeat = {
  /** Temperature at which the sources deliver. */
  sourceTemperatureC: numberField('°C', 20, 600),
  /** Temperature that the sinks need. */
  requiredTemperatureC: numberField('°C', 20, 600),
  /** Temperature lost over one heat exchanger; there is one at each end. */
  exchangerDeltaK: numberField('K', 0, 50),
  upgradeHeatPump: booleanField,
  supplyTemperatureC: numberField('°C', 20, 250),
  returnTemperatureC: numberField('°C', 5, 200),
  routeLengthKm: numberField('km', 0, 200),
  crowDistanceKm: numberField('km', 0, 150),
  pipeDN: numberField('DN', 20, 1200),
  backupMW: numberField('MW', 0, 1000),
  /** Most that the sinks take at once: the backup must carry it when a source is out. */
  sinkPeakMW: numberField('MW', 0, 1000),
  lossHours: numberField('h/jr', 0, 8784),
} satisfies DetailFields;

const jointGrid = {
  /** Name of the legal entity that holds the contract of the group. */
  legalEntity: textField(2, 160),
  /** Supplier of the energy management system that keeps the group within its capacity. */
  emsSupplier: textField(2, 160),
  groupCapacityRequestedMW: numberField('MW', 0, 10_000),
  groupFeedInRequestedMW: numberField('MW', 0, 10_000),
} satisfies DetailFields;

const cablePooling = {
  sharedConnectionMVA: numberField('MVA', 0, 10_000),
  primaryParty: textField(2, 160),
  secondaryParty: textField(2, 160),
  legalBasis: choiceField('ENERGIEWET', 'ELEKTRICITEITSWET_1998'),
  windMW: numberField('MW', 0, 10_000),
  solarMW: numberField('MW', 0, 10_000),
  /** Of the old law only wind and solar on land may share a connection. */
  otherGenerationMW: numberField('MW', 0, 10_000),
} satisfies DetailFields;

const hydrogenHub = {
  supplyMode: choiceField('PIPE', 'TRAILER', 'LOCAL_ELECTROLYSIS'),
  /** The section of the backbone that feeds it (inf_…). */
  sectionId: textField(40, 40),
  carbonType: choiceField('RENEWABLE', 'LOW_CARBON'),
  demandMWhPerYear: numberField('MWh/jr', 0, 1e8),
  peakMW: numberField('MW', 0, 10_000),
  routeLengthKm: numberField('km', 0, 200),
  electrolyserMW: numberField('MW', 0, 10_000),
} satisfies DetailFields;

const greenGasHub = {
  feedstock: textField(2, 160),
  feedstockTonnesPerYear: numberField('t/jr', 0, 1e8),
  digesterNm3PerHour: numberField('Nm3/h', 0, 1e6),
  upgraderNm3PerHour: numberField('Nm3/h', 0, 1e6),
  feedInPoint: textField(2, 160),
  guaranteesOfOriginUse: choiceField('OWN_USE', 'SOLD', 'BLENDING_OBLIGATION'),
} satisfies DetailFields;

const flexPool = {
  contractType: choiceField('CBC', 'REDISPATCH'),
  /** Congestion service provider; a group needs one for a capacity-limiting contract. */
  congestionServiceProvider: textField(2, 160),
  flexMW: numberField('MW', 0, 10_000),
  maxHours: numberField('h', 0, 168),
  callsPerYear: numberField('1/jr', 0, 8784),
  storageMWh: numberField('MWh', 0, 1e6),
} satisfies DetailFields;

const co2Collection = {
  captureTonnesPerYear: numberField('t/jr', 0, 1e8),
  fossilShare: numberField('1', 0, 1),
  conditioning: choiceField('COMPRESSION', 'LIQUEFACTION'),
  mode: choiceField('PIPE', 'SHIP', 'TRUCK', 'RAIL'),
  /** The link to a store (inf_…) and the distance to it. */
  sinkLinkId: textField(40, 40),
  distanceKm: numberField('km', 0, 1000),
  heatSource: choiceField('WASTE', 'GAS', 'ELECTRIC'),
} satisfies DetailFields;

export const detailFields: Readonly<Record<PlanKind, DetailFields>> = {
  SHARED_HEAT: { ...common, ...sharedHeat },
  JOINT_GRID_GTO: { ...common, ...jointGrid },
  JOINT_GRID_CABLE_POOLING: { ...common, ...cablePooling },
  HYDROGEN_HUB: { ...common, ...hydrogenHub },
  GREEN_GAS_HUB: { ...common, ...greenGasHub },
  FLEX_POOL: { ...common, ...flexPool },
  CO2_COLLECTION: { ...common, ...co2Collection },
};

/** Kinds whose members share one part of the grid: same operator, same area (I3). */
export const sharesGrid: ReadonlySet<PlanKind> = new Set(['JOINT_GRID_GTO', 'FLEX_POOL']);
/** Kinds that may be one of the one or two pilots with other carriers. */
export const pilotKinds: ReadonlySet<PlanKind> = new Set(['HYDROGEN_HUB', 'GREEN_GAS_HUB']);

/** Heat exchanger loss where a plan names none, in K (assumption; a versioned parameter later). */
export const DEFAULT_EXCHANGER_DELTA_K = 5;
