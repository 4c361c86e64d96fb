import type { Command } from '../../events/decision.ts';
import type { CommandQueue, Left } from './command-queue.ts';
import type { Keeping, Outside } from './outside.ts';

/** `kept`: all that is not confirmed is on this browser's disk · `keeping`: being written · `tab`: only in this tab. */
export type Safety = 'kept' | 'keeping' | 'tab';

interface Orphan {
  readonly from: string;
  readonly draft: unknown;
  /** Nothing is left of it once the queue has let go of this command. */
  readonly until?: string | undefined;
}

export interface OwnKeepOptions {
  readonly open: Outside['keep'];
  /** Told when what waits has changed. */
  readonly changed: () => void;
  /** Hears how safe it is. */
  readonly told: (safety: Safety) => void;
}

/** What this person has in this browser: keeps the queue and the texts, and takes over what closed windows have left. */
export class OwnKeep {
  readonly #queue: CommandQueue;
  readonly #with: OwnKeepOptions;
  #keep: Keeping | undefined;
  /** The person whose commands are in the queue. */
  #owner: string | undefined;
  /** What of the queue is kept, and how. */
  readonly #kept = new Map<string, { command: Command; left: boolean; refused: boolean }>();
  #opening: Promise<void> = Promise.resolve();
  #order = 0;
  /** Commands that may not leave before they are kept. */
  readonly #unkept = new Set<string>();
  /** Drafts of texts that a window which is gone has left, or a page, by subject. */
  readonly #orphans = new Map<string, Orphan[]>();
  /** Drafts that a text has taken up since it was last kept: by subject, the tabs they were typed in. */
  readonly #takenUp = new Map<string, string[]>();
  /** Texts in which something is typed that is not confirmed. */
  #typing: readonly string[] = [];
  #looked = false;

  constructor(queue: CommandQueue, options: OwnKeepOptions) {
    this.#queue = queue;
    this.#with = options;
  }

  /** Has what other windows have left been looked for? */
  get looked(): boolean {
    return this.#looked;
  }

  /** Texts in which something is typed that is not confirmed, here or in a window or on a page that is gone. */
  get texts(): readonly string[] {
    return [...new Set([...this.#typing, ...this.#orphans.keys()])];
  }

  /** Texts with words that go no further until somebody opens them: a window which is gone has left them, or a page. */
  get left(): readonly string[] {
    return [...this.#orphans].flatMap(([subject, left]) =>
      left.some(({ until }) => until === undefined) ? [subject] : [],
    );
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
    if (actor === undefined) return this.#with.changed();
    try {
      const keep = await this.#with.open(actor, newId(), (state) =>
        this.#with.told(state === 'failed' ? 'tab' : state),
      );
      if (this.#owner !== actor) return await keep.close();
      this.#keep = keep;
      this.#with.told('kept');
      await this.takeOver();
    } catch {
      // a browser that keeps nothing (a private window) still works; the screen says so, and leaving is warned about
    }
    this.#looked = true;
    this.#with.changed();
  }

  async takeOver(): Promise<void> {
    const left = await this.#keep?.takeOver();
    if (!left || left.commands.length + left.drafts.length === 0) return;
    for (const { command, left: gone, refused = false } of left.commands)
      this.#kept.set(command.id, { command, left: gone, refused });
    this.#queue.restore(left.commands, Date.now());
    for (const { subject, from, draft } of left.drafts)
      this.#orphans.set(subject, [...(this.#orphans.get(subject) ?? []), { from, draft }]);
    this.#with.changed();
  }

  /** Keeps what is typed in a text until it is confirmed. */
  keepDraft(subject: string, draft: unknown): void {
    const others = this.#typing.filter((one) => one !== subject);
    const typing = draft === undefined ? others : [...others, subject];
    const changed = typing.length !== this.#typing.length;
    this.#typing = typing;
    this.#keep?.saveDraft(subject, draft, this.#takenUp.get(subject));
    this.#takenUp.delete(subject);
    if (changed) this.#with.changed();
  }

  /**
   * The page with this text is left: what it kept last is for who opens it next.
   * @param until the command with which all of it is under way
   */
  leaveDraft(subject: string, draft: unknown, until: string | undefined): void {
    const from = this.#keep?.tab ?? '';
    this.#orphans.set(subject, [...(this.#orphans.get(subject) ?? []), { from, draft, until }]);
    this.#with.changed();
  }

  /** Drafts of a text that other windows, or pages, have left; the asker keeps them as his own before he does anything else. */
  takeDrafts(subject: string): unknown[] {
    const orphans = this.#orphans.get(subject) ?? [];
    if (orphans.length === 0) return [];
    this.#orphans.delete(subject);
    this.#takenUp.set(subject, [...(this.#takenUp.get(subject) ?? []), ...orphans.map(({ from }) => from)]);
    return orphans.map(({ draft }) => draft);
  }

  /** This command, which is given in a moment, may leave only once it is kept: see `holdsBack`. */
  keepFirst(id: string): void {
    if (this.#keep) this.#unkept.add(id);
  }

  /** Has it to be kept before it leaves? Sent and not kept, what is in it would be typed again by who takes over. */
  holdsBack(id: string): boolean {
    return this.#unkept.has(id);
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
    this.#with.changed();
    await keep?.purge();
  }

  /** Writes what has changed of the queue to this browser. */
  keepQueue(): void {
    this.#letGo();
    const keep = this.#keep;
    if (!keep) return;
    const standing: string[] = [];
    const refused = this.#queue.refused.flatMap(({ command, joined, topic }) =>
      [command, ...joined].map((one): Left => {
        return { command: one, topic, left: true, offline: false, at: Date.now(), refused: true };
      }),
    );
    const waiting: Left[] = this.#queue.pending.filter(({ state }) => state !== 'settled');
    // what was refused stays until the person has dealt with it; whoever takes it over asks before it is sent again
    for (const { command, topic, left, offline, at, refused: wasRefused = false } of [...waiting, ...refused]) {
      standing.push(command.id);
      const kept = this.#kept.get(command.id);
      if (kept?.command === command && kept.left === left && kept.refused === wasRefused) continue;
      this.#kept.set(command.id, { command, left, refused: wasRefused });
      keep.saveCommand({ order: this.#order++, command, topic, left, offline, at, refused: wasRefused });
      if (this.#unkept.has(command.id)) void keep.written().then(() => this.#mayGo(command.id));
    }
    for (const id of this.#kept.keys()) {
      if (standing.includes(id)) continue;
      this.#kept.delete(id);
      keep.dropCommand(id);
    }
  }

  /** It has been kept, or this browser keeps nothing. */
  #mayGo(id: string): void {
    if (this.#unkept.delete(id)) this.#with.changed();
  }

  /** Forgets drafts of pages that were left of which everything is confirmed, or refused, by now. */
  #letGo(): void {
    for (const [subject, left] of this.#orphans) {
      const standing = left.filter(({ until }) => until === undefined || this.#queue.holds(until));
      if (standing.length === left.length) continue;
      if (standing.length > 0) this.#orphans.set(subject, standing);
      else this.#orphans.delete(subject);
      this.#typing = this.#typing.filter((one) => one !== subject);
      this.#keep?.saveDraft(subject, undefined);
    }
  }

  #empty(): void {
    this.#keep = undefined;
    this.#unkept.clear();
    this.#with.told('tab');
    this.#queue.clear();
    this.#kept.clear();
    this.#orphans.clear();
    this.#takenUp.clear();
    this.#typing = [];
  }
}
