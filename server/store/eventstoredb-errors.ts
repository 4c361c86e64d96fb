import type { ExpectedRevision } from './port.ts';

/**
 * What an error of the EventStoreDB client means for us. They come in many shapes: its own classes with a `type`, plain
 * errors with a gRPC `code`, plain errors with nothing but a message.
 */
export type Meaning =
  /** Somebody else wrote first. */
  | { readonly kind: 'conflict'; readonly actual: ExpectedRevision }
  | { readonly kind: 'stream-not-found' }
  | { readonly kind: 'too-large' }
  /** It has not reached a server that could write it: it may be sent again. */
  | { readonly kind: 'not-sent'; readonly sentence: string }
  /** It may have been written: look, then send the very same again. */
  | { readonly kind: 'unknown'; readonly sentence: string }
  /** The server does not let us: trying again does not help before somebody has acted. */
  | { readonly kind: 'denied'; readonly sentence: string }
  | { readonly kind: 'misuse'; readonly sentence: string };

/** A call that did not settle within its time. */
export class NoAnswerInTime extends Error {
  constructor(what: string, milliseconds: number) {
    super(`EventStoreDB did not answer (${what}) within ${milliseconds / 1000} s.`);
  }
}

interface Shape {
  readonly type?: string;
  readonly code?: number;
  readonly message: string;
  readonly actualVersion?: bigint | 'no_stream';
}

/** @param error whatever a call of the client rejected with */
export function meaningOf(error: unknown): Meaning {
  const { type, code, message, actualVersion } = shapeOf(error);
  switch (type) {
    case 'wrong-expected-version':
      return { kind: 'conflict', actual: revisionOf(actualVersion) };
    case 'stream-not-found':
    case 'no-stream':
      return { kind: 'stream-not-found' };
    case 'maximum-append-size-exceeded':
      return { kind: 'too-large' };
    case 'access-denied':
      return { kind: 'denied', sentence: code === 16 ? WRONG_PASSWORD : NO_RIGHT };
    case 'not-leader':
      return { kind: 'not-sent', sentence: 'The server asked is not the leader of its cluster.' };
    case 'stream-deleted':
      return {
        kind: 'misuse',
        sentence: 'The stream has been deleted on the server, which no part of Regiotafel does.',
      };
  }
  const certificate = certificateTrouble(message);
  if (certificate !== undefined) return { kind: 'denied', sentence: certificate };
  if (message.startsWith('Failed to discover'))
    return {
      kind: 'not-sent',
      sentence: 'No server of the cluster could be found that leads it; it is looked for again.',
    };
  // before a connection stands nothing can have been written
  if (/No connection established|Name resolution failed|ECONNREFUSED|ENOTFOUND/.test(message))
    return { kind: 'not-sent', sentence: connectionTrouble(message) };
  if (type === 'unknown' && /BadRequest|Unexpected ReadStreamResult/.test(message))
    return { kind: 'misuse', sentence: `EventStoreDB does not understand the call: ${message}` };
  return { kind: 'unknown', sentence: message === '' ? 'EventStoreDB gave an error without a word.' : message };
}

const WRONG_PASSWORD =
  'EventStoreDB refuses the user or the password in EVENTSTORE_URL: correct them (a password is percent-encoded).';
const NO_RIGHT =
  'The user in EVENTSTORE_URL may not do this on EventStoreDB: run "regiotafel store prepare" once with an administrator’s address.';

function certificateTrouble(message: string): string | undefined {
  if (/unable to (verify|get)|self[- ]signed|certificate|UNABLE_TO/i.test(message))
    return `EventStoreDB’s certificate is not trusted (${lastReason(message)}): name the authority’s file in EVENTSTORE_URL with tlsCaFile=….`;
  if (/wrong version number|EPROTO|packet length too long/i.test(message))
    return 'EventStoreDB speaks without TLS there: add tls=false to EVENTSTORE_URL, or give the address with TLS.';
  return undefined;
}

function connectionTrouble(message: string): string {
  if (/ENOTFOUND|Name resolution failed|EAI_AGAIN/.test(message))
    return `The name in EVENTSTORE_URL is not known here (${lastReason(message)}).`;
  if (/ECONNREFUSED/.test(message)) return `Nothing listens at the address in EVENTSTORE_URL (${lastReason(message)}).`;
  return `EventStoreDB cannot be reached (${lastReason(message)}).`;
}

function lastReason(message: string): string {
  return /(?:Last error:|Error:)\s*(.+)$/s.exec(message)?.[1]?.trim().slice(0, 200) ?? message.slice(0, 200);
}

function revisionOf(actual: bigint | 'no_stream' | undefined): ExpectedRevision {
  return actual === undefined || actual === 'no_stream' || actual < 0n ? 'none' : Number(actual);
}

function shapeOf(error: unknown): Shape {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  const { type, code, message, actualVersion } = error as Record<string, unknown>;
  return {
    ...(typeof type === 'string' ? { type } : {}),
    ...(typeof code === 'number' ? { code } : {}),
    ...(typeof actualVersion === 'bigint' || actualVersion === 'no_stream' ? { actualVersion } : {}),
    message: typeof message === 'string' ? message : '',
  };
}
