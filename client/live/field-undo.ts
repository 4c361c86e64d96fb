import type { Command } from '../../events/decision.ts';

/** A value that was recorded, as far as undo looks at it. */
export interface RecordedValue {
  /** As a basis names it. */
  readonly field: string;
  readonly event: string;
  readonly command: string;
  readonly index: number;
  readonly mine: boolean;
}
interface Step {
  readonly field: string;
  readonly event: string;
}

export type Wish = Omit<Command, 'id'>;
type Basis = Record<string, string | null>;
/** What can be done again, and when it was undone: an id of that moment. */
interface Undone {
  readonly at: string;
  /** What undid, once it is recorded. */
  readonly by?: Step;
  /** The undoing under way, and what it undoes. */
  readonly under?: { readonly command: string; readonly of: Step };
  /** What had not left and was taken back. */
  readonly taken?: Command;
}

/** What survives a reload of the page. */
export interface KeptSteps {
  readonly done: readonly Step[];
  readonly undone: readonly Undone[];
  /** Commands that undo, and that do something again, and are not confirmed. */
  readonly undoings: readonly string[];
  readonly again: readonly string[];
  /** The event whose effect each of these commands takes back. */
  readonly reverts: Readonly<Record<string, string>>;
  /** Under which id what was taken back was given again. */
  readonly anew: Readonly<Record<string, string>>;
  /** Up to which log index one's own values are known. */
  readonly upTo?: number | undefined;
}

/** What undo needs of the table. */
export interface UndoTable {
  give(wish: Wish): string;
  /** Takes back a command that has not left this machine; false: it has, or is not there. */
  withdraw(id: string): boolean;
  /** One's own commands on this subject that are not confirmed, oldest first, and whether each has left this machine. */
  pending(): readonly { readonly command: Command; readonly left: boolean }[];
  /** The last command on a field that is not confirmed. */
  lastOn(field: string): string | undefined;
  /** A fresh UUIDv7. */
  newId(): string;
}

const KEPT = 100;
/** Commands that set a value which can be put back. */
const setsValue = new Set([
  ...['SetPlanDetail', 'SetCapacityTarget', 'MoveMilestoneForecast', 'DrawRoute', 'RevertChange'],
  ...['SetSiteDetail', 'SetProjectDetail', 'SetInfrastructureDetail'],
]);

/**
 * One person's undo and redo on the fields of one subject. What is recorded is read from the state, so that nothing is
 * missed when a topic begins anew; what has not left this machine is taken back from the queue.
 */
export class FieldUndo {
  readonly #subject: string;
  readonly #table: UndoTable;
  #steps: KeptSteps;
  /** What waits until it is known what became of the last that was given. */
  #wanted: readonly ('undo' | 'redo')[] = [];
  /** What was ever recorded, in the order of the log. */
  #values: readonly RecordedValue[] = [];

  constructor(
    subject: string,
    table: UndoTable,
    kept: KeptSteps = { done: [], undone: [], undoings: [], again: [], reverts: {}, anew: {} },
  ) {
    this.#subject = subject;
    this.#table = table;
    this.#steps = kept;
  }

  get kept(): KeptSteps {
    return this.#steps;
  }
  get canUndo(): boolean {
    return this.#steps.done.length > 0 || this.#unsent() !== undefined;
  }
  get canRedo(): boolean {
    return this.#redoable().length > 0;
  }

  /**
   * Takes in what was ever recorded. What stood there the first time is not to be undone here.
   * @param values in the order of the log
   * @param head the log index up to which they are known
   */
  recorded(values: readonly RecordedValue[], head: number): void {
    const { upTo } = this.#steps;
    this.#steps = { ...this.#steps, upTo: Math.max(upTo ?? -1, head) };
    this.#values = values;
    if (upTo === undefined) return;
    for (const value of values) if (value.mine && value.index > upTo) this.#took(value);
  }

  undo(): void {
    this.#wanted = [...this.#wanted, 'undo'];
    this.settle();
  }

  redo(): void {
    this.#wanted = [...this.#wanted, 'redo'];
    this.settle();
  }

  /** Does what waited. Call whenever the queue has changed. */
  settle(): void {
    for (let [next] = this.#wanted; next !== undefined && !this.#waits(next); [next] = this.#wanted) {
      this.#wanted = this.#wanted.slice(1);
      if (next === 'undo') this.#undo();
      else this.#redo();
    }
  }

