import { randomBytes } from 'node:crypto';
import type { Command } from '../../../events/decision.ts';
import type { RecordedEvent, StreamName } from '../../../events/envelope.ts';
import { streamOf } from '../../../events/ids.ts';
import type { CommandAnswer } from '../../../events/live-protocol.ts';
import { CommandPath } from '../../../server/commands/service.ts';
import { runFeed } from '../../../server/feed/feed.ts';
import type { Asker } from '../../../server/identity/viewer.ts';
import { ReadModelFile } from '../../../server/readmodels/file.ts';
import { RunningReadModels } from '../../../server/readmodels/read-models.ts';
import { openMemoryStore } from '../../../server/store/memory.ts';
import { StoreUnavailable } from '../../../server/store/port.ts';
import { wrapped } from '../../faults/store-wrapper.ts';
import { problem } from '../../integration/core-harness.ts';
import { uuid } from '../given.ts';
import { TODAY, type Step } from '../recorded/play.ts';
import { storySteps } from '../recorded/story.ts';

/** The story on the server's own command path and a store in memory, without reactions; rights are another test's. */
export interface StoryPath {
  /** Gives a command as the person of a step. */
  give(command: Given, by: Step['by']): Promise<CommandAnswer>;
  /** What would come of a command, without it being recorded: the code of its refusal, `nothing`, or `taken`. */
  probe(command: Given, by: Step['by']): Promise<string>;
  /** The same, without answering an edit conflict. */
  probeAsIs(command: Given, by: Step['by']): Promise<string>;
  /** The field over which the last probe conflicted. */
  conflictField(): string;
  /** A stream's state, as rules read it. */
  state(stream: StreamName): unknown;
  /** While `task` runs, a stream is taken to be in another state; the log stays as it is. */
  pretending<T>(stream: StreamName, state: unknown, task: () => Promise<T>): Promise<T>;
  events(): readonly RecordedEvent[];
  stop(): Promise<void>;
}

export type Given = Pick<Command, 'type' | 'subject'> & Partial<Command>;

const EVERYTHING = { key: 'everything', has: () => true };
const NOW = `${TODAY}T12:00:00.000Z`;

const NOT_NOW = 'nothing is recorded while somebody probes';

export function openStoryPath(): StoryPath {
  const memory = openMemoryStore();
  let probing = false;
  let appends = 0;
  const store = wrapped(memory, {
    append: async (...args) => {
      appends++;
      if (probing) throw new StoreUnavailable('closed', NOT_NOW);
      return memory.append(...args);
    },
  });
  const readModels = new RunningReadModels(ReadModelFile.open(':memory:'), [], () => TODAY);
  const log: RecordedEvent[] = [];
  let pretended: { stream: StreamName; state: unknown } | undefined;
  const stateOf = (stream: StreamName): unknown =>
    pretended?.stream === stream ? pretended.state : readModels.state(stream);
  const seen = new Proxy(readModels, {
    get(target, name) {
      if (name === 'state') return stateOf;
      if (name === 'stand') return (stream: StreamName) => ({ ...target.stand(stream), state: stateOf(stream) });
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member as (...args: unknown[]) => unknown).bind(target) : member;
    },
  });
  let by: Step['by'] = {};
  const commands = new CommandPath({
    store,
    readModels: seen,
    authorise: () => ({
      actor: by?.actor ?? 'act_noor',
      organisation: by?.organisation ?? storyOrganisation,
      role: by?.role ?? 'COMPANY',
    }),
    now: () => NOW,
    salt: () => randomBytes(16).toString('base64url'),
    problem,
    sharedStore: false,
    // what the server would calculate is another test's: it comes to what the story says
    check: ({ command: { type, data } }) =>
      type === 'TakeCalculationSnapshot'
        ? Promise.resolve({ around: { calculated: () => withoutId(data) as never } })
        : undefined,
  });
  const ending = new AbortController();
  const feed = runFeed(
    {
      store,
      after: undefined,
      random: () => 0,
      onInterruption: (error) => {
        throw error;
      },
      onBatch: (events, next) => {
        log.push(...events);
        readModels.handle(events, next);
      },
    },
    ending.signal,
  );
  const asker: Asker = { principal: undefined, memberships: [], grants: EVERYTHING };
  let count = 0;
  const give: StoryPath['give'] = async (command, who) => {
    by = who;
    return commands.execute({ id: uuid(100_000 + count++), data: {}, ...command }, () => asker);
  };
  let conflict = '';
  const probe = async ({ id: _, ...command }: Given, who: Step['by'], how: typeof giveOnBasis): Promise<string> => {
    const before = appends;
    probing = true;
    try {
      const answer = await how({ give }, command, who);
      if (appends > before) return 'taken';
      if (answer.ok) return 'nothing';
      const { code, values } = answer.problem;
      if (code === 'EDIT_CONFLICT') conflict = String(values['field']);
      return code;
    } finally {
      probing = false;
    }
  };
  return {
    give,
    probe: (command, who) => probe(command, who, giveOnBasis),
    probeAsIs: (command, who) => probe(command, who, (target, one, by) => target.give(one, by)),
    conflictField: () => conflict,
    state: stateOf,
    async pretending(stream, state, task) {
      pretended = { stream, state };
      commands.forget();
      try {
        return await task();
      } finally {
        pretended = undefined;
        commands.forget();
      }
    },
    events: () => log,
    async stop() {
      await commands.close();
      ending.abort();
      await feed.catch(() => undefined);
      readModels.close();
      await store.close();
    },
  };
}

