import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statusMessages from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { Metadata, status } from '@grpc/grpc-js';
import anyMessages from 'google-protobuf/google/protobuf/any_pb.js';
import { MAX_APPEND, type AppendOutcome, type Expected, type Proposed, type Stored } from './shelf.ts';

/** Between what the stand-in keeps and the messages of the real protocol. */

export const textOf = (bytes: Uint8Array | string): string =>
  typeof bytes === 'string' ? Buffer.from(bytes, 'base64').toString() : Buffer.from(bytes).toString();

export function identifier(name: string): InstanceType<typeof shared.StreamIdentifier> {
  const message = new shared.StreamIdentifier();
  message.setStreamName(Buffer.from(name).toString('base64'));
  return message;
}

export interface WireError {
  readonly code: number;
  readonly details: string;
  readonly metadata: Metadata;
}

export function failure(code: number, details: string, more: Record<string, string> = {}): WireError {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(more)) metadata.set(name, value);
  return { code, details, metadata };
}

export const failures = {
  unexpected: () => failure(status.UNKNOWN, 'Unexpected ReadStreamResult: Error'),
  deleted: (stream: string) =>
    failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': stream,
    }),
  deniedHere: () => failure(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
  unauthenticated: () => failure(status.UNAUTHENTICATED, 'Bad HTTP status code: 401'),
  notLeader: (host: string, port: number) =>
    failure(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': host,
      'leader-endpoint-port': String(port),
    }),
  tooLarge: () =>
    failure(status.INVALID_ARGUMENT, 'Maximum Append Size Exceeded', {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(MAX_APPEND),
    }),
  wrongDelete: (stream: string) =>
    failure(
      status.FAILED_PRECONDITION,
      `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: -2, Actual version: -1`,
      { exception: 'wrong-expected-version', 'stream-name': stream, 'expected-version': '-2', 'actual-version': '-1' },
    ),
  badRequest: () => failure(status.INVALID_ARGUMENT, 'BadRequest'),
  gone: () => failure(status.UNAVAILABLE, 'read ECONNRESET'),
};

export function readEvent(stored: Stored): InstanceType<typeof streams.ReadResp> {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  const id = new shared.UUID();
  id.setString(stored.id);
  recorded.setId(id);
  recorded.setStreamIdentifier(identifier(stored.stream));
  recorded.setStreamRevision(String(stored.revision));
  recorded.setCommitPosition(String(stored.position));
  recorded.setPreparePosition(String(stored.position));
  recorded.getMetadataMap().set('type', stored.type);
  recorded.getMetadataMap().set('content-type', stored.contentType);
  recorded.getMetadataMap().set('created', String(BigInt(stored.created) * 10_000n));
  recorded.setData(stored.data);
  recorded.setCustomMetadata(stored.metadata);
  const event = new streams.ReadResp.ReadEvent();
  event.setEvent(recorded);
  event.setCommitPosition(String(stored.position));
  const response = new streams.ReadResp();
  response.setEvent(event);
  return response;
}

