import type { Milestone } from '../../../events/plan/state.ts';

/** One milestone on the roadmap: where its baseline and its forecast (or the day it was reached) lie, 0 to 1. */
export interface RoadmapRow {
  readonly id: string;
  readonly name: string;
  readonly baseline: number;
  readonly forecast: number;
  readonly reached: boolean;
  /** Days that the forecast lies after the baseline. */
  readonly late: number;
}

export interface Roadmap {
  readonly rows: readonly RoadmapRow[];
  /** First of January of each year in between, 0 to 1. */
  readonly years: readonly { readonly year: number; readonly at: number }[];
  readonly today: number | undefined;
  /** The day at a place, 0 to 1. */
  readonly dayAt: (place: number) => string;
}

const DAY_MS = 86_400_000;
const MARGIN_DAYS = 45;

/** Lays milestones out on a line of time; undefined when there are none. */
export function roadmapOf(milestones: readonly Milestone[], today: string): Roadmap | undefined {
  if (milestones.length === 0) return undefined;
  const dates = milestones.map((one) => ({ one, baseline: dayNumber(one.baseline), forecast: endOf(one) }));
  const all = dates.flatMap(({ baseline, forecast }) => [baseline, forecast]);
  const first = Math.min(...all) - MARGIN_DAYS;
  const span = Math.max(...all) + MARGIN_DAYS - first;
  const at = (day: number): number => (day - first) / span;
  const now = at(dayNumber(today));
  return {
    rows: dates.map(({ one, baseline, forecast }) => ({
      ...{ id: one.id, name: one.name, baseline: at(baseline), forecast: at(forecast) },
      ...{ reached: one.reached !== undefined, late: forecast - baseline },
    })),
    years: yearsBetween(first, first + span).map((year) => ({ year, at: at(dayNumber(`${year}-01-01`)) })),
    today: now >= 0 && now <= 1 ? now : undefined,
    dayAt: (place) =>
      new Date(Math.round(first + Math.min(1, Math.max(0, place)) * span) * DAY_MS).toISOString().slice(0, 10),
  };
}

function endOf({ reached, forecast }: Milestone): number {
  return dayNumber(String(reached?.value ?? forecast.value));
}

const dayNumber = (day: string): number => Date.parse(day) / DAY_MS;

function yearsBetween(from: number, to: number): number[] {
  const [a, b] = [from, to].map((day) => new Date(day * DAY_MS).getUTCFullYear());
  if (a === undefined || b === undefined) return [];
  return Array.from({ length: b - a }, (_, n) => a + 1 + n);
}
