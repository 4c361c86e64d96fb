import { makeBase } from './base.ts';
import { closeEngines, openEngine, type EngineName } from './engines.ts';
import { simulate, type Outcome } from './run.ts';

export interface Campaign {
  readonly engine: EngineName;
  readonly from: number;
  readonly seeds: number;
  /** Told of each outcome; false ends the campaign. */
  readonly each: (outcome: Outcome) => boolean;
}

/** Runs one seed after another. */
export async function campaign({ engine, from, seeds, each }: Campaign): Promise<void> {
  const base = await makeBase();
  try {
    for (let seed = from; seed < from + seeds; seed++)
      if (!each(await simulate(seed, base, (log) => openEngine(engine, log)))) return;
  } finally {
    await closeEngines();
  }
}
