import { z } from 'zod';
import { day, label } from '../fields.ts';
import { firstVersion, type EventSpecs } from '../spec.ts';

const figure = z.number();

/** Payloads of the parameters of all calculations: one stream, in which each value is dated. */
export const parameterPayloads = {
  ParameterSet: z.strictObject({
    /** Like `ets.priceEUR` or `scheme.flexE.openTo`. */
    key: z
      .string()
      .regex(/^[a-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/, 'must be a key like ets.priceEUR')
      .max(80),
    value: z.union([figure, z.boolean(), label(1, 120)]),
    /** Bounds of a number that is not certain. */
    low: figure.optional(),
    high: figure.optional(),
    unit: label(1, 20),
    validFrom: day,
    sourceRef: label(1, 200),
  }),
};

export type ParameterEventData = { [K in keyof typeof parameterPayloads]: z.infer<(typeof parameterPayloads)[K]> };

export const parameterEvents: EventSpecs<typeof parameterPayloads> = {
  ParameterSet: firstVersion(
    'Parameter vastgesteld',
    'Parameter set',
    { '*': 'P0', $reason: 'P1' },
    { dated: 'validFrom' },
  ),
};
