import { AsyncLocalStorage } from 'node:async_hooks';
import { Random } from './random.ts';

/** A process of the simulation: a server or a browser tab. What belongs to one that is dead never runs again. */
export interface Owner {
  readonly name: string;
  dead: boolean;
}

interface Task {
  readonly at: number;
  readonly order: number;
  readonly owner: Owner | undefined;
  readonly work: () => void;
  readonly every: number | undefined;
}

const SystemDate = globalThis.Date;
const turn = globalThis.setImmediate;
const owners = new AsyncLocalStorage<Owner>();
const START = SystemDate.parse('2026-06-01T10:00:00.000Z');

let now = START;
let order = 0;
let tasks: Task[] = [];
let chance = new Random(0);
const live = new Map<number, Task>();

/** Begins a simulation anew. @param ahead ms after its usual beginning */
export function begin(random: Random, ahead = 0): void {
  now = START + ahead;
  order = 0;
  tasks = [];
  live.clear();
  chance = random;
}

export const elapsed = (): number => now - START;
/** Runs work as a process: its timers are that process's, and die with it. */
export const as = <T>(owner: Owner, work: () => T): T => owners.run(owner, work);
/** Resolves after so many ms of the simulation; never when the process that waits is dead by then. */
export const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, milliseconds));

/**
 * Does one thing after another, in the order of the simulation's time, and lets everything that follows at once from
 * it happen before the next one. Returns when `until` holds, or the time has passed.
 */
export async function run(options: {
  until?: () => boolean;
  milliseconds: number;
  idle: () => Promise<void>;
  afterEach: () => void;
}): Promise<void> {
  const end = now + options.milliseconds;
  await new Promise((resolve) => turn(resolve));
  for (;;) {
    if (options.until?.()) return;
    const task = next();
    if (!task || task.at > end) {
      if (task) push(task);
      now = end;
      return;
    }
    now = Math.max(now, task.at);
    if (task.owner?.dead) {
      live.delete(task.order);
      continue;
    }
    if (task.every === undefined) live.delete(task.order);
    else push({ ...task, at: now + task.every });
    if (task.owner) owners.run(task.owner, task.work);
    else owners.exit(task.work);
    await new Promise((resolve) => turn(resolve));
    await options.idle();
    options.afterEach();
  }
}

/** Does work that waits for timers, and nothing else, until it is done. */
export async function runUntil<T>(work: () => Promise<T>): Promise<T> {
  let done = false;
  const working = work().finally(() => (done = true));
  const nothing = async (): Promise<void> => undefined;
  await run({ until: () => done, milliseconds: 600_000, idle: nothing, afterEach: () => undefined });
  return working;
}

class Timer {
  readonly order: number;
  constructor(key: number) {
    this.order = key;
  }
  unref(): this {
    return this;
  }
  ref(): this {
    return this;
  }
}

export function setTimeout(work: (...given: never[]) => void, milliseconds = 0, ...given: never[]): Timer {
  return plan(() => work(...given), Math.max(0, milliseconds), undefined);
}

export function setInterval(work: () => void, milliseconds: number): Timer {
  return plan(work, milliseconds, milliseconds);
}

export function setImmediate(work: (...given: never[]) => void, ...given: never[]): Timer {
  return plan(() => work(...given), 0, undefined);
}

export function clearTimeout(timer: Timer | undefined): void {
  if (timer) live.delete(timer.order);
}
export const clearInterval = clearTimeout;
export const clearImmediate = clearTimeout;

export const Date: DateConstructor = new Proxy(SystemDate, {
  get: (target, name, receiver) => (name === 'now' ? () => now : (Reflect.get(target, name, receiver) as unknown)),
  construct: (target, given) => (given.length === 0 ? new target(now) : (Reflect.construct(target, given) as Date)),
});

export const Math: typeof globalThis.Math = Object.create(globalThis.Math, {
  random: { value: () => chance.next() },
}) as typeof globalThis.Math;

function plan(work: () => void, milliseconds: number, every: number | undefined): Timer {
  const owner = owners.getStore();
  const key = order++;
  if (!owner?.dead) push({ at: now + milliseconds, order: key, owner, work, every });
  return new Timer(key);
}

/** A heap by time, then by the order of planning. */
function push(task: Task): void {
  live.set(task.order, task);
  tasks.push(task);
  let at = tasks.length - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!before(task, tasks[above] as Task)) break;
    tasks[at] = tasks[above] as Task;
    at = above;
  }
  tasks[at] = task;
}

function next(): Task | undefined {
  for (let task = pop(); task; task = pop()) if (live.get(task.order) === task) return task;
  return undefined;
}

function pop(): Task | undefined {
  const [first] = tasks;
  const last = tasks.pop();
  if (!first || !last || tasks.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= tasks.length) break;
    if (child + 1 < tasks.length && before(tasks[child + 1] as Task, tasks[child] as Task)) child++;
    if (!before(tasks[child] as Task, last)) break;
    tasks[at] = tasks[child] as Task;
    at = child;
  }
  tasks[at] = last;
  return first;
}

const before = (a: Task, b: Task): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
