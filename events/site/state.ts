import type { VisibleEvent } from '../envelope.ts';
import { correct, entryOf, lastRecorded, markCorrected, type Entry, type Timeline } from '../timeline.ts';
import type { ClassFacts, Part, Sees } from '../visibility.ts';
import { evolveActions, type Actions } from '../any-stream/actions.ts';
import { withHiddenValue } from '../hidden.ts';
import { emissionsClass, shared } from './classes.ts';
import type { SiteEventData as D } from './events.ts';
import { evolveEnergy, initialEnergy, type EnergyState } from './evolve-energy.ts';

export type Sector = D['SiteRegistered']['sector'];
export type Cluster = D['ClusterAssigned']['cluster'];
export type Address = D['SiteRegistered']['address'];
export type EtsStatus = { ets: 'NONE' | 'ETS1' | 'ETS2'; eutlId?: string };
export type ResidualHeat = Omit<D['ResidualHeatOffered'], 'offerId'>;
export type ConnectionContract = Omit<D['ConnectionContractRecorded'], 'connectionId'>;
export type Reservation = Omit<D['SiteCapacityReserved'], 'contributionId'>;

export interface SiteState extends EnergyState {
  exists: boolean;
  orgId: string;
  example: boolean;
  registered?: Entry<true>;
  location: 'ONSHORE' | 'OFFSHORE';
  details: Record<string, Timeline<string>>;
  address: Timeline<Address>;
  point: Timeline<[number, number] | null>;
  cluster: Timeline<{ cluster: Cluster; basis: string }>;
  ets: Timeline<EtsStatus>;
  emissions: Record<string, Entry<number>>;
  offers: Record<string, { offer: Entry<ResidualHeat>; withdrawn?: Entry<string> }>;
  contracts: Record<string, Timeline<ConnectionContract>>;
  reservations: Record<string, Reservation & { entry: Entry<number> }>;
  actions: Actions;
}

export function initial(): SiteState {
  return {
    exists: false,
    orgId: '',
    example: false,
    location: 'ONSHORE',
    details: {},
    address: [],
    point: [],
    cluster: [],
    ets: [],
    emissions: {},
    offers: {},
    contracts: {},
    reservations: {},
    actions: {},
    ...initialEnergy(),
  };
}

/** Folds one event into the state, in place. */
export function evolve(state: SiteState, event: VisibleEvent): SiteState {
  switch (event.type) {
    case 'SiteRegistered': {
      const data = event.data as D['SiteRegistered'];
      state.exists = true;
      state.orgId = data.orgId;
      state.example = data.example === true;
      state.location = data.location;
      state.registered = entryOf(event, true);
      state.details['name'] = [entryOf(event, data.name)];
      state.details['sector'] = [entryOf<string>(event, data.sector)];
      state.address.push(entryOf(event, data.address));
      state.point.push(entryOf(event, data.point));
      break;
    }
    case 'SiteDetailSet': {
      const { field, value } = event.data as D['SiteDetailSet'];
      (state.details[field] ??= []).push(entryOf(event, value));
      break;
    }
    case 'SiteRelocated': {
      const { address, point } = event.data as D['SiteRelocated'];
      state.address.push(entryOf(event, address));
      state.point.push(entryOf(event, point));
      break;
    }
    case 'ClusterAssigned': {
      const { cluster, basis, from } = event.data as D['ClusterAssigned'];
      state.cluster.push(entryOf(event, { cluster, basis }, { from }));
      break;
    }
    case 'EtsStatusSet': {
      const { ets, eutlId, from } = event.data as D['EtsStatusSet'];
      state.ets.push(entryOf<EtsStatus>(event, { ets, ...(eutlId === undefined ? {} : { eutlId }) }, { from }));
      break;
    }
    case 'VerifiedEmissionsReported': {
      const { year, t } = event.data as D['VerifiedEmissionsReported'];
      state.emissions[year] = entryOf<number>(event, t);
      break;
    }
    default:
      if (!evolveEnergy(state, event)) evolveSecret(state, event);
  }
  return state;
}

