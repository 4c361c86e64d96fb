import type { Site } from './input.ts';

export interface Flat {
  readonly MW: number;
  readonly hours: number;
}

/**
 * MWh that some sources give to some sinks in a year, each flat over its own hours, all counted from the same start:
 * between two ends of somebody's hours nothing changes.
 */
export function matchedMWh(sources: readonly Flat[], sinks: readonly Flat[]): number {
  const ends = [...new Set([...sources, ...sinks].map(({ hours }) => hours))].sort((one, other) => one - other);
  let [from, matched] = [0, 0];
  for (const end of ends) {
    matched += (end - from) * Math.min(powerAfter(from, sources), powerAfter(from, sinks));
    from = end;
  }
  return matched;
}

/** Is the source warm enough for the sink, through an exchanger on either side? (domain A.6) */
export function serves(source: Site, sink: Site, exchangerDeltaK: number): boolean {
  if (!source.source || !sink.sink) return false;
  return source.source.temperatureC >= sink.sink.requiredC + 2 * exchangerDeltaK;
}

export const energyOf = (some: readonly Flat[]): number => some.reduce((sum, { MW, hours }) => sum + MW * hours, 0);

function powerAfter(hour: number, some: readonly Flat[]): number {
  return some.reduce((sum, { MW, hours }) => (hours > hour ? sum + MW : sum), 0);
}
