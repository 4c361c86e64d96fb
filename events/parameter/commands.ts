import type { z } from 'zod';
import type { CommandSpec } from '../spec.ts';
import { parameterPayloads as p } from './events.ts';

/** What somebody may ask of the parameters. */
export const parameterCommands = {
  SetParameter: { schema: p.ParameterSet, offline: 'never' },
} as const satisfies Record<string, CommandSpec>;

export type ParameterCommandData = {
  [K in keyof typeof parameterCommands]: z.infer<(typeof parameterCommands)[K]['schema']>;
};
