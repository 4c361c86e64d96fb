import { parentPort } from 'node:worker_threads';
import { run } from '../../projections/analysis/calculation.ts';
import { calculations } from '../../projections/analysis/calculations.ts';
import type { Asked, Said } from './calculator.ts';

/** The thread of calculator.ts. */
parentPort?.on('message', ({ number, asked }: { number: number; asked: Asked }) => {
  const say = (said: Said): void => parentPort?.postMessage(said);
  try {
    const calculation = calculations.get(asked.name);
    if (!calculation) throw new Error(`There is no calculation ${asked.name}.`);
    const answer = run(calculation, asked.input, asked.parameters, (progress) => say({ number, progress }));
    say({ number, answer });
  } catch (error) {
    say({ number, error: error instanceof Error ? error.message : String(error) });
  }
});
