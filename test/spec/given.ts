import { expect } from 'vitest';
import { catalogue, kindFunctions } from '../../events/catalogue.ts';
import type { Command, DecideContext, Decision, Surroundings } from '../../events/decision.ts';
import type { EventDraft, RecordedEvent } from '../../events/envelope.ts';
import { kindOf, streamOf, type KindName } from '../../events/ids.ts';

/** Given what happened, when somebody commands, then this comes of it: deciders in one sentence. */

export interface Happened {
  type: string;
  data: Record<string, unknown>;
  /** Meta that the example is about. */
  meta?: Partial<RecordedEvent['meta']>;
}

const knowsAll: Surroundings = { siteOwner: () => null, regionExists: () => true, organisationExists: () => true };

export function uuid(n: number): string {
  return `0190a000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

export const id = (prefix: string, n = 1): string => `${prefix}_${uuid(n)}`;

/** An event as the log would hold it; its command is `uuid(100 + index)`. */
export function recorded(stream: string, index: number, { type, data, meta }: Happened): RecordedEvent {
  return {
    id: `0190a000-0000-8000-8000-${index.toString(16).padStart(12, '0')}`,
    stream,
    type,
    version: 1,
    revision: index,
    index,
    data,
    salt: 'AAAAAAAAAAAAAAAAAAAAAA',
    meta: {
      recordedAt: `2026-03-01T10:00:${String(index % 60).padStart(2, '0')}.000Z`,
      actor: 'act_noor',
      organisation: id('org', 1),
      role: 'COMPANY',
      command: uuid(100 + index),
      $correlationId: uuid(100 + index),
      $causationId: uuid(100 + index),
      body: 'AAAAAAAAAAAAAAAAAAAAAA',
      ...meta,
    },
  };
}

export function given(subject: string, ...events: Happened[]) {
  const target = streamOf(subject);
  if (!target) throw new Error(`${subject} is no subject`);
  const kind = kindFunctions(target.kind);
  const state = events.reduce(
    (folded, event, index) => kind.evolve(folded, recorded(target.stream, index, event)),
    kind.initial(),
  );
  return {
    state,
    when(
      type: string,
      data: Record<string, unknown>,
      more: Partial<Command> & { context?: Partial<DecideContext>; around?: Partial<Surroundings> } = {},
    ) {
      const { context, around, ...rest } = more;
      const schema = catalogue[target.kind].commands[type]?.schema;
      const command: Command = { id: uuid(999), type, subject, data: schema ? schema.parse(data) : data, ...rest };
      const decision = kind.decide(state, command, {
        actor: 'act_noor',
        organisation: id('org', 1),
        role: 'COMPANY',
        now: '2026-06-01T12:00:00.000Z',
        today: '2026-06-01',
        around: { ...knowsAll, ...around },
        ...context,
      });
      return outcome(target.kind, decision);
    },
  };
}

function outcome(kind: KindName, decision: Decision) {
  const refusal = 'refused' in decision ? decision.refused : undefined;
  const drafts: readonly EventDraft[] = 'events' in decision ? decision.events : [];
  for (const draft of drafts) catalogue[kind].payloads[draft.type]?.parse(draft.data);
  return {
    decision,
    then(...types: string[]): readonly EventDraft[] {
      expect(refusal, JSON.stringify(refusal)).toBeUndefined();
      expect(drafts.map((draft) => draft.type)).toEqual(types);
      return drafts;
    },
    thenNothing(holder?: string): void {
      expect(decision).toEqual({ nothing: true, holder });
    },
    thenRefused(code: string, values: Record<string, unknown> = {}): void {
      expect(refusal?.code, JSON.stringify(decision)).toBe(code);
      expect(refusal?.values).toMatchObject(values);
    },
  };
}

export { kindOf };
