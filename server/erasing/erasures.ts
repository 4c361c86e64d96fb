import type { Command } from '../../events/decision.ts';
import type { SubjectId } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import { LOG_SUBJECT } from '../../events/log/kind.ts';
import type { CommandAnswer } from '../../events/live-protocol.ts';
import type { CommandService } from '../commands/command-service.ts';
import { causedCommandId } from '../commands/event-id.ts';
import type { Directory, Settings } from '../vault/port.ts';
import type { DataKeys } from '../vault/port-keys.ts';
import type { ErasureRequest } from './request.ts';
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
    readonly keys: Pick<DataKeys, 'ofSubject' | 'close' | 'destroy'>;
    readonly settings: Settings;
    readonly directory: Pick<Directory, 'erase'>;
  };
  readonly commands: CommandService;
  readonly readModels: {
    underKeys(keys: readonly string[]): Held[];
    withKeys(stream: string): Held[];
    organisationsOf(actor: string): readonly SubjectId[];
  };
  /** A UUIDv7. */
  readonly newId: () => string;
  /** Waits until no process seals under a key any more that was closed before. */
  readonly untilNobodySeals: () => Promise<void>;
}

/** An erasure under way or done. It holds nothing of what it erases. */
export interface Erasure {
  readonly id: string;
  readonly request: ErasureRequest;
  readonly keys: readonly string[];
  /** What of a text goes. */
  readonly characters: Characters;
  readonly state: 'under way' | 'done';
  /** Log index at which the keys were recorded as destroyed. */
  readonly index?: number;
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
    const held = keys.filter((key) => key.hold).map(({ key }) => key);
    if (held.length > 0) throw new ErasureRefused('KEYS_HELD', { keys: held });
    if (keys.length === 0 && request.kind !== 'person') throw new ErasureRefused('NOTHING_TO_ERASE');
    const erasure: Erasure = {
      ...{ id: this.#with.newId(), request, characters },
      keys: keys.map(({ key }) => key),
      state: 'under way',
    };
    await this.#put(erasure);
    return erasure;
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

  /** Every erasure so far, the oldest first. */
  async all(): Promise<readonly Erasure[]> {
    return JSON.parse((await this.#with.vault.settings.get(LIST)) ?? '[]') as Erasure[];
  }

  async #finish(erasure: Erasure): Promise<void> {
    const { vault, commands, untilNobodySeals } = this.#with;
    const { request, keys, id } = erasure;
    let index: number | undefined;
    if (request.kind === 'person') await this.#forget(request.actor, id);
    if (keys.length > 0) {
      await vault.keys.close(keys);
      await untilNobodySeals();
      for (const one of this.#restatements(erasure)) done(await commands.executeAsSystem(...commandOf(one, id)));
      const answer = await commands.executeAsSystem({
        id: causedCommandId(id, 'destroy'),
        type: 'DestroyKeys',
        subject: LOG_SUBJECT,
        data: { keys, ground: request.ground, subject: subjectOf(request) },
      });
      ({ index } = done(answer));
      await vault.keys.destroy(keys);
    }
    const finished: Erasure = { ...erasure, characters: [], state: 'done', ...(index === undefined ? {} : { index }) };
    await this.#put(finished);
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

  #restatements({ request, keys, characters }: Erasure): Restatement[] {
    const { readModels } = this.#with;
    const gone = new Set(keys);
    if (request.kind === 'passage')
      return restatementsOfText(readModels.withKeys(streamOf(request.text)?.stream ?? ''), characters, gone);
    const rows = readModels.underKeys(keys);
    return request.kind === 'person' ? restatementsOfPerson(rows, gone) : restatementsOfOrganisation(rows, gone);
  }

  async #scope(request: ErasureRequest) {
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

const subjectOf = (request: ErasureRequest): string =>
  request.kind === 'person' ? request.actor : request.kind === 'passage' ? request.text : request.organisation;

/** The log refuses none of these steps: what is refused here will be tried again, and is told. */
function done(answer: CommandAnswer): CommandAnswer & { ok: true } {
  if (answer.ok) return answer;
  throw new Error(`A step of an erasure was refused: ${answer.problem.code} ${answer.problem.sentences.en}`);
}
