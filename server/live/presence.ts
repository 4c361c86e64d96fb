import type { Pointer, PresentPerson, Topic } from '../../events/live-protocol.ts';

interface Tab {
  topic: Topic;
  actor: string;
  name: string;
  organisation: string;
  pointer: Pointer | null;
  state: 'active' | 'idle' | 'away';
  heardAt: number;
}

const GONE_AFTER_MS = 30_000;

/** Who is where, per tab, merged per person. Volatile, advisory, never an event. */
export class Presence {
  readonly #tabs = new Map<string, Tab>();

  /** Notes a sign of life; returns true when something changed that others should see. */
  hear(tab: string, seen: Omit<Tab, 'heardAt'>, now: number): boolean {
    const before = this.#tabs.get(tab);
    this.#tabs.set(tab, { ...seen, heardAt: now });
    return (
      before === undefined ||
      before.topic !== seen.topic ||
      before.state !== seen.state ||
      before.pointer?.subject !== seen.pointer?.subject ||
      before.pointer?.field !== seen.pointer?.field
    );
  }

  /** Forgets a tab; returns the topic whose list changed. */
  forget(tab: string): Topic | undefined {
    const topic = this.#tabs.get(tab)?.topic;
    this.#tabs.delete(tab);
    return topic;
  }

  /** Topics from which tabs have vanished without a word. */
  expire(now: number): Set<Topic> {
    const changed = new Set<Topic>();
    for (const [id, tab] of this.#tabs) {
      if (now - tab.heardAt < GONE_AFTER_MS) continue;
      this.#tabs.delete(id);
      changed.add(tab.topic);
    }
    return changed;
  }

  /** The people of a topic; `shows` tells whether a pointer may be shown to whom the list is for. */
  people(topic: Topic, shows: (pointer: Pointer) => boolean): PresentPerson[] {
    const people = new Map<string, PresentPerson>();
    const rank = { active: 0, idle: 1, away: 2 };
    for (const tab of this.#tabs.values()) {
      if (tab.topic !== topic) continue;
      const { actor, name, organisation, state } = tab;
      const person = people.get(actor) ?? { actor, name, organisation, state, pointers: [] };
      if (rank[state] < rank[person.state]) person.state = state;
      if (tab.pointer && shows(tab.pointer)) person.pointers.push(tab.pointer);
      people.set(actor, person);
    }
    return [...people.values()];
  }
}