interface ProposedMessage {
  getId(): { getString(): string } | undefined;
  getMetadataMap(): { get(name: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

export function proposed(message: ProposedMessage, id: string): Proposed {
  return {
    id,
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

/** A UUID as text; the older call sends it as two numbers. */
export function uuidText(id: InstanceType<typeof shared.UUID> | undefined): string {
  const structured = id?.getStructured();
  if (!structured) return id?.getString() ?? '';
  const half = (bits: string): string => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
  const hex = half(structured.getMostSignificantBits()) + half(structured.getLeastSignificantBits());
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

interface ExpectedMessage {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

export function expectedOf(options: ExpectedMessage, revision: () => string): Expected {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  return options.hasStreamExists() ? 'stream_exists' : BigInt(revision());
}

/** The answer to the older call, or the error it ends with. */
export function appendAnswer(
  outcome: AppendOutcome,
  stream: string,
  expected: Expected,
): InstanceType<typeof streams.AppendResp> | WireError {
  const response = new streams.AppendResp();
  switch (outcome.is) {
    case 'written':
    case 'there already': {
      const success = new streams.AppendResp.Success();
      success.setCurrentRevision(String(outcome.next));
      const position = new streams.AppendResp.Position();
      position.setCommitPosition(String(outcome.position));
      position.setPreparePosition(String(outcome.position));
      success.setPosition(position);
      response.setSuccess(success);
      return response;
    }
    case 'wrong': {
      const wrong = new streams.AppendResp.WrongExpectedVersion();
      if (outcome.current < 0n) wrong.setCurrentNoStream(new shared.Empty());
      else wrong.setCurrentRevision(String(outcome.current));
      if (expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty());
      else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new shared.Empty());
      else if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
      else wrong.setExpectedRevision(String(expected));
      response.setWrongExpectedVersion(wrong);
      return response;
    }
    case 'deleted':
      return failures.deleted(stream);
    case 'too large':
      return failures.tooLarge();
    case 'bad request':
      return failures.badRequest();
  }
}

interface Packable {
  serializeBinary(): Uint8Array;
}

/** The answer to one append of the newer call, which sends many over one line. */
export function batchAnswer(
  outcome: AppendOutcome | { readonly is: 'denied' | 'timeout' },
  stream: string,
  expected: Expected,
): InstanceType<typeof streams.BatchAppendResp> {
  const response = new streams.BatchAppendResp();
  response.setStreamIdentifier(identifier(stream));
  const refuse = (message: string, name: string, details: Packable): typeof response => {
    const problem = new statusMessages.Status();
    problem.setMessage(message);
    const any = new anyMessages.Any();
    any.pack(details.serializeBinary(), `event_store.client.${name}`);
    problem.setDetails(any);
    response.setError(problem);
    return response;
  };
  switch (outcome.is) {
    case 'written':
    case 'there already': {
      const success = new streams.BatchAppendResp.Success();
      success.setCurrentRevision(String(outcome.next));
      const position = new shared.AllStreamPosition();
      position.setCommitPosition(String(outcome.position));
      position.setPreparePosition(String(outcome.position));
      success.setPosition(position);
      response.setSuccess(success);
      return response;
    }
    case 'wrong': {
      const wrong = new shared.WrongExpectedVersion();
      if (outcome.current >= 0n) wrong.setCurrentStreamRevision(String(outcome.current));
      if (expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty());
      else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new shared.Empty());
      else if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
      else wrong.setExpectedStreamPosition(String(expected));
      return refuse('WrongExpectedVersion', 'WrongExpectedVersion', wrong);
    }
    case 'deleted':
      return refuse('StreamDeleted', 'StreamDeleted', new shared.StreamDeleted());
    case 'denied':
      return refuse('AccessDenied', 'AccessDenied', new shared.AccessDenied());
    case 'timeout':
      return refuse('Timeout', 'Timeout', new shared.Timeout());
    case 'bad request':
      return refuse('BadRequest', 'BadRequest', new shared.BadRequest());
    case 'too large': {
      const size = new shared.MaximumAppendSizeExceeded();
      size.setMaxappendsize(MAX_APPEND);
      return refuse('MaximumAppendSizeExceeded', 'MaximumAppendSizeExceeded', size);
    }
  }
}

export interface Member {
  readonly host: string;
  readonly port: number;
  readonly state: number;
  readonly alive: boolean;
}

export function clusterInfo(members: readonly Member[]): InstanceType<typeof gossip.ClusterInfo> {
  const info = new gossip.ClusterInfo();
  for (const { host, port, state, alive } of members) {
    const member = new gossip.MemberInfo();
    const id = new shared.UUID();
    id.setString('00000000-0000-4000-8000-000000000000');
    member.setInstanceId(id);
    member.setTimeStamp('0');
    member.setState(state);
    member.setIsAlive(alive);
    const endPoint = new gossip.EndPoint();
    endPoint.setAddress(host);
    endPoint.setPort(port);
    member.setHttpEndPoint(endPoint);
    info.addMembers(member);
  }
  return info;
}
