import type { Refusal, Surroundings } from '../../events/decision.ts';
import type { Instant, RecordedEvent, SubjectId } from '../../events/envelope.ts';
import type { Problem } from '../../events/live-protocol.ts';
import type { NarrativeState } from '../../events/narrative/state.ts';
import type { Asker, GrantSet } from '../identity/viewer.ts';
import type { ReadModels } from '../readmodels/port.ts';
import type { Cursor, EventStore } from '../store/port.ts';
import type { AllStreams } from './around.ts';
import type { ParsedCommand } from './parse.ts';
import type { Author } from './record.ts';

/** What the command path needs; all of it passed in, so that a simulation can own clock, randomness and store. */
export interface CommandDependencies {
  readonly store: EventStore;
  readonly readModels: ReadModels &
    Pick<AllStreams, 'streams'> & {
      stand(stream: string): { state: unknown; revision: number | 'none' };
      eventsOf(command: string): readonly RecordedEvent[];
      cursor(): Cursor | undefined;
      eventById(id: string): RecordedEvent | undefined;
      wholeText(stream: string): NarrativeState | undefined;
    };
  readonly authorise: Authorise;
  readonly now: () => Instant;
  readonly salt: () => string;
  readonly problem: (refusal: Refusal) => Problem;
  /** True when other processes write to the same store: refusals are then checked against the store's own head. */
  readonly sharedStore: boolean;
  readonly observe?: (outcome: string, command: string) => void;
  /** Asked of a person's command before it is decided; undefined: it need not be asked. */
  readonly check?: Check;
}

/**
 * What cannot be decided from the log alone: may this command name the files that it names, what comes of the
 * calculation that it records? Why it is refused, or what its decider then knows.
 */
export type Check = (
  parsed: ParsedCommand,
  by: { readonly organisation: SubjectId; readonly grants: GrantSet },
) => Promise<Refusal | FoundOut | undefined> | undefined;
/** What was found out for one command. */
export interface FoundOut {
  readonly around: Pick<Surroundings, 'calculated'>;
}

export type Authorise = (asker: Asker, parsed: ParsedCommand) => Author | { refused: Refusal };
