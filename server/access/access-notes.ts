import { hash } from 'node:crypto';
import type { LogIndex, StreamName } from '../../events/envelope.ts';
import type { Asker, GrantSet } from '../identity/viewer.ts';
import type { Access, AccessLog } from '../vault/port-access-log.ts';

export interface AccessDependencies {
  readonly accessLog: Pick<AccessLog, 'append'>;
  readonly readModels: {
    streamsIn(topic: string): readonly StreamName[];
    seesSecrets(grants: GrantSet, stream: StreamName): boolean;
  };
  readonly now: () => number;
  readonly log: (message: string, details: Record<string, unknown>) => void;
}

/** What somebody was given to read. */
export interface Reading {
  readonly asker: Asker;
  /** A topic (`plan:…`, `region:…`), a subject, or `log`: all of it. */
  readonly topic: string;
  /** The log indexes that it came from, both included. */
  readonly from: LogIndex;
  readonly to: LogIndex;
  /** By which door: `watch`, `history`, `plan` … */
  readonly what: string;
  /** The streams that were read; unless said, those of the topic. */
  readonly streams?: Iterable<StreamName>;
}

const WRITTEN_EVERY_MS = 1_000;
const ROWS_AT_ONCE = 500;

/**
 * Who read confidential values or their history, and when. What is noted is written to the vault a moment later, so that
 * no answer waits for it; what the vault did not take is kept and tried again, and a stop waits for it.
 */
export class AccessNotes {
  readonly #with: AccessDependencies;
  #rows: Access[] = [];
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #away = false;

  constructor(dependencies: AccessDependencies) {
    this.#with = dependencies;
  }

  /** Notes that somebody was given something to read; who may see nothing of class P3 or P4 in it leaves no row. */
  note({ asker, topic, from, to, what, streams }: Reading): void {
    const { principal, grants } = asker;
    if (!principal || to < from) return;
    if (!this.#holdsSecrets(streams ?? this.#with.readModels.streamsIn(topic), grants)) return;
    const session = hash('sha256', principal.session, 'base64url');
    this.#rows.push({
      ...{ at: this.#with.now(), session, actor: principal.actor, topic },
      ...{ grants: grants.key, from: Math.max(0, from), to, what },
    });
    this.#timer ??= setTimeout(() => void this.written(), WRITTEN_EVERY_MS).unref();
  }

  /** Notes a list of events that somebody was given, wherever in the log they stand. */
  noteEvents(
    asker: Asker,
    topic: string,
    events: readonly { readonly index: LogIndex; readonly stream: StreamName }[],
    what: string,
  ): void {
    if (events.length === 0) return;
    const indexes = events.map(({ index }) => index);
    const streams = new Set(events.map(({ stream }) => stream));
    this.note({ asker, topic, from: Math.min(...indexes), to: Math.max(...indexes), what, streams });
  }

  /** Writes what has been noted. Resolves when it was, or when the vault did not take it: then it is tried again. */
  written(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#rows.length > 0) {
      const batch = this.#rows.slice(0, ROWS_AT_ONCE);
      try {
        await this.#with.accessLog.append(batch);
      } catch (error) {
        if (!this.#away) this.#with.log('who read what could not be written; it is kept and tried again', { error });
        this.#away = true;
        this.#timer ??= setTimeout(() => void this.written(), WRITTEN_EVERY_MS).unref();
        return;
      }
      this.#away = false;
      this.#rows.splice(0, batch.length);
    }
  }

  #holdsSecrets(streams: Iterable<StreamName>, grants: GrantSet): boolean {
    if (grants.key === '') return false;
    for (const stream of streams) if (this.#with.readModels.seesSecrets(grants, stream)) return true;
    return false;
  }
}
