import type { MeasuredScore } from '../../events/decision.ts';
import type { CalendarDay, StreamName, SubjectId } from '../../events/envelope.ts';
import { kindOf, streamOf, type KindName } from '../../events/ids.ts';
import type { InfrastructureState } from '../../events/infrastructure/state.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import type { ProjectState } from '../../events/project/state.ts';
import type { RegionState } from '../../events/region/state.ts';
import type { SelectionState } from '../../events/selection/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { parentsOf } from '../../projections/aggregates/figures.ts';
import type { Parameters } from '../../projections/analysis/parameters.ts';
import { measuredScore, type RegionFacts } from '../../projections/selection-view/measured.ts';
import { regionFacts } from '../../projections/selection-view/region-facts.ts';
import { toldCosts } from '../../projections/selection-view/told-costs.ts';
import type { AllStreams } from './around.ts';

/** What the log holds of a region on a criterion of a selection; null: nothing that may be told. */
export function measured(
  all: AllStreams,
  { regionId, criterion }: { readonly regionId: SubjectId; readonly criterion: string },
  today: CalendarDay,
  parameters: () => Parameters,
): MeasuredScore | null {
  const of = <S>(kind: KindName): [StreamName, S][] =>
    all.streams(kind).flatMap((stream): [StreamName, S][] => {
      const state = all.state(stream);
      return state?.exists === true && kindOf(stream) === kind ? [[stream, state as S]] : [];
    });
  const streams = {
    ...{ region: of<RegionState>('region'), site: of<SiteState>('site'), project: of<ProjectState>('project') },
    infrastructure: of<InfrastructureState>('infrastructure'),
    organisation: of<OrganisationState>('organisation'),
  };
  const factsOf = (id: SubjectId): RegionFacts | undefined =>
    regionFacts(streams, id, today, all.liesIn && ((site) => all.liesIn?.(site, id) === true));
  const facts = factsOf(regionId);
  if (!facts) return null;
  if (criterion !== 'costEffectiveness') return measuredScore(facts, criterion);
  const told = toldCosts(of<SelectionState>('selection').map(([, selection]) => selection));
  const familyOf = parentsOf(streams);
  const others = [...told.keys()].flatMap((id) => (id === regionId ? [] : (factsOf(id)?.projects ?? [])));
  const costs = {
    parentOf: (site: SubjectId) =>
      familyOf((all.state(streamOf(site)?.stream ?? '') as SiteState | undefined)?.orgId ?? ''),
    ...{ parameters: parameters(), told: told.get(regionId) ?? [] },
    overlapping: others.filter((projects) => [...projects.keys()].some((id) => facts.projects.has(id))),
  };
  return measuredScore({ ...facts, costs }, criterion);
}
