import type { ChangeSet } from '@codemirror/state';
import type { Command } from '../../events/decision.ts';
import type { Topic } from '../../events/live-protocol.ts';
import type { NarrativeSection } from '../../events/narrative/sections.ts';
import type { Pending, Refused } from '../../client/live/command-queue.ts';
import type { LiveConnection, Outside } from '../../client/live/outside.ts';
import type { TextSession } from '../../client/texts/text-session.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import { as, type Owner } from './clock.ts';
import { Editor } from './editor.ts';
import { SimulatedKeep, type Browser } from './keep.ts';
import type { ClientSocket, Network } from './network.ts';
import type { Random } from './random.ts';

/** The parts of client/live/live.svelte.ts that are used here: it is compiled by hooks.ts, unknown to the types of tests. */
export interface Table {
  connect(): void;
  watch(topic: Topic): () => void;
  loaded(topic: Topic): boolean;
  confirmed(topic: Topic): TopicState;
  shown(topic: Topic): { state: TopicState; outcomes: ReadonlyMap<string, string> };
  give(topic: Topic, wish: Omit<Command, 'id'>, id?: string): string;
  basis(subject: string, facet: string, standing: string | undefined): Record<string, string | null>;
  newId(): string;
  holds(id: string): boolean;
  retry(): void;
  reviewed(ids: readonly string[], send: boolean): void;
  dismiss(id: string): void;
  readonly unsent: number;
  readonly held: number;
  readonly safety: string;
  readonly lookedForDrafts: boolean;
  readonly refused: readonly Refused[];
  readonly toReview: readonly Pending[];
  readonly status: string;
}

interface Screen {
  apply(changes: ChangeSet): void;
  undo(): boolean;
  redo(): boolean;
  readonly canRedo: boolean;
  forgetSteps(): void;
  refresh(): void;
}

export interface Narrative {
  readonly subject: string;
  readonly topic: Topic;
  readonly session: TextSession | undefined;
  readonly saved: boolean;
  attach(screen: Screen): () => void;
  sync(): void;
  typed(changes: ChangeSet): void;
  undo(): void;
  redo(): void;
  leave(): void;
}

const here = import.meta.url;
const { tableIn } = (await import(new URL('../../client/live/live.svelte.ts', here).href + new URL(here).search)) as {
  tableIn: (outside: Outside) => Table;
};
const { loadKinds } = (await import(new URL('../../client/live/kinds.ts', here).href + new URL(here).search)) as {
  loadKinds: () => Promise<void>;
};
await loadKinds();
const { NarrativeText } = (await import(
  new URL('../../client/texts/narrative-text.svelte.ts', here).href + new URL(here).search
)) as { NarrativeText: new (plan: string, section: NarrativeSection, actor: string, table: Table) => Narrative };

const { whenever } = (await import(new URL('./effect.svelte.ts', here).href + new URL(here).search)) as {
  whenever: (reads: () => void, work: () => void) => () => void;
};

export interface Person {
  readonly id: string;
  readonly organisation: string;
  readonly role: 'COMPANY' | 'DSO_TSO' | 'MUNICIPALITY' | 'PROVINCE' | 'STEWARD';
}

/** A text that is open in a tab, with what stands in its editor. */
export interface OpenText {
  readonly text: Narrative;
  editor: Editor | undefined;
  /** Takes the editor away, and the card with what it does. */
  detach: () => void;
  end: () => void;
}

/** One window of one person: the real table and texts of the pages, in a browser that can crash. */
export class Tab {
  readonly owner: Owner;
  readonly person: Person;
  readonly table: Table;
  readonly watching = new Map<Topic, () => void>();
  /** What was thrown where nobody catches it. */
  readonly failed: string[] = [];
  readonly texts: OpenText[] = [];
  /** Characters that were typed in this window. */
  readonly typed = new Set<string>();
  socket: ClientSocket | undefined;

  constructor(name: string, person: Person, world: { network: Network; browser: Browser; random: Random }) {
    const { network, browser, random } = world;
    this.owner = { name, dead: false };
    this.person = person;
    this.table = tableIn({
      connect: () => {
        this.socket = network.connect(this.owner, { actor: person.id }) as unknown as ClientSocket;
        return this.socket as unknown as LiveConnection;
      },
      keep: async (_, tab, told) => new SimulatedKeep(tab, told, { browser, owner: this.owner, random }),
      person: () => person,
      build: () => 'simulated',
      heed: () => undefined,
      askWhoIsHere: async () => undefined,
      namesChanged: () => undefined,
      random: (bytes) => random.bytes(bytes),
    });
    as(this.owner, () => this.table.connect());
  }

  /** Does something as this tab. */
  do<T>(work: () => T): T {
    return as(this.owner, work);
  }

  watch(topic: Topic): void {
    if (!this.watching.has(topic))
      this.watching.set(
        topic,
        this.do(() => this.table.watch(topic)),
      );
  }

  unwatch(topic: Topic): void {
    this.do(() => this.watching.get(topic)?.());
    this.watching.delete(topic);
  }

  /** Opens a text as its card on the plan's page does. */
  open(plan: string, section: NarrativeSection): void {
    this.watch(`plan:${plan}`);
    const { table } = this;
    const text = new NarrativeText(plan, section, this.person.id, table);
    const open: OpenText = { text, editor: undefined, detach: () => undefined, end: () => undefined };
    this.texts.push(open);
    open.end = this.do(() =>
      whenever(
        () => void [table.confirmed(text.topic), table.unsent, table.refused.length, table.lookedForDrafts],
        () => {
          try {
            this.do(() => this.#sync(open));
          } catch (error) {
            this.failed.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
          }
        },
      ),
    );
  }

  /** Goes from a plan's page to another one. */
  leave(open: OpenText): void {
    this.texts.splice(this.texts.indexOf(open), 1);
    this.do(() => {
      open.end();
      open.detach();
      open.text.leave();
    });
    this.unwatch(open.text.topic);
  }

  #sync(open: OpenText): void {
    if (this.owner.dead) return;
    open.text.sync();
    const { session } = open.text;
    if (!session || open.editor) return;
    const editor = new Editor(session.shown, (changes) => open.text.typed(changes));
    open.editor = editor;
    open.detach = open.text.attach({
      apply: (changes) => editor.apply(changes),
      undo: () => editor.undo(),
      redo: () => editor.redo(),
      get canRedo() {
        return editor.canRedo;
      },
      forgetSteps: () => editor.forgetSteps(),
      refresh: () => undefined,
    });
  }

  /** @throws Error when an editor shows something else than its text */
  check(): void {
    for (const { editor, text } of this.texts)
      if (editor && text.session && !editor.text.eq(text.session.shown))
        throw new Error(`The editor of ${this.owner.name} shows something else than what is typed.`);
  }

  /** Types in an open text: replaces from–to. Returns what stood there. */
  type(open: OpenText, from: number, to: number, insert: string): string {
    const { editor } = open;
    if (!editor) return '';
    for (const character of insert) this.typed.add(character);
    const removed = editor.text.sliceString(from, to);
    this.do(() => editor.type({ from, to, insert }));
    return removed;
  }

  crash(): void {
    this.owner.dead = true;
    this.socket?.cut();
  }
}
