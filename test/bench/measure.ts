import { cpus, totalmem, type } from 'node:os';

/** One line of the results. Ratios are what counts: absolute figures vary by machine. */
export interface Result {
  readonly name: string;
  readonly ours: string;
  readonly floor: string;
  readonly peer?: string;
  /** Ours against floor or peer, in the direction that the goal names. */
  readonly ratio: number;
  readonly goal: string;
  /** Absent: there is no goal to meet, the figure is told beside others. */
  readonly met?: boolean;
}

/** How long and how often: a short run shows that everything works, a whole one gives figures. */
export interface Scale {
  readonly runs: number;
  /** Part of the usual amount of work, 0–1. */
  readonly part: number;
  /** Size of the log on which the benches of a long history run. */
  readonly events: number;
}

export const whole: Scale = { runs: 5, part: 1, events: 1_000_000 };
export const short: Scale = { runs: 1, part: 0.02, events: 5_000 };

export type Bench = (scale: Scale) => Promise<Result[]>;

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value below which `p` percent of the values lie. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))] ?? Number.NaN;
}

export function environment(): Record<string, string> {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    system: `${type()} ${process.arch}`,
    processor: `${cpus().length} × ${cpu?.model ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
  };
}

export const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`;
export const ms = (value: number): string => `${value.toFixed(2)} ms`;
export const round = (value: number): number => Math.round(value * 100) / 100;
