import { ChangeSet, Text } from '@codemirror/state';
import { sameChanges, splicesOf, type ChangesJson } from '../../events/narrative/changes.ts';
import type { TextChange } from '../../events/narrative/state.ts';
import { Meanwhile } from './meanwhile.ts';
import { putBack, withoutSame } from './put-back.ts';

/** What of a text is not confirmed yet, as it is kept when the window goes: byte for byte what was sent, and the rest. */
export interface TextDraft {
  /** The text revision on which `sent`, or else `buffer`, builds. */
  readonly textRevision: number;
  /** The confirmed text then. */
  readonly text: string;
  readonly sent?: { readonly id: string; readonly changes: ChangesJson };
  readonly buffer?: ChangesJson;
}

/**
 * One person's side of a text that several write: what the server has confirmed, at most one change under way, and
 * what was typed since. The rules by which both sides map are the server's: it puts what it recorded first before.
 * Pure: sends nothing itself.
 */
export class TextSession {
  #revision: number;
  #doc: Text;
  /** `json`: as it was sent, until others' changes move it. */
  #sent: { id: string; changes: ChangeSet; json?: ChangesJson } | undefined;
  #buffer: ChangeSet | undefined;
  readonly #meanwhile = new Meanwhile();
  /** What the undo that is being typed must leave out again. */
  #stays: ChangeSet | undefined;
  #isUndo = false;
  /** Another wrote between what that undo puts in again. */
  #parted = false;

  constructor(revision: number, text: string | Text) {
    this.#revision = revision;
    this.#doc = typeof text === 'string' ? Text.of(text.split('\n')) : text;
  }

  /** Count of changes that are confirmed and known here. */
  get revision(): number {
    return this.#revision;
  }

  /** The confirmed text. */
  get confirmed(): Text {
    return this.#doc;
  }

  get sent(): string | undefined {
    return this.#sent?.id;
  }

  /** Nothing is under way and nothing waits. */
  get clean(): boolean {
    return this.#sent === undefined && this.#buffer === undefined;
  }

  /** Something was typed that is not under way. */
  get waiting(): boolean {
    return this.#buffer !== undefined;
  }

