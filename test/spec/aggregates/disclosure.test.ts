import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COHORT } from '../../../events/release/decide.ts';
import { emptyBook, nextRound, within, type Book } from '../../../projections/aggregates/book.ts';
import { isSafe, type Thresholds } from '../../../projections/aggregates/cohort.ts';
import { Attack, type Reading } from './attack.ts';
import { worlds, type World } from './worlds.ts';

/** A value counts as given away when it is known from below or from above to within this part of itself. */
const MARGIN = 0.1;

type Publisher = (world: World) => Reading[];

const product =
  (t: Thresholds = COHORT): Publisher =>
  ({ moments, cells }) => {
    const book = moments.reduce<Book>((standing, now) => nextRound(standing, now, cells, t) ?? standing, emptyBook);
    return book.rounds.map((round) => ({ told: round.told, cells: book.cells.slice(0, round.cells) }));
  };

/** Each cell by itself, as it is now, whenever somebody looks. */
const withoutComplement: Publisher = ({ moments, cells }) =>
  moments
    .slice(0, 1)
    .map((told) => ({ told, cells: cells.filter((cell) => isSafe(within(told, cell).values(), COHORT)) }));

const withoutDominance = product({ ...COHORT, largestShare: 1 });

/** The cells of the first round, always as they are now. */
const live: Publisher = ({ moments: [first = new Map(), ...later], cells }) => {
  const told = nextRound(emptyBook, first, cells)?.cells ?? [];
  return [first, ...later].map((now) => ({ told: now, cells: told }));
};

/** What a reading gives away, to whom; undefined: nothing. */
function givenAway(readings: Reading[], bounds: boolean): string | undefined {
  const attack = new Attack(readings);
  for (const insider of [undefined, ...attack.parents]) {
    for (const target of attack.parents)
      if (target !== insider && attack.solves(target, insider)) return `${target} to ${insider ?? 'everybody'}`;
    if (!bounds) continue;
    for (const [name, { parent, value }] of attack.unknowns) {
      if (parent === insider || value === 0) continue;
      const { least, most } = attack.bounds(name, insider);
      if (least > value * (1 - MARGIN) || most < value * (1 + MARGIN))
        return `${name}: ${least} to ${most}, to ${insider ?? 'everybody'}`;
    }
  }
  return undefined;
}

test('no arithmetic with all totals of all rounds leads to one company, also not for another that knows its own', () => {
  let told = 0;
  let later = 0;
  fc.assert(
    fc.property(worlds, (world) => {
      const readings = product()(world);
      told += readings[0]?.cells.length ?? 0;
      later += readings.length > 1 ? 1 : 0;
      expect(givenAway(readings, false)).toBeUndefined();
    }),
    { numRuns: 400 },
  );
  // and it is no trick of telling nothing
  expect(told).toBeGreaterThan(300);
  expect(later).toBeGreaterThan(20);
});

test('no bounds that follow from all totals hold a value closer than a tenth of itself', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      expect(givenAway(product()(world), true)).toBeUndefined();
    }),
    { numRuns: 25 },
  );
});

test.each([
  ['without complementary suppression', withoutComplement, false],
  ['without a limit to the largest share', withoutDominance, true],
  ['with totals that follow every change', live, false],
] as const)('the attack finds what a table gives away %s', (_, publisher, bounds) => {
  const found = fc.check(
    fc.property(worlds, (world) => givenAway(publisher(world), bounds) === undefined),
    { numRuns: 400, seed: 1, endOnFailure: true },
  );
  expect(found.failed).toBe(true);
});
