import type { CalendarDay, LogIndex } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import { PARAMETERS_SUBJECT } from '../../events/parameter/decide.ts';
import type { ParameterState } from '../../events/parameter/state.ts';
import { parametersOn, type Parameters } from '../../projections/analysis/parameters.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';

/** The parameters as they hold on a day, at a moment of the log. @param moment without `at`: as they are now */
export async function parametersAt(
  readModels: Pick<RunningReadModels, 'head' | 'state' | 'kindsAt'>,
  { at, on }: { readonly at: LogIndex | undefined; readonly on: CalendarDay },
): Promise<Parameters> {
  const stream = streamOf(PARAMETERS_SUBJECT)?.stream ?? '';
  const head = readModels.head();
  const earlier = at !== undefined && at < head;
  const state = earlier ? (await readModels.kindsAt(['parameter'], at))[stream] : readModels.state(stream);
  return parametersOn(state as ParameterState | undefined, on, at ?? head);
}
