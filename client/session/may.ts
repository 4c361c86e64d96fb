import { mayGive } from '../../events/rights/may-give.ts';
import type { Wish } from '../../events/rights/relations.ts';
import type { TopicState } from '../../projections/topic/topic.ts';

interface Membership {
  readonly organisation: string;
  readonly role: Parameters<typeof mayGive>[1]['role'];
  readonly regionIds: readonly string[];
}

/** What a page knows: streams as it shows them, and the region whose table they are on. */
export interface Shown {
  readonly state: TopicState;
  readonly region?: string;
}

/**
 * The first of somebody's memberships with which he may ask this, by the table of rights by which the server decides;
 * undefined: what would be refused is not offered. `data` may be left out while nothing is typed yet.
 */
export function membershipFor<M extends Membership>(
  memberships: readonly M[] | undefined,
  { state, region }: Shown,
  wish: Omit<Wish, 'data'> & { data?: Wish['data'] },
): M | undefined {
  const facts = {
    state: (stream: string) => state.streams[stream],
    regionsOf: (stream: string) => (region !== undefined && state.streams[stream] ? [region] : []),
  };
  return memberships?.find((membership) => mayGive(facts, membership, { data: {}, ...wish }));
}
