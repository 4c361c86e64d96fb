import { eventSpec } from '../../events/catalogue.ts';
import { ERASED, isHidden, type EventId, type RecordedEvent, type StreamName } from '../../events/envelope.ts';
import { typedText } from '../../events/narrative/changes.ts';
import { partPointer, placed } from '../../events/sealed-fields.ts';
import type { ReadModelFile, SealedRow } from './file.ts';

/**
 * Writes the events anew of which fields were sealed under destroyed keys: with what was said again of them, or without
 * their values. What was itself said again under such a key goes from its place, too. Does the same however often it is
 * done.
 * @returns the streams whose events changed
 */
export function eraseFrom(file: ReadModelFile, keys: readonly string[]): Set<StreamName> {
  const gone = new Set(keys);
  const touched = file.underKeys(keys);
  const streams = new Set(touched.map(({ event }) => event.stream));
  // first what was said again: it no longer stands for what it was said of
  file.rewrite(touched.filter(({ event }) => isRestating(event)).map((row) => without(row, gone)));
  for (const stream of streams) {
    const rows = file.withKeys(stream);
    const places = new Set<string>();
    for (const { event, keys: sealed } of rows) {
      if (!Object.values(sealed).some((key) => gone.has(key))) continue;
      if (isRestating(event)) places.add(targetOf(event));
      else
        for (const pointer of Object.keys(sealed))
          if (gone.has(sealed[pointer] ?? '')) places.add(placeOf(event, pointer));
    }
    file.rewrite(anew(rows, places));
  }
  return streams;
}

/** The events at these places, each field with what was last said again of it. */
function anew(rows: readonly SealedRow[], places: ReadonlySet<string>): RecordedEvent[] {
  const said = new Map<string, unknown>();
  for (const { event } of rows) {
    if (!isRestating(event)) continue;
    const value = event.type === 'TextRestated' ? event.data['text'] : event.data['value'];
    if (!isHidden(value)) said.set(targetOf(event), value);
  }
  return rows.flatMap(({ event, keys }) => {
    if (isRestating(event)) return [];
    const values = Object.keys(keys)
      .filter((pointer) => places.has(placeOf(event, pointer)))
      .map((pointer) => [pointer, said.get(placeOf(event, pointer))] as const);
    return values.length === 0 ? [] : [placed(event, partsOf(event), values, ERASED)];
  });
}

function without({ event, keys }: SealedRow, gone: ReadonlySet<string>): RecordedEvent {
  const pointers = Object.keys(keys).filter((pointer) => gone.has(keys[pointer] ?? ''));
  return placed(
    event,
    partsOf(event),
    pointers.map((pointer) => [pointer, undefined] as const),
    ERASED,
  );
}

const partsOf = ({ stream, type }: RecordedEvent) => eventSpec(stream, type)?.parts ?? {};
const isRestating = ({ type }: RecordedEvent): boolean => type === 'FactRestated' || type === 'TextRestated';
const TYPED = partPointer('changes', typedText);

/** A text's change is said again by its count, everything else by its event and field. */
function placeOf({ id, type, data }: RecordedEvent, pointer: string): string {
  return type === 'TextEdited' && pointer === TYPED ? textPlace(data) : `${id} ${pointer}`;
}

function targetOf({ type, data }: RecordedEvent): string {
  if (type === 'TextRestated') return textPlace(data);
  const { targetEventId, field } = data as { targetEventId: EventId; field: string };
  return `${targetEventId} ${field}`;
}

const textPlace = (data: RecordedEvent['data']): string => `change ${String(data['textRevision'])}`;
