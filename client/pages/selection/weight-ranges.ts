/** Between what each weight lies, as shares: [low, high] by criterion. */
export type Ranges = Readonly<Record<string, readonly [number, number]>>;

/** Why no weights fit; sums as shares. */
export type RangeFault =
  | { readonly kind: 'reversed'; readonly criteria: readonly string[] }
  | { readonly kind: 'tooHigh' | 'tooLow'; readonly sum: number };

const TOLERANCE = 1e-6;

/** Every weight with the same margin to either side, within 0 and 1. */
export function rangesAround(weights: Readonly<Record<string, number>>, margin: number): Ranges {
  return Object.fromEntries(
    Object.entries(weights).map(([key, weight]) => [
      key,
      [tenths(Math.max(0, weight - margin), Math.floor), tenths(Math.min(1, weight + margin), Math.ceil)] as const,
    ]),
  );
}

/** Undefined: there are weights that add up to 1 within these ranges. */
export function faultOf(ranges: Ranges): RangeFault | undefined {
  const criteria = Object.keys(ranges).filter((key) => (ranges[key]?.[0] ?? 0) > (ranges[key]?.[1] ?? 1));
  if (criteria.length > 0) return { kind: 'reversed', criteria };
  const sum = (end: 0 | 1): number => Object.values(ranges).reduce((total, range) => total + range[end], 0);
  if (sum(0) > 1 + TOLERANCE) return { kind: 'tooHigh', sum: sum(0) };
  return sum(1) < 1 - TOLERANCE ? { kind: 'tooLow', sum: sum(1) } : undefined;
}

/** Ranges as they stand in an address, in per cent: `10~30_5~15`, in the order of the criteria. */
export function rangesText(ranges: Ranges, keys: readonly string[]): string {
  const said = (share = 0): string => String(Math.round(share * 1000) / 10);
  return keys.map((key) => `${said(ranges[key]?.[0])}~${said(ranges[key]?.[1] ?? 1)}`).join('_');
}

/** Undefined: it says something else, or is of other criteria. */
export function rangesFrom(text: string | undefined, keys: readonly string[]): Ranges | undefined {
  const parts = (text ?? '')
    .split('_')
    .map((part) => part.split('~').map((one) => (one === '' ? Number.NaN : Math.round(Number(one) * 10) / 1000)));
  const fits =
    parts.length === keys.length &&
    parts.every((part) => part.length === 2 && part.every((one) => one >= 0 && one <= 1));
  if (!fits) return undefined;
  return Object.fromEntries(keys.map((key, n) => [key, [parts[n]?.[0] ?? 0, parts[n]?.[1] ?? 1] as const]));
}

/** To a tenth of a per cent, outwards, so that the weight itself stays within. */
const tenths = (share: number, round: (value: number) => number): number =>
  round(Number((share * 1000).toFixed(6))) / 1000;
