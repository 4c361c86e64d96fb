import type { Command } from '../../events/decision.ts';
import type { VisibleEvent } from '../../events/envelope.ts';
import { uuidV7 } from '../../events/ids.ts';
import type { Problem, Topic } from '../../events/live-protocol.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import { browser } from './browser.ts';
import { CommandQueue, type Pending, type Refused } from './command-queue.ts';
import { offlineRule } from './offline-rules.ts';
import { needsConnection } from './needs-connection.ts';
import { News } from './news.svelte.ts';
import type { LiveConnection, Outside } from './outside.ts';
import { OwnKeep, type Safety } from './own-keep.ts';
import type { Outcome } from './predict.ts';
import { Sender } from './sender.ts';
import { Shown } from './shown.ts';
import { TextHold } from './text-hold.ts';
import type { Received, TopicStore } from './topic-store.ts';
import { Watches } from './watches.ts';
import { Whereabouts } from './whereabouts.svelte.ts';

export type Status = 'connecting' | 'online' | 'offline';

const HEARTBEAT_MS = 10_000;
/** The connection to the table: topics as confirmed by the server, and what this tab has given and not yet seen. */
class Live {
  readonly #outside: Outside;
  #status = $state<Status>('connecting');
  /** Rises with every change of a confirmed state or of the queue. */
  #version = $state(0);
  #outdated = $state(false);
  #safety = $state<Safety>('tab');
  readonly #news = new News();
  /** How often something that was held here was sent anew: rights changed, or something was erased. */
  #resets = $state(0);
  #notices = $state.raw({ unread: 0, latest: -1 });
  /** The last log index that anything here came with. */
  #heard = -1;
  readonly #queue = new CommandQueue();
  readonly #topics = new Watches({
    connection: () => this.#socket,
    events: (topic, events) => {
      this.#queue.seen(topic, new Set(events.map((event) => event.meta.command)), events.at(-1)?.index ?? -1);
      this.#news.note(events);
    },
    refused: (topic) => {
      this.#texts.refused(topic);
      this.#sender.flush();
    },
    left: () => this.#forgetUnwatched(),
  });
  readonly #texts = new TextHold(this.#queue, {
    isWatched: (topic) => this.#topics.has(topic),
    watch: (topic) => this.watch(topic),
    confirmed: (topic) => this.confirmed(topic),
  });
  /** What of it survives this window. */
  readonly kept: OwnKeep;
  /** Who is where. */
  readonly here: Whereabouts;
  readonly #shown: Shown;
  readonly #sender: Sender;
  #socket: LiveConnection | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;

  constructor(outside: Outside) {
    this.#outside = outside;
    this.kept = new OwnKeep(this.#queue, {
      open: outside.keep,
      changed: () => {
        this.#changed();
        this.#sender.flush();
      },
      told: (safety) => (this.#safety = safety),
    });
    this.#shown = new Shown(outside.person);
    this.#sender = new Sender(this.#queue, {
      connection: () => this.#socket,
      before: () => this.#texts.lookAway(),
      holdsBack: (pending) => this.kept.holdsBack(pending.command.id) || !this.#texts.mayLeave(pending),
      changed: () => this.#changed(),
      answered: () => {
        for (const { topic, index } of this.#topics.stores) this.#queue.seen(topic, new Set(), index ?? -1);
        this.#forgetUnwatched();
      },
    });
    this.here = new Whereabouts((said) => {
      if (this.#socket?.connected && outside.person()) this.#socket.emit('presence', said);
    });
  }

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
    return this.#news.recent;
  }

  /** Rises when what was shown before may no longer be shown: whoever holds something of it asks anew. */
  get resets(): number {
    return this.#resets;
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
    if (this.#socket) this.#socket.disconnect();
    else this.#outside.heed(this.here.attention);
    void this.kept.open(this.#outside.person()?.id, () => this.newId());
    this.#topics.forget();
    this.#notices = { unread: 0, latest: -1 };
    this.here.forgetOthers();
    const socket = this.#outside.connect();
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
    return this.#topics.watch(topic);
  }

  /** Has the server told what there is? */
  loaded(topic: Topic): boolean {
    void this.#version;
    return (this.#topics.store(topic)?.index ?? null) !== null;
  }

  /** Log index of the last event of a topic that is known here. */
  index(topic: Topic): number | undefined {
    void this.#version;
    return this.#topics.store(topic)?.index ?? undefined;
  }

  confirmed(topic: Topic): TopicState {
    void this.#version;
    return this.#topics.store(topic)?.state ?? { streams: {} };
  }

  /** Confirmed state with one's own pending commands on top, by the rules that the server runs. */
  shown(topic: Topic): { state: TopicState; outcomes: Map<string, Outcome> } {
    return this.#shown.of(topic, this.#version, this.confirmed(topic), this.#queue.pending);
  }

  /**
   * Gives a command: shown at once, sent when its turn comes. Returns its id.
   * @param more.keptFirst it leaves only once it is kept, with what else is kept in this turn of the page
   * @param more.ask it waits until the person has looked at it
   */
  give(
    topic: Topic,
    wish: Omit<Command, 'id'>,
    id: string = this.newId(),
    more: { readonly keptFirst?: boolean; readonly ask?: boolean } = {},
  ): string {
    if (more.keptFirst) this.kept.keepFirst(id);
    // plain, so that it can be kept as it is
    const command = $state.snapshot({ id, ...wish }) as Command;
    const offline = !this.#socket?.connected;
    this.#queue.add(command, topic, { offline, at: Date.now() });
    if (more.ask) this.#queue.askAbout(command.subject);
    if (offline && offlineRule(command.type) === 'never') this.#queue.refuse(command.id, needsConnection);
    this.#changed();
    this.#sender.flush();
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
    this.#sender.flush();
  }

  /** What waits for a subject is not sent by itself any more: the person looks first. */
  askAbout(subject: string): void {
    this.#queue.askAbout(subject);
    this.#changed();
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

  /** What was given on a subject and is not confirmed, oldest first. */
  pendingOf(subject: string): readonly Pending[] {
    void this.#version;
    return this.#queue.pending.filter(({ command }) => command.subject === subject);
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
    return this.pendingOn(subject, facet) !== undefined;
  }

  /** The last command on a field that is not confirmed. */
  pendingOn(subject: string, facet: string): string | undefined {
    void this.#version;
    return this.#queue.lastOn(subject, facet);
  }

  dismiss(id: string): void {
    this.#queue.dismiss(id);
    this.#changed();
  }

  retry(): void {
    this.#queue.retry();
    this.#changed();
    this.#sender.flush();
  }

  #listen(socket: LiveConnection): void {
    socket.on('connect', () => {
      this.#status = 'online';
      socket.emit('hello', { build: this.#outside.build() }, () => undefined);
      this.#topics.askAll();
      this.here.say();
      this.#queue.connectionBack(Date.now());
      this.#sender.flush();
    });
    socket.on('disconnect', () => {
      this.#texts.connectionLost();
      this.#status = 'offline';
      this.here.forgetOthers();
      this.#queue.connectionLost();
      this.#changed();
    });
    socket.on('connect_error', () => (this.#status = 'offline'));
    socket.on('events', (message) => this.#received(message.topic, (store) => store.events(message)));
    socket.on('reset', (message) => {
      // what is recorded and not in it is hidden from this person by now
      this.#queue.forget(message.topic);
      if (this.loaded(message.topic)) {
        this.#resets++;
        this.#news.forget();
        this.#outside.namesChanged();
      }
      this.#received(message.topic, (store) => store.reset(message));
    });
    socket.on('head', ({ topic, index }) => {
      this.#received(topic, (store) => {
        const received = store.head(index);
        // a server shows what is recorded before it answers: what it has not shown by now it will never show here
        if (received === 'known') this.#queue.forget(topic);
        return received;
      });
      this.here.beat();
    });
    socket.on('writing', ({ events }) => this.#news.note(events));
    socket.on('presence', ({ topic, people }) => this.here.heardPeople(topic, people));
    socket.on('followed', ({ actor, place }) => this.here.heardPlace(actor, place));
    socket.on('followers', ({ people }) => this.here.heardFollowers(people));
    socket.on('notices', ({ unread, latest }) => (this.#notices = { unread, latest }));
    socket.on('upgrade', () => (this.#outdated = true));
    socket.on('revoked', () => {
      void this.forget().then(() => this.#outside.askWhoIsHere());
    });
  }

  #received(topic: Topic, take: (store: TopicStore) => Received): void {
    const store = this.#topics.received(topic, take);
    if (!store) return;
    const index = store.index ?? -1;
    this.#heard = Math.max(this.#heard, index);
    this.#queue.seen(topic, new Set(), index);
    this.#texts.heard(topic);
    this.#changed();
    this.#sender.flush();
  }

  /** What is recorded is saved, also when nothing on this page will show it. */
  #forgetUnwatched(): void {
    for (const { topic } of this.#queue.pending) if (!this.#topics.has(topic)) this.#queue.forget(topic);
    this.#changed();
  }

  #changed(): void {
    this.#version++;
    this.kept.keepQueue();
  }
}

/** A fresh UUIDv7. */
export function newId(): string {
  return live.newId();
}

/** A table in another browser than this one. */
export function tableIn(outside: Outside): Live {
  return new Live(outside);
}

export type { Problem };
export type Table = Live;
export const live = tableIn(browser);
