import { createHash } from 'node:crypto';
import type { Command } from '../../events/decision.ts';
import type { CommandAnswer } from '../../events/live-protocol.ts';
import type { CommandService, SystemCause } from '../commands/command-service.ts';
import { causedCommandId } from '../commands/event-id.ts';

/** A file that came in, by the name of its part in the upload. */
export type ImportParts = Readonly<Record<string, { readonly name: string; readonly text: string }>>;

/** One thing in the file that does not fit, where it stands and what to do. */
export interface RowError {
  readonly part?: string;
  readonly row?: number;
  readonly column?: string;
  readonly code: string;
  readonly message: string;
}

/** What one row (or subject) of the file asks for: commands on one stream, in order. */
export interface PlannedSubject {
  readonly key: string;
  readonly commands: readonly Omit<Command, 'id'>[];
}

export interface ImportPlan {
  /** Groups in order; the subjects of a group are independent of each other. */
  readonly groups: readonly (readonly PlannedSubject[])[];
  readonly rows: number;
  readonly unchanged: number;
  readonly errors: readonly RowError[];
  /** What the counts count, and everything that a reader should know: names, left out, moved to the nearest. */
  readonly notes: Readonly<Record<string, unknown>>;
}

export interface ImportReport {
  readonly format: string;
  readonly dryRun: boolean;
  readonly ok: boolean;
  readonly rows: number;
  /** Subjects for which something was (in a dry run: would be) written. */
  readonly written: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly errors: readonly RowError[];
  readonly notes: Readonly<Record<string, unknown>>;
  readonly importId?: string;
}

/** How far an import is. */
export type OnProgress = (done: number, of: number) => void;

const SIDE_BY_SIDE = 32;

export function hashOf(parts: ImportParts): string {
  const hash = createHash('sha256');
  for (const [name, { text }] of Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name}\n${Buffer.byteLength(text)}\n${text}\n`);
  }
  return hash.digest('hex');
}

/**
 * Writes a plan: every command's id follows from the import's start, so that writing it again after a kill has one
 * effect. Throws when a command is refused: the import stays open and is taken up again at the next start.
 */
export async function writePlan(
  plan: ImportPlan,
  startEventId: string,
  commands: CommandService,
  cause: SystemCause,
  onProgress: OnProgress,
): Promise<void> {
  const total = plan.groups.reduce((sum, group) => sum + group.length, 0);
  let done = 0;
  for (const group of plan.groups) {
    await inParallel(group, async ({ key, commands: wishes }) => {
      for (const [ordinal, wish] of wishes.entries()) {
        const command = { ...wish, id: causedCommandId(startEventId, `import ${key} ${ordinal} ${wish.type}`) };
        expectOk(await given(command, commands, cause), command);
      }
      onProgress(++done, total);
    });
  }
}

const passing = new Set(['BUSY', 'OUTCOME_UNKNOWN', 'STORE_UNAVAILABLE']);
const TRIES = 20;
const PAUSE_MS = 500;

/** The same command again while the store is away or its outcome unknown: it has one effect. */
async function given(command: Command, commands: CommandService, cause: SystemCause): Promise<CommandAnswer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await commands.executeAsSystem(command, cause);
    if (answer.ok || attempt === TRIES || !passing.has(answer.problem.code) || isClosing(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

const isClosing = (answer: CommandAnswer): boolean => !answer.ok && answer.problem.values['problem'] === 'closing';

export function expectOk(answer: CommandAnswer, command: Command): asserts answer is CommandAnswer & { ok: true } {
  if (answer.ok) return;
  const { code, sentences } = answer.problem;
  throw new Error(`${command.type} on ${command.subject} was refused: ${code}. ${sentences.en}`);
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const workers = Array.from({ length: SIDE_BY_SIDE }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  });
  await Promise.all(workers);
}
