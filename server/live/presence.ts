import type { FollowedPlace, Pointer, PresenceState, PresentPerson, Topic } from '../../events/live-protocol.ts';

/** One open window of one person. */
export interface Tab {
  readonly topic: Topic;
  readonly actor: string;
  readonly name: string;
  readonly organisation: string;
  readonly pointer: Pointer | null;
  readonly state: PresenceState;
  /** Whom this window follows. */
  readonly following?: string | undefined;
}

interface Kept extends Tab {
  /** The server process that its connection ends at. */
  readonly process: string;
  readonly heardAt: number;
  /** Since when it is where it is. */
  readonly movedAt: number;
  /** Its connection was lost: until then it may come back. */
  readonly goneAt?: number;
}

const GONE_AFTER_MS = 30_000;
const GRACE_MS = 3_000;
/** Another process says who is with it every 5 s; silent for this long, it is gone and so are its people. */
const PROCESS_GONE_AFTER_MS = 12_000;
const RANK = { active: 0, idle: 1, away: 2 };

/** Who is where, per tab and in every process, merged per person. Volatile, advisory, never an event. */
export class Presence {
  readonly #own: string;
  readonly #tabs = new Map<string, Kept>();
  readonly #processes = new Map<string, number>();
  /** Tabs of this process of which the others do not know the newest yet. */
  readonly #untold = new Set<string>();

  /** @param process the name of this process, which no other has */
  constructor(process = '') {
    this.#own = process;
  }

