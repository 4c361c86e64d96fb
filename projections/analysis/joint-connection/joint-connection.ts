import { calculation } from '../calculation.ts';
import { GENERATOR, xoshiro128 } from '../random.ts';
import { jointConnectionInput, type JointConnectionInput } from './input.ts';
import { exactShapley, peakOf, sampledShapley, type Shapley } from './shapley.ts';
import { unusedCapacity, type UnusedCapacity } from './unused-capacity.ts';

/** Up to so many members all coalitions are looked at. */
export const EXACT_MEMBERS = 12;

type PerMember<T> = Readonly<Record<string, T>>;

export interface JointConnectionOutput {
  readonly sumOfPeaksMW: number;
  readonly groupPeakMW: number;
  /** Highest joint offtake over the sum of the members' own; null when nobody takes anything. */
  readonly coincidence: number | null;
  readonly reductionMW: number;
  readonly groupNeedMW: number;
  /** Negative: what is short. */
  readonly headroomMW: number;
  readonly feedInSumOfPeaksMW: number;
  readonly feedInGroupPeakMW: number;
  readonly shapleyMW: PerMember<number>;
  readonly proportionalMW: PerMember<number | null>;
  readonly costEUR: PerMember<number | null>;
  readonly inCore: boolean;
  /** How the shares were found: over all coalitions, or from seeded orders. */
  readonly shares: 'EXACT' | { readonly orders: number; readonly seed: number; readonly generator: string };
  readonly useItOrLoseIt?: PerMember<UnusedCapacity>;
}

/**
 * Several companies behind one transport contract: what they need together, what is left of what they have, and two
 * ways to share a cost. Per time step the members' net loads add up, so that feed-in meets offtake. MW. Source: domain C3.
 */
export const jointConnection = calculation({
  name: 'joint-connection',
  input: jointConnectionInput,
  uses: ['group.permutations', 'group.seed', 'group.unusedMW', 'group.unusedMWFrom110kV', 'group.unusedShare'],
  calculate: (given, p): JointConnectionOutput => {
    const names = Object.keys(given.profilesMW);
    const profiles = names.map((name) => Float64Array.from(given.profilesMW[name] ?? []));
    const own = profiles.map((profile) => peakOf([profile]));
    const fedIn = profiles.map((profile) => profile.map((MW) => -MW));
    const [sumOfPeaksMW, groupPeakMW] = [sum(own), peakOf(profiles)];
    const groupNeedMW = groupPeakMW * (1 + given.margin);
    const contracted = sum(names.map((name) => given.contractMW[name] ?? 0));
    const exact = names.length <= EXACT_MEMBERS;
    const seeded = { orders: p['group.permutations'], seed: p['group.seed'], generator: GENERATOR };
    const shapley = exact ? exactShapley(profiles) : sampledShapley(profiles, seeded.orders, xoshiro128(seeded.seed));
    const proportion = (at: number): number | null =>
      sumOfPeaksMW > 0 ? (groupPeakMW * (own[at] ?? 0)) / sumOfPeaksMW : null;
    return {
      ...{ sumOfPeaksMW, groupPeakMW, coincidence: sumOfPeaksMW > 0 ? groupPeakMW / sumOfPeaksMW : null },
      ...{ reductionMW: sumOfPeaksMW - groupPeakMW, groupNeedMW },
      headroomMW: Math.min(contracted, given.grantedMW ?? Infinity) - groupNeedMW,
      feedInSumOfPeaksMW: sum(fedIn.map((profile) => peakOf([profile]))),
      feedInGroupPeakMW: peakOf(fedIn),
      shapleyMW: perMember(names, (at) => shapley.values[at] ?? 0),
      proportionalMW: perMember(names, proportion),
      costEUR: perMember(names, (at) => costOf(given, shapley, groupPeakMW, at)),
      inCore: shapley.inCore,
      shares: exact ? 'EXACT' : seeded,
      ...(given.connections === undefined ? {} : { useItOrLoseIt: unused(given, given.connections, p) }),
    };
  },
});

function costOf(given: JointConnectionInput, { values }: Shapley, groupPeakMW: number, at: number): number | null {
  return groupPeakMW > 0 ? (given.sharedCostEUR * (values[at] ?? 0)) / groupPeakMW : null;
}

function unused(
  { profilesMW, contractMW }: JointConnectionInput,
  connections: NonNullable<JointConnectionInput['connections']>,
  limits: Parameters<typeof unusedCapacity>[2],
): PerMember<UnusedCapacity> {
  const found = Object.entries(connections).map(([name, connection]) => {
    const profile = Float64Array.from(profilesMW[name] ?? []);
    return [name, unusedCapacity(profile, { ...connection, contractMW: contractMW[name] ?? 0 }, limits)];
  });
  return Object.fromEntries(found) as PerMember<UnusedCapacity>;
}

function perMember<T>(names: readonly string[], value: (at: number) => T): PerMember<T> {
  return Object.fromEntries(names.map((name, at) => [name, value(at)]));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
