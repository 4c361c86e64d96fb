import type { CalendarDay, LogIndex, StreamName } from '../../events/envelope.ts';
import { streamOf, type KindName } from '../../events/ids.ts';
import { PARAMETERS_SUBJECT } from '../../events/parameter/decide.ts';
import type { ParameterState } from '../../events/parameter/state.ts';
import { parametersOn, type Parameters } from '../../projections/analysis/parameters.ts';

/** What is known of the log: as it is, and all streams of some kinds as they were. */
interface Known {
  head(): LogIndex;
  state(stream: StreamName): unknown;
  kindsAt(kinds: readonly KindName[], at: LogIndex): Promise<Readonly<Record<StreamName, unknown>>>;
}

/** The parameters as they hold on a day, at a moment of the log. @param moment without `at`: as they are now */
export async function parametersAt(
  readModels: Known,
  { at, on }: { readonly at: LogIndex | undefined; readonly on: CalendarDay },
): Promise<Parameters> {
  const stream = streamOf(PARAMETERS_SUBJECT)?.stream ?? '';
  const head = readModels.head();
  const earlier = at !== undefined && at < head;
  const state = earlier ? (await readModels.kindsAt(['parameter'], at))[stream] : readModels.state(stream);
  return parametersOn(state as ParameterState | undefined, on, at ?? head);
}
