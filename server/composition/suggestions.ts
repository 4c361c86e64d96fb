import type { StreamName, SubjectId } from '../../events/envelope.ts';
import { subjectOf, type KindName } from '../../events/ids.ts';
import type { InfrastructureState } from '../../events/infrastructure/state.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import type { ProjectState } from '../../events/project/state.ts';
import type { SiteState } from '../../events/site/state.ts';
import type { SuggestionState } from '../../events/suggestion/state.ts';
import type { Calculator } from '../analysis/calculator.ts';
import { parametersAt } from '../analysis/parameters-at.ts';
import type { FileDesk } from '../files/desk.ts';
import { readProfile } from '../files/profile.ts';
import { Suggestions, type SuggestingDependencies } from '../reactions/suggestions.ts';
import type { Core } from './core.ts';

/** The reaction that looks for suggestions, on what this process knows of the log. */
export function suggestionsOn(
  { readModels, commands, seed }: Pick<Core, 'readModels' | 'commands' | 'seed'>,
  calculator: Pick<Calculator, 'answer'>,
  files: Pick<FileDesk, 'entry' | 'content'>,
  others: Pick<SuggestingDependencies, 'now' | 'report'>,
): Suggestions {
  return new Suggestions({
    ...{ ...others, commands, seed },
    everythingAt: async (index) => {
      const then = index === undefined ? undefined : await readModels.kindsAt(KINDS, index);
      const all = <S extends { exists: boolean }>(kind: KindName): (readonly [StreamName, S])[] =>
        readModels.streams(kind).flatMap((stream) => {
          const state = (then ? then[stream] : readModels.state(stream)) as S | undefined;
          return state?.exists ? [[stream, state] as const] : [];
        });
      return {
        site: all<SiteState>('site'),
        project: all<ProjectState>('project'),
        organisation: all<OrganisationState>('organisation'),
        infrastructure: all<InfrastructureState>('infrastructure'),
      };
    },
    profiles: async (wanted) => {
      const read = new Map<SubjectId, readonly number[]>();
      for (const { siteId, fileId } of wanted) {
        const profile = await hourly(files, fileId);
        if (profile) read.set(siteId, profile);
      }
      return read;
    },
    parametersAt: (index, on) => parametersAt(readModels, { at: index, on }),
    calculate: async (input, parameters) =>
      (await calculator.answer({ name: 'suggestions', input, parameters })) as never,
    standing: () =>
      readModels.streams('suggestion').flatMap((stream) => {
        const state = readModels.state(stream) as SuggestionState | undefined;
        return state?.exists ? [[subjectOf(stream), state] as const] : [];
      }),
    indexAt: (instant) => readModels.indexAt(instant),
    head: () => readModels.head(),
    eventAt: (index) => readModels.eventAt(index),
  });
}

/** Of a leap year the last day is left out, so that all have one length. */
const HOURS = 8_760;

/** A load profile of a file by the hour, MW; undefined: there is none, or it was erased. */
async function hourly(files: Pick<FileDesk, 'entry' | 'content'>, address: string): Promise<number[] | undefined> {
  const reading = (await files.entry(address))?.about.profile;
  const bytes = reading && (await files.content(address));
  if (!bytes) return undefined;
  const { unit, year, direction } = reading;
  const profile = readProfile(bytes.toString('utf8'), { unit, year, direction });
  if ('errors' in profile) return undefined;
  const perHour = profile.facts.step === 'PT15M' ? 4 : 1;
  return Array.from({ length: HOURS }, (_, hour) => {
    const steps = profile.values.slice(hour * perHour, (hour + 1) * perHour);
    return steps.reduce((sum, MW) => sum + MW, 0) / perHour;
  });
}

const KINDS: readonly KindName[] = ['site', 'project', 'organisation', 'infrastructure'];
