import type { VisibleEvent } from '../envelope.ts';
import { evolveMoments, type NamedMoments } from '../named-moments.ts';
import { entryOf, lastRecorded, type Entry, type Timeline } from '../timeline.ts';
import type { Sees } from '../visibility.ts';
import { evolveActions, type Actions } from '../any-stream/actions.ts';
import type { RegionEventData as D } from './events.ts';
import { evolveSteps, initialSteps, type SelectionSteps } from './evolve-selection.ts';

export type RegionKind = D['RegionDefined']['kind'];
export type MultiPolygon = D['RegionDefined']['geometry'];

export interface Partner {
  org: string;
  role: string;
  joined: Entry<true>;
  left?: Entry<string>;
}

export interface RegionState extends SelectionSteps {
  exists: boolean;
  name: string;
  nameEn?: string;
  kind: RegionKind;
  cbsCode?: string;
  provinceCodes: string[];
  municipalityCodes: string[];
  operatorIds: string[];
  example: boolean;
  defined?: Entry<true>;
  boundary: Timeline<MultiPolygon>;
  partners: Record<string, Partner>;
  moments: NamedMoments;
  actions: Actions;
}

export function initial(): RegionState {
  return {
    exists: false,
    name: '',
    kind: 'CUSTOM',
    provinceCodes: [],
    municipalityCodes: [],
    operatorIds: [],
    example: false,
    boundary: [],
    partners: {},
    moments: {},
    actions: {},
    ...initialSteps(),
  };
}

/** Does an organisation sit at this region's table on a day? */
export function isPartnerOn(region: RegionState, org: string, on: string): boolean {
  const partner = region.partners[org];
  return partner !== undefined && partner.joined.from <= on && (partner.left === undefined || partner.left.from > on);
}

/** Folds one event into the state, in place. */
export function evolve(state: RegionState, event: VisibleEvent): RegionState {
  switch (event.type) {
    case 'RegionDefined': {
      const data = event.data as D['RegionDefined'];
      state.exists = true;
      state.name = data.name;
      state.kind = data.kind;
      state.provinceCodes = [...data.provinceCodes];
      state.municipalityCodes = [...data.municipalityCodes];
      state.operatorIds = [...data.operatorIds];
      state.example = data.example === true;
      state.defined = entryOf(event, true);
      state.boundary = [entryOf(event, data.geometry)];
      if (data.nameEn !== undefined) state.nameEn = data.nameEn;
      if (data.cbsCode !== undefined) state.cbsCode = data.cbsCode;
      break;
    }
    case 'RegionBoundaryChanged':
      state.boundary.push(entryOf(event, (event.data as D['RegionBoundaryChanged']).geometry));
      break;
    case 'PartnerJoinedRegion': {
      const { orgId, role } = event.data as D['PartnerJoinedRegion'];
      state.partners[orgId] = { org: orgId, role, joined: entryOf(event, true) };
      break;
    }
    case 'PartnerLeftRegion': {
      const { orgId, reason } = event.data as D['PartnerLeftRegion'];
      const partner = state.partners[orgId];
      if (partner) state.partners[orgId] = { ...partner, left: entryOf(event, reason) };
      break;
    }
    default:
      evolveSteps(state, event);
      evolveActions(state.actions, event);
      evolveMoments(state, event);
  }
  return state;
}

/** What a viewer may see of a region: its partners are for programme partners, named moments for its members. */
export function view(state: RegionState, sees: Sees): RegionState {
  if (sees('P2')) return state;
  if (sees('P1')) return { ...state, moments: {} };
  const { selectedBy, leadOrgId, closed, ...open } = state;
  void [selectedBy, leadOrgId, closed];
  return { ...open, partners: {}, actions: {}, moments: {}, status: 'CANDIDATE', statuses: [], commitments: {} };
}

/** The outline as last recorded. */
export function boundaryOf(state: RegionState): MultiPolygon | undefined {
  const value = lastRecorded(state.boundary)?.value;
  return value !== undefined && 'coordinates' in value ? value : undefined;
}
