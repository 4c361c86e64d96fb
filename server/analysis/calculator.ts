import { Worker } from 'node:worker_threads';
import { run, type Basis, type Progress } from '../../projections/analysis/calculation.ts';
import { calculations } from '../../projections/analysis/calculations.ts';
import type { Parameters } from '../../projections/analysis/parameters.ts';
import { refused, type Refused } from '../../projections/analysis/refused.ts';

/** A calculation as it is asked for. */
export interface Asked {
  readonly name: string;
  readonly input: unknown;
  readonly parameters: Parameters;
}
export type Answered = (object & Basis) | Refused;

/** What the thread says of a calculation: how far it is, what came of it, or that it broke. */
export type Said =
  | { readonly number: number; readonly progress: number }
  | { readonly number: number; readonly answer: Answered }
  | { readonly number: number; readonly error: string };

/** These may take long enough for others to wait; a search among a few sites does not, and needs no thread. */
const IN_A_THREAD: ReadonlySet<string> = new Set(['smaa', 'joint-connection', 'suggestions']);
const FEW_SITES = 50;
/** So many may wait for the thread; who comes then is asked to come again. */
const MOST_WAITING = 16;

interface Waiting {
  readonly resolve: (answer: Answered) => void;
  readonly reject: (error: Error) => void;
  readonly progress: Progress | undefined;
}

/** Calculates: what is quick here and now, what may take long in a thread beside, one after the other. */
export class Calculator {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #asked = 0;

  async answer(asked: Asked, progress?: Progress): Promise<Answered> {
    const calculation = calculations.get(asked.name);
    if (!calculation) return refused('NOT_FOUND', { subject: asked.name });
    if (!IN_A_THREAD.has(asked.name) || isSmallSearch(asked)) return run(calculation, asked.input, asked.parameters);
    if (this.#waiting.size >= MOST_WAITING) return refused('CALCULATOR_BUSY', {});
    const worker = (this.#worker ??= this.#start());
    const number = this.#asked++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject, progress });
      worker.postMessage({ number, asked });
    });
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./calculation-worker.ts', import.meta.url));
    worker.unref();
    worker.on('message', (said: Said) => {
      const waiting = this.#waiting.get(said.number);
      if ('progress' in said) return waiting?.progress?.(said.progress);
      this.#waiting.delete(said.number);
      if ('answer' in said) waiting?.resolve(said.answer);
      else waiting?.reject(new Error(said.error));
    });
    const lost = (reason: Error): void => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(reason);
      this.#waiting.clear();
    };
    worker.on('error', lost);
    worker.on('exit', () => lost(new Error('The thread that calculates has ended.')));
    return worker;
  }
}

function isSmallSearch({ name, input }: Asked): boolean {
  const sites = name === 'suggestions' ? (input as { sites?: unknown } | null)?.sites : undefined;
  return Array.isArray(sites) && sites.length <= FEW_SITES;
}
