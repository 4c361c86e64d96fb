import type { Command } from '../../events/decision.ts';
import type { RecordedEvent, SubjectId } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import { LOG_SUBJECT } from '../../events/log/kind.ts';
import type { CommandAnswer } from '../../events/live-protocol.ts';
import type { CommandService } from '../commands/command-service.ts';
import { causedCommandId } from '../commands/event-id.ts';
import type { Directory, Settings } from '../vault/port.ts';
import type { Files } from '../vault/port-files.ts';
import { KeysHeld, type DataKeys, type KeyFacts } from '../vault/port-keys.ts';
import type { ReadModels } from '../readmodels/port.ts';
import type { ErasureRequest, ErasureTarget, TermPassed } from './request.ts';
import { logStateOf } from './log-state.ts';
import {
  keysOfPassage,
  restatementsOfOrganisation,
  restatementsOfPerson,
  restatementsOfText,
  type Held,
  type Restatement,
} from './steps.ts';
import { charactersBetween, type Characters } from './text-passage.ts';

export interface ErasureDependencies {
  readonly vault: {
    readonly keys: Pick<DataKeys, 'ofSubject' | 'get' | 'close' | 'destroy' | 'hold'>;
    readonly settings: Settings;
    readonly directory: Pick<Directory, 'erase' | 'find'>;
    readonly files: Pick<Files, 'removeUnder'>;
  };
  readonly commands: CommandService;
  readonly readModels: Pick<ReadModels, 'state'> & {
    underKeys(keys: readonly string[]): Held[];
    ofType(type: string): RecordedEvent[];
    withKeys(stream: string): Held[];
    organisationsOf(actor: string): readonly SubjectId[];
  };
  /** A UUIDv7. */
  readonly newId: () => string;
  /** Waits until no process seals under a key any more that was closed before. */
  readonly untilNobodySeals: () => Promise<void>;
  /** Told before each step is done; a test ends the process there. */
  readonly onStep?: (step: ErasureStep) => void;
}

/** What an erasure does, one after the other; each has one effect however often it is done. */
export type ErasureStep = 'forget' | 'close' | 'restate' | 'record' | 'destroy' | 'settle';

/** An erasure under way or done. It holds nothing of what it erases. */
export interface Erasure {
  readonly id: string;
  readonly request: ErasureRequest | TermPassed;
  readonly keys: readonly string[];
  /** What of a text goes. */
  readonly characters: Characters;
  readonly state: 'under way' | 'done';
  /** Log index at which the keys were recorded as destroyed. */
  readonly index?: number;
}

/** What an erasure would do. */
export interface ErasurePreview {
  readonly keys: number;
  /** Events of which something will no longer be readable, and of how many values the rest is said again. */
  readonly events: number;
  readonly saidAgain: number;
  /** On whom or what a legal hold rests that keeps it from being done. */
  readonly held: readonly string[];
}

/** The erasure cannot be made, for a reason that the sentence names. Nothing was changed. */
export class ErasureRefused extends Error {
  readonly code: 'NOTHING_TO_ERASE' | 'KEYS_HELD' | 'TEXT_MOVED';
  readonly values: Readonly<Record<string, unknown>>;
  constructor(code: ErasureRefused['code'], values: Record<string, unknown> = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}

const LIST = 'erasures';

/**
 * Erases what somebody has a right to have erased, and keeps every proof: the keys are closed, what shall stay is said
 * again under new ones, that the keys are destroyed is recorded, and they are. An erasure that was cut off is taken up
 * again; every step has one effect.
 */
export class Erasures {
  readonly #with: ErasureDependencies;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(dependencies: ErasureDependencies) {
    this.#with = dependencies;
  }

  /** Notes an erasure, so that it will be done whatever happens; {@link rollForward} does it. @throws ErasureRefused */
  async begin(request: ErasureRequest): Promise<Erasure> {
    const { keys, characters } = await this.#scope(request);
    if (keys.length === 0 && request.kind !== 'person') throw new ErasureRefused('NOTHING_TO_ERASE');
    return this.#noted(request, keys, characters);
  }

  /** Notes that keys go because their retention term has passed. @throws ErasureRefused when a hold rests on them */
  async beginTerm(request: TermPassed, keys: readonly KeyFacts[]): Promise<Erasure> {
    return this.#noted(request, keys, []);
  }