  /** Notes a sign of life; returns the topics of which others should see something else now. */
  hear(tab: string, seen: Tab, now: number): Set<Topic> {
    const before = this.#tabs.get(tab);
    const changed = new Set<Topic>();
    if (!before || print(before) !== print(seen)) changed.add(seen.topic);
    if (before && before.topic !== seen.topic) changed.add(before.topic);
    if (changed.size > 0 || before?.following !== seen.following) this.#untold.add(tab);
    this.#tabs.set(tab, { ...seen, process: this.#own, heardAt: now, movedAt: since(before, seen, now) });
    for (const [id, other] of this.#tabs) {
      if (other.goneAt === undefined || other.actor !== seen.actor || other.process !== this.#own) continue;
      this.#remove(id);
      changed.add(other.topic);
    }
    return changed;
  }

  /** A tab's connection was lost: it is kept for a few seconds, in case its person is back by then. */
  lose(tab: string, now: number): void {
    const kept = this.#tabs.get(tab);
    if (kept) this.#tabs.set(tab, { ...kept, goneAt: now + GRACE_MS });
  }

  /** Forgets a tab at once; returns the topic whose list changed. */
  forget(tab: string): Topic | undefined {
    const topic = this.#tabs.get(tab)?.topic;
    if (topic !== undefined) this.#remove(tab);
    return topic;
  }

  /** Topics from which tabs and whole processes have vanished without a word. */
  expire(now: number): Set<Topic> {
    const changed = new Set<Topic>();
    for (const [process, heardAt] of this.#processes) {
      if (now - heardAt >= PROCESS_GONE_AFTER_MS) for (const topic of this.forgetProcess(process)) changed.add(topic);
    }
    for (const [id, tab] of this.#tabs) {
      const gone = tab.process === this.#own && (now - tab.heardAt >= GONE_AFTER_MS || now >= (tab.goneAt ?? Infinity));
      if (!gone) continue;
      this.#remove(id);
      changed.add(tab.topic);
    }
    return changed;
  }

  /** All tabs of this process, to be told to the others. */
  own(): Record<string, Tab> {
    this.#untold.clear();
    const own = [...this.#tabs].filter(([, tab]) => tab.process === this.#own);
    return Object.fromEntries(own.map(([id, tab]) => [id, plain(tab)]));
  }

  /** Those tabs of this process that have changed since they were last asked for; null: gone. */
  changes(): Record<string, Tab | null> {
    const changed = [...this.#untold].map((id): [string, Tab | null] => {
      const tab = this.#tabs.get(id);
      return [id, tab ? plain(tab) : null];
    });
    this.#untold.clear();
    return Object.fromEntries(changed);
  }

  has(tab: string): boolean {
    return this.#tabs.has(tab);
  }

  /** Is this the first that is heard of another process? */
  isNew(process: string): boolean {
    return !this.#processes.has(process);
  }

  /** Takes in what another process says of its tabs: all of them, or only those that changed (null: gone). */
  hearProcess(process: string, tabs: Readonly<Record<string, Tab | null>>, whole: boolean, now: number): Set<Topic> {
    const changed = new Set<Topic>();
    if (process === this.#own) return changed;
    this.#processes.set(process, now);
    for (const [id, tab] of whole ? this.#tabs : []) {
      if (tab.process !== process || Object.hasOwn(tabs, id)) continue;
      this.#tabs.delete(id);
      changed.add(tab.topic);
    }
    for (const [id, tab] of Object.entries(tabs)) {
      const before = this.#tabs.get(id);
      if (before && before.process !== process) continue;
      if (before && (!tab || print(before) !== print(tab))) changed.add(before.topic);
      if (tab && (!before || print(before) !== print(tab))) changed.add(tab.topic);
      if (tab) this.#tabs.set(id, { ...tab, process, heardAt: now, movedAt: since(before, tab, now) });
      else this.#tabs.delete(id);
    }
    return changed;
  }

  /** Another process has gone, and all its people with it. */
  forgetProcess(process: string): Set<Topic> {
    const changed = process === this.#own ? new Set<Topic>() : this.hearProcess(process, {}, true, 0);
    this.#processes.delete(process);
    return changed;
  }

  /** The people of a topic; `shows` tells whether a pointer may be shown to whom the list is for. */
  people(topic: Topic, shows: (pointer: Pointer) => boolean): PresentPerson[] {
    const people = new Map<string, PresentPerson>();
    for (const tab of this.#tabs.values()) {
      if (tab.topic !== topic) continue;
      const { actor, name, organisation, state } = tab;
      const person = people.get(actor) ?? { actor, name, organisation, state, pointers: [] };
      if (RANK[state] < RANK[person.state]) person.state = state;
      if (tab.pointer && shows(tab.pointer)) person.pointers.push(tab.pointer);
      people.set(actor, person);
    }
    return [...people.values()];
  }

  /** Where somebody works: of his windows at a region's table the most active one, or else where he moved last. */
  placeOf(actor: string, shows: (pointer: Pointer) => boolean): FollowedPlace | null {
    const tabs = [...this.#tabs.values()].filter((tab) => tab.actor === actor && tab.topic.startsWith('region:'));
    const [tab] = tabs.sort((a, b) => RANK[a.state] - RANK[b.state] || b.movedAt - a.movedAt);
    if (!tab) return null;
    const { topic, pointer, state } = tab;
    return { topic, pointer: pointer && shows(pointer) ? pointer : null, state };
  }

  /** Who follows whom, by the one who is followed. */
  followers(): Map<string, { actor: string; name: string }[]> {
    const followed = new Map<string, { actor: string; name: string }[]>();
    for (const { following, actor, name, goneAt } of this.#tabs.values()) {
      if (following === undefined || goneAt !== undefined) continue;
      const people = followed.get(following) ?? [];
      if (!people.some((one) => one.actor === actor)) people.push({ actor, name });
      followed.set(following, people);
    }
    return followed;
  }

  #remove(own: string): void {
    this.#tabs.delete(own);
    this.#untold.add(own);
  }
}

function plain({ topic, actor, name, organisation, pointer, state, following }: Tab): Tab {
  return { topic, actor, name, organisation, pointer, state, ...(following === undefined ? {} : { following }) };
}

const since = (before: Kept | undefined, seen: Tab, now: number): number =>
  before && placePrint(before) === placePrint(seen) ? before.movedAt : now;

function print({ actor, name, state, following, ...place }: Tab): string {
  return JSON.stringify([actor, name, state, following ?? '', placePrint(place)]);
}

function placePrint({ topic, pointer: p }: Pick<Tab, 'topic' | 'pointer'>): string {
  return JSON.stringify([topic, p && [p.subject, p.field, p.anchor ?? -1, p.head ?? -1, p.textRevision ?? -1]]);
}
