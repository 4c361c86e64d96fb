import type { ImportFormat } from '../exchange/imports.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';

/** The formats that can be imported, each reading against what stands. */
export function importFormats(readModels: RunningReadModels, seed: string): Readonly<Record<string, ImportFormat>> {
  void readModels;
  void seed;
  return {};
}
