import { isHidden } from '../../../events/envelope.ts';
import type { PlanView } from '../../../projections/plan-view/plan-view.ts';

/** Shares in percent per organisation, so that they add up to 100 at a ten-thousandth; undefined: nothing to go by. */
export function proposedShares(
  plan: Pick<PlanView, 'contributions'>,
  organisations: readonly string[],
  method: 'EQUAL' | 'PROPORTIONAL',
): Record<string, number> | undefined {
  const weights = organisations.map((org) => (method === 'EQUAL' ? 1 : contributedMW(plan, org)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return undefined;
  const shares = weights.map((weight) => Math.round((weight / total) * 1e6) / 1e4);
  const rest = 100 - shares.slice(1).reduce((sum, share) => sum + share, 0);
  return Object.fromEntries(
    organisations.map((org, n) => [org, n === 0 ? Math.round(rest * 1e4) / 1e4 : (shares[n] ?? 0)]),
  );
}

/** Megawatts that an organisation has pledged, of any kind. */
function contributedMW({ contributions }: Pick<PlanView, 'contributions'>, org: string): number {
  return contributions.reduce(
    (sum, one) => sum + (one.orgId === org && one.unit === 'MW' && !isHidden(one.amount) ? one.amount : 0),
    0,
  );
}
