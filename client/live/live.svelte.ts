import type { Command } from '../../events/decision.ts';
import type { VisibleEvent } from '../../events/envelope.ts';
import { uuidV7 } from '../../events/ids.ts';
import type { CommandAnswer, Pointer, PresentPerson, Problem, Topic } from '../../events/live-protocol.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import { browser } from './browser.ts';
import { CommandQueue, type Pending, type Refused } from './command-queue.ts';
import { offlineRule } from './facets.ts';
import type { KeptDraft } from './keep.ts';
import type { Keeping, LiveConnection, Outside } from './outside.ts';
import { shownState, type Outcome } from './predict.ts';
import { TopicStore } from './topic-store.ts';

export type Status = 'connecting' | 'online' | 'offline';

interface Watched {
  store: TopicStore;
  count: number;
}

const ACK_MS = 8_000;
const RETRY_MS = 700;
const HEARTBEAT_MS = 10_000;
const RECENT = 60;

/** The connection to the table: topics as confirmed by the server, and what this tab has given and not yet seen. */
class Live {
  readonly #outside: Outside;
  #status = $state<Status>('connecting');
  /** Rises with every change of a confirmed state or of the queue. */
  #version = $state(0);
  #outdated = $state(false);
  #people = $state.raw<Readonly<Record<Topic, PresentPerson[]>>>({});
  #recent = $state.raw<readonly VisibleEvent[]>([]);
  readonly #topics = new Map<Topic, Watched>();
  readonly #queue = new CommandQueue();
  #keep: Keeping | undefined;
  /** The person whose commands are in the queue. */
  #owner: string | undefined;
  /** What of the queue is kept: whether it had left. */
  readonly #kept = new Map<string, boolean>();
  #order = 0;
  /** Drafts of texts that a window which is gone has left, by subject. */
  readonly #orphans = new Map<string, readonly unknown[]>();
  /** Commands of texts that wait to be kept with the draft, by id. */
  readonly #unkept = new Map<string, readonly unknown[]>();
  #socket: LiveConnection | undefined;
  #pointer: { topic: Topic; pointer: Pointer | null } | undefined;
  #pointerTimer: ReturnType<typeof setTimeout> | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  get status(): Status {
    return this.#status;
  }
  get outdated(): boolean {
    return this.#outdated;
  }
  /** Commands that have not been confirmed yet. */
  get unsent(): number {
    void this.#version;
    const inQueue = this.#queue.pending.map(({ command }) => command.subject);
    return inQueue.length + this.#drafts.filter((subject) => !inQueue.includes(subject)).length;
  }
  get held(): number {
    void this.#version;
    return this.#queue.pending.filter((pending) => pending.state === 'attention').length;
  }
  get refused(): readonly Refused[] {
    void this.#version;
    return this.#queue.refused;
  }
  /** What was given too long ago, or without a connection, and should be looked at before it is sent. */
  get toReview(): readonly Pending[] {
    void this.#version;
    return this.#queue.toReview;
  }
  /** What was pushed lately, oldest first: for the activity feed and for notices. */
  get recent(): readonly VisibleEvent[] {
    return this.#recent;
  }

  people(topic: Topic): readonly PresentPerson[] {
    return this.#people[topic] ?? [];
  }

  /** Connects (again): after signing in or out, with the session of now. */
  connect(): void {
    this.#socket?.disconnect();
    void this.#openKeep();
    for (const { store } of this.#topics.values())
      this.#topics.set(store.topic, { ...this.#watched(store.topic), store: this.#newStore(store.topic) });
    this.#people = {};
    const socket = this.#outside.connect();
    this.#socket = socket;
    this.#listen(socket);
    clearInterval(this.#beat);
    this.#beat = setInterval(() => {
      this.#sendPointer();
      void this.#takeOver();
    }, HEARTBEAT_MS);
  }

  /** Keeps a topic up to date until the returned function is called. */
  watch(topic: Topic): () => void {
    const watched = this.#topics.get(topic) ?? { store: this.#newStore(topic), count: 0 };
    watched.count++;
    this.#topics.set(topic, watched);
    if (watched.count === 1) this.#ask(topic);
    return () => {
      watched.count--;
      if (watched.count > 0) return;
      this.#topics.delete(topic);
      this.#queue.forget(topic);
      this.#changed();
      this.#socket?.emit('unwatch', { topic });
    };
  }

  /** Has the server told what there is? */
  loaded(topic: Topic): boolean {
    void this.#version;
    return (this.#topics.get(topic)?.store.index ?? null) !== null;
  }

  confirmed(topic: Topic): TopicState {
    void this.#version;
    return this.#topics.get(topic)?.store.state ?? { streams: {} };
  }

  /** Confirmed state with one's own pending commands on top, by the rules that the server runs. */
  shown(topic: Topic): { state: TopicState; outcomes: Map<string, Outcome> } {
    const confirmed = this.confirmed(topic);
    const pending = this.#queue.pending.filter((one) => one.topic === topic);
    if (pending.length === 0) return { state: confirmed, outcomes: new Map() };
    return shownState(confirmed, pending, this.#actor());
  }

  /**
   * Gives a command: shown at once, sent when its turn comes. Returns its id.
   * @param draft of a text: kept together with the command before that is sent, so that no text is sent twice
   */
  give(topic: Topic, wish: Omit<Command, 'id'>, id: string = this.newId(), draft?: readonly unknown[]): string {
    if (draft) this.#unkept.set(id, draft);
    const command: Command = { id, ...wish };
    const offline = !this.#socket?.connected;
    this.#queue.add(command, topic, { offline, at: Date.now() });
    if (offline && offlineRule(command.type) === 'never') this.#queue.refuse(command.id, needsConnection);
    this.#changed();
    this.#flush();
    return command.id;
  }

  /** A fresh UUIDv7. */
  newId(): string {
    return uuidV7(Date.now(), this.#outside.random(10));
  }

  /** The command that last set a field on this screen, one's own pending ones included. */
  basis(subject: string, facet: string, standing: string | undefined): Record<string, string | null> {
    return { [facet]: this.#queue.lastOn(subject, facet) ?? standing ?? null };
  }

  /** True while a command is neither confirmed nor refused. */
  holds(id: string): boolean {
    void this.#version;
    return this.#queue.holds(id);
  }

  /** Sends what was held for a review, or lets it go. */
  reviewed(ids: readonly string[], send: boolean): void {
    this.#queue.reviewed(ids, send);
    this.#changed();
    this.#flush();
  }

  /** Keeps what is typed in a text until it is confirmed. */
  keepDraft(subject: string, draft: readonly unknown[] | undefined): void {
    const others = this.#drafts.filter((one) => one !== subject);
    const drafts = draft === undefined ? others : [...others, subject];
    if (drafts.length !== this.#drafts.length) {
      this.#drafts = drafts;
      this.#version++;
    }
    const kept = this.#withOrphans(subject, draft ?? []);
    void this.#keep?.saveDraft(subject, kept.length > 0 ? kept : undefined);
  }

  /** Drafts of a text that is open here no more: for who opens it next. */
  leaveDrafts(subject: string, drafts: readonly unknown[]): void {
    if (drafts.length > 0) this.#orphans.set(subject, this.#withOrphans(subject, drafts));
  }

  /** Drafts of a text that other windows, or pages, have left; from now on they are the asker's. */
  takeDrafts(subject: string): readonly unknown[] {
    const drafts = this.#orphans.get(subject) ?? [];
    this.#orphans.delete(subject);
    return drafts;
  }

  /** Has what other windows have left been looked for? */
  get lookedForDrafts(): boolean {
    void this.#version;
    return this.#looked;
  }

  /** Forgets what this browser holds of the person: signed out, or rights are gone. */
  async forget(): Promise<void> {
    this.#queue.clear();
    this.#kept.clear();
    this.#orphans.clear();
    this.#drafts = [];
    const keep = this.#keep;
    this.#keep = undefined;
    this.#owner = undefined;
    this.#changed();
    await keep?.purge();
  }

  isPending(subject: string, facet: string): boolean {
    void this.#version;
    return this.#queue.lastOn(subject, facet) !== undefined;
  }

  dismiss(id: string): void {
    this.#queue.dismiss(id);
    this.#changed();
  }

  retry(): void {
    this.#queue.retry();
    this.#changed();
    this.#flush();
  }

  /** Says where this person is: at most ten times a second. */
  point(topic: Topic, pointer: Pointer | null): void {
    this.#pointer = { topic, pointer };
    if (this.#pointerTimer !== undefined) return;
    this.#pointerTimer = setTimeout(() => {
      this.#pointerTimer = undefined;
      this.#sendPointer();
    }, 100);
  }

  #listen(socket: LiveConnection): void {
    socket.on('connect', () => {
      this.#status = 'online';
      socket.emit('hello', { build: this.#outside.build() }, () => undefined);
      for (const topic of this.#topics.keys()) this.#ask(topic);
      this.#sendPointer();
      this.#queue.connectionBack(Date.now());
      this.#flush();
    });
    socket.on('disconnect', () => {
      this.#status = 'offline';
      this.#people = {};
      this.#queue.connectionLost();
      this.#changed();
    });
    socket.on('connect_error', () => (this.#status = 'offline'));
    socket.on('events', (message) => this.#received(message.topic, (store) => store.events(message)));
    socket.on('reset', (message) =>
      this.#received(message.topic, (store) => {
        // what is recorded and not in it is hidden from this person by now
        this.#queue.forget(message.topic);
        return store.reset(message);
      }),
    );
    socket.on('head', (message) => this.#received(message.topic, (store) => store.head(message.index)));
    socket.on('presence', ({ topic, people }) => (this.#people = { ...this.#people, [topic]: people }));
    socket.on('upgrade', () => (this.#outdated = true));
    socket.on('revoked', () => {
      void this.forget().then(() => this.#outside.askWhoIsHere());
    });
  }

  #received(topic: Topic, take: (store: TopicStore) => 'applied' | 'known' | 'gap'): void {
    const watched = this.#topics.get(topic);
    if (!watched) return;
    if (take(watched.store) === 'gap') this.#ask(topic);
    const index = watched.store.index ?? -1;
    this.#queue.seen(topic, new Set(), index);
    this.#changed();
    this.#flush();
  }

  #ask(topic: Topic): void {
    const store = this.#topics.get(topic)?.store;
    if (!store || !this.#socket?.connected) return;
    this.#socket.emit('watch', { topic, after: store.index }, () => undefined);
  }

  #flush(): void {
    const socket = this.#socket;
    if (!socket?.connected) return;
    for (const { command } of this.#queue.sendable()) {
      if (this.#unkept.has(command.id)) continue;
      this.#queue.sent(command.id);
      socket.timeout(ACK_MS).emit('command', command, (late: Error | null, answer: CommandAnswer) => {
        if (late) this.#queue.again(command.id);
        else this.#answered(command.id, answer);
        this.#changed();
        if (late) this.#flush();
      });
    }
    this.#changed();
  }

  #answered(id: string, answer: CommandAnswer): void {
    if (this.#queue.answered(id, answer) === 'again') {
      setTimeout(() => this.#flush(), RETRY_MS);
      return;
    }
    for (const { store } of this.#topics.values()) this.#queue.seen(store.topic, new Set(), store.index ?? -1);
    for (const { topic } of this.#queue.pending) if (!this.#topics.has(topic)) this.#queue.forget(topic);
    this.#flush();
  }

  #newStore(topic: Topic): TopicStore {
    return new TopicStore(topic, (events) => {
      this.#queue.seen(topic, new Set(events.map((event) => event.meta.command)), events.at(-1)?.index ?? -1);
      this.#recent = [...this.#recent, ...events].slice(-RECENT);
    });
  }

  #watched(topic: Topic): Watched {
    return this.#topics.get(topic) ?? { store: this.#newStore(topic), count: 0 };
  }

  #sendPointer(): void {
    if (!this.#pointer || !this.#socket?.connected || !this.#outside.person()) return;
    this.#socket.emit('presence', { ...this.#pointer, state: this.#outside.hidden() ? 'away' : 'active' });
  }

  #actor(): Parameters<typeof shownState>[2] {
    const now = new Date().toISOString();
    const person = this.#outside.person();
    return {
      actor: person?.id ?? '',
      organisation: person?.organisation ?? '',
      role: person?.role ?? 'COMPANY',
      now,
      today: amsterdamDay(now),
    };
  }

  #looked = false;
  /** Texts in which something is typed that is not confirmed. */
  #drafts: readonly string[] = [];

  /** Opens what this person has in this browser, and takes over what closed windows have left of it. */
  async #openKeep(): Promise<void> {
    const actor = this.#outside.person()?.id;
    if (actor === this.#owner) return;
    this.#keep?.close();
    this.#keep = undefined;
    this.#queue.clear();
    this.#kept.clear();
    this.#owner = actor;
    this.#looked = actor === undefined;
    if (actor === undefined) return this.#changed();
    try {
      const keep = await this.#outside.keep(actor, this.newId());
      if (this.#owner !== actor) return keep.close();
      this.#keep = keep;
      await this.#takeOver();
    } catch {
      // a browser that keeps nothing (a private window) still works; the warning on leaving stays
    }
    this.#looked = true;
    this.#changed();
    this.#flush();
  }

  async #takeOver(): Promise<void> {
    const left = await this.#keep?.takeOver();
    if (!left) return;
    for (const { command, left: gone } of left.commands) this.#kept.set(command.id, gone);
    this.#queue.restore(left.commands, Date.now());
    for (const { subject, draft } of left.drafts satisfies KeptDraft[])
      this.#orphans.set(subject, this.#withOrphans(subject, draft));
    this.#changed();
    this.#flush();
  }

  /** Drafts of a text and, after them, those that nobody has taken yet. */
  #withOrphans(subject: string, drafts: readonly unknown[]): readonly unknown[] {
    return [...drafts, ...(this.#orphans.get(subject) ?? [])];
  }

  #changed(): void {
    this.#version++;
    this.#keepQueue();
  }

  /** A command of a text has been kept with its draft. */
  #mayGo(id: string): void {
    this.#unkept.delete(id);
    this.#flush();
  }

  /** Writes what has changed of the queue to this browser. */
  #keepQueue(): void {
    const keep = this.#keep;
    if (!keep) return this.#unkept.clear();
    const standing: string[] = [];
    const refused = this.#queue.refused.flatMap(({ command, joined, topic }) =>
      [command, ...joined].map((one) => ({ command: one, topic, left: true, offline: false, at: Date.now() })),
    );
    const waiting = this.#queue.pending.filter(({ state }) => state !== 'settled');
    // what was refused stays until the person has dealt with it: sent again, it is refused again
    for (const { command, topic, left, offline, at } of [...waiting, ...refused]) {
      standing.push(command.id);
      if (this.#kept.get(command.id) === left) continue;
      this.#kept.set(command.id, left);
      const kept = { order: this.#order++, command: $state.snapshot(command) as Command, topic, left, offline, at };
      const draft = this.#unkept.get(command.id);
      const saved = keep.saveCommand(kept, draft && this.#withOrphans(command.subject, draft));
      if (draft) void saved.catch(() => undefined).then(() => this.#mayGo(command.id));
    }
    for (const id of this.#kept.keys()) {
      if (standing.includes(id)) continue;
      this.#kept.delete(id);
      void keep.dropCommand(id);
    }
  }
}

const needsConnection: Problem = {
  type: 'urn:regiotafel:problem:needs-connection',
  title: 'NEEDS_CONNECTION',
  status: 0,
  code: 'NEEDS_CONNECTION',
  detail: 'Hiervoor is een verbinding nodig.',
  sentences: {
    nl: 'Hiervoor is een verbinding nodig; er is niets vastgelegd.',
    en: 'This needs a connection; nothing was recorded.',
  },
  values: {},
};

/** A fresh UUIDv7. */
export function newId(): string {
  return live.newId();
}

/** A table in another browser than this one. */
export function tableIn(outside: Outside): Live {
  return new Live(outside);
}

export type { Problem };
export type Table = ReturnType<typeof tableIn>;
export const live = tableIn(browser);
