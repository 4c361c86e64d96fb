import fc from 'fast-check';
import { expect } from 'vitest';
import type { DecideContext } from '../../../events/decision.ts';
import { sequence } from '../sequence.ts';

/** What the rules of a kind of stream say in words (domain.md A and B.4), without looking at how they are decided. */
export interface KindModel<M, W extends Wish, S> {
  readonly subject: string;
  readonly begin: () => M;
  readonly wishes: fc.Arbitrary<W>;
  /** What comes of a wish: it happens, it is so already (nothing), or the code of its refusal. The model moves on. */
  readonly comesOf: (model: M, wish: W) => string;
  readonly data: (wish: W) => Record<string, unknown>;
  readonly context?: (model: M, wish: W) => Partial<DecideContext>;
  /** Fails when the state is not as the model says: totals, places on the way. */
  readonly agree: (model: M, state: S) => void;
}

export interface Wish {
  readonly do: string;
}

export const HAPPENS = 'happens';
export const NOTHING = 'nothing';

/** Any sequence of wishes has the outcome that the model says, one by one; fast-check prints the seed of one that has not. */
export function holds<M, W extends Wish, S>(model: KindModel<M, W, S>, runs = 200): void {
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(fc.array(model.wishes, { maxLength: 40 }), (wishes) => {
      const stream = sequence<S>(model.subject);
      const plain = model.begin();
      for (const wish of wishes) {
        const context = model.context?.(plain, wish) ?? {};
        const outcome = stream.give(wish.do, model.data(wish), context);
        const said = /^[A-Z][a-z]/.test(outcome) ? HAPPENS : outcome;
        outcomes.add(`${wish.do} ${said}`);
        const told = model.comesOf(plain, wish);
        expect(said, `${JSON.stringify(wish)} on ${JSON.stringify(plain)}`).toBe(told);
        model.agree(plain, stream.state());
      }
    }),
    { numRuns: runs, endOnFailure: false },
  );
  // a model whose wishes are all refused, or all taken, says nothing
  expect([...outcomes].some((one) => one.endsWith(HAPPENS)) && [...outcomes].some((one) => /[A-Z]{3}$/.test(one))).toBe(
    true,
  );
}

/** One of these, with these members. */
export const one = <T extends Record<string, unknown>>(
  name: string,
  members: { [K in keyof T]: fc.Arbitrary<T[K]> } = {} as never,
): fc.Arbitrary<T & Wish> => fc.record({ do: fc.constant(name), ...members }) as unknown as fc.Arbitrary<T & Wish>;
