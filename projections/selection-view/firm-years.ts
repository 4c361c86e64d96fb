import { isHidden, type CalendarDay, type StreamName, type SubjectId } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import type { InfrastructureKind } from '../../events/infrastructure/details.ts';
import type { InfrastructureState } from '../../events/infrastructure/state.ts';
import type { InfraNeed } from '../../events/project/state.ts';
import { boundaryOf, type RegionState } from '../../events/region/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { entryOn, lastRecorded } from '../../events/timeline.ts';
import { touches } from '../where/geometry.ts';

interface Around {
  readonly region: RegionState;
  readonly infrastructure: readonly (readonly [StreamName, InfrastructureState])[];
  readonly on: CalendarDay;
}

const kindFor: Readonly<Record<InfraNeed['carrier'], InfrastructureKind>> = {
  ELECTRICITY: 'GRID_AREA',
  HYDROGEN: 'H2_SECTION',
  HEAT: 'HEAT_NETWORK',
  CO2: 'CO2_LINK',
  GREEN_GAS: 'GAS_ZONE',
};

/**
 * Is a year known, and firm, in which the infrastructure serves a need? That which the need names; else the grid area of
 * the site's contract, or what of its kind lies in the region. Room for others' needs is no part of this question.
 */
export function hasFirmYear(need: InfraNeed, site: SiteState | undefined, around: Around): boolean {
  const named = need.areaId ?? need.sectionId ?? (need.carrier === 'ELECTRICITY' ? areaOf(site, around.on) : undefined);
  const serving =
    named === undefined
      ? around.infrastructure.filter(([, one]) => one.kind === kindFor[need.carrier] && liesIn(around.region, one))
      : around.infrastructure.filter(([stream]) => stream === streamOf(named)?.stream);
  return serving.some(([, one]) => isFirm(one, need, around.on));
}

function isFirm(one: InfrastructureState, { direction, amount }: InfraNeed, on: CalendarDay): boolean {
  const section = lastRecorded(one.sectionYear)?.value;
  if (section !== undefined && !isHidden(section) && section.firmness === 'FIRM') return true;
  const published = entryOn(one.capacity[direction] ?? [], on)?.value;
  if (published === undefined || isHidden(published)) return false;
  return Object.values(published.years).some(({ firm }) => firm > 0 && firm >= amount);
}

function areaOf(site: SiteState | undefined, on: CalendarDay): SubjectId | undefined {
  for (const timeline of Object.values(site?.contracts ?? {})) {
    const contract = entryOn(timeline, on)?.value;
    if (contract !== undefined && !isHidden(contract) && contract.offtakeAreaId !== undefined)
      return contract.offtakeAreaId;
  }
  return undefined;
}

function liesIn(region: RegionState, { geometry, example }: InfrastructureState): boolean {
  const outline = boundaryOf(region);
  return geometry !== null && outline !== undefined && example === region.example && touches(outline, geometry);
}
