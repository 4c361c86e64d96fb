import type { LogIndex } from '../../events/envelope.ts';
import type { Milliseconds } from './port.ts';

/** Who may do now what one process does for all: sign checkpoints, import, make the example, send mail. By the vault's clock. */
export interface Leases {
  /** Takes a lease that is free, has run out, or is this holder's already. @returns whether the holder has it */
  take(name: string, holder: string, milliseconds: number): Promise<boolean>;
  /** Holds it longer. @returns false when it has run out or is another's: stop what it was for */
  renew(name: string, holder: string, milliseconds: number): Promise<boolean>;
  /** Gives it free, if it is this holder's. */
  release(name: string, holder: string): Promise<void>;
}

/** What a process says of itself. */
export interface ProcessSays {
  readonly id: string;
  readonly build: string;
  /** The log index up to which it has done what the events ask (dropped erased values, reset its clients). */
  readonly confirmed: LogIndex;
}

export interface LivingProcess extends ProcessSays {
  readonly startedAt: Milliseconds;
  readonly beatAt: Milliseconds;
}

/** The processes that share the log, by their heartbeats and the vault's clock. */
export interface Processes {
  beat(process: ProcessSays): Promise<void>;
  /** Takes itself off the list. */
  leave(id: string): Promise<void>;
  /** Those whose last beat is at most so long ago, oldest first. */
  living(withinMilliseconds: number): Promise<readonly LivingProcess[]>;
}
