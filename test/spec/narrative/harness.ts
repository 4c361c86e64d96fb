import { ChangeSet, Text } from '@codemirror/state';
import { decide } from '../../../events/narrative/decide.ts';
import type { ChangesJson } from '../../../events/narrative/changes.ts';
import { evolve, initial, textOf, type NarrativeState } from '../../../events/narrative/state.ts';
import type { DecideContext, Decision } from '../../../events/decision.ts';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { recorded, uuid } from '../given.ts';

export const SUBJECT = `txt_${uuid(1)}_approach`;
const STREAM = `narrative-${uuid(1)}_approach`;

/** A narrative section in memory: commands in, events kept, the state folded; nothing but the pure functions. */
export class Section {
  state: NarrativeState = initial();
  readonly events: RecordedEvent[] = [];
  parked = false;
  #commands = 0;

  get text(): string {
    return textOf(this.state);
  }

  whole(): NarrativeState {
    return this.events.reduce<NarrativeState>((state, event) => evolve(state, event), { ...initial(), whole: true });
  }

  /** The id of the command that is given next. */
  get nextCommand(): string {
    return uuid(1000 + this.#commands + 1);
  }

  give(type: string, data: Record<string, unknown>, actor = 'act_noor'): Decision & { command: string } {
    const command = uuid(1000 + ++this.#commands);
    const context: DecideContext = {
      ...{
        actor,
        organisation: `org_${uuid(1)}`,
        role: 'COMPANY',
        now: '2026-03-01T10:00:00.000Z',
        today: '2026-03-01',
      },
      around: {
        siteOwner: () => null,
        regionExists: () => true,
        organisationExists: () => true,
        plan: () => ({ exists: true, parked: this.parked }),
        wholeText: () => this.whole(),
      },
    };
    const decision = decide(this.state, { id: command, type, subject: SUBJECT, data }, context);
    if ('events' in decision) {
      for (const draft of decision.events) {
        const event = recorded(STREAM, this.events.length, {
          type: draft.type,
          data: JSON.parse(JSON.stringify(draft.data)) as Record<string, unknown>,
          meta: { actor, command },
        });
        this.events.push(event);
        this.state = evolve(this.state, event);
      }
    }
    return { ...decision, command };
  }

  /** Replaces `del` characters at `from`, in the text as it was after `textRevision` changes (unless said: now). */
  edit(
    from: number,
    del: number,
    insert: string,
    actor?: string,
    textRevision = this.state.revision,
  ): Decision & { command: string } {
    const changes = changesAt(this.lengthAt(textRevision), from, del, insert);
    return this.give('EditText', { textRevision, changes }, actor);
  }

  revert(commands: string[], actor?: string): Decision & { command: string } {
    return this.give('RevertText', { commands }, actor);
  }

  lengthAt(revision: number): number {
    let text = Text.empty;
    for (const { type, data } of this.events) {
      if (type !== 'TextEdited' || (data['textRevision'] as number) > revision) continue;
      text = ChangeSet.fromJSON(data['changes']).apply(text);
    }
    return text.length;
  }

  /** The text by CodeMirror alone. */
  textByCodeMirror(): string {
    let text = Text.empty;
    for (const { type, data } of this.events)
      if (type === 'TextEdited') text = ChangeSet.fromJSON(data['changes']).apply(text);
    return text.toString();
  }

  /** Who wrote each character. */
  authors(): string[] {
    return this.state.chunks
      .flatMap(({ runs }) => runs)
      .filter((run) => run.d === undefined)
      .flatMap((run) => Array.from({ length: run.t.length }, () => this.state.origins[run.n]?.[0] ?? 'nobody'));
  }
}

export function changesAt(length: number, from: number, del: number, insert: string): ChangesJson {
  return ChangeSet.of({ from, to: from + del, insert: Text.of(insert.split('\n')) }, length).toJSON() as ChangesJson;
}
