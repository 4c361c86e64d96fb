import { isHidden, type VisibleEvent } from '../../events/envelope.ts';

/** Of which value one wants to know where it comes from. */
export interface Figure {
  readonly subject: string;
  /** What of the subject it is, as its events call it: a field, a part's id, or a type with what it is about. */
  readonly slot: string;
  /** Types of events of another slot that set it too: the first value of a name, a length that came with a route. */
  readonly alsoBy?: readonly string[];
}

/** One value that stood there, and the event that put it there. */
export interface BlameLine {
  readonly event: VisibleEvent;
  /** Undefined: hidden or erased. Null: it was made empty. */
  readonly value: unknown;
}

export const LINES_SHOWN = 5;

/** Under which names events of a type hold a figure's value, the first that fits. */
const holders: Readonly<Record<string, readonly string[]>> = {
  SynergyPlanStarted: ['title'],
  RouteDrawn: ['length_km'],
  CapacityTargetSet: ['MW'],
  MilestonePlanned: ['date'],
  MilestoneReached: ['date'],
  VerifiedEmissionsReported: ['t'],
  ContributionPledged: ['amount'],
  SiteRegistered: ['name'],
  ClusterAssigned: ['cluster'],
};

/** Addresses of the pages of history that hold a figure's values. */
export function questionsFor({ subject, slot, alsoBy = [] }: Figure): string[] {
  const of = `/api/history?subject=${subject}&limit=${LINES_SHOWN + 1}`;
  return [
    `${of}&field=${encodeURIComponent(slot)}`,
    ...[...alsoBy, 'FactCorrected'].map((type) => `${of}&type=${type}`),
  ];
}

/** The last values of a figure, newest first, of what the history answered. */
export function linesOf(events: readonly VisibleEvent[]): BlameLine[] {
  const known = new Set(events.map(({ id }) => id));
  const once = [...new Map(events.map((event) => [event.id, event])).values()];
  return once
    .filter(({ type, data }) => type !== 'FactCorrected' || known.has(String(data['targetEventId'])))
    .sort((a, b) => b.index - a.index)
    .map((event) => ({ event, value: valueIn(event) }));
}

/** What an event puts in its place. */
export function valueIn({ type, data }: VisibleEvent): unknown {
  const name = [...(holders[type] ?? []), 'value', 'new'].find((one) => one in data);
  const value = name === undefined ? undefined : data[name];
  return isHidden(value) ? undefined : value;
}
