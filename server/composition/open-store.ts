import { join } from 'node:path';
import type { Config } from '../ops/config.ts';
import { openEventStoreDb } from '../store/eventstoredb.ts';
import type { EventStore } from '../store/port.ts';
import { openSqliteStore } from '../store/sqlite.ts';

/** The log's store as the settings say: the file in the data directory, or EventStoreDB. @throws with a sentence */
export function openStore(config: Config, onFatal?: (error: Error) => void): EventStore {
  if (config.eventStoreUrl !== undefined)
    return openEventStoreDb(config.eventStoreUrl, { prefix: config.eventStorePrefix });
  return openSqliteStore(join(config.dataDir, 'log.db'), onFatal ? { onFatal } : {});
}
