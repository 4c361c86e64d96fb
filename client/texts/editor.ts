import { tags } from '@lezer/highlight';
import looks from './editor.css?inline';
import { defaultKeymap, history, redo, redoDepth, undo } from '@codemirror/commands';
import { markdown } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import {
  Annotation,
  Compartment,
  EditorSelection,
  EditorState,
  StateEffect,
  StateField,
  Transaction,
  type ChangeSet,
  type Extension,
  type Text,
} from '@codemirror/state';
import {
  Decoration,
  EditorView,
  hoverTooltip,
  keymap,
  placeholder,
  WidgetType,
  type DecorationSet,
} from '@codemirror/view';

/** A stretch of the text on the screen that is drawn in its own way. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly kind: 'both' | 'comment';
  readonly title: string;
  /** Of a comment: the id of its thread, and what it is about. */
  readonly thread?: { readonly id: string; readonly target: string };
}

/** Where somebody else is in the text. */
export interface Caret {
  readonly id: string;
  readonly name: string;
  readonly hue: number;
  /** Not at work now: it fades. */
  readonly still: boolean;
  readonly anchor: number;
  readonly head: number;
}

/** Who wrote the character before a place, and since when it stands there: as a sentence, with the way to the change. */
export interface Author {
  readonly said: string;
  readonly change?: { readonly href: string; readonly text: string };
}

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly hint: string;
  readonly onTyped: (changes: ChangeSet) => void;
  readonly onSelection: (selection: { anchor: number; head: number }, focused: boolean) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly authorAt: (place: number) => Author | undefined;
  /** A stretch with a comment was clicked. */
  readonly onThread: (id: string) => void;
}

/** Markdown as it is written: what it will be, and its signs in the background. */
const markdownLook = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '700' },
  { tag: tags.strong, fontWeight: '700' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: [tags.link, tags.url], color: 'var(--rt-teal)' },
  { tag: [tags.processingInstruction, tags.meta, tags.quote, tags.monospace], color: 'var(--rt-ink-soft)' },
]);
const fromServer = Annotation.define<true>();
const decorate = StateEffect.define<DecorationSet>();

const decorations = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, transaction) {
    const moved = set.map(transaction.changes);
    return transaction.effects.reduce((last, effect) => (effect.is(decorate) ? effect.value : last), moved);
  },
  provide: (field) => EditorView.decorations.from(field),
});

class CaretWidget extends WidgetType {
  readonly #caret: Caret;
  constructor(caret: Caret) {
    super();
    this.#caret = caret;
  }
  override eq(other: CaretWidget): boolean {
    const [a, b] = [this.#caret, other.#caret];
    return a.id === b.id && a.name === b.name && a.still === b.still;
  }
  override toDOM(): HTMLElement {
    const caret = document.createElement('span');
    caret.dataset['person'] = this.#caret.id;
    caret.setAttribute('aria-hidden', 'true');
    const flag = document.createElement('span');
    caret.append(flag);
    this.updateDOM(caret);
    return caret;
  }
  /** The same caret with another look, so that it fades instead of jumping. */
  override updateDOM(caret: HTMLElement): boolean {
    const { id, name, hue, still } = this.#caret;
    const flag = caret.firstElementChild;
    if (caret.dataset['person'] !== id || !flag) return false;
    caret.className = `rt-caret rt-hue${hue}${still ? ' rt-still' : ''}`;
    flag.textContent = still ? `${name} …` : name;
    return true;
  }
}

/** A stretch of the text that is followed through what is typed and what comes in. */
export interface Tracked {
  from: number;
  to: number;
}

/**
 * An editor of one narrative section. The steps it holds are those that have not left this browser; undo of all else
 * goes through the log.
 */
export class TextEditor {
  readonly view: EditorView;
  readonly #steps = new Compartment();
  readonly #tracked = new Set<Tracked>();
  #drawn: { readonly what: string; readonly on: Text } | undefined;

