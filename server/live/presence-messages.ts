import { z } from 'zod';
import { person, pointer, pointerOf, state, topic } from './messages.ts';
import type { Tab } from './presence.ts';

/** What a process tells the others of its tabs: all of them, those that changed (null: gone), or that it ends. */
export type PresenceMessage =
  { kind: 'all' | 'some'; process: string; tabs: Record<string, Tab | null> } | { kind: 'bye'; process: string };

/** Code units of a name, and of an id, that pass between processes. */
export const NAME_MOST = 300;

const process = z.string().min(1).max(64);
const text = z.string().max(NAME_MOST);
const tab = z.strictObject({
  ...{ topic, actor: text, name: text, organisation: text, pointer: pointer.nullable(), state },
  following: person.optional(),
});
const envelope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['all', 'some']), process, tabs: z.record(z.string(), z.unknown()) }),
  z.strictObject({ kind: z.literal('bye'), process }),
]);

/**
 * A message that fits; undefined for anything else on the channel. A tab that does not fit (another build may know
 * more) counts as gone and costs none of the others.
 */
export function readPresence(message: unknown): PresenceMessage | undefined {
  const parsed = envelope.safeParse(message);
  if (!parsed.success) return undefined;
  if (parsed.data.kind === 'bye') return parsed.data;
  const { kind, process: from, tabs } = parsed.data;
  const fits = Object.entries(tabs).flatMap(([id, given]): [string, Tab | null][] => {
    if (id.length > 64) return [];
    const one = tab.safeParse(given);
    return [[id, one.success ? { ...one.data, pointer: one.data.pointer && pointerOf(one.data.pointer) } : null]];
  });
  return { kind, process: from, tabs: Object.fromEntries(fits) };
}
