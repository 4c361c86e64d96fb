import { isWholeYear } from '../profile-year.ts';

/** What a member may lose of its contract. */
export interface UnusedCapacity {
  readonly usedMW: number;
  readonly unusedMW: number;
  /** Null: the profile does not hold the twelve months that the rule asks for. */
  readonly mayBeCut: boolean | null;
}

interface Contract {
  readonly voltageKV: number;
  readonly congested: boolean;
  readonly contractMW: number;
}

interface Limits {
  readonly 'group.unusedShare': number;
  readonly 'group.unusedMW': number;
  readonly 'group.unusedMWFrom110kV': number;
}

/**
 * Use it or lose it (Staatscourant 2024-13531): in a congestion area the operator may cut a contract at medium or high
 * voltage of which in twelve months at most half was used, or 1 MW or more was not; from 110 kV on, 10 MW or more.
 */
export function unusedCapacity(profile: Float64Array, contract: Contract, limits: Limits): UnusedCapacity {
  let usedMW = 0;
  for (const MW of profile) usedMW = Math.max(usedMW, MW);
  const { contractMW, voltageKV } = contract;
  const unusedMW = Math.max(0, contractMW - usedMW);
  if (!isWholeYear(profile.length)) return { usedMW, unusedMW, mayBeCut: null };
  const little = usedMW <= limits['group.unusedShare'] * contractMW || unusedMW >= limits['group.unusedMW'];
  const beyond = voltageKV >= 110 ? unusedMW >= limits['group.unusedMWFrom110kV'] : little;
  return { usedMW, unusedMW, mayBeCut: contract.congested && voltageKV >= 1 && contractMW > 0 && beyond };
}
