import { HIDDEN, isHidden, type VisibleEvent } from '../envelope.ts';
import { entryOf, type Entry, type Timeline } from '../timeline.ts';
import type { SiteEventData as D } from './events.ts';
import type { SiteState } from './state.ts';

export type ProcessHeat = Omit<D['ProcessHeatProfiled'], 'band'>;
export type Flexibility = Omit<D['FlexPotentialStated'], 'type'>;

/** What a site uses, needs and could do without. */
export interface EnergyState {
  /** Per carrier and year (`NATURAL_GAS 2024`) in MWh. */
  energyUse: Record<string, Entry<{ MWh: number; quality: string }>>;
  processHeat: Record<string, Timeline<ProcessHeat>>;
  /** Per direction MW by year. */
  needs: Record<string, Timeline<D['CapacityNeedStated']['years']>>;
  /** Per type; NONE stands alone. */
  flexibility: Record<string, Entry<Flexibility>>;
  loadProfiles: Entry<D['LoadProfileUploaded']>[];
  jobs: Record<string, Entry<number>>;
  closed?: Entry<string>;
}

export const initialEnergy = (): EnergyState => ({
  energyUse: {},
  processHeat: {},
  needs: {},
  flexibility: {},
  loadProfiles: [],
  jobs: {},
});

/** Folds energy, flexibility, jobs and the end of a site; false: another event. */
export function evolveEnergy(state: SiteState, event: VisibleEvent): boolean {
  switch (event.type) {
    case 'SiteTransferred':
      state.orgId = (event.data as D['SiteTransferred']).toOrgId;
      return true;
    case 'EnergyUseReported': {
      const { carrier, year, MWh, quality } = event.data as D['EnergyUseReported'];
      state.energyUse[`${carrier} ${year}`] = entryOf(event, { MWh, quality });
      return true;
    }
    case 'ProcessHeatProfiled': {
      const { band, ...heat } = event.data as D['ProcessHeatProfiled'];
      (state.processHeat[band] ??= []).push(entryOf(event, heat));
      return true;
    }
    case 'CapacityNeedStated': {
      const { direction, years } = event.data as D['CapacityNeedStated'];
      (state.needs[direction] ??= []).push(entryOf(event, years));
      return true;
    }
    case 'FlexPotentialStated': {
      const { type, ...flexibility } = event.data as D['FlexPotentialStated'];
      if (type === 'NONE') state.flexibility = {};
      else Reflect.deleteProperty(state.flexibility, 'NONE');
      state.flexibility[type] = entryOf(event, flexibility);
      return true;
    }
    case 'LoadProfileUploaded':
      state.loadProfiles.push(entryOf(event, { ...(event.data as D['LoadProfileUploaded']) }));
      return true;
    case 'EmploymentReported': {
      const { year, jobsDirect } = event.data as D['EmploymentReported'];
      state.jobs[year] = entryOf<number>(event, jobsDirect);
      return true;
    }
    case 'SiteClosed': {
      const { date, reason } = event.data as D['SiteClosed'];
      state.closed = entryOf<string>(event, isHidden(reason) ? HIDDEN : reason, { from: date });
      return true;
    }
    default:
      return false;
  }
}
