import { conditionsDue } from '../../events/decision-record/due.ts';
import type { DecisionState } from '../../events/decision-record/state.ts';
import type { CalendarDay, EventId, RecordedEvent, SubjectId } from '../../events/envelope.ts';
import type { CommandService } from '../commands/command-service.ts';
import { causedCommandId } from '../commands/event-id.ts';

export interface ReminderDependencies {
  readonly commands: CommandService;
  /** Every decision, as this process's tail knows it. */
  readonly decisions: () => Iterable<readonly [SubjectId, DecisionState]>;
  readonly eventById: (id: EventId) => RecordedEvent | undefined;
  readonly today: () => CalendarDay;
  readonly report: (message: string, details: Record<string, unknown>) => void;
}

/** The day changes once; a decision of today may be due tomorrow. */
const EVERY_MS = 15 * 60_000;

/**
 * A reaction whose cause is the calendar: a condition that comes due, or is overdue, is recorded as spoken of. The
 * command's id follows from the decision, the condition and the stage, so that several processes, and starts after a
 * kill, record it once.
 */
export class Reminders {
  readonly #with: ReminderDependencies;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(dependencies: ReminderDependencies) {
    this.#with = dependencies;
  }

  /** Looks now and every quarter of an hour; call when the tail is at the head. */
  start(): void {
    void this.run();
    this.#timer = setInterval(() => void this.run(), EVERY_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Records what the calendar asks for today; resolves when it is done. What fails is tried the next time. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #run(): Promise<void> {
    const { commands, decisions, today, eventById, report } = this.#with;
    const day = today();
    for (const [subject, state] of [...decisions()]) {
      for (const { condition, stage, cause } of conditionsDue(state, day)) {
        if (condition.reminded[stage] !== undefined) continue;
        const meta = eventById(cause)?.meta;
        const answer = await commands.executeAsSystem(
          {
            id: causedCommandId(cause, `remind ${condition.id} ${stage}`),
            type: 'RemindOfCondition',
            subject,
            data: { conditionId: condition.id, stage },
          },
          meta
            ? {
                organisation: meta.organisation,
                role: meta.role,
                correlationId: meta.$correlationId,
                causationId: cause,
              }
            : { causationId: cause },
        );
        if (!answer.ok) report('a reminder was refused', { subject, stage, code: answer.problem.code });
      }
    }
  }
}
