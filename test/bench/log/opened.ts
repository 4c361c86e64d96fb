import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Core } from '../../../server/composition/core.ts';
import { openSqliteStore } from '../../../server/store/sqlite.ts';
import { coreAt } from '../../integration/core-harness.ts';
import { logOf, type BenchLog } from './generate.ts';

/** The product's core on a log, with the read models that lie there; without any they are built. */
export function coreOn({ directory }: BenchLog): Promise<Core> {
  const store = openSqliteStore(join(directory, 'log.db'));
  return coreAt(directory, store, 'as they are', readModelsOf(directory));
}

/** A log whose read models are built and findable. */
export async function builtLog(size: number): Promise<BenchLog> {
  const log = await logOf(size);
  // those of an earlier version are built anew here, and not while something is measured
  const core = await coreOn(log);
  core.readModels.history({ limit: 1 }, core.readModels.grants([]));
  await core.stop();
  return log;
}

/** A copy to write in. */
export function copyOf({ directory }: BenchLog): { directory: string; remove: () => void } {
  const copy = mkdtempSync(join(tmpdir(), 'regiotafel-bench-'));
  cpSync(directory, copy, { recursive: true });
  return { directory: copy, remove: () => rmSync(copy, { recursive: true, force: true }) };
}

export const readModelsOf = (directory: string): string => join(directory, 'readmodels.db');
