import { catalogue } from '../../events/catalogue.ts';
import {
  HIDDEN,
  type LogIndex,
  type RecordedEvent,
  type StreamName,
  type VisibleEvent,
} from '../../events/envelope.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { ReadModelFile } from './file.ts';
import type { Sought } from './history-index.ts';
import type { HistoryEntry, HistoryQuery } from './port.ts';
import { slotOf } from './slots.ts';
import { holdsAll, stemsOf } from './words.ts';

export interface HistoryPage {
  readonly entries: HistoryEntry[];
  /** Go on before this log index; absent: there is nothing more. */
  readonly cursor?: LogIndex;
  /** Events after this index cannot be found yet. */
  readonly indexedTo: LogIndex;
}

/**
 * Events that a viewer may see, newest first. Walks through what is hidden, so that neither a short page nor its cursor
 * tells how much there is; and what is looked for must stand in what he sees, so that a hidden word is not found.
 */
export function readHistory(
  file: ReadModelFile,
  query: HistoryQuery,
  streams: readonly StreamName[] | undefined,
  grants: GrantSet,
  redact: (event: RecordedEvent) => VisibleEvent | undefined,
): HistoryPage {
  const { index } = file;
  const stems = [...new Set(stemsOf(query.q ?? ''))];
  const sought: Sought = {
    ...{ actor: query.actor, organisation: query.organisation, field: query.field, stems },
    types: query.type === undefined ? publicTypes(grants) : [query.type],
    ...(streams ? { streams } : {}),
  };
  const upTo = query.to === undefined ? Infinity : file.indexAt(afterClocksAgree(query.to));
  const found: { event: VisibleEvent; recorded: RecordedEvent }[] = [];
  let cursor: LogIndex | undefined;
  for (const recorded of walked(
    file,
    index.find(sought, Math.min((query.before ?? Infinity) - 1, upTo)),
    query.limit,
  )) {
    if (query.after !== undefined && recorded.index <= query.after) break;
    const { recordedAt } = recorded.meta;
    if (query.to !== undefined && recordedAt > query.to) continue;
    if (query.from !== undefined && recordedAt < query.from) {
      if (file.nothingSince(recorded.index, query.from)) break;
      continue;
    }
    const event = redact(recorded);
    if (!event || !(event.type === 'TextEdited' || isWhole(event, recorded) || holdsAll(event, stems))) continue;
    if (found.length === query.limit) {
      cursor = found.at(-1)?.recorded.index;
      break;
    }
    found.push({ event, recorded });
  }
  const entries = query.lean === true ? found.map(asEntry) : withBefore(file, found, redact);
  return { entries, ...(cursor === undefined ? {} : { cursor }), indexedTo: index.to };
}

/** Is nothing of it hidden, so that what is found in it is what he sees? */
function isWhole(event: VisibleEvent, recorded: RecordedEvent): boolean {
  return event.meta.reason === recorded.meta.reason && !Object.values(event.data).includes(HIDDEN);
}

/** The events at these indexes, read a page at a time. */
function* walked(file: ReadModelFile, indexes: Iterable<LogIndex>, limit: number): Generator<RecordedEvent> {
  let together: LogIndex[] = [];
  // one more than is shown tells whether there is a next page
  const most = limit + 1;
  for (const at of indexes) {
    together.push(at);
    if (together.length < most) continue;
    yield* file.at(together).reverse();
    together = [];
  }
  yield* file.at(together).reverse();
}

/** The newest event of some streams that a viewer may see; -1: none. */
export function newestVisible(
  file: ReadModelFile,
  streams: readonly StreamName[],
  redact: (event: RecordedEvent) => VisibleEvent | undefined,
): LogIndex {
  for (let upTo = Number.MAX_SAFE_INTEGER; ;) {
    const page = file.ofStreams(streams, { after: -1, upTo, limit: PAGE, newestFirst: true });
    const found = page.find((event) => redact(event) !== undefined);
    if (found) return found.index;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return -1;
    upTo = last.index - 1;
  }
}

const PAGE = 200;

/** With what the same place held before, as the viewer may see it. */
function withBefore(
  file: ReadModelFile,
  found: readonly { event: VisibleEvent; recorded: RecordedEvent }[],
  redact: (event: RecordedEvent) => VisibleEvent | undefined,
): HistoryEntry[] {
  const places = found.map(({ recorded }) =>
    recorded.type === 'TextEdited' ? undefined : file.index.before(recorded),
  );
  const earlier = new Map(file.at(places.filter((at) => at !== undefined)).map((event) => [event.index, event]));
  return found.map(({ event, recorded }, n) => {
    const before = earlier.get(places[n] ?? -1);
    const visible = before && redact(before);
    return { ...asEntry({ event, recorded }), ...(visible ? { before: visible } : {}) };
  });
}

const asEntry = ({ event, recorded }: { event: VisibleEvent; recorded: RecordedEvent }): HistoryEntry => ({
  index: recorded.index,
  event,
  slot: slotOf(recorded),
});

/** Several clocks write: an event may stand after others that were recorded later, but not by more than this. */
const CLOCKS_MS = 600_000;
const afterClocksAgree = (instant: string): string => new Date(Date.parse(instant) + CLOCKS_MS).toISOString();

/** Who is no partner sees of most types nothing: they need not be walked through. */
function publicTypes(grants: GrantSet): readonly string[] | undefined {
  return grants.has('P1') ? undefined : typesWithPublicFields;
}

const typesWithPublicFields = Object.values(catalogue).flatMap(({ events }) =>
  Object.entries(events)
    .filter(([, { classes }]) => Object.values(classes).some((cls) => typeof cls !== 'string' || cls === 'P0'))
    .map(([type]) => type),
);
