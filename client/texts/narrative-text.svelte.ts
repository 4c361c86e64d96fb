import { ChangeSet } from '@codemirror/state';
import { streamOf } from '../../events/ids.ts';
import { lastEdit, lastUndoing, undoingOf } from '../../events/narrative/revert.ts';
import { textOfPlan, type NarrativeSection } from '../../events/narrative/sections.ts';
import { changesSince, initial, textOf, type NarrativeState, type TextChange } from '../../events/narrative/state.ts';
import { ask } from '../app/ask.ts';
import { live, type Table } from '../live/live.svelte.ts';
import { TextSession, type TextDraft } from './text-session.ts';

const IDLE_MS = 300;
const AT_MOST_MS = 1_000;

/** The editor as the text sees it. */
export interface Screen {
  /** Something changed under what is typed. */
  apply(changes: ChangeSet): void;
  /** Undoes, or does again, the last thing typed that has not left; false: there is none. */
  undo(): boolean;
  redo(): boolean;
  readonly canRedo: boolean;
  /** What was typed has left. */
  forgetSteps(): void;
  /** Marks, authors or carets may have moved. */
  refresh(): void;
}

/** A narrative section on one person's screen: what is confirmed, what is under way, what is typed. */
export class NarrativeText {
  readonly subject: string;
  readonly section: NarrativeSection;
  readonly topic: string;
  readonly #actor: string;
  readonly #live: Table;
  #session: TextSession | undefined;
  /** Drafts of closed windows whose change is still under way: their rest comes in once it is confirmed. */
  #others: TextSession[] = [];
  #screen: Screen | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #since = 0;
  #fetching = false;
  /** An undoing that is shown and not confirmed: of which own commands. */
  #undoing: { id: string; commands: readonly string[] } | undefined;
  /** The change under way of which it is known that it has left. */
  #left: string | undefined;
  /** Undo and redo that wait until everything typed is confirmed. */
  #wanted: ('undo' | 'redo')[] = [];
  #version = $state(0);
  /** The state that was last found to say what is confirmed here. */
  #compared: NarrativeState | undefined;

  constructor(planId: string, section: NarrativeSection, actor: string, table: Table = live) {
    this.#live = table;
    this.subject = textOfPlan(planId, section);
    this.section = section;
    this.topic = `plan:${planId}`;
    this.#actor = actor;
  }

