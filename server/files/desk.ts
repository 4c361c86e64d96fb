import type { RecordedEvent, SubjectId } from '../../events/envelope.ts';
import { isFileAddress, type FileAddress } from '../../events/file-address.ts';
import { streamOf } from '../../events/ids.ts';
import type { Class } from '../../events/visibility.ts';
import { classOf } from '../../events/visibility.ts';
import { eventSpec } from '../../events/catalogue.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import type { Keyring } from '../sealing/keyring.ts';
import type { Files } from '../vault/port-files.ts';
import type { DataKeys } from '../vault/port-keys.ts';
import { filesNamed, filesNamedBy } from './named.ts';
import { openAbout, openFile, sealFile, type FileAbout } from './sealed-file.ts';

export interface FileDeskDependencies {
  readonly vault: { readonly files: Files; readonly keys: Pick<DataKeys, 'get'> };
  readonly keyring: Keyring;
  readonly readModels: Pick<
    RunningReadModels,
    'side' | 'eventById' | 'redact' | 'sees' | 'state' | 'classFacts' | 'progress'
  >;
  readonly random: (bytes: number) => Uint8Array;
  readonly now: () => number;
}

/** By which event somebody may read a file; none: it is his organisation's, and named nowhere yet. */
export interface ReadingRight {
  readonly event?: RecordedEvent;
  /** The class of the field that names it. */
  readonly class: Class;
}

/** A file that nothing names for so long is removed (ms). */
const UNNAMED_MS = 7 * 24 * 3600_000;
const PAGE = 200;

/** Files: kept sealed in the vault under an address, read by who may see what names them. */
export class FileDesk {
  readonly #with: FileDeskDependencies;

  constructor(dependencies: FileDeskDependencies) {
    this.#with = dependencies;
  }

  /**
   * Keeps a file for an organisation, sealed as its confidential values about this subject are. Durable when it
   * resolves; the same file again has the same address.
   */
  async keep(
    content: Buffer,
    about: Omit<FileAbout, 'size' | 'hash'>,
    { organisation, subject }: { readonly organisation: SubjectId; readonly subject: SubjectId },
  ): Promise<FileAbout & { address: FileAddress }> {
    const { vault, keyring, random, now } = this.#with;
    const kind = streamOf(subject)?.kind ?? 'organisation';
    const scope = `organisation:${organisation}:${kind}:${new Date(now()).getUTCFullYear()}`;
    await keyring.prepare(new Map([[scope, [organisation]]]));
    const key = keyring.sealing(scope);
    const { facts, ...sealed } = sealFile(key.secret, content, about, random);
    await vault.files.put({ ...sealed, key: key.id });
    return { address: `file_${sealed.id}`, ...facts };
  }

  /** What a file is and whose; undefined: there is none, or it was erased. */
  async entry(address: string): Promise<{ about: FileAbout; organisation: SubjectId } | undefined> {
    const { vault, keyring } = this.#with;
    const entry = isFileAddress(address) ? await vault.files.entry(idOf(address)) : undefined;
    if (!entry) return undefined;
    const [key] = await vault.keys.get([entry.key]);
    await keyring.load([entry.key]);
    const secret = key?.state === 'destroyed' ? undefined : keyring.secretOf(entry.key);
    const organisation = key?.scope.split(':')[1];
    if (!secret || organisation === undefined) return undefined;
    return { about: openAbout(secret, entry.id, entry.about), organisation };
  }

  /** A file's content; undefined: there is none, or it was erased. @throws Error when it is damaged */
  async content(address: string): Promise<Buffer | undefined> {
    const { vault, keyring } = this.#with;
    const file = isFileAddress(address) ? await vault.files.get(idOf(address)) : undefined;
    if (!file) return undefined;
    const [key] = await vault.keys.get([file.key]);
    await keyring.load([file.key]);
    const secret = key?.state === 'destroyed' ? undefined : keyring.secretOf(file.key);
    return secret && openFile(secret, file.bytes).content;
  }

  /** May somebody with these grants read the file? By an event that names it; while none does, its organisation may. */
  async rightTo(address: string, grants: GrantSet): Promise<ReadingRight | undefined> {
    const named = this.#naming(address);
    for (const { event, field } of named) {
      const seen = this.#with.readModels.redact(event, grants);
      if (
        seen &&
        filesNamedBy({ ...event, data: seen.data }).some(
          (one) => one.field === field && one.files.includes(address as FileAddress),
        )
      )
        // prettier-ignore
        return { event, class: this.#classOf(event, field) };
    }
    if (named.length > 0) return undefined;
    const entry = await this.entry(address);
    return entry && grants.has(`organisation:${entry.organisation}`) ? { class: 'P4' } : undefined;
  }

  /** The subjects whose streams name the file, as these grants may see it. */
  namedIn(address: string, stream: string, grants: GrantSet): boolean {
    const { readModels } = this.#with;
    return this.#naming(address).some(({ event }) => {
      const seen = event.stream === stream ? readModels.redact(event, grants) : undefined;
      return seen !== undefined && filesNamedBy({ ...event, data: seen.data }).some(({ files }) => files.includes(address as FileAddress)); // prettier-ignore
    });
  }

  /** Removes files that were sent long ago and that nothing names. */
  async sweep(): Promise<void> {
    const { vault, readModels, now } = this.#with;
    for (let after = ''; ;) {
      if (!readModels.progress().ready) return;
      const page = await vault.files.before(now() - UNNAMED_MS, after, PAGE);
      for (const { id } of page) if (this.#naming(`file_${id}`).length === 0) await vault.files.remove(id);
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.id;
    }
  }

  #naming(address: string): { event: RecordedEvent; field: string }[] {
    const { readModels } = this.#with;
    const named = isFileAddress(address) ? readModels.side(filesNamed).byAddress[address] : undefined;
    return [...new Set(named?.map(({ event }) => event))].flatMap((id) => {
      const event = readModels.eventById(id);
      if (!event) return [];
      const fields = filesNamedBy(event).filter(({ files }) => files.includes(address as FileAddress));
      return fields.map(({ field }) => ({ event, field }));
    });
  }

  #classOf({ stream, type, data }: RecordedEvent, field: string): Class {
    return classOf(eventSpec(stream, type)?.classes ?? {}, field, this.#with.readModels.classFacts(stream), data);
  }
}

const idOf = (address: FileAddress): string => address.slice('file_'.length);
