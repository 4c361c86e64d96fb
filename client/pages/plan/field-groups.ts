import type { PlanKind } from '../../../events/plan/details.ts';

/** Fields of a plan under a heading. */
export interface FieldGroup {
  /** Key of its heading (field-texts.ts). */
  readonly key: string;
  readonly fields: readonly string[];
}

/** How the fields of each kind lie on its page; together they are all fields of the kind but the title. */
export const fieldGroups = {
  SHARED_HEAT: [
    {
      key: 'temperatures',
      fields: ['sourceTemperatureC', 'requiredTemperatureC', 'exchangerDeltaK', 'upgradeHeatPump'],
    },
    { key: 'pipe', fields: ['routeLengthKm', 'crowDistanceKm', 'pipeDN'] },
    { key: 'supply', fields: ['supplyTemperatureC', 'returnTemperatureC', 'backupMW', 'sinkPeakMW', 'lossHours'] },
  ],
  JOINT_GRID_GTO: [
    { key: 'group', fields: ['legalEntity', 'emsSupplier'] },
    { key: 'groupCapacity', fields: ['groupCapacityRequestedMW', 'groupFeedInRequestedMW'] },
  ],
  JOINT_GRID_CABLE_POOLING: [
    { key: 'connection', fields: ['sharedConnectionMVA', 'legalBasis'] },
    { key: 'parties', fields: ['primaryParty', 'secondaryParty'] },
    { key: 'generation', fields: ['windMW', 'solarMW', 'otherGenerationMW'] },
  ],
  HYDROGEN_HUB: [
    { key: 'hydrogenSupply', fields: ['supplyMode', 'sectionId', 'carbonType'] },
    { key: 'hydrogenDemand', fields: ['demandMWhPerYear', 'peakMW'] },
    { key: 'works', fields: ['routeLengthKm', 'electrolyserMW'] },
  ],
  GREEN_GAS_HUB: [
    { key: 'feedstockGroup', fields: ['feedstock', 'feedstockTonnesPerYear'] },
    { key: 'plant', fields: ['digesterNm3PerHour', 'upgraderNm3PerHour'] },
    { key: 'feedIn', fields: ['feedInPoint', 'guaranteesOfOriginUse'] },
  ],
  FLEX_POOL: [
    { key: 'contract', fields: ['contractType', 'congestionServiceProvider'] },
    { key: 'flexibility', fields: ['flexMW', 'maxHours', 'callsPerYear', 'storageMWh'] },
  ],
  CO2_COLLECTION: [
    { key: 'capture', fields: ['captureTonnesPerYear', 'fossilShare', 'heatSource'] },
    { key: 'transport', fields: ['conditioning', 'mode', 'sinkLinkId', 'distanceKm'] },
  ],
} as const satisfies Readonly<Record<PlanKind, readonly FieldGroup[]>>;

/** Fields that name a piece of infrastructure, and its kind. */
export const linkedKinds: Readonly<Record<string, 'H2_SECTION' | 'CO2_LINK'>> = {
  sectionId: 'H2_SECTION',
  sinkLinkId: 'CO2_LINK',
};
