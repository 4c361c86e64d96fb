import { jsonEvent, type ResolvedEvent } from '@eventstore/db-client';
import type { EventMeta, EventProof, RecordedEvent } from '../../events/envelope.ts';
import type { Cursor } from './port.ts';
import type { SerialisedEvent } from './serialise.ts';

/** How an event stands in EventStoreDB: data as data; meta, version, salt and proof as metadata, as its own tools read it. */
interface StoredMetadata extends EventMeta {
  readonly version: number;
  readonly salt: string;
  readonly proof?: EventProof;
}

export interface Position {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** What is sent has been through JSON text: the library would wait for ever over a value that JSON cannot hold. */
export function proposal({
  id,
  type,
  version,
  data,
  salt,
  meta,
  proof,
}: SerialisedEvent): ReturnType<typeof jsonEvent> {
  const metadata: StoredMetadata = {
    ...(JSON.parse(meta) as EventMeta),
    version,
    salt,
    ...(proof === undefined ? {} : { proof: JSON.parse(proof) as EventProof }),
  };
  return jsonEvent({ id, type, data: JSON.parse(data) as Record<string, unknown>, metadata });
}

/** An event of ours as it comes back; undefined for what is the server's own or another program's. */
export function received(resolved: ResolvedEvent, prefix: string): Omit<RecordedEvent, 'index'> | undefined {
  const { event } = resolved;
  if (!event?.streamId.startsWith(prefix) || event.type.startsWith('$') || !event.isJson) return undefined;
  const metadata = event.metadata as StoredMetadata | undefined;
  // somebody else's, under our prefix: nobody counts it
  if (metadata?.salt === undefined) return undefined;
  const { version, salt, proof, ...meta } = metadata;
  return {
    id: event.id,
    stream: event.streamId.slice(prefix.length),
    type: event.type,
    version,
    revision: Number(event.revision),
    data: event.data as RecordedEvent['data'],
    salt,
    meta,
    ...(proof === undefined ? {} : { proof }),
  };
}

export function positionOf(cursor: Cursor): Position {
  const [commit = '0', prepare = '0'] = cursor.position.split('/');
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}

export function positionText({ commit, prepare }: Position): string {
  return `${commit}/${prepare}`;
}

export function isAfter(a: Position, b: Position): boolean {
  return a.commit > b.commit || (a.commit === b.commit && a.prepare > b.prepare);
}
