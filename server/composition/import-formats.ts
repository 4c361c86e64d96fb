import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KindName } from '../../events/ids.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import type { InterviewState } from '../../events/interview/state.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import { boundaryOf, type RegionState } from '../../events/region/state.ts';
import type { ProjectState } from '../../events/project/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import { answersFormat } from '../exchange/answers/format.ts';
import { eutlFormat } from '../exchange/eutl/format.ts';
import { nameIds } from '../exchange/example/make-example.ts';
import type { NameId } from '../exchange/example/script.ts';
import type { ImportFormat } from '../exchange/imports.ts';
import { regionsFormat } from '../exchange/regions/format.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';

/** The formats that can be imported, each reading against what stands. */
export function importFormats(
  readModels: RunningReadModels,
  seed: () => string,
  dataDir: string,
): Readonly<Record<string, ImportFormat>> {
  const id: NameId = (prefix, name) => nameIds(seed())(prefix, name);
  const file = join(dataDir, 'reference', 'municipalities.json');
  const standing = <S>(kind: KindName): (readonly [string, S])[] =>
    readModels.streams(kind).map((stream) => [stream, readModels.state(stream) as S] as const);
  const regions = (): (readonly [string, RegionState])[] => standing<RegionState>('region');
  const ownerOf = (project: string): string | null => {
    const at = (subject: string) => readModels.state(streamOf(subject)?.stream ?? '');
    const site = at((at(project) as ProjectState | undefined)?.siteId ?? '') as SiteState | undefined;
    return site?.orgId ?? null;
  };
  return {
    answers: answersFormat({
      ...{ id, ownerOf },
      round: (subject) =>
        streamOf(subject)?.kind === 'interview'
          ? (readModels.state(streamOf(subject)?.stream ?? '') as InterviewState | undefined)
          : undefined,
    }),
    regions: regionsFormat({
      id,
      regions,
      keepMunicipalities: (text) => {
        mkdirSync(join(dataDir, 'reference'), { recursive: true });
        writeFileSync(`${file}.part`, text, { flush: true });
        renameSync(`${file}.part`, file);
      },
    }),
    eutl: eutlFormat({
      id,
      sites: () => standing<SiteState>('site'),
      organisations: () => standing<OrganisationState>('organisation'),
      resRegions: () =>
        regions().flatMap(([stream, region]) => {
          const geometry = boundaryOf(region);
          return region.kind === 'RES' && !region.example && geometry
            ? [{ id: subjectOf(stream), name: region.name, geometry }]
            : [];
        }),
      keptMunicipalities: () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    }),
  };
}
