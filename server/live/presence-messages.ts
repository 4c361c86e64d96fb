import { z } from 'zod';
import { person, pointer, state, topic } from './messages.ts';
import type { Tab } from './presence.ts';

/** What a process tells the others of its tabs: all of them, those that changed (null: gone), or that it ends. */
export type PresenceMessage =
  { kind: 'all' | 'some'; process: string; tabs: Record<string, Tab | null> } | { kind: 'bye'; process: string };

const process = z.string().min(1).max(64);
const text = z.string().max(300);
const tab = z.strictObject({
  ...{ topic, actor: text, name: text, organisation: text, pointer: pointer.nullable(), state },
  following: person.optional(),
});

/** A message that fits; anything else on the channel is passed over. */
export const betweenProcesses = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['all', 'some']), process, tabs: z.record(z.string().max(64), tab.nullable()) }),
  z.strictObject({ kind: z.literal('bye'), process }),
]);
