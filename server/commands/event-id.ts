import { hash } from 'node:crypto';
import type { Command } from '../../events/decision.ts';
import type { CommandId, EventId, StreamName } from '../../events/envelope.ts';
import { canonicalJson } from './canonical.ts';

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

/** HMAC-SHA-256 (RFC 2104) for keys of at most 64 bytes, by one-shot hashes: no key object is made for each event. */
function hmacSha256(key: Uint8Array, text: string): Buffer {
  const inner = Buffer.alloc(64 + Buffer.byteLength(text), 0x36);
  const outer = Buffer.alloc(64 + 32, 0x5c);
  for (const [at, byte] of key.entries()) {
    inner[at] = 0x36 ^ byte;
    outer[at] = 0x5c ^ byte;
  }
  inner.write(text, 64);
  outer.set(hash('sha256', inner, 'buffer'), 64);
  return hash('sha256', outer, 'buffer');
}
