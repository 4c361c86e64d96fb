import { basename, join } from 'node:path';
import { openEventStoreDb } from '../../server/store/eventstoredb.ts';
import type { EventStore } from '../../server/store/port.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';

/** The integration tests run on the embedded file, or unchanged on a real server when one is named. */
const url = process.env['TEST_EVENTSTORE_URL'];

/** A log of its own for each data directory. */
const prefixOf = (directory: string): string =>
  basename(directory)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-');

export function storeAt(directory: string): EventStore {
  if (url === undefined) return openSqliteStore(join(directory, 'log.db'));
  return openEventStoreDb(url, { prefix: prefixOf(directory) });
}

/** True when another process could write to the same log. */
export const isShared = url !== undefined;

export function storeSettings(directory: string): NodeJS.ProcessEnv {
  return url === undefined ? {} : { EVENTSTORE_URL: url, EVENTSTORE_PREFIX: prefixOf(directory) };
}
