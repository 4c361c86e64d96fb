import { z } from 'zod';
import { amount, day, fileId, megawatt, organisationId, sha256, text, year } from '../fields.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';
import { secretly } from './classes.ts';
import { energyCarriers, flexTypes, heatBands } from './energy.ts';

const mwh = amount(0, 1e9);
const yearSeries = z.record(z.string().regex(/^20[2-4]\d$|^2050$/, 'must be a year from 2020 to 2050'), megawatt);

/** What a site uses, needs and could do without; who works there; where it goes in the end (domain.md A.3). */
export const energyPayloads = {
  SiteTransferred: z.strictObject({ toOrgId: organisationId, date: day }),
  EnergyUseReported: z.strictObject({
    carrier: z.enum(energyCarriers),
    year,
    /** Lower heating value. */
    MWh: mwh,
    quality: z.enum(['MEASURED', 'CONTRACT', 'ESTIMATE', 'DEFAULT']),
  }),
  ProcessHeatProfiled: z.strictObject({
    band: z.enum(heatBands),
    peakMW: megawatt,
    MWh: mwh,
    requiredC: amount(0, 2000).optional(),
    profileFileId: fileId.optional(),
  }),
  CapacityNeedStated: z.strictObject({
    direction: z.enum(['OFFTAKE', 'FEED_IN']),
    /** MW per year; replaces what was stated for this direction. */
    years: yearSeries,
  }),
  FlexPotentialStated: z.strictObject({
    type: z.enum(flexTypes),
    /** Why there is none, with NONE. */
    reason: text(3, 500).optional(),
    MW: megawatt,
    maxHours: amount(0, 168),
    calls: z.int().min(0).max(8784),
    EURPerMWh: amount(0, 10_000).optional(),
  }),
  LoadProfileUploaded: z.strictObject({
    fileId,
    hash: sha256,
    year,
    step: z.enum(['PT15M', 'PT1H']),
    direction: z.enum(['OFFTAKE', 'FEED_IN']).optional(),
    peakMW: megawatt,
  }),
  EmploymentReported: z.strictObject({ year, jobsDirect: z.int().min(0).max(50_000) }),
  SiteClosed: z.strictObject({ date: day, reason: text(3, 500) }),
};

export const energyEvents: EventSpecs<typeof energyPayloads> = {
  SiteTransferred: firstVersion(
    'Locatie overgedragen',
    'Site transferred',
    { '*': 'P0' },
    { dated: 'date', reach: true },
  ),
  EnergyUseReported: firstVersion('Energiegebruik gemeld', 'Energy use reported', secretly('energy')),
  ProcessHeatProfiled: firstVersion('Proceswarmte vastgelegd', 'Process heat recorded', secretly('heat')),
  CapacityNeedStated: firstVersion('Capaciteitsbehoefte gemeld', 'Capacity need stated', secretly('connection')),
  FlexPotentialStated: firstVersion('Flexpotentieel gemeld', 'Flexibility stated', secretly('flexibility')),
  LoadProfileUploaded: firstVersion('Belastingprofiel geladen', 'Load profile uploaded', secretly('profile', 'P4')),
  EmploymentReported: firstVersion('Werkgelegenheid gemeld', 'Employment reported', { '*': 'P2' }),
  SiteClosed: firstVersion('Locatie gesloten', 'Site closed', { '*': 'P0', reason: 'P2' }, { dated: 'date' }),
};
