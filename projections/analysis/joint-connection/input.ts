import { z } from 'zod';
import { byName, listOf, quantity, quantityAbove } from '../quantity.ts';
import { contradiction } from '../refused.ts';

const MOST_MEMBERS = 40;

export const jointConnectionInput = z
  .strictObject({
    /** Net load per step: offtake above 0, feed-in below. */
    profilesMW: byName(listOf(quantity('MW', -2_000, 2_000), 1, 35_136), 1, MOST_MEMBERS),
    contractMW: byName(quantity('MW', 0, 2_000), 1, MOST_MEMBERS),
    /** What the grid operator has granted the group. */
    grantedMW: quantity('MW', 0, 10_000).optional(),
    margin: quantity('', 0, 1),
    sharedCostEUR: quantity('EUR', 0, 1e10),
    /** Of members of whom it is to be told whether they may lose what they do not use. */
    connections: byName(
      z.strictObject({
        voltageKV: quantityAbove('kV', 0, 400),
        /** Has congestion been declared for offtake where the member is connected? */
        congested: z.boolean({ error: 'true, false' }),
      }),
      0,
      MOST_MEMBERS,
    ).optional(),
  })
  .superRefine(({ profilesMW, contractMW, connections }, context) => {
    const [[first, steps] = ['', []], ...others] = Object.entries(profilesMW);
    for (const [name, { length }] of others)
      if (length !== steps.length)
        contradiction(context, ['profilesMW', name], 'LENGTHS_DIFFER', {
          ...{ given: length, needed: steps.length, other: `profilesMW.${first}` },
        });
    named('contractMW', contractMW, 'profilesMW', profilesMW);
    named('profilesMW', profilesMW, 'contractMW', contractMW);
    named('profilesMW', profilesMW, 'connections', connections ?? {});

    function named(field: string, members: object, other: string, expected: object): void {
      const lacking = Object.keys(expected).find((name) => !Object.hasOwn(members, name));
      if (lacking !== undefined) contradiction(context, [field], 'NAMES_DIFFER', { name: lacking, other });
    }
  });

export type JointConnectionInput = z.infer<typeof jointConnectionInput>;
