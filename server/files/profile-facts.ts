import { z } from 'zod';

export const profileUnits = ['MW', 'kW', 'MWh', 'kWh'] as const;
export const profileDirections = ['OFFTAKE', 'FEED_IN'] as const;

/** How the numbers of a load profile are to be read. */
export const profileReading = z.strictObject({
  year: z.int().min(1990).max(2100),
  unit: z.enum(profileUnits),
  direction: z.enum(profileDirections).default('OFFTAKE'),
});
export type ProfileReading = z.infer<typeof profileReading>;

/** What was seen on reading it: how its times run, how its numbers are written. */
export const profileNotes = [
  'NO_TIMES',
  'TIMES_UTC',
  'TIMES_LOCAL',
  'TIMES_WINTER',
  'TIMES_AT_END',
  'DECIMAL_COMMA',
  'LEAP_YEAR',
] as const;
export type ProfileNote = (typeof profileNotes)[number];

/** A load profile in a few words: what its event says of it, and how its file is read. */
export const profileFacts = profileReading.extend({
  step: z.enum(['PT15M', 'PT1H']),
  values: z.int(),
  peakMW: z.number(),
  MWh: z.number(),
  notes: z.array(z.enum(profileNotes)),
});
export type ProfileFacts = z.infer<typeof profileFacts>;
