/**
 * Capital recovery factor i(1+i)^n/((1+i)^n−1): what part of an investment is paid each year, per year. `interestRate`
 * as a share, `lifetimeYears` in years; without interest 1/n.
 */
export function capitalRecoveryFactor(interestRate: number, lifetimeYears: number): number {
  // expm1 and log1p keep their digits where the rate is next to nothing and (1+i)^n−1 would lose them.
  if (interestRate === 0) return 1 / lifetimeYears;
  const grown = Math.expm1(lifetimeYears * Math.log1p(interestRate));
  return interestRate * (1 + 1 / grown);
}