  /** What an erasure would do, without doing it. @throws ErasureRefused when the text has been written on */
  async preview(target: ErasureTarget): Promise<ErasurePreview> {
    const { keys, characters } = await this.#scope(target);
    const names = keys.map(({ key }) => key);
    return {
      keys: keys.length,
      events: keys.length === 0 ? 0 : this.#with.readModels.underKeys(names).length,
      saidAgain: this.#restatements(target, names, characters).length,
      held: this.#held(subjectOf(target), keys),
    };
  }

  async #noted(request: Erasure['request'], keys: readonly KeyFacts[], characters: Characters): Promise<Erasure> {
    const held = this.#held(subjectOf(request), keys);
    if (held.length > 0) throw new ErasureRefused('KEYS_HELD', { subject: held.join(', ') });
    const erasure: Erasure = {
      ...{ id: this.#with.newId(), request, characters },
      keys: keys.map(({ key }) => key),
      state: 'under way',
    };
    await this.#put(erasure);
    return erasure;
  }

  /** Who or what of it is under a legal hold: by the log, or by the vault where only a key is held. */
  #held(subject: string, keys: readonly KeyFacts[]): string[] {
    const { holds } = logStateOf(this.#with.readModels);
    const whose = new Set([subject, ...keys.flatMap(({ subjects }) => subjects)]);
    const held = [...whose].filter((one) => holds[one]);
    return held.length > 0 ? held : keys.filter(({ hold }) => hold).map(({ key }) => key);
  }

  /** Takes up what was cut off. */
  rollForward(): Promise<void> {
    const work = async (): Promise<void> => {
      for (const erasure of await this.all()) if (erasure.state === 'under way') await this.#finish(erasure);
    };
    const turn = this.#turn.then(work, work);
    this.#turn = turn;
    return turn;
  }

  /**
   * Does again what the log says was done: a vault that was put back from an older copy holds keys and names that were
   * erased since, and knows nothing of it.
   */
  async agreeWithLog(): Promise<void> {
    const { vault, readModels } = this.#with;
    const recorded = readModels.ofType('KeysDestroyed').flatMap(({ data }) => data['keys'] as readonly string[]);
    const standing = await vault.keys.get(recorded);
    const back = standing.filter(({ state }) => state !== 'destroyed').map(({ key }) => key);
    if (back.length > 0) await this.#destroy(back);
    for (const { data } of readModels.ofType('ActorErased')) {
      const actor = String(data['actorId']);
      if (await vault.directory.find(actor)) await vault.directory.erase(actor);
    }
  }

  /** Every erasure so far, the oldest first. */
  async all(): Promise<readonly Erasure[]> {
    return JSON.parse((await this.#with.vault.settings.get(LIST)) ?? '[]') as Erasure[];
  }

  async #finish(erasure: Erasure): Promise<void> {
    const { vault, commands, untilNobodySeals, onStep } = this.#with;
    const { request, keys, characters, id } = erasure;
    let index: number | undefined;
    if (request.kind === 'person') {
      onStep?.('forget');
      await this.#forget(request.actor, id);
    }
    if (keys.length > 0) {
      onStep?.('close');
      await vault.keys.close(keys);
      await untilNobodySeals();
      for (const one of this.#restatements(request, keys, characters)) {
        onStep?.('restate');
        done(await commands.executeAsSystem(...commandOf(one, id)));
      }
      onStep?.('record');
      const answer = await commands.executeAsSystem({
        id: causedCommandId(id, 'destroy'),
        type: 'DestroyKeys',
        subject: LOG_SUBJECT,
        data: { keys, ground: request.ground, subject: subjectOf(request) },
      });
      // a hold that was placed meanwhile: it waits until that is lifted
      if (!answer.ok && answer.problem.code === 'KEYS_HELD') return;
      ({ index } = done(answer));
      onStep?.('destroy');
      await this.#destroy(keys);
    }
    onStep?.('settle');
    const finished: Erasure = { ...erasure, characters: [], state: 'done', ...(index === undefined ? {} : { index }) };
    await this.#put(finished);
  }

  /** That they are destroyed is recorded: a hold that was placed after that comes too late for them. */
  async #destroy(keys: readonly string[]): Promise<void> {
    const { vault } = this.#with;
    try {
      await vault.keys.destroy(keys);
    } catch (error) {
      if (!(error instanceof KeysHeld)) throw error;
      for (const key of error.keys) await vault.keys.hold(key, false);
      await vault.keys.destroy(keys);
    }
    await vault.files.removeUnder(keys);
  }