  #undo(): void {
    const unsent = this.#unsent();
    const at = this.#table.newId();
    if (unsent && this.#table.withdraw(unsent.id)) {
      const { id } = unsent;
      // what was undone before this was given is not done again after it
      const later = this.#steps.undone.filter((one) => one.at > id || this.#steps.again.includes(id));
      const again = this.#steps.again.filter((one) => one !== id);
      this.#steps = { ...this.#steps, again, undone: [...later, { at, taken: unsent }] };
      return;
    }
    const of = this.#steps.done.at(-1);
    if (of === undefined) return;
    const command = this.#revert(of);
    const { done, undone, undoings } = this.#steps;
    this.#steps = {
      ...this.#steps,
      done: done.slice(0, -1),
      undone: [...undone, { at, under: { command, of } }],
      undoings: [...undoings, command],
    };
  }

  #redo(): void {
    const redoable = this.#redoable();
    const step = redoable.at(-1);
    this.#steps = { ...this.#steps, undone: redoable.slice(0, -1) };
    if (step === undefined) return;
    if (step.under) {
      const { command, of } = step.under;
      if (this.#table.withdraw(command)) this.#steps = { ...this.#steps, done: [...this.#steps.done, of] };
      // it was refused: the person was asked about it
      else this.#redo();
      return;
    }
    const command = step.taken ? this.#giveAgain(step.taken) : step.by && this.#revert(step.by);
    if (command !== undefined) this.#steps = { ...this.#steps, again: [...this.#steps.again, command] };
  }

  /** What was undone before something else was given is not done again. */
  #redoable(): readonly Undone[] {
    const { undone, undoings, again } = this.#steps;
    const own = new Set([...undoings, ...again]);
    const fresh = this.#table.pending().findLast(({ command: { id, type } }) => setsValue.has(type) && !own.has(id));
    return fresh ? undone.filter(({ at }) => at > fresh.command.id) : undone;
  }

  /** Is something under way on which this depends? */
  #waits(kind: 'undo' | 'redo'): boolean {
    const { undoings } = this.#steps;
    const left = this.#table.pending().filter((one) => one.left && setsValue.has(one.command.type));
    if (left.some(({ command: { id } }) => !undoings.includes(id))) return true;
    const last = this.#steps.undone.at(-1)?.under?.command;
    return kind === 'redo' && left.some(({ command: { id } }) => id === last);
  }

  #took({ field, event, command }: RecordedValue): void {
    const { done, undone, undoings, again } = this.#steps;
    // a route brings its length along: two values of one event
    if ([...done, ...undone.map(({ by }) => by)].some((step) => step?.event === event)) return;
    if (undoings.includes(command)) {
      const by = { field, event };
      const now = undone.map((one) => (one.under?.command === command ? { at: one.at, by } : one));
      this.#steps = { ...this.#steps, undone: now, undoings: undoings.filter((one) => one !== command) };
      return;
    }
    this.#steps = {
      ...this.#steps,
      done: [...done, { field, event }].slice(-KEPT),
      undone: again.includes(command) ? undone : [],
      again: again.filter((one) => one !== command),
    };
  }

  #revert({ field, event }: Step): string {
    const made = this.#values.find((value) => value.field === field && value.event === event)?.command ?? null;
    const basis = this.#basis(field, made);
    const command = this.#table.give({ type: 'RevertChange', subject: this.#subject, data: { event }, basis });
    this.#steps = { ...this.#steps, reverts: { ...this.#steps.reverts, [command]: event } };
    return command;
  }

  #giveAgain({ id, ...wish }: Command): string {
    const bases = Object.entries(wish.basis ?? {}).map(([field, before]) => this.#basis(field, before));
    const basis = Object.assign({}, ...bases) as Basis;
    const command = this.#table.give(bases.length === 0 ? wish : { ...wish, basis });
    const { reverts, anew } = this.#steps;
    const of = reverts[id];
    this.#steps = {
      ...this.#steps,
      anew: { ...anew, [id]: command },
      ...(of === undefined ? {} : { reverts: { ...reverts, [command]: of } }),
    };
    return command;
  }

  /**
   * The basis for going on where a command left a field: what one undid and did again oneself since is no change. What
   * anybody else set on top is not undone but asked about: then the basis is that command.
   */
  #basis(field: string, command: string | null): Basis {
    const top = this.#table.lastOn(field) ?? this.#values.findLast((value) => value.field === field)?.command ?? null;
    return { [field]: this.#effective(field, top) === this.#effective(field, command) ? top : command };
  }

  /** The command whose value stands after a command: of one that takes back, the one before what it took back. */
  #effective(field: string, command: string | null): string | null {
    if (command === null) return null;
    const { reverts, anew } = this.#steps;
    const again = anew[command];
    if (again !== undefined) return this.#effective(field, again);
    const reverted = reverts[command];
    if (reverted === undefined) return command;
    const values = this.#values.filter((value) => value.field === field);
    const at = values.findIndex((value) => value.event === reverted);
    return this.#effective(field, values[at - 1]?.command ?? null);
  }

  /** The last that was given and has not left, but for undoings: these are done again. */
  #unsent(): Command | undefined {
    const { undoings } = this.#steps;
    return this.#table
      .pending()
      .findLast(({ command, left }) => !left && setsValue.has(command.type) && !undoings.includes(command.id))?.command;
  }
}
