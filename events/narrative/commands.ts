import { z } from 'zod';
import { commandId } from '../fields.ts';
import type { CommandSpec } from '../spec.ts';
import { narrativePayloads as p } from './events.ts';

/** What somebody may ask of a narrative section. */
export const narrativeCommands = {
  /** Changes on the text as it was after `textRevision` changes; later ones are mapped over by the server. */
  EditText: {
    schema: z.strictObject({
      textRevision: p.TextEdited.shape.textRevision,
      changes: p.TextEdited.shape.changes,
    }),
    offline: 'replay',
  },
  /** Undoes what own commands did to the text, as far as nobody has changed it since. Undoing that redoes. */
  RevertText: {
    schema: z.strictObject({ commands: z.array(commandId).min(1).max(200) }),
    offline: 'replay',
  },
  RestateText: { schema: p.TextRestated, offline: 'never' },
} as const satisfies Record<string, CommandSpec>;

export type NarrativeCommandData = {
  [K in keyof typeof narrativeCommands]: z.infer<(typeof narrativeCommands)[K]['schema']>;
};
