import { z } from 'zod';
import { catalogue, commandSpec } from '../../events/catalogue.ts';
import type { Command, Refusal } from '../../events/decision.ts';
import type { StreamName } from '../../events/envelope.ts';
import { commandId, day, text } from '../../events/fields.ts';
import { streamOf, type KindName } from '../../events/ids.ts';
import { rightNameOf } from '../../events/rights/commands.ts';
import type { CommandSpec } from '../../events/spec.ts';
import { misfit } from './misfit.ts';

export interface ParsedCommand {
  readonly command: Command;
  readonly spec: CommandSpec;
  readonly kind: KindName;
  readonly stream: StreamName;
}

/** The envelope of a command as it comes in (architecture.md, Commands); `data` is checked by the command's own schema. */
export const commandEnvelope = z.strictObject({
  id: commandId,
  type: z.string().max(60),
  subject: z.string().max(60),
  data: z.record(z.string(), z.unknown()),
  basis: z.record(z.string().max(120), commandId.nullable()).optional(),
  reason: text(1, 500).optional(),
  effectiveOn: day.optional(),
});

/** Validates a command as it came in; the refusal says which part does not fit, and why. */
export function parseCommand(input: unknown): ParsedCommand | { refused: Refusal } {
  const envelope = commandEnvelope.safeParse(input);
  if (!envelope.success) return misfit(envelope.error);
  const { basis, reason, effectiveOn, ...rest } = envelope.data;
  const target = streamOf(rest.subject);
  if (!target) {
    return refused(`subject: must be an id like pln_<UUIDv7>`);
  }
  const spec = commandSpec(target.kind, rest.type);
  if (!spec) {
    const known = Object.keys(catalogue[target.kind].commands).filter(
      (type) => rightNameOf(target.kind, type) !== 'system',
    );
    return { refused: { code: 'UNKNOWN_COMMAND', values: { type: rest.type, known } } };
  }
  const data = spec.schema.safeParse(rest.data);
  if (!data.success) return misfit(data.error, 'data');
  const command: Command = {
    ...rest,
    data: data.data,
    ...(basis === undefined ? {} : { basis }),
    ...(reason === undefined ? {} : { reason }),
    ...(effectiveOn === undefined ? {} : { effectiveOn }),
  };
  return { command, spec, ...target };
}

const refused = (problem: string): { refused: Refusal } => ({
  refused: { code: 'INVALID_REQUEST', values: { problem } },
});
