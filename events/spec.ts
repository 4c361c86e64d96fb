import type { z } from 'zod';
import type { CommandId } from './envelope.ts';
import type { Command, Decision, DecideContext } from './decision.ts';
import type { FieldClasses, Sees } from './visibility.ts';
import type { RecordedEvent, VisibleEvent } from './envelope.ts';

/** What the catalogue says of one event type, beside its payload's schema. */
export interface EventSpec {
  /** Version of the payload as it is recorded; 2 in the types that stood before fields were sealed. */
  readonly version: number;
  readonly label: { readonly nl: string; readonly en: string };
  readonly classes: FieldClasses;
  /** How it is undone: the value put back · a named command · never. */
  readonly revert: 'value' | 'never' | { readonly compensate: string };
  /** Fields of which a part is sealed, so that the rest stays readable when its key is gone. */
  readonly parts?: Readonly<Record<string, SealedPart>>;
  /** The payload's own date, which is the event's `effectiveOn`. */
  readonly dated?: string;
  /** True: it changes who may see earlier events, so watchers whose view changes get a reset. */
  readonly reach?: true;
}

/** A field that is recorded as an open rest and a part to be sealed (docs/architecture.md, Proof). */
export interface SealedPart {
  /** Name of the part: its pointer is the field's and this. */
  readonly name: string;
  /** Takes the part out; undefined when there is nothing to seal. */
  split(value: unknown): { open: unknown; part: unknown } | undefined;
  /** Puts it back; undefined: it can no longer be read. */
  join(open: unknown, part: unknown): unknown;
}

export type EventSpecs<P> = { readonly [K in keyof P]: EventSpec };

/** An event type in its first version, which cannot be undone unless `more` says how. */
export function firstVersion(
  nl: string,
  en: string,
  classes: FieldClasses,
  more: Partial<Pick<EventSpec, 'revert' | 'dated' | 'reach'>> = {},
): EventSpec {
  return { version: 1, label: { nl, en }, classes, revert: 'never', ...more };
}

/** What the catalogue says of a command; who may give it stands in the table of rights (`rights/commands.ts`). */
export interface CommandSpec {
  readonly schema: z.ZodType<Record<string, unknown>>;
  /** What an offline queue may do with it. */
  readonly offline: 'replay' | 'ask' | 'never';
  /** True: given under a mandate, which is read from the store just before it is decided. */
  readonly mandate?: true;
  /** True: makes the stream; then no stream of that id may stand. */
  readonly creates?: true;
}

/** One kind of stream: the pure functions that both sides run. */
export interface StreamKind<S> {
  readonly initial: () => S;
  readonly evolve: (state: S, event: VisibleEvent | RecordedEvent) => S;
  readonly decide: (state: S, command: Command, context: DecideContext) => Decision;
  readonly view: (state: S, sees: Sees) => S;
  /** A copy to fold on; a kind without one is cloned whole. */
  readonly copy?: (state: S) => S;
}

/** One kind of stream with what the catalogue says of it. */
export interface KindSpec {
  readonly payloads: Readonly<Record<string, z.ZodType>>;
  readonly events: Readonly<Record<string, EventSpec>>;
  readonly commands: Readonly<Record<string, CommandSpec>>;
}

export type { CommandId };
