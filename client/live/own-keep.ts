import type { Command } from '../../events/decision.ts';
import type { CommandQueue } from './command-queue.ts';
import { Keep } from './keep.ts';

/** `kept`: all that is not confirmed is on this browser's disk · `keeping`: being written · `tab`: only in this tab. */
export type Safety = 'kept' | 'keeping' | 'tab';

interface Orphan {
  readonly from: string;
  readonly draft: unknown;
}

/** What this person has in this browser: keeps the queue and the texts, and takes over what closed windows have left. */
export class OwnKeep {
  readonly #queue: CommandQueue;
  readonly #changed: () => void;
  readonly #told: (safety: Safety) => void;
  #keep: Keep | undefined;
  /** The person whose commands are in the queue. */
  #owner: string | undefined;
  /** What of the queue is kept, and how. */
  readonly #kept = new Map<string, { command: Command; left: boolean }>();
  #opening: Promise<void> = Promise.resolve();
  #order = 0;
  /** Drafts of texts that a window which is gone has left, by subject. */
  readonly #orphans = new Map<string, Orphan[]>();
  /** Drafts that a text has taken up since it was last kept: by subject, the tabs they were typed in. */
  readonly #takenUp = new Map<string, string[]>();
  /** Texts in which something is typed that is not confirmed. */
  #typing: readonly string[] = [];
  #looked = false;

  /**
   * @param changed told when what waits has changed
   * @param told hears how safe it is
   */
  constructor(queue: CommandQueue, changed: () => void, told: (safety: Safety) => void) {
    this.#queue = queue;
    this.#changed = changed;
    this.#told = told;
  }

  /** Has what other windows have left been looked for? */
  get looked(): boolean {
    return this.#looked;
  }

  /** Texts in which something is typed that is not confirmed, here or in a window that is gone. */
  get texts(): readonly string[] {
    return [...new Set([...this.#typing, ...this.#orphans.keys()])];
  }

  /** Texts that a window which is gone has left and that nobody has opened here. */
  get left(): readonly string[] {
    return [...this.#orphans.keys()];
  }

  /** Opens what a person has in this browser; nothing to do when it is open. */
  open(actor: string | undefined, newId: () => string): Promise<void> {
    if (actor !== this.#owner) this.#opening = this.#open(actor, newId);
    return this.#opening;
  }

  async #open(actor: string | undefined, newId: () => string): Promise<void> {
    void this.#keep?.close();
    this.#empty();
    this.#owner = actor;
    this.#looked = actor === undefined;
    if (actor === undefined) return this.#changed();
    try {
      const keep = await Keep.open(actor, newId(), (state) => this.#told(state === 'failed' ? 'tab' : state));
      if (this.#owner !== actor) return await keep.close();
      this.#keep = keep;
      this.#told('kept');
      await this.takeOver();
    } catch {
      // a browser that keeps nothing (a private window) still works; the screen says so, and leaving is warned about
    }
    this.#looked = true;
    this.#changed();
  }

  async takeOver(): Promise<void> {
    const left = await this.#keep?.takeOver();
    if (!left || left.commands.length + left.drafts.length === 0) return;
    for (const { command, left: gone } of left.commands) this.#kept.set(command.id, { command, left: gone });
    this.#queue.restore(left.commands, Date.now());
    for (const { subject, from, draft } of left.drafts)
      this.#orphans.set(subject, [...(this.#orphans.get(subject) ?? []), { from, draft }]);
    this.#changed();
  }

  /** Keeps what is typed in a text until it is confirmed. */
  keepDraft(subject: string, draft: unknown): void {
    const others = this.#typing.filter((one) => one !== subject);
    const typing = draft === undefined ? others : [...others, subject];
    const changed = typing.length !== this.#typing.length;
    this.#typing = typing;
    this.#keep?.saveDraft(subject, draft, this.#takenUp.get(subject));
    this.#takenUp.delete(subject);
    if (changed) this.#changed();
  }

  /** Drafts of a text that other windows have left; the asker keeps them as his own before he does anything else. */
  takeDrafts(subject: string): unknown[] {
    const orphans = this.#orphans.get(subject) ?? [];
    if (orphans.length === 0) return [];
    this.#orphans.delete(subject);
    this.#takenUp.set(subject, [...(this.#takenUp.get(subject) ?? []), ...orphans.map(({ from }) => from)]);
    return orphans.map(({ draft }) => draft);
  }

  keepTyped(place: string, text: string): void {
    this.#keep?.saveTyped(place, text);
  }

  async typed(place: string): Promise<string> {
    await this.#opening;
    return (await this.#keep?.typed(place)) ?? '';
  }

  /** Forgets what this browser holds of the person. */
  async forget(): Promise<void> {
    const keep = this.#keep;
    this.#empty();
    this.#owner = undefined;
    this.#changed();
    await keep?.purge();
  }

  /** Writes what has changed of the queue to this browser. */
  keepQueue(): void {
    const keep = this.#keep;
    if (!keep) return;
    const standing: string[] = [];
    const refused = this.#queue.refused.flatMap(({ command, joined, topic }) =>
      [command, ...joined].map((one) => ({ command: one, topic, left: true, offline: false, at: Date.now() })),
    );
    const waiting = this.#queue.pending.filter(({ state }) => state !== 'settled');
    // what was refused stays until the person has dealt with it: sent again, it is refused again
    for (const { command, topic, left, offline, at } of [...waiting, ...refused]) {
      standing.push(command.id);
      const kept = this.#kept.get(command.id);
      if (kept?.command === command && kept.left === left) continue;
      this.#kept.set(command.id, { command, left });
      keep.saveCommand({ order: this.#order++, command, topic, left, offline, at });
    }
    for (const id of this.#kept.keys()) {
      if (standing.includes(id)) continue;
      this.#kept.delete(id);
      keep.dropCommand(id);
    }
  }

  #empty(): void {
    this.#keep = undefined;
    this.#told('tab');
    this.#queue.clear();
    this.#kept.clear();
    this.#orphans.clear();
    this.#takenUp.clear();
    this.#typing = [];
  }
}
