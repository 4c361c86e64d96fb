import { z } from 'zod';
import { listOf, quantity, quantityAbove } from '../quantity.ts';
import { contradiction } from '../refused.ts';

/** As many steps as a year has quarters of an hour, at most. */
const STEPS = 35_136;
const power = () => listOf(quantity('MW', 0, 5_000), 1, STEPS);

export const sharedHeatInput = z
  .strictObject({
    /** Length of each step of the year. */
    hours: listOf(quantityAbove('h', 0, 8_784), 1, STEPS),
    sourceMW: power(),
    sinkMW: power(),
    /** Of the network, at the source. */
    supplyC: quantity('°C', 20, 200),
    returnC: quantity('°C', 5, 180),
    /** What the process of the sink needs. */
    requiredC: quantity('°C', 10, 200),
    exchangerDeltaK: quantity('K', 0, 30),
    groundC: quantity('°C', -20, 40),
    /** From source to sink in a straight line. */
    crowKm: quantityAbove('km', 0, 100),
    detourFactor: quantity('', 1, 5),
    maxVelocityMS: quantity('m/s', 0.1, 5),
    /** How long the network is warm. */
    lossHours: quantity('h', 0, 8_784),
    interestRate: quantity('', 0, 0.5),
    lifetimeYears: quantity('yr', 1, 100),
    electricityEURPerMWh: quantity('EUR/MWh', 0, 2_000),
    heatPurchaseEURPerMWh: quantity('EUR/MWh', -200, 2_000),
    gasEURPerMWh: quantity('EUR/MWh', 0, 2_000),
    gridTonnesPerMWh: quantity('t/MWh', 0, 2),
  })
  .superRefine((given, context) => {
    const needed = given.hours.length;
    for (const field of ['sourceMW', 'sinkMW'] as const) {
      const { length } = given[field];
      if (length !== needed)
        contradiction(context, [field], 'LENGTHS_DIFFER', { given: length, needed, other: 'hours' });
    }
    const hours = given.hours.reduce((sum, step) => sum + step, 0);
    if (hours > 8_784 + 1e-6) contradiction(context, ['hours'], 'HOURS_BEYOND_YEAR', { hours: Math.round(hours) });
    below('returnC', given.returnC, 'supplyC', given.supplyC);
    below('groundC', given.groundC, 'returnC', given.returnC);
    if (given.sinkMW.every((MW) => MW === 0)) contradiction(context, ['sinkMW'], 'NOTHING_ASKED');

    function below(field: string, value: number, other: string, limit: number): void {
      if (value >= limit) contradiction(context, [field], 'NOT_BELOW', { value, other, limit });
    }
  });

export type SharedHeatInput = z.infer<typeof sharedHeatInput>;
