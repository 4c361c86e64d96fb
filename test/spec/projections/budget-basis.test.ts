import { expect, test } from 'vitest';
import type { AnyState } from '../../../events/kinds.ts';
import { kindFunctions } from '../../../events/catalogue.ts';
import { kindOf, streamOf } from '../../../events/ids.ts';
import { commitmentsWithoutBasis } from '../../../projections/budget-basis/budget-basis.ts';
import { id, recorded, type Happened } from '../given.ts';
import { story } from '../recorded/story.ts';

/** Money that was committed stays committed when its decision is revoked, and is named until it is withdrawn. */

const BUDGET = streamOf(id('bud'))?.stream ?? '';
const DECISION = streamOf(id('dec', 3))?.stream ?? '';

function after(...events: [stream: string, event: Happened][]) {
  const streams = Object.fromEntries(
    [BUDGET, DECISION].map((stream) => [stream, structuredClone(story().states.get(stream)) as AnyState]),
  );
  for (const [n, [stream, event]] of events.entries()) {
    const kind = kindFunctions(kindOf(stream));
    streams[stream] = kind.evolve(streams[stream], recorded(stream, 5_000 + n, event)) as AnyState;
  }
  return commitmentsWithoutBasis({ streams });
}
const revoked: [string, Happened] = [
  DECISION,
  { type: 'DecisionRevoked', data: { reason: 'Subsidie vervalt', mandateId: id('mnd', 53) } },
];
const withdrawn = (EUR: number): [string, Happened] => [
  BUDGET,
  { type: 'CommitmentWithdrawn', data: { commitmentId: id('cmm'), EUR, reason: 'Basis vervallen' } },
];

test('nothing is named while the decision stands', () => expect(after()).toEqual([]));

test('a commitment is named once its decision is revoked, with what was withdrawn of it', () => {
  const line = { programme: id('bud'), commitmentId: id('cmm'), decision: id('dec', 3), targetId: id('pln', 1) };
  expect(after(revoked)).toEqual([
    expect.objectContaining({ ...line, EUR: 500_000, withdrawnEUR: 100_000, revokedAt: 5_000 }),
  ]);
  expect(after(revoked, withdrawn(150_000))).toEqual([expect.objectContaining({ withdrawnEUR: 250_000 })]);
});

test('what was withdrawn whole is named no more', () => expect(after(revoked, withdrawn(400_000))).toEqual([]));
