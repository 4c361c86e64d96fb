import type { Command } from '../../events/decision.ts';
import type { CommandService, SystemCause } from '../commands/command-service.ts';
import { causedCommandId } from '../commands/event-id.ts';
import { supersedeCommand } from './decision-steps.ts';
import { failureAfter, gateCommand } from './gate-steps.ts';
import type { OpenStepsState, Step } from './open-steps.ts';
import { reductionCommand } from './reduction-steps.ts';
import { selectionCommand } from './selection-steps.ts';

/** Answers after which the step is tried again: nothing is known to be refused. */
const passing = new Set(['BUSY', 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'STARTING']);
const RETRY_MS = 1_000;

/**
 * Does what is open, at the head of the log and not before. Every command's id follows from its cause, so that doing
 * a step twice, or in two processes, has one effect.
 */
export class Reactor {
  readonly #commands: CommandService;
  readonly #open: () => OpenStepsState;
  readonly #report: (message: string, details: Record<string, unknown>) => void;
  readonly #settled = new Set<string>();
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(
    commands: CommandService,
    open: () => OpenStepsState,
    report: (message: string, details: Record<string, unknown>) => void,
  ) {
    this.#commands = commands;
    this.#open = open;
    this.#report = report;
  }

  /** Call when the tail is at the head: runs until nothing is open. */
  wake(): void {
    if (this.#stopped || this.#running || this.#next() === undefined) return;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      this.wake();
    });
  }

  /** Resolves when the step under way is done; nothing is begun after it. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  #next(): readonly [string, Step] | undefined {
    return Object.entries(this.#open().steps)
      .filter(([key]) => !this.#settled.has(key))
      .sort(([, a], [, b]) => a.index - b.index)[0];
  }

  async #run(): Promise<void> {
    for (let next = this.#next(); next !== undefined && !this.#stopped; next = this.#next()) {
      const [key, step] = next;
      const done = await this.#do(step);
      if (done) this.#settled.add(key);
      else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  async #do(step: Step): Promise<boolean> {
    const cause: SystemCause = {
      organisation: step.organisation,
      role: step.role,
      correlationId: step.correlation,
      causationId: step.cause,
    };
    const answer = await this.#commands.executeAsSystem(commandOf(step), cause);
    if (answer.ok) return true;
    if (passing.has(answer.problem.code)) return false;
    this.#report('a step that follows was refused', { rule: step.rule, cause: step.cause, code: answer.problem.code });
    const instead = afterRefusal(step, answer.problem.code);
    if (!instead) return true;
    const second = await this.#commands.executeAsSystem(instead, cause);
    return second.ok || !passing.has(second.problem.code);
  }
}

function commandOf(step: Step): Command {
  switch (step.rule) {
    case 'supersede-decision':
      return supersedeCommand(step);
    case 'pass-gate':
    case 'fail-gate':
    case 'reopen-gate':
      return gateCommand(step);
    case 'select-region':
    case 'withdraw-selection':
      return selectionCommand(step);
    case 'take-back-reduction':
      return reductionCommand(step);
    case 'record-pledge':
      return pledgeCommand(step);
    case 'release-capacity':
      return {
        id: causedCommandId(step.cause, `${step.rule} ${step.contributionId}`),
        type: 'ReleaseSiteCapacity',
        subject: step.site,
        data: { contributionId: step.contributionId, reason: step.reason },
      };
  }
}

function pledgeCommand(step: Step & { rule: 'record-pledge' }): Command {
  const { contributionId, planId, kind, MW, from, to, firmness } = step.reservation;
  return {
    id: causedCommandId(step.cause, step.rule),
    type: 'RecordPledge',
    subject: planId,
    data: {
      contributionId,
      siteId: step.site,
      kind,
      amount: MW,
      from,
      ...(to === undefined ? {} : { to }),
      firmness,
    },
  };
}

/** What is done instead of a step that was refused, if anything. */
function afterRefusal(step: Step, code: string): Command | undefined {
  if (step.rule === 'pass-gate') return failureAfter(step, code);
  if (step.rule !== 'record-pledge') return undefined;
  return {
    id: causedCommandId(step.cause, 'release after refusal'),
    type: 'ReleaseSiteCapacity',
    subject: step.site,
    data: { contributionId: step.reservation.contributionId, reason: code },
  };
}
