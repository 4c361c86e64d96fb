import type { EventStore } from '../../server/store/port.ts';

/** A store of which some methods behave otherwise: the rest is handed through. */
export function wrapped(store: EventStore, other: Partial<EventStore>): EventStore {
  return {
    place: store.place,
    append: other.append ?? ((stream, expected, events) => store.append(stream, expected, events)),
    read: other.read ?? ((stream, options) => store.read(stream, options)),
    readAll: other.readAll ?? ((options) => store.readAll(options)),
    subscribe: other.subscribe ?? ((options, onBatch, signal) => store.subscribe(options, onBatch, signal)),
    close: other.close ?? (() => store.close()),
  };
}