const withoutId = ({ snapshotId: _, calc: __, ...outcome }: Readonly<Record<string, unknown>>): unknown => outcome;

const storyOrganisation = `org_${uuid(1)}`;

/** A step of the story as a command, its place, and the kind and stream that it is about. */
export interface Told {
  readonly n: number;
  readonly name: string;
  readonly command: Given & { readonly data: Record<string, unknown> };
  readonly by: Step['by'];
  readonly stream: StreamName;
}

/**
 * Tells the story on the path; before each step `before` may try what must be refused, after it `after`. A step that
 * is not taken fails. Only `upTo` steps of one command type are looked at: texts are typed a sign at a time.
 */
export async function tell(
  path: StoryPath,
  look: { before?: (told: Told) => Promise<void>; after?: (told: Told) => Promise<void> },
): Promise<number> {
  const looked = new Map<string, number>();
  const steps = storySteps();
  for (const [n, { subject, type, data, by = {}, reason }] of steps.entries()) {
    const target = streamOf(subject);
    if (!target) throw new Error(subject);
    const name = `${target.kind}.${type}`;
    const command = {
      ...{ id: uuid(100 + n), type, subject },
      data: onThisLog(data, path) as Record<string, unknown>,
      ...(reason === undefined ? {} : { reason }),
    };
    const told: Told = { n, name, command, by, stream: target.stream };
    const times = (looked.get(name) ?? 0) + 1;
    looked.set(name, times);
    if (times <= 3) await look.before?.(told);
    const answer = await giveOnBasis(path, command, by);
    if (!answer.ok || 'nothing' in answer) throw new Error(`step ${n}, ${name}: ${JSON.stringify(answer)}`);
    if (times <= 3) await look.after?.(told);
  }
  return looked.size;
}

/** Gives a command; an edit conflict is answered with "mine", on the basis of what stands. */
export async function giveOnBasis(
  path: Pick<StoryPath, 'give'>,
  command: Given,
  by: Step['by'],
): Promise<CommandAnswer> {
  const answer = await path.give(command, by);
  if (answer.ok || answer.problem.code !== 'EDIT_CONFLICT') return answer;
  const { field, command: held } = answer.problem.values as { field: string; command: string };
  return path.give({ ...command, basis: { ...command.basis, [field]: held } }, by);
}

/** Events that the story points at by their place, as this log holds them. */
function onThisLog(data: unknown, path: StoryPath): unknown {
  if (typeof data === 'string' && data.startsWith('0190a000-0000-8000-8000-'))
    return path.events()[Number.parseInt(data.slice(-12), 16)]?.id ?? data;
  if (Array.isArray(data)) return data.map((one) => onThisLog(one, path));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, onThisLog(value, path)]));
}