  get state(): NarrativeState {
    const stream = streamOf(this.subject)?.stream ?? '';
    return (this.#live.confirmed(this.topic).streams[stream] as NarrativeState | undefined) ?? initial();
  }

  /** The text as it is typed here; undefined until it is known. */
  get session(): TextSession | undefined {
    void this.#version;
    return this.#session;
  }

  /** All that was typed is confirmed. */
  get saved(): boolean {
    void this.#version;
    return this.#session?.clean !== false;
  }

  attach(screen: Screen): () => void {
    this.#screen = screen;
    return () => {
      this.#screen = undefined;
      this.#flush();
    };
  }

  /** The text is no longer open here: what is not confirmed goes to who opens it next. */
  leave(): void {
    this.#flush();
    const drafts = this.#drafts();
    const [only, ...more] = drafts;
    const until = only?.buffer === undefined && more.length === 0 ? only?.sent?.id : undefined;
    if (only) this.#live.kept.leaveDraft(this.subject, drafts, until);
    this.#session = undefined;
    this.#others = [];
  }

  /** Takes in what the server has confirmed. Call whenever the topic or the queue changes. */
  sync(): void {
    if (!this.#live.loaded(this.topic) || !this.#live.lookedForDrafts) return;
    const state = this.state;
    const drafts = this.#live.kept.takeDrafts(this.subject).flat() as TextDraft[];
    const takenUp = drafts.length > 0;
    if (!this.#session) {
      const [first] = drafts.splice(0, 1);
      this.#session = first ? TextSession.from(first) : new TextSession(state.revision, textOf(state));
      this.#version++;
    }
    for (const draft of drafts) this.#others.push(TextSession.from(draft));
    if (takenUp) this.#keep();
    this.#bring(this.#session, state, (changes) => this.#screen?.apply(changes));
    this.#takeErased(state);
    this.#settle(this.#session, (changes) => this.#screen?.apply(changes));
    this.#takeInOthers(state);
    this.#screen?.refresh();
    this.#noteLeft();
    this.#flushWhenDue();
    this.#undoWhenClean();
  }

  typed(changes: ChangeSet): void {
    if (!this.#session) return;
    this.#session.typed(changes);
    this.#since ||= Date.now();
    this.#keep();
    this.#flushWhenDue();
  }

  /**
   * Undoes at once what has not left this browser, and shows at once what a confirmed change will be without it. While
   * something is under way whose outcome is not known, it waits.
   */
  undo(): void {
    this.#act('undo');
  }

  redo(): void {
    this.#act('redo');
  }

  get canUndo(): boolean {
    return !this.saved || lastEdit(this.state, this.#actor) !== undefined;
  }
  get canRedo(): boolean {
    if (this.#screen?.canRedo || this.#undoing) return true;
    return this.saved && lastUndoing(this.state, this.#actor) !== undefined;
  }

  #act(kind: 'undo' | 'redo'): void {
    if (this.#wanted.length === 0 && (this.#actHere(kind) || this.#actOnUndoing(kind))) return;
    this.#wanted.push(kind);
    this.#flush();
    this.#undoWhenClean();
  }

  /** What was typed and has not left is undone where it was typed. */
  #actHere(kind: 'undo' | 'redo'): boolean {
    const session = this.#session;
    if (!session) return false;
    if (session.sent !== undefined && session.sent !== this.#undoing?.id && this.#live.withdraw(session.sent)) {
      session.takeBack();
      this.#keep();
    }
    const stays = session.undone(() => (kind === 'undo' ? this.#screen?.undo() : this.#screen?.redo()) === true);
    if (!stays) return false;
    if (!stays.empty) this.#screen?.apply(stays);
    this.#keep();
    this.#flushWhenDue();
    return true;
  }

  /** An undoing that has not left takes one more change back, or one less. */
  #actOnUndoing(kind: 'undo' | 'redo'): boolean {
    const [session, standing] = [this.#session, this.#undoing];
    if (!session || !standing || session.sent !== standing.id || session.waiting) return false;
    const { commands } = standing;
    const next = kind === 'undo' ? lastEdit(this.state, this.#actor, commands)?.command : undefined;
    if (kind === 'undo' && next === undefined) return true;
    if (!this.#live.withdraw(standing.id)) return false;
    const shown = session.refused()?.changes;
    if (shown) this.#screen?.apply(shown);
    this.#undoing = undefined;
    this.#showUndoing(next === undefined ? commands.slice(0, -1) : [...commands, next]);
    return true;
  }

  /** Gives the undoing of own commands, and shows what it will make of the text. */
  #showUndoing(commands: readonly string[]): void {
    const changes = undoingOf(this.state, commands);
    if (this.#session && changes !== undefined) {
      const data = { commands: [...commands] };
      const id = this.#live.give(this.topic, { type: 'RevertText', subject: this.subject, data });
      const made = ChangeSet.fromJSON(changes);
      this.#session.undoing(id, made);
      this.#undoing = { id, commands };
      this.#screen?.apply(made);
    }
    this.#keep();
  }

  /** Steps of what has left, and of what waits behind it, are undone through the log. */
  #noteLeft(): void {
    const sent = this.#session?.sent;
    if (sent === undefined || sent === this.#left || !this.#live.hasLeft(sent)) return;
    this.#left = sent;
    this.#screen?.forgetSteps();
  }

  /**
   * Something of the text was erased: it goes from the screen, from what is kept and from the steps that could be undone.
   * What waits here may bring it back, so the person is asked about it.
   */
  #takeErased(state: NarrativeState): void {
    if (state === this.#compared) return;
    const sessions = [this.#session, ...this.#others].filter((one) => one?.revision === state.revision);
    if (sessions.length === 0) return;
    this.#compared = state;
    const text = textOf(state);
    let erased = false;
    for (const session of sessions) {
      const seen = session?.restated(text);
      if (!seen) continue;
      erased = true;
      if (session === this.#session) this.#screen?.apply(seen);
    }
    if (!erased) return;
    this.#undoing = undefined;
    this.#wanted = [];
    this.#screen?.forgetSteps();
    this.#live.askAbout(this.subject);
    this.#flush(true);
    this.#keep();
  }

  #bring(session: TextSession, state: NarrativeState, effect: (changes: ChangeSet) => void): void {
    if (state.revision <= session.revision) return;
    const changes = changesSince(state, session.revision);
    if (!changes) return void this.#fetchOlder(session);
    for (const change of changes) {
      const seen = session.received(change);
      if (seen) effect(seen);
    }
    this.#keep();
  }

  /** What came while this text was away longer than the state reaches back. */
  async #fetchOlder(session: TextSession): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      const { changes } = await ask<{ changes: TextChange[] }>(
        `/api/texts/${this.subject}/changes?after=${session.revision}`,
      );
      for (const change of changes) {
        const seen = session.received(change);
        if (seen && session === this.#session) this.#screen?.apply(seen);
      }
    } catch {
      // tried again with the next sync
    } finally {
      this.#fetching = false;
      this.#version++;
    }
  }

  /** The change under way is no longer in the queue and was not recorded: refused, or nothing was left to do. */
  #settle(session: TextSession, effect: (changes: ChangeSet) => void): void {
    const { sent } = session;
    if (sent === undefined || this.#live.holds(sent) || this.#fetching) return;
    const refused = this.#live.refused.some(({ command }) => command.id === sent);
    const left = refused ? session.refused()?.changes : session.nothing();
    if (left) effect(left);
    // undone, what was typed over the refused words would bring them back, and they may still be sent
    if (refused && session === this.#session) this.#screen?.forgetSteps();
    this.#keep();
  }

  #takeInOthers(state: NarrativeState): void {
    const waiting = this.#others.filter((other) => {
      this.#bring(other, state, () => undefined);
      this.#settle(other, () => undefined);
      this.#sendUnseen(other, state);
      if (other.sent !== undefined || !this.#session || other.revision !== this.#session.revision) return true;
      if (other.clean) return false;
      const changes = other.ahead.map(this.#session.ahead);
      this.#screen?.apply(changes);
      this.#session.typed(changes);
      this.#since ||= Date.now();
      return false;
    });
    if (waiting.length === this.#others.length) return;
    this.#others = waiting;
    // only now: kept on both sides, its words would come twice after a crash
    this.#keep();
  }

  /** A draft of a text that this person may no longer see is sent: what is refused he can read, copy and let go. */
  #sendUnseen(other: TextSession, state: NarrativeState): void {
    if (state.revision >= other.revision || !this.#live.loaded(this.topic)) return;
    const id = this.#live.newId();
    const said = other.send(id);
    if (said)
      this.#live.give(this.topic, { type: 'EditText', subject: this.subject, data: said }, id, { keptFirst: true });
  }

  #flushWhenDue(): void {
    clearTimeout(this.#idle);
    if (!this.#session?.waiting) {
      this.#since = 0;
      return;
    }
    const waited = Date.now() - (this.#since || Date.now());
    this.#idle = setTimeout(() => this.#flush(), Math.max(0, Math.min(IDLE_MS, AT_MOST_MS - waited)));
  }

  /** @param ask it waits for the person's word */
  #flush(ask = false): void {
    clearTimeout(this.#idle);
    const id = this.#live.newId();
    const said = this.#session?.send(id);
    if (!said) return;
    this.#since = 0;
    this.#live.give(this.topic, { type: 'EditText', subject: this.subject, data: said }, id, { keptFirst: true, ask });
    this.#keep();
    this.#noteLeft();
  }

  #undoWhenClean(): void {
    if (!this.#session?.clean || this.#session.revision !== this.state.revision) return;
    this.#undoing = undefined;
    const kind = this.#wanted.shift();
    if (kind === undefined) return;
    const change = kind === 'undo' ? lastEdit(this.state, this.#actor) : lastUndoing(this.state, this.#actor);
    if (change) this.#showUndoing([change.command]);
  }

  #keep(): void {
    this.#version++;
    const drafts = this.#drafts();
    this.#live.kept.keepDraft(this.subject, drafts.length === 0 ? undefined : drafts);
  }

  /** What is not confirmed, of this window and of those whose drafts it has taken. */
  #drafts(): TextDraft[] {
    return [this.#session, ...this.#others].flatMap((session) => session?.draft() ?? []);
  }
}
