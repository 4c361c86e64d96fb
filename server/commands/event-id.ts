import { hash } from 'node:crypto';
import type { Command } from '../../events/decision.ts';
import type { CommandId, EventId, StreamName } from '../../events/envelope.ts';
import { hmacSha256 } from '../hashing/hmac.ts';
import { canonicalJson } from '../hashing/canonical.ts';

/**
 * Id of the n-th event of a command: a UUIDv8 of 48 bits of the command's time, then a hash of actor, stream,
 * command and ordinal. Time-ordered, and the same however often the command is repeated.
 */
export function eventId(command: CommandId, actor: string, stream: StreamName, ordinal: number): EventId {
  return uuidOf(command, `${actor}\n${stream}\n${command}\n${ordinal}`, '8');
}

/** Id of the command that a rule issues for a cause: the cause's time, then a hash of cause and rule. */
export function causedCommandId(cause: EventId, rule: string): CommandId {
  return uuidOf(cause, `${cause}\n${rule}`, '7');
}

/** 16 bytes (base64url) of HMAC-SHA-256 under the event's salt over type, subject and data of the command. */
export function bodyOf(command: Pick<Command, 'type' | 'subject' | 'data'>, salt: string): string {
  const { type, subject, data } = command;
  return hmacSha256(Buffer.from(salt, 'base64url'), canonicalJson({ type, subject, data }))
    .subarray(0, 16)
    .toString('base64url');
}

function uuidOf(timed: string, text: string, version: '7' | '8'): string {
  const digest = hash('sha256', text, 'hex');
  const variant = ((Number.parseInt(digest.charAt(3), 16) & 0x3) | 0x8).toString(16);
  return `${timed.slice(0, 13)}-${version}${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`;
}
