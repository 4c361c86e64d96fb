import { catalogue, commandSpec, eventSpec, kindFunctions } from '../../../events/catalogue.ts';
import type { Command, DecideContext, Decision } from '../../../events/decision.ts';
import type { RecordedEvent, Role } from '../../../events/envelope.ts';
import { kindOf, streamOf } from '../../../events/ids.ts';
import type { Mandate } from '../../../events/organisation/mandates.ts';
import type { OrganisationState } from '../../../events/organisation/state.ts';
import { aroundOf } from '../../../server/commands/around.ts';
import { aroundDecisions } from '../../../server/commands/mandate.ts';
import { id, recorded, uuid } from '../given.ts';

/** A line of a story: who asks what of which stream. */
export interface Step {
  readonly subject: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly by?: { organisation?: string; role?: Role; actor?: string };
  readonly reason?: string;
}

/** What happened in a story, and the commands as they were parsed. */
export interface Played {
  readonly events: RecordedEvent[];
  readonly commands: Command[];
  readonly states: Map<string, { exists: boolean }>;
}

export const step = (
  subject: string,
  type: string,
  data: Record<string, unknown>,
  by: Step['by'] = {},
  reason?: string,
): Step => ({ subject, type, data, by, ...(reason === undefined ? {} : { reason }) });

/** The day of a story, and each second of it a step. */
export const TODAY = '2026-03-01';

/**
 * Plays steps one after another on the deciders, each on what the ones before it made; what is refused as an edit
 * conflict is asked again on the basis of what stands. Throws when a step is refused or does nothing.
 */
export function play(steps: readonly Step[]): Played {
  const states = new Map<string, { exists: boolean }>();
  const events: RecordedEvent[] = [];
  const commands: Command[] = [];
  const all = { state: (stream: string) => states.get(stream), streams: () => [...states.keys()] };
  for (const [n, { subject, type, data, by = {}, reason }] of steps.entries()) {
    const target = streamOf(subject);
    const spec = target && commandSpec(target.kind, type);
    if (!target || !spec) throw new Error(`${type} is no command of ${subject}`);
    const context: DecideContext = {
      actor: by.actor ?? 'act_noor',
      organisation: by.organisation ?? id('org', 1),
      role: by.role ?? 'COMPANY',
      now: `${TODAY}T12:00:00.000Z`,
      today: TODAY,
      around: {
        ...aroundOf(all, TODAY),
        calculated: ({ inputIndex, paramVersion, code, outputs, hash }) =>
          ({ inputIndex, paramVersion, code, outputs, hash }) as never,
        ...aroundDecisions(
          { state: all.state, head: () => events.length - 1, eventById: (one) => events.find(({ id }) => id === one) },
          () => () => true,
          () => true,
          mandateOf(all.state, by.organisation, data['mandateId']),
        ),
      },
    };
    const kind = kindFunctions(target.kind);
    const state = states.get(target.stream) ?? kind.initial();
    const command: Command = {
      id: uuid(100 + n),
      type,
      subject,
      data: spec.schema.parse(data),
      ...(reason === undefined ? {} : { reason }),
    };
    const decision = decided(kind.decide(state, command, context), (basis) =>
      kind.decide(state, { ...command, basis }, context),
    );
    if (!('events' in decision)) throw new Error(`step ${n}, ${type}: ${JSON.stringify(decision)}`);
    commands.push(command);
    for (const { type: happened, data: payload } of decision.events) {
      const meta = {
        actor: context.actor,
        organisation: context.organisation,
        role: context.role,
        command: command.id,
      };
      const version = eventSpec(target.stream, happened)?.version ?? 1;
      catalogue[target.kind].payloads[happened]?.parse(payload);
      const dated = eventSpec(target.stream, happened)?.dated;
      const effectiveOn = dated === undefined ? undefined : payload[dated];
      const event = {
        ...recorded(target.stream, events.length, {
          type: happened,
          data: structuredClone(payload),
          meta: { ...meta, ...(typeof effectiveOn === 'string' ? { effectiveOn } : {}) },
        }),
        version,
      };
      events.push(event);
      states.set(target.stream, kind.evolve(states.get(target.stream) ?? kind.initial(), event) as { exists: boolean });
    }
  }
  return { events, commands, states };
}

/** The mandate that a step names, as its organisation has given it. */
function mandateOf(
  state: (stream: string) => object | undefined,
  organisation: string | undefined,
  mandate: unknown,
): Mandate | null {
  const given = state(streamOf(organisation ?? '')?.stream ?? '') as OrganisationState | undefined;
  return given?.mandates[String(mandate)] ?? null;
}

function decided(first: Decision, again: (basis: Record<string, string>) => Decision): Decision {
  if (!('refused' in first) || first.refused.code !== 'EDIT_CONFLICT') return first;
  const { field, command } = first.refused.values as { field: string; command: string };
  return again({ [field]: command });
}

/** Id of the n-th event of a story. */
export const eventOf = (index: number): string => `0190a000-0000-8000-8000-${index.toString(16).padStart(12, '0')}`;

/** Index of the last event of a type so far in the story of these steps. */
export function lastOf(steps: readonly Step[], type: string): string {
  const event = play(steps).events.findLast((one) => one.type === type);
  if (!event) throw new Error(`no ${type}`);
  return event.id;
}

export { kindOf };
