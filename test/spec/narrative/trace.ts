import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { ChangeSet, Text } from '@codemirror/state';

/** A recording of real people typing (shared data; CC BY 4.0, josephg/editing-traces). */
interface Recording {
  readonly endContent: string;
  readonly txns: readonly {
    readonly agent?: number;
    readonly parents?: readonly number[];
    readonly patches: readonly (readonly [at: number, del: number, ins: string])[];
  }[];
}

/** One transaction of a recording, as a change of the text in which all earlier ones stand. */
export interface Typed {
  readonly agent: number;
  readonly changes: ChangeSet;
}

export interface Trace {
  readonly end: string;
  readonly typed: readonly Typed[];
  /** How many transactions were typed without knowing all that stands before them. */
  readonly concurrent: number;
}

const folder = new URL('../../../../shared/data/editing_traces/', import.meta.url);

export const tracesThere = existsSync(folder);

/**
 * A recording in one order. What was typed on an older text is mapped over what the other had typed meanwhile, by
 * CodeMirror alone; where both put something in one place, the first of the two stands first, as in the recording.
 */
export function trace(name: string, most = Infinity): Trace {
  const recording = JSON.parse(
    gunzipSync(readFileSync(new URL(`${name}.json.gz`, folder))).toString('utf8'),
  ) as Recording;
  const typed: Typed[] = [];
  const people = [new Reader(), new Reader()];
  let concurrent = 0;
  for (const [index, txn] of recording.txns.slice(0, most).entries()) {
    const agent = txn.agent ?? 0;
    const me = people[agent];
    if (!me) throw new Error('A recording of more than two.');
    const known = txn.parents ?? [index - 1];
    me.hear(Math.max(-1, ...known.filter((one) => (recording.txns[one]?.agent ?? 0) !== agent)));
    if (me.unheard > 0) concurrent++;
    const changes = me.type(agent, txn.patches);
    typed.push({ agent, changes });
    people[1 - agent]?.missed(index, changes);
  }
  const end =
    most === Infinity
      ? recording.endContent
      : typed.reduce((text, one) => one.changes.apply(text), Text.empty).toString();
  return { end, typed, concurrent };
}

/** The text as one of the two knew it, and what he had not heard of, on top of it. */
class Reader {
  #doc = Text.empty;
  #unheard: { index: number; changes: ChangeSet }[] = [];

  get unheard(): number {
    return this.#unheard.length;
  }

  hear(upTo: number): void {
    while ((this.#unheard[0]?.index ?? Infinity) <= upTo)
      this.#doc = this.#unheard.shift()?.changes.apply(this.#doc) ?? this.#doc;
  }

  missed(index: number, changes: ChangeSet): void {
    this.#unheard.push({ index, changes });
  }

  type(agent: number, patches: Recording['txns'][number]['patches']): ChangeSet {
    let own = ChangeSet.empty(this.#doc.length);
    for (const [at, del, ins] of patches) {
      const insert = Text.of(ins.split('\n'));
      own = own.compose(ChangeSet.of({ from: at, to: at + del, insert }, own.newLength));
    }
    this.#doc = own.apply(this.#doc);
    let changes = own;
    this.#unheard = this.#unheard.map((one) => {
      const theirs = one.changes.map(changes, agent !== 0);
      changes = changes.map(one.changes, agent === 0);
      return { index: one.index, changes: theirs };
    });
    return changes;
  }
}
