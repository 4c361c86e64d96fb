import type { Command } from '../../events/decision.ts';
import type { CommandId, LogIndex, VisibleEvent } from '../../events/envelope.ts';
import type { CommandAnswer, Problem, Topic } from '../../events/live-protocol.ts';
import { facetOf, facetsMeet } from './facets.ts';
import { offlineRule } from './offline-rules.ts';

/**
 * `waiting`: not sent · `sent`: under way · `settled`: recorded, its events not yet seen · `attention`: held back ·
 * `review`: waits for the person to look at it again
 */
export type PendingState = 'waiting' | 'sent' | 'settled' | 'attention' | 'review';

export interface Pending {
  command: Command;
  facet: string;
  /** The topic in which its events will be seen. */
  topic: Topic;
  state: PendingState;
  /** How often the connection was lost while it was under way. */
  lost: number;
  /** True once it has left this machine: from then on its bytes never change. */
  left: boolean;
  /** It was given while there was no connection. */
  offline: boolean;
  /** When it was given, ms since 1970. */
  at: number;
  /** What was recorded, until the topic shows it. */
  events: readonly VisibleEvent[];
}

/** What another window has left of the queue. */
export type Left = Pick<Pending, 'command' | 'topic' | 'left' | 'offline' | 'at'> & { readonly refused?: boolean };

/** What was refused, with everything that was typed on top of it: kept until the person decides. */
export interface Refused {
  command: Command;
  facet: string;
  topic: Topic;
  problem: Problem;
  joined: readonly Command[];
}

/** Codes after which the same command is sent again. */
const retryCodes = new Set([
  'BUSY',
  'STARTING',
  'AHEAD',
  'OUTCOME_UNKNOWN',
  'TOO_MANY_REQUESTS',
  'STORE_UNAVAILABLE',
  'VAULT_UNAVAILABLE',
]);
/** Codes that are not about the command but about who is there: it is held back and kept. */
const holdCodes = new Set(['NOT_SIGNED_IN']);
const LOST_AT_MOST = 2;
/** So many commands, given so lately, are sent by themselves; beyond that the person looks first. */
export const REPLAY_AT_MOST = 200;
export const REPLAY_WITHIN_MS = 24 * 3600_000;

/** Commands that have been given but whose effect is not yet confirmed, in order. Pure: sends nothing itself. */
export class CommandQueue {
  #pending: Pending[] = [];
  #refused: Refused[] = [];

  get pending(): readonly Pending[] {
    return this.#pending;
  }

  get refused(): readonly Refused[] {
    return this.#refused;
  }

  add(command: Command, topic: Topic, { offline = false, at = 0 } = {}): Pending {
    const facet = facetOf(command);
    const pending: Pending = { command, facet, topic, state: 'waiting', lost: 0, left: false, offline, at, events: [] };
    this.#pending = [...this.#pending, pending];
    return pending;
  }

  /**
   * Takes up what another window has left, before what was given here. More than 200, what is older than a day, and
   * what was refused there wait for a review; what has left a machine goes again byte for byte.
   */
  restore(kept: readonly Left[], now: number): void {
    const fresh = kept.filter(({ command }) => !this.holds(command.id));
    const many = fresh.length > REPLAY_AT_MOST;
    const restored = fresh.map(({ command, topic, left, offline, at, refused }): Pending => {
      const state = many || refused || now - at > REPLAY_WITHIN_MS ? 'review' : 'waiting';
      return { command, topic, left, offline, at, facet: facetOf(command), state, lost: 0, events: [] };
    });
    this.#pending = [...restored, ...this.#pending];
  }

  holds(id: CommandId): boolean {
    return this.#pending.some((p) => p.command.id === id);
  }

