import { io, type Socket } from 'socket.io-client';
import type { Command } from '../../events/decision.ts';
import type { VisibleEvent } from '../../events/envelope.ts';
import { uuidV7 } from '../../events/ids.ts';
import type { ClientToServer, CommandAnswer, Problem, ServerToClient, Topic } from '../../events/live-protocol.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import { session } from '../session/session.svelte.ts';
import { CommandQueue, type Pending, type Refused } from './command-queue.ts';
import { offlineRule } from './offline-rules.ts';
import { needsConnection } from './needs-connection.ts';
import { OwnKeep, type Safety } from './own-keep.ts';
import { shownState, type Outcome } from './predict.ts';
import { TopicStore } from './topic-store.ts';
import { Whereabouts } from './whereabouts.svelte.ts';

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
  #status = $state<Status>('connecting');
  /** Rises with every change of a confirmed state or of the queue. */
  #version = $state(0);
  #outdated = $state(false);
  #safety = $state<Safety>('tab');
  #recent = $state.raw<readonly VisibleEvent[]>([]);
  #notices = $state.raw({ unread: 0, latest: -1 });
  /** The last log index that anything here came with. */
  #heard = -1;
  readonly #topics = new Map<Topic, Watched>();
  readonly #queue = new CommandQueue();
  /** What of it survives this window. */
  readonly kept = new OwnKeep(
    this.#queue,
    () => {
      this.#changed();
      this.#flush();
    },
    (safety) => (this.#safety = safety),
  );
  /** Who is where. */
  readonly here = new Whereabouts((said) => {
    if (this.#socket?.connected && session.person) this.#socket.emit('presence', said);
  });
  /** Every part of a page asks for the same: with much that waits, it is worked out once. */
  readonly #shown = new Map<Topic, { version: number; state: TopicState; outcomes: Map<string, Outcome> }>();
  #socket: Socket<ServerToClient, ClientToServer> | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;

  get status(): Status {
    return this.#status;
  }
  get outdated(): boolean {
    return this.#outdated;
  }
  /** Is what is not confirmed on this browser's disk? */
  get safety(): Safety {
    return this.#safety;
  }
  /** Commands that have not been confirmed yet. */
  get unsent(): number {
    void this.#version;
    const inQueue = this.#queue.pending.map(({ command }) => command.subject);
    return inQueue.length + this.kept.texts.filter((subject) => !inQueue.includes(subject)).length;
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

  /** Up to which log index this window has been told what happens. */
  get heard(): number {
    return this.#heard;
  }

  /** How much of what this person is told of he has not read, and the index of the newest. */
  get notices(): { readonly unread: number; readonly latest: number } {
    return this.#notices;
  }

  /** Connects (again): after signing in or out, with the session of now. */
  connect(): void {
    this.#socket?.disconnect();
    void this.kept.open(session.person?.id, newId);
    for (const { store } of this.#topics.values())
      this.#topics.set(store.topic, { ...this.#watched(store.topic), store: this.#newStore(store.topic) });
    this.#notices = { unread: 0, latest: -1 };
    this.here.forgetOthers();
    const socket: Socket<ServerToClient, ClientToServer> = io({
      transports: ['websocket'],
      reconnectionDelay: 300,
      reconnectionDelayMax: 30_000,
      randomizationFactor: 0.5,
    });
    this.#socket = socket;
    this.#listen(socket);
    clearInterval(this.#beat);
    this.#beat = setInterval(() => {
      this.here.beat();
      void this.kept.takeOver();
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
      this.#socket?.emit('unwatch', { topic });
      this.#forgetUnwatched();
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
    const version = this.#version;
    const known = this.#shown.get(topic);
    if (known?.version === version) return known;
    const confirmed = this.confirmed(topic);
    const pending = this.#queue.pending.filter((one) => one.topic === topic);
    const shown = { version, ...shownState(confirmed, pending, this.#actor()) };
    this.#shown.set(topic, shown);
    return shown;
  }

  /** Gives a command: shown at once, sent when its turn comes. Returns its id. */
  give(topic: Topic, wish: Omit<Command, 'id'>, id: string = newId()): string {
    // plain, so that it can be kept as it is
    const command = $state.snapshot({ id, ...wish }) as Command;
    const offline = !this.#socket?.connected;
    this.#queue.add(command, topic, { offline, at: Date.now() });
    if (offline && offlineRule(command.type) === 'never') this.#queue.refuse(command.id, needsConnection);
    this.#changed();
    this.#flush();
    return command.id;
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

  /** Texts that a window which is gone has left and that nobody has opened here. */
  get leftTexts(): readonly string[] {
    void this.#version;
    return this.kept.left;
  }

  /** Has what other windows have left been looked for? */
  get lookedForDrafts(): boolean {
    void this.#version;
    return this.kept.looked;
  }

  /** Has a command left this machine, or is it confirmed? */
  hasLeft(id: string): boolean {
    return this.#queue.pending.find(({ command }) => command.id === id)?.left !== false;
  }

  /** Takes back a command that has not left this machine; false: it has, or is not there. */
  withdraw(id: string): boolean {
    const withdrawn = this.#queue.withdraw(id);
    if (withdrawn) this.#changed();
    return withdrawn;
  }

  /** Forgets what this browser holds of the person: signed out, or rights are gone. */
  async forget(): Promise<void> {
    await this.kept.forget();
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

  #listen(socket: Socket<ServerToClient, ClientToServer>): void {
    socket.on('connect', () => {
      this.#status = 'online';
      socket.emit('hello', { build: session.build }, () => undefined);
      for (const topic of this.#topics.keys()) this.#ask(topic);
      this.here.say();
      this.#queue.connectionBack(Date.now());
      this.#flush();
    });
    socket.on('disconnect', () => {
      this.#status = 'offline';
      this.here.forgetOthers();
      this.#queue.connectionLost();
      this.#changed();
    });
    socket.on('connect_error', () => (this.#status = 'offline'));
    socket.on('events', (message) => this.#received(message.topic, (store) => store.events(message)));
    socket.on('reset', (message) => this.#received(message.topic, (store) => store.reset(message)));
    socket.on('head', (message) => {
      this.#received(message.topic, (store) => store.head(message.index));
      this.here.beat();
    });
    socket.on('writing', ({ events }) => this.#note(events));
    socket.on('presence', ({ topic, people }) => this.here.heardPeople(topic, people));
    socket.on('followed', ({ actor, place }) => this.here.heardPlace(actor, place));
    socket.on('followers', ({ people }) => this.here.heardFollowers(people));
    socket.on('notices', ({ unread, latest }) => (this.#notices = { unread, latest }));
    socket.on('upgrade', () => (this.#outdated = true));
    socket.on('revoked', () => {
      void this.forget().then(() => session.load());
    });
  }

  #received(topic: Topic, take: (store: TopicStore) => 'applied' | 'known' | 'gap'): void {
    const watched = this.#topics.get(topic);
    if (!watched) return;
    if (take(watched.store) === 'gap') this.#ask(topic);
    const index = watched.store.index ?? -1;
    this.#heard = Math.max(this.#heard, index);
    this.#queue.seen(topic, new Set(), index);
    this.#changed();
    this.#flush();
  }

  #ask(topic: Topic): void {
    const store = this.#topics.get(topic)?.store;
    if (!store || !this.#socket?.connected) return;
    this.#socket.emit('watch', { topic, ...store.held }, () => undefined);
  }

  #flush(): void {
    const socket = this.#socket;
    if (!socket?.connected) return;
    for (const { command } of this.#queue.sendable()) {
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
    this.#forgetUnwatched();
    this.#flush();
  }

  /** What is recorded is saved, also when nothing on this page will show it. */
  #forgetUnwatched(): void {
    for (const { command, topic } of this.#queue.pending) if (!this.#topics.has(topic)) this.#queue.forget(command.id);
    this.#changed();
  }

  #newStore(topic: Topic): TopicStore {
    return new TopicStore(topic, (events) => {
      this.#queue.seen(topic, new Set(events.map((event) => event.meta.command)), events.at(-1)?.index ?? -1);
      this.#note(events);
    });
  }

  /** A line on writing may come beside the event itself: on a plan's page both do. */
  #note(events: readonly VisibleEvent[]): void {
    const known = new Set(this.#recent.map(({ id }) => id));
    this.#recent = [...this.#recent, ...events.filter(({ id }) => !known.has(id))].slice(-RECENT);
  }

  #watched(topic: Topic): Watched {
    return this.#topics.get(topic) ?? { store: this.#newStore(topic), count: 0 };
  }

  #actor(): Parameters<typeof shownState>[2] {
    const now = new Date().toISOString();
    const person = session.person;
    return {
      actor: person?.id ?? '',
      organisation: person?.organisation ?? '',
      role: person?.role ?? 'COMPANY',
      now,
      today: amsterdamDay(now),
    };
  }

  #changed(): void {
    this.#version++;
    this.kept.keepQueue();
  }
}

/** A fresh UUIDv7. */
export function newId(): string {
  return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}

export type { Problem };
export const live = new Live();

addEventListener('beforeunload', (event) => {
  if (live.unsent > 0) event.preventDefault();
});
