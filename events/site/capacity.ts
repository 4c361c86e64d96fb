import type { CalendarDay, Hidden } from '../envelope.ts';
import { isHidden } from '../envelope.ts';
import { entryOn } from '../timeline.ts';
import type { Flexibility } from './evolve-energy.ts';
import type { ConnectionContract, ResidualHeat, SiteState } from './state.ts';

const HORIZON_YEAR = 2050;

export interface Shortage {
  readonly year: number;
  /** MW that the site has left in that year. */
  readonly left: number;
}

/**
 * Invariant I5: the first year in which a reservation exceeds what the site has left, undefined when it fits.
 * CAPACITY_MW: contracted offtake in force on 1 January minus other reservations. HEAT_MW: offers that hold through
 * the reserved part of the year minus other reservations. FLEX_MW: flexibility stated minus other reservations. In MW.
 */
export function shortage(
  site: SiteState,
  wish: {
    contributionId: string;
    kind: 'CAPACITY_MW' | 'HEAT_MW' | 'FLEX_MW';
    amount: number;
    from: CalendarDay;
    to?: CalendarDay | undefined;
  },
): Shortage | undefined {
  for (const year of yearsOf(wish.from, wish.to)) {
    const start = max(wish.from, `${year}-01-01`);
    const end = min(wish.to ?? `${HORIZON_YEAR}-12-31`, `${year}-12-31`);
    const offered = offeredMW(site, wish.kind, year, start, end);
    const left = round(offered - reservedMW(site, wish.kind, year, wish.contributionId));
    if (wish.amount > left) return { year, left };
  }
  return undefined;
}

function offeredMW(site: SiteState, kind: string, year: number, start: CalendarDay, end: CalendarDay): number {
  if (kind === 'CAPACITY_MW') return contractedOfftakeMW(site, `${year}-01-01`);
  return kind === 'HEAT_MW' ? heatOfferedMW(site, start, end) : flexibleMW(site);
}

/** MW of flexibility that the site has stated, all types together. */
export function flexibleMW(site: SiteState): number {
  return sum(Object.values(site.flexibility).map(({ value }) => visible<Flexibility>(value)?.MW ?? 0));
}

/** MW of contracted offtake in force on a day, over all connections. */
export function contractedOfftakeMW(site: SiteState, on: CalendarDay): number {
  return sum(
    Object.values(site.contracts).map(
      (timeline) => visible<ConnectionContract>(entryOn(timeline, on)?.value)?.offtakeMW ?? 0,
    ),
  );
}

/** MW of residual heat whose offers hold from `start` through `end`. */
export function heatOfferedMW(site: SiteState, start: CalendarDay, end: CalendarDay): number {
  return sum(
    Object.values(site.offers).map(({ offer, withdrawn }) => {
      const holds = offer.from <= start && (offer.to === undefined || offer.to >= end);
      const gone = withdrawn !== undefined && withdrawn.from <= end;
      return holds && !gone ? (visible<ResidualHeat>(offer.value)?.MW ?? 0) : 0;
    }),
  );
}

/** MW reserved in any part of a year, leaving one contribution out. */
export function reservedMW(site: SiteState, kind: string, year: number, except?: string): number {
  return sum(
    Object.entries(site.reservations).map(([id, reservation]) =>
      id !== except && reservation.kind === kind && touches(reservation, year) ? reservation.MW : 0,
    ),
  );
}

function touches(period: { from: CalendarDay; to?: CalendarDay | undefined }, year: number): boolean {
  return period.from <= `${year}-12-31` && (period.to === undefined || period.to >= `${year}-01-01`);
}

function yearsOf(from: CalendarDay, to: CalendarDay | undefined): number[] {
  const first = Number(from.slice(0, 4));
  const last = Math.max(first, to === undefined ? HORIZON_YEAR : Number(to.slice(0, 4)));
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
}

function visible<T>(value: T | Hidden | undefined): T | undefined {
  return value === undefined || isHidden(value) ? undefined : value;
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const max = (a: string, b: string): string => (a > b ? a : b);
const min = (a: string, b: string): string => (a < b ? a : b);
/** Sums of decimal megawatts are compared at a watt, so that 0.1 + 0.2 is 0.3. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6;
