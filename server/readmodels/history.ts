import type { LogIndex, RecordedEvent, StreamName, VisibleEvent } from '../../events/envelope.ts';
import type { ReadModelFile } from './file.ts';
import type { HistoryQuery } from './port.ts';

const PAGE = 200;

/**
 * Events that a viewer may see, newest first. Pages through what is hidden, so that neither a short page nor its
 * cursor tells how much there is.
 */
export function readHistory(
  file: ReadModelFile,
  query: HistoryQuery,
  streamsOf: (query: HistoryQuery) => readonly StreamName[],
  redact: (event: RecordedEvent) => VisibleEvent | undefined,
): { entries: { index: LogIndex; event: VisibleEvent }[]; cursor?: LogIndex } {
  const streams = query.stream === undefined && query.topic === undefined ? undefined : streamsOf(query);
  const filter = {
    actor: query.actor,
    organisation: query.organisation,
    type: query.type,
    from: query.from,
    to: query.to,
  };
  const entries: { index: LogIndex; event: VisibleEvent }[] = [];
  let before = query.before ?? Number.MAX_SAFE_INTEGER;
  for (;;) {
    const page = streams
      ? file.ofStreams(streams, { after: -1, upTo: before - 1, limit: PAGE, newestFirst: true, filter })
      : file.newest(before, PAGE, filter);
    for (const recorded of page) {
      before = recorded.index;
      const event = redact(recorded);
      if (!event) continue;
      if (entries.length === query.limit) {
        const last = entries.at(-1);
        return { entries, ...(last ? { cursor: last.index } : {}) };
      }
      entries.push({ index: recorded.index, event });
    }
    if (page.length < PAGE) return { entries };
  }
}
