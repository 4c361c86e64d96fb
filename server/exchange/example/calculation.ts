import type { Line, NameId, Speaker } from './script.ts';

/** What the dairy needs, so that the plan of the kiln's heat can be calculated. */
export function calculationLines(id: NameId, says: (by: string) => Speaker): Line[] {
  return [
    says('act_demo-daan')('ProfileProcessHeat', id('sit', 'polderwit'), {
      band: 'MT',
      peakMW: 6,
      MWh: 33_000,
      requiredC: 85,
    }),
  ];
}
