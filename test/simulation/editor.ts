import { history, redo, redoDepth, undo } from '@codemirror/commands';
import { Compartment, EditorState, Transaction, type ChangeSet, type Text } from '@codemirror/state';
import { Date } from './clock.ts';

/** The editor of a text (client/texts/editor.ts) without what is drawn of it: the same text and the same steps. */
export class Editor {
  readonly #steps = new Compartment();
  readonly #onTyped: (changes: ChangeSet) => void;
  #state: EditorState;

  constructor(text: Text, onTyped: (changes: ChangeSet) => void) {
    this.#onTyped = onTyped;
    this.#state = EditorState.create({ doc: text, extensions: this.#steps.of(history()) });
  }

  get text(): Text {
    return this.#state.doc;
  }

  type(changes: { from: number; to: number; insert: string }): void {
    this.#take(this.#state.update({ changes, annotations: Transaction.time.of(Date.now()) }));
  }

  /** Takes in what others changed, without telling it on as typed. */
  apply(changes: ChangeSet): void {
    this.#state = this.#state.update({ changes, annotations: Transaction.addToHistory.of(false) }).state;
  }

  undo(): boolean {
    return undo({ state: this.#state, dispatch: (transaction) => this.#take(transaction) });
  }

  redo(): boolean {
    return redo({ state: this.#state, dispatch: (transaction) => this.#take(transaction) });
  }

  get canRedo(): boolean {
    return redoDepth(this.#state) > 0;
  }

  forgetSteps(): void {
    for (const steps of [[], history()])
      this.#state = this.#state.update({ effects: this.#steps.reconfigure(steps) }).state;
  }

  #take(transaction: Transaction): void {
    this.#state = transaction.state;
    if (transaction.docChanged) this.#onTyped(transaction.changes);
  }
}
