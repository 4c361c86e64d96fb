import { z } from 'zod';
import { partId, text } from './fields.ts';
import type { CommandSpec, EventSpec } from './spec.ts';

/** Moments that somebody gave a name, of a region or of a plan: "Versie voor de stuurgroep". */
export const momentPayloads = {
  /** `index` is the moment: a log index, at most that of the event before this one. */
  MomentNamed: z.strictObject({
    momentId: partId('mom'),
    name: text(2, 80),
    index: z.int().min(0),
  }),
  MomentUnnamed: z.strictObject({ momentId: partId('mom') }),
};

export const momentEvents: { readonly [K in keyof typeof momentPayloads]: EventSpec } = {
  MomentNamed: {
    version: 1,
    label: { nl: 'Moment benoemd', en: 'Moment named' },
    classes: { '*': 'P2' },
    revert: { compensate: 'UnnameMoment' },
  },
  MomentUnnamed: {
    version: 1,
    label: { nl: 'Naam van moment weggehaald', en: 'Name of moment removed' },
    classes: { '*': 'P2' },
    revert: 'never',
  },
};

/** The commands of moments for a kind of stream. */
export const momentCommands = {
  NameMoment: { schema: momentPayloads.MomentNamed, offline: 'replay' },
  UnnameMoment: { schema: momentPayloads.MomentUnnamed, offline: 'replay' },
} as const satisfies Record<string, CommandSpec>;