/** Events of which an outsider sees nothing at all: offers, contracts, reservations; and corrections of anything. */
function evolveSecret(state: SiteState, event: VisibleEvent): void {
  switch (event.type) {
    case 'ResidualHeatOffered': {
      const { offerId, ...offer } = event.data as D['ResidualHeatOffered'];
      state.offers[offerId] = { offer: entryOf(event, offer, { from: offer.from, to: offer.firmUntil }) };
      break;
    }
    case 'ResidualHeatWithdrawn': {
      const { offerId, reason, from } = event.data as D['ResidualHeatWithdrawn'];
      const standing = state.offers[offerId];
      if (standing) state.offers[offerId] = { ...standing, withdrawn: entryOf(event, reason, { from }) };
      break;
    }
    case 'ConnectionContractRecorded': {
      const { connectionId, ...contract } = event.data as D['ConnectionContractRecorded'];
      (state.contracts[connectionId] ??= []).push(entryOf(event, contract, { from: contract.from, to: contract.to }));
      break;
    }
    case 'SiteCapacityReserved': {
      const { contributionId, ...reservation } = event.data as D['SiteCapacityReserved'];
      const entry = entryOf<number>(event, reservation.MW, { from: reservation.from, to: reservation.to });
      state.reservations[contributionId] = { ...reservation, entry };
      break;
    }
    case 'SiteCapacityReleased':
      Reflect.deleteProperty(state.reservations, (event.data as D['SiteCapacityReleased']).contributionId);
      break;
    case 'FactCorrected':
      evolveCorrection(state, event);
      break;
    default:
      evolveActions(state.actions, event);
  }
}

/** What a viewer may see of a site: open facts always, emissions by ETS status, the rest with P3 of its kind of data. */
export function view(state: SiteState, sees: Sees): SiteState {
  const none = <T extends object>(part: Part | undefined, without: T): Partial<T> => (sees('P3', part) ? {} : without);
  const secret = {
    ...none(undefined, { reservations: {} }),
    ...none(shared.heat, { offers: {}, processHeat: {} }),
    ...none(shared.connection, { contracts: {}, needs: {} }),
    ...none(shared.energy, { energyUse: {} }),
    ...none(shared.flexibility, { flexibility: {} }),
  };
  const emissions = sees(emissionsClass(classFacts(state))) ? {} : { emissions: {} };
  const profiles = sees('P4', shared.profile) ? {} : { loadProfiles: [] };
  const region = sees('P2') ? {} : { jobs: {}, actions: {}, ...hiddenReason(state) };
  return { ...state, ...secret, ...emissions, ...profiles, ...region };
}

function hiddenReason({ closed }: SiteState): Pick<SiteState, 'closed'> {
  return closed === undefined ? {} : { closed: withHiddenValue(closed) };
}

/** Facts on which the class of a site's fields depends: its ETS status as last recorded. */
export function classFacts(state: SiteState): ClassFacts {
  const last = lastRecorded(state.ets)?.value;
  return { ets: last !== undefined && 'ets' in last ? last.ets : 'NONE' };
}

function evolveCorrection(state: SiteState, event: VisibleEvent): void {
  const { targetEventId, field, new: value } = event.data as D['FactCorrected'];
  for (const entry of Object.values(state.emissions)) {
    if (entry.event === targetEventId && field === 't') correct(entry, event, value as number);
  }
  for (const timeline of Object.values(state.details)) {
    for (const entry of timeline) if (entry.event === targetEventId) correct(entry, event, value as string);
  }
  for (const { offer } of Object.values(state.offers)) {
    if (offer.event !== targetEventId) continue;
    (offer.value as unknown as Record<string, unknown>)[field] = value;
    if (field === 'from') offer.from = String(value);
    if (field === 'firmUntil') offer.to = String(value);
    markCorrected(offer, event);
  }
}
