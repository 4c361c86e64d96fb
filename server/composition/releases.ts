import { streamOf, type KindName } from '../../events/ids.ts';
import type { StreamName } from '../../events/envelope.ts';
import type { InfrastructureState } from '../../events/infrastructure/state.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import type { ProjectState } from '../../events/project/state.ts';
import type { RegionState } from '../../events/region/state.ts';
import type { ReleaseState } from '../../events/release/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import { graceYearsOf } from '../../projections/region-models/grace-years.ts';
import { parametersAt } from '../analysis/parameters-at.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import { Releases, type ReleaseDependencies } from '../reactions/releases.ts';

/** The reaction that tells totals, on what this process knows of the log. */
export function releasesOn(
  readModels: RunningReadModels,
  others: Pick<ReleaseDependencies, 'commands' | 'now' | 'report'>,
): Releases {
  return new Releases({
    ...others,
    momentAt: async (index) => {
      const then = index === undefined ? undefined : await readModels.kindsAt(KINDS, index);
      const all = <S extends { exists: boolean }>(kind: KindName): (readonly [StreamName, S])[] =>
        readModels.streams(kind).flatMap((stream) => {
          const state = (then ? then[stream] : readModels.state(stream)) as S | undefined;
          return state?.exists ? [[stream, state] as const] : [];
        });
      const day = amsterdamDay(
        index === undefined ? new Date(others.now()).toISOString() : (readModels.eventAt(index)?.meta.recordedAt ?? ''),
      );
      const parameters = await parametersAt(readModels, { at: index, on: day });
      return {
        networks: { infrastructure: all<InfrastructureState>('infrastructure'), on: day, graceYears: graceYearsOf({ parameters }) }, // prettier-ignore
        site: all<SiteState>('site'),
        project: all<ProjectState>('project'),
        organisation: all<OrganisationState>('organisation'),
        region: all<RegionState>('region'),
      };
    },
    releases: () =>
      readModels.streams('release').flatMap((stream) => (readModels.state(stream) as ReleaseState | undefined) ?? []),
    release: (subject) => readModels.state(streamOf(subject)?.stream ?? '') as ReleaseState | undefined,
    indexAt: (instant) => readModels.indexAt(instant),
    eventAt: (index) => readModels.eventAt(index),
  });
}

const KINDS: readonly KindName[] = ['site', 'project', 'organisation', 'region', 'infrastructure'];