  /** What is not confirmed, as one change of the confirmed text. */
  get ahead(): ChangeSet {
    const nothing = ChangeSet.empty(this.#doc.length);
    const sent = this.#sent ? this.#sent.changes : nothing;
    return this.#buffer ? sent.compose(this.#buffer) : sent;
  }

  /** The text on the screen. */
  get shown(): Text {
    return this.ahead.apply(this.#doc);
  }

  /** Something was typed here. */
  typed(changes: ChangeSet): void {
    if (this.#isUndo) {
      this.#parted = this.#meanwhile.parted(changes);
      this.#stays = this.#meanwhile.takenFrom(changes);
    }
    this.#meanwhile.map(changes);
    this.#buffer = this.#buffer ? this.#buffer.compose(changes) : changes;
    if (this.#buffer.empty) this.#buffer = undefined;
  }

  /**
   * Lets the editor undo something that has not left.
   * @param undo true: it did, and {@link typed} was told
   * @returns what the screen must change after it, because of what others did meanwhile; undefined: nothing was undone
   */
  undone(undo: () => boolean): ChangeSet | undefined {
    this.#isUndo = true;
    const done = undo();
    this.#isUndo = false;
    const [stays, parted] = [this.#stays, this.#parted];
    this.#stays = undefined;
    this.#parted = false;
    if (!done) return undefined;
    if (stays) this.typed(stays);
    const shown = this.shown;
    const moved = this.#tidy(parted);
    const after = moved ?? ChangeSet.empty(shown.length);
    return stays ? stays.compose(after) : after;
  }

  /** What stands as it stood is no change, and keeps its author. @returns what that changes on the screen */
  #tidy(parted: boolean): ChangeSet | undefined {
    if (!this.#buffer) return undefined;
    const under = this.#sent ? this.#sent.changes.apply(this.#doc) : this.#doc;
    const before = withoutSame(this.#buffer, under);
    const after = parted ? putBack(before, under) : before;
    this.#buffer = after.empty ? undefined : after;
    if (after === before) return undefined;
    const moved = withoutSame(before.invert(under).compose(after), before.apply(under));
    this.#seen(moved);
    return moved;
  }

  /** Takes what waits under way, when nothing else is; what the command says. */
  send(id: string): { textRevision: number; changes: ChangesJson } | undefined {
    if (this.#sent || !this.#buffer) return undefined;
    const changes = this.#buffer;
    const json = changes.toJSON() as ChangesJson;
    this.#sent = { id, changes, json };
    this.#buffer = undefined;
    return { textRevision: this.#revision, changes: json };
  }

  /** What undoes earlier changes is under way, when nothing else is: shown as it will be. */
  undoing(id: string, changes: ChangeSet): void {
    if (!this.clean) throw new Error('Something else is under way.');
    this.#sent = { id, changes };
    this.#seen(changes);
  }

  /** What was to be sent has not left after all: it waits again, before what was typed since. */
  takeBack(): void {
    if (!this.#sent) return;
    const { changes } = this.#sent;
    this.#sent = undefined;
    this.#buffer = this.#buffer ? changes.compose(this.#buffer) : changes;
  }

  /** A change that the server has recorded; returns what it changes on the screen. Known ones do nothing. */
  received({ n, command, changes }: Pick<TextChange, 'n' | 'command' | 'changes'>): ChangeSet | undefined {
    if (n <= this.#revision) return undefined;
    if (n > this.#revision + 1) throw new RangeError(`Change ${n} came after change ${this.#revision}.`);
    const theirs = ChangeSet.fromJSON(changes);
    const before = this.#doc;
    const own = this.#sent?.id === command;
    const ahead = own || this.clean ? undefined : this.ahead;
    this.#doc = theirs.apply(before);
    this.#revision = n;
    if (own) return this.#seen(this.#recorded(before, theirs, changes));
    if (!ahead) return this.#seen(theirs);
    const seen = this.#seen(this.#mapOver(theirs));
    const now = this.ahead;
    this.#meanwhile.note(before, ahead, theirs, (at, side) => now.mapPos(theirs.mapPos(at, side), side));
    return seen;
  }

  /** The text on the screen has changed under what is typed. */
  #seen(changes: ChangeSet | undefined): ChangeSet | undefined {
    if (changes) this.#meanwhile.map(changes);
    if (this.clean) this.#meanwhile.clear();
    return changes;
  }

  /**
   * The confirmed text reads otherwise than it did after the same changes: something of it was erased. Signs stand in its
   * place, so what is under way and what waits keeps its places. Returns what it changes on the screen.
   */
  restated(text: string): ChangeSet | undefined {
    const [before, after] = [this.#doc, Text.of(text.split('\n'))];
    if (before.eq(after)) return undefined;
    if (before.length !== after.length) throw new RangeError('A text that was erased in has kept its length.');
    const changes = differing(before.toString(), after.toString());
    const seen = changes.map(this.ahead, true);
    this.#doc = after;
    return this.#seen(seen);
  }

  /** The change under way was refused: returns what takes it off the screen, and what it had put in. */
  refused(): { changes: ChangeSet; inserted: string } | undefined {
    if (!this.#sent) return undefined;
    const { changes } = this.#sent;
    const pieces = splicesOf(changes.toJSON() as ChangesJson).map(({ ins }) => ins);
    this.#sent = undefined;
    const off = this.#replace(changes.apply(this.#doc).length, changes.invert(this.#doc));
    this.#seen(off);
    return { changes: off, inserted: pieces.join('\n') };
  }

  /** There was nothing left to do of the change under way. */
  nothing(): ChangeSet | undefined {
    const left = this.refused()?.changes;
    return left === undefined || left.empty ? undefined : left;
  }

  /** What must survive this window; undefined when all is confirmed. */
  draft(): TextDraft | undefined {
    if (this.clean) return undefined;
    const sent = this.#sent && { id: this.#sent.id, changes: this.#sent.changes.toJSON() as ChangesJson };
    return {
      textRevision: this.#revision,
      text: this.#doc.toString(),
      ...(sent ? { sent } : {}),
      ...(this.#buffer ? { buffer: this.#buffer.toJSON() as ChangesJson } : {}),
    };
  }

  /** A session that goes on where a draft ended; `received` then brings it up to date. */
  static from(draft: TextDraft): TextSession {
    const session = new TextSession(draft.textRevision, draft.text);
    if (draft.sent) session.#sent = { id: draft.sent.id, changes: ChangeSet.fromJSON(draft.sent.changes) };
    if (draft.buffer) session.#buffer = ChangeSet.fromJSON(draft.buffer);
    return session;
  }

  #recorded(before: Text, theirs: ChangeSet, written: ChangesJson): ChangeSet | undefined {
    const sent = this.#sent;
    this.#sent = undefined;
    if (!sent || sameChanges(sent.json ?? (sent.changes.toJSON() as ChangesJson), written)) return undefined;
    return this.#replace(sent.changes.newLength, sent.changes.invert(before).compose(theirs));
  }

  /** What lies under the buffer is changed; returns what that changes on the screen. */
  #replace(length: number, changes: ChangeSet): ChangeSet {
    const buffer = this.#buffer ?? ChangeSet.empty(length);
    this.#buffer = this.#buffer && buffer.map(changes);
    if (this.#buffer?.empty) this.#buffer = undefined;
    return changes.map(buffer, true);
  }

  #mapOver(theirs: ChangeSet): ChangeSet {
    if (!this.#sent) return this.#replace(theirs.length, theirs);
    const { id, changes } = this.#sent;
    this.#sent = { id, changes: changes.map(theirs) };
    return this.#replace(changes.newLength, theirs.map(changes, true));
  }
}

/** What makes one text the other, of the same length, stretch by stretch. */
function differing(before: string, after: string): ChangeSet {
  const changes: { from: number; to: number; insert: string }[] = [];
  for (let from = 0; from < before.length; from++) {
    if (before[from] === after[from]) continue;
    let to = from + 1;
    while (to < before.length && before[to] !== after[to]) to++;
    changes.push({ from, to, insert: after.slice(from, to) });
    from = to;
  }
  return ChangeSet.of(changes, before.length);
}