  constructor(options: EditorOptions) {
    // a root of its own: style sheets that the editor makes are adopted there, which the page's policy allows
    const root = options.parent.shadowRoot ?? options.parent.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(looks);
    root.adoptedStyleSheets = [sheet];
    this.view = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: options.text,
        extensions: [extensionsOf(options), this.#steps.of(history()), this.#tracking()],
      }),
    });
  }

  /** Takes in what others changed, without telling it on as typed. */
  apply(changes: ChangeSet): void {
    this.view.dispatch({ changes, annotations: [fromServer.of(true), Transaction.addToHistory.of(false)] });
  }

  /** Undoes the last thing typed that is held here; false: there is none. */
  undo(): boolean {
    return undo(this.view);
  }
  redo(): boolean {
    return redo(this.view);
  }
  get canRedo(): boolean {
    return redoDepth(this.view.state) > 0;
  }

  /** What was typed has left this browser. */
  forgetSteps(): void {
    this.view.dispatch({ effects: this.#steps.reconfigure([]) });
    this.view.dispatch({ effects: this.#steps.reconfigure(history()) });
  }

  /** Follows a stretch until it is let go. */
  track(from: number, to: number): { at: Tracked; letGo: () => void } {
    const at = { from, to };
    this.#tracked.add(at);
    return { at, letGo: () => this.#tracked.delete(at) };
  }

  #tracking(): Extension {
    return EditorView.updateListener.of(({ changes, docChanged }) => {
      if (!docChanged) return;
      for (const at of this.#tracked) {
        at.from = changes.mapPos(at.from, 1);
        at.to = Math.max(at.from, changes.mapPos(at.to, -1));
      }
    });
  }

  /** Does nothing when it is drawn like that: presence says ten times a second where everybody is. */
  draw(marks: readonly Mark[], carets: readonly Caret[]): void {
    const { doc } = this.view.state;
    const what = JSON.stringify([marks, carets]);
    if (this.#drawn?.what === what && this.#drawn.on === doc) return;
    this.#drawn = { what, on: doc };
    const { length } = doc;
    const within = (place: number) => Math.max(0, Math.min(length, place));
    const ranges = [
      ...marks
        .filter(({ from, to }) => from < to && to <= length)
        .map(({ from, to, kind, title, thread }) => {
          const own = thread ? { 'data-thread': thread.id, 'data-target': thread.target } : {};
          return Decoration.mark({ class: `rt-mark-${kind}`, attributes: { title, ...own } }).range(from, to);
        }),
      ...carets.flatMap((caret) => {
        const [from, to] = [caret.anchor, caret.head].map(within).sort((a, b) => a - b) as [number, number];
        const selection = Decoration.mark({ class: `rt-selection rt-hue${caret.hue}` });
        const widget = Decoration.widget({ widget: new CaretWidget(caret), side: 1 }).range(within(caret.head));
        return from < to ? [selection.range(from, to), widget] : [widget];
      }),
    ];
    this.view.dispatch({ effects: decorate.of(Decoration.set(ranges, true)) });
  }

  /** Puts signs around the selection, or takes them away. */
  wrap(sign: string): void {
    const { state } = this.view;
    this.view.dispatch(
      state.changeByRange((range) => {
        const text = state.sliceDoc(range.from, range.to);
        const wrapped = text.startsWith(sign) && text.endsWith(sign) && text.length >= 2 * sign.length;
        const insert = wrapped ? text.slice(sign.length, -sign.length) : sign + text + sign;
        const anchor = range.from + (wrapped ? 0 : sign.length);
        const head = anchor + (wrapped ? insert.length : text.length);
        return {
          changes: { from: range.from, to: range.to, insert },
          range: EditorSelection.range(anchor, head),
        };
      }),
    );
    this.view.focus();
  }

  /** Puts a sign before every line of the selection, or takes it away. */
  prefix(sign: string): void {
    const { state } = this.view;
    const { from, to } = state.selection.main;
    const changes = [];
    for (let line = state.doc.lineAt(from); ; line = state.doc.line(line.number + 1)) {
      changes.push(
        line.text.startsWith(sign)
          ? { from: line.from, to: line.from + sign.length, insert: '' }
          : { from: line.from, insert: sign },
      );
      if (line.to >= to) break;
    }
    this.view.dispatch({ changes });
    this.view.focus();
  }

  destroy(): void {
    this.view.destroy();
  }
}

function extensionsOf(options: EditorOptions): Extension[] {
  const run = (act: () => void) => () => {
    act();
    return true;
  };
  return [
    keymap.of([
      { key: 'Mod-z', run: run(options.onUndo), preventDefault: true },
      { key: 'Mod-y', run: run(options.onRedo), preventDefault: true },
      { key: 'Mod-Shift-z', run: run(options.onRedo), preventDefault: true },
      ...defaultKeymap,
    ]),
    markdown(),
    syntaxHighlighting(markdownLook),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'true', tabindex: '0' }),
    placeholder(options.hint),
    decorations,
    EditorView.domEventHandlers({
      click: ({ target }) => {
        const thread =
          target instanceof Element ? target.closest<HTMLElement>('[data-thread]')?.dataset['thread'] : undefined;
        if (thread !== undefined) options.onThread(thread);
      },
    }),
    hoverTooltip((_, place) => {
      const author = options.authorAt(place);
      if (author === undefined) return null;
      return {
        pos: place,
        above: true,
        create: () => {
          const dom = document.createElement('div');
          dom.className = 'rt-author';
          dom.textContent = author.said;
          if (author.change) {
            const link = document.createElement('a');
            link.href = author.change.href;
            link.textContent = author.change.text;
            dom.append(' ', link);
          }
          return { dom };
        },
      };
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        for (const transaction of update.transactions)
          if (transaction.docChanged && transaction.annotation(fromServer) === undefined)
            options.onTyped(transaction.changes);
      }
      if (update.selectionSet || update.focusChanged || update.docChanged) {
        const { anchor, head } = update.state.selection.main;
        options.onSelection({ anchor, head }, update.view.hasFocus);
      }
    }),
  ];
}