  async #forget(actor: string, id: string): Promise<void> {
    await this.#with.vault.directory.erase(actor);
    for (const subject of this.#with.readModels.organisationsOf(actor)) {
      const command = {
        id: causedCommandId(id, `forget ${subject}`),
        type: 'EraseActor',
        subject,
        data: { actorId: actor },
      };
      done(await this.#with.commands.executeAsSystem(command, { organisation: subject }));
    }
  }

  #restatements(request: ErasureTarget | TermPassed, keys: readonly string[], characters: Characters): Restatement[] {
    const { readModels } = this.#with;
    const gone = new Set(keys);
    if (request.kind === 'passage')
      return restatementsOfText(readModels.withKeys(streamOf(request.text)?.stream ?? ''), characters, gone);
    const subject = subjectOf(request);
    // a text whose term has passed goes whole
    if (subject.startsWith('txt_') || keys.length === 0) return [];
    const rows = readModels.underKeys(keys);
    return subject.startsWith('act_') ? restatementsOfPerson(rows, gone) : restatementsOfOrganisation(rows, gone);
  }

  async #scope(request: ErasureTarget) {
    const { vault, readModels } = this.#with;
    const standing = async (subject: SubjectId) =>
      (await vault.keys.ofSubject(subject)).filter(({ state }) => state !== 'destroyed');
    const none: Characters = [];
    if (request.kind === 'person') return { keys: await standing(request.actor), characters: none };
    if (request.kind === 'organisation') {
      const { organisation, streams, year } = request;
      const scope = new RegExp(`^organisation:${organisation}:${streams ?? '[a-z]+'}:${year}$`);
      return { keys: (await standing(organisation)).filter((key) => scope.test(key.scope)), characters: none };
    }
    const rows = readModels.withKeys(streamOf(request.text)?.stream ?? '');
    const events = rows.map(({ event }) => event);
    const last = events.findLast(({ type }) => type === 'TextEdited')?.data['textRevision'];
    if (last !== request.textRevision) throw new ErasureRefused('TEXT_MOVED', { textRevision: last ?? 0 });
    const characters = charactersBetween(events, request.from, request.to);
    const names = keysOfPassage(rows, characters);
    return { keys: (await standing(request.text)).filter(({ key }) => names.has(key)), characters };
  }

  async #put(erasure: Erasure): Promise<void> {
    const { settings } = this.#with.vault;
    for (;;) {
      const before = await settings.get(LIST);
      const others = (JSON.parse(before ?? '[]') as Erasure[]).filter(({ id }) => id !== erasure.id);
      if (await settings.compareAndSet(LIST, before, JSON.stringify([...others, erasure]))) return;
    }
  }
}

function commandOf(one: Restatement, id: string): [Command, { organisation?: string }] {
  const place = 'target' in one ? `${one.target} ${one.field}` : String(one.textRevision);
  const data =
    'target' in one
      ? { targetEventId: one.target, field: one.field, value: one.value }
      : { textRevision: one.textRevision, text: one.text };
  const command: Command = {
    id: causedCommandId(id, `restate ${one.subject} ${place}`),
    type: 'target' in one ? 'RestateFact' : 'RestateText',
    subject: one.subject,
    data,
  };
  return [command, 'organisation' in one && one.organisation !== undefined ? { organisation: one.organisation } : {}];
}

/** Whose or which: a person, an organisation, a text. */
function subjectOf(request: ErasureTarget | TermPassed): string {
  switch (request.kind) {
    case 'person':
      return request.actor;
    case 'passage':
      return request.text;
    case 'organisation':
      return request.organisation;
    case 'term':
      return request.subject;
  }
}

/** The log refuses none of these steps: what is refused here will be tried again, and is told. */
function done(answer: CommandAnswer): CommandAnswer & { ok: true } {
  if (answer.ok) return answer;
  throw new Error(`A step of an erasure was refused: ${answer.problem.code} ${answer.problem.sentences.en}`);
}