  /** The connection is back: what was given without one is sent, or waits for a review when there is reason to. */
  connectionBack(now: number): void {
    const waiting = this.#pending.filter((p) => p.state === 'waiting' && p.offline);
    const many = waiting.length > REPLAY_AT_MOST;
    this.#pending = this.#pending.map((p) => {
      if (p.state !== 'waiting' || !p.offline || p.left) return p;
      const ask = offlineRule(p.command.type) === 'ask' || many || now - p.at > REPLAY_WITHIN_MS;
      return ask ? { ...p, state: 'review' } : { ...p, offline: false };
    });
  }

  /** What waits for the person to look at it again. */
  get toReview(): readonly Pending[] {
    return this.#pending.filter((p) => p.state === 'review');
  }

  /** Something that it builds on was erased: what has not left this machine waits for the person to look at it. */
  askAbout(subject: string): void {
    this.#pending = this.#pending.map((p) =>
      p.command.subject === subject && p.state === 'waiting' && !p.left ? { ...p, state: 'review' } : p,
    );
  }

  /** The person has looked: send it, or let it go. */
  reviewed(ids: readonly CommandId[], send: boolean): void {
    if (!send) return this.#remove(ids);
    this.#pending = this.#pending.map((p) =>
      ids.includes(p.command.id) ? { ...p, state: 'waiting', offline: false, lost: 0 } : p,
    );
  }

  /** Takes back what has not left this machine; false: it has, or is not there. */
  withdraw(id: CommandId): boolean {
    const pending = this.#pending.find((p) => p.command.id === id);
    if (!pending || pending.left) return false;
    this.#remove([id]);
    return true;
  }

  /** Id of the last pending command on a field: the basis of the next edit; undefined when none is pending. */
  lastOn(subject: string, facet: string): CommandId | undefined {
    return this.#pending.findLast((p) => p.command.subject === subject && p.facet === facet)?.command.id;
  }

  /** What may be sent now: nothing before it on the same facet is still unanswered. */
  sendable(): Pending[] {
    return this.#pending.filter((p, place) => p.state === 'waiting' && !this.#heldUp(p, place));
  }

  sent(id: CommandId): void {
    this.#change(id, (p) => ({ ...p, state: 'sent', left: true }));
  }

  /** The connection went away: what was under way waits again, or is held back when that happened twice. */
  connectionLost(): void {
    this.#pending = this.#pending.map((p) => {
      if (p.state !== 'sent') return p;
      const lost = p.lost + 1;
      return { ...p, lost, state: lost >= LOST_AT_MOST ? 'attention' : 'waiting' };
    });
  }

  /** No answer in time, or a code that asks for the same again: waits for another turn. */
  again(id: CommandId): void {
    this.#change(id, (p) => (p.state === 'sent' ? { ...p, state: 'waiting' } : p));
  }

  /** Returns `again` when the same command should be sent once more after a pause. */
  answered(id: CommandId, answer: CommandAnswer): 'done' | 'again' {
    const pending = this.#pending.find((p) => p.command.id === id);
    if (!pending) return 'done';
    if (answer.ok) {
      if ('nothing' in answer) this.#nothing(pending, answer.holder);
      else if (answer.events.length === 0) this.#remove([id]);
      else this.#change(id, (p) => ({ ...p, state: 'settled', events: answer.events }));
      return 'done';
    }
    if (retryCodes.has(answer.problem.code)) {
      this.again(id);
      return 'again';
    }
    if (holdCodes.has(answer.problem.code)) this.#change(id, (p) => ({ ...p, state: 'attention' }));
    else this.refuse(id, answer.problem);
    return 'done';
  }

  /** Takes a refused command out, with everything pending that is based on it. */
  refuse(id: CommandId, problem: Problem): void {
    const pending = this.#pending.find((p) => p.command.id === id);
    if (!pending) return;
    const joined = this.#basedOn(pending);
    this.#remove([id, ...joined.map((command) => command.id)]);
    const { command, facet, topic } = pending;
    this.#refused = [...this.#refused, { command, facet, topic, problem, joined }];
  }

  /** Notes what a topic has shown: a command leaves once its events have been applied. */
  seen(topic: Topic, commands: ReadonlySet<CommandId>, index: LogIndex): void {
    const gone = this.#pending.filter((p) => {
      if (commands.has(p.command.id)) return true;
      return p.state === 'settled' && p.topic === topic && p.events.every((event) => event.index <= index);
    });
    if (gone.length > 0) this.#remove(gone.map((p) => p.command.id));
  }

  /** Lets go of recorded commands whose events a topic will not show: it began anew, or is watched no more. */
  forget(topic: Topic): void {
    this.#pending = this.#pending.filter((p) => p.topic !== topic || p.state !== 'settled');
  }

  /** The person says: try again what was held back. */
  retry(): void {
    this.#pending = this.#pending.map((p) => (p.state === 'attention' ? { ...p, state: 'waiting', lost: 0 } : p));
  }

  /** The person has dealt with a refusal. */
  dismiss(id: CommandId): void {
    this.#refused = this.#refused.filter((r) => r.command.id !== id);
  }

  clear(): void {
    this.#pending = [];
    this.#refused = [];
  }

  #heldUp(pending: Pending, place: number): boolean {
    return this.#pending.some(
      (p, earlier) =>
        earlier < place &&
        p.state !== 'settled' &&
        p.state !== 'review' &&
        p.command.subject === pending.command.subject &&
        facetsMeet(p.facet, pending.facet),
    );
  }

  /** It was so already: what waits on the same field was based on this command; now on the one that holds the value. */
  #nothing(pending: Pending, holder: CommandId | undefined): void {
    const { id, subject } = pending.command;
    this.#remove([id]);
    this.#pending = this.#pending.map((p) => {
      const basis = p.command.basis;
      if (p.left || p.command.subject !== subject || basis?.[pending.facet] !== id) return p;
      return { ...p, command: { ...p.command, basis: { ...basis, [pending.facet]: holder ?? null } } };
    });
  }

  #basedOn(refused: Pending): Command[] {
    const ids = new Set([refused.command.id]);
    return this.#pending
      .filter((p) => {
        const basis = p.command.basis?.[p.facet];
        const based =
          p.facet === refused.facet &&
          p.command.subject === refused.command.subject &&
          basis !== null &&
          basis !== undefined &&
          ids.has(basis);
        if (based) ids.add(p.command.id);
        return based;
      })
      .map((p) => p.command);
  }

  #change(id: CommandId, change: (pending: Pending) => Pending): void {
    this.#pending = this.#pending.map((p) => (p.command.id === id ? change(p) : p));
  }

  #remove(ids: readonly CommandId[]): void {
    this.#pending = this.#pending.filter((p) => !ids.includes(p.command.id));
  }
}
