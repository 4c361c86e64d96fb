import type { Command } from '../../events/decision.ts';
import type { CommandAnswer } from '../../events/live-protocol.ts';
import type { Asker } from '../identity/viewer.ts';

/** The one path of every write: validate → authorise → load → already done? → decide → append → answer. */
export interface CommandService {
  /**
   * Runs a command on behalf of a person. Never throws for what a client can cause: the answer holds the problem.
   * @param input whatever came in: it is validated here
   * @param asker re-read per attempt, so that a revocation in between counts
   */
  execute(input: unknown, asker: () => Asker): Promise<CommandAnswer>;
  /** Runs a command as `act_system` with role Steward (imports, example region, reactions). */
  executeAsSystem(command: Command, cause?: SystemCause): Promise<CommandAnswer>;
}

/** On whose behalf the system acts. */
export interface SystemCause {
  readonly organisation?: string;
  readonly role?: import('../../events/envelope.ts').Role;
  readonly correlationId?: string;
  readonly causationId?: string;
  /** Person in whose name a demonstration acts; only the example region uses it. */
  readonly actor?: string;
}
