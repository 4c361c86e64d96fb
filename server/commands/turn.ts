import type { Refusal } from '../../events/decision.ts';
import type { CommandAnswer } from '../../events/live-protocol.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { NewEvent } from '../store/port.ts';
import type { FoundOut } from './dependencies.ts';
import type { MandateOnHand } from './mandate.ts';
import type { ParsedCommand } from './parse.ts';
import type { Author } from './record.ts';

/** A command under way: who gives it, and where its answer goes. */
export interface Turn {
  readonly parsed: ParsedCommand;
  readonly authorise: () => Author | { refused: Refusal };
  readonly grants: () => GrantSet;
  readonly answer: (answer: CommandAnswer) => void;
  readonly fail: (error: unknown) => void;
  /** Given by a person. */
  readonly personal?: true;
  /** Why it is refused, if what it names may not be named. */
  unchecked?: Refusal | undefined;
  foundOut?: FoundOut | undefined;
  /** The mandate that it names, as the store held it just before this attempt. */
  mandate?: MandateOnHand;
}

/** What was decided of a command, not yet recorded. */
export interface Outcome {
  readonly events: readonly NewEvent[];
  /** What the person is told once the events (of all that were decided together) are recorded. */
  readonly answer: () => CommandAnswer;
}

export interface Decided extends Outcome {
  readonly turn: Turn;
  readonly revision: number | 'none';
}
