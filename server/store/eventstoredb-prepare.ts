import { jsonEvent } from '@eventstore/db-client';
import { connect } from './eventstoredb-client.ts';
import { meaningOf } from './eventstoredb-errors.ts';

/**
 * Prepares an EventStoreDB for Regiotafel, once, with an administrator's address, which the server never sees: the
 * server's own user may read the whole log, append and read streams, and nobody but an administrator may delete,
 * truncate or change the metadata of a stream, so that not even a taken-over server can unmake history.
 * @returns what was done, a sentence each
 * @throws Error with a sentence
 */
export async function prepareEventStoreDb(adminUrl: string, user: string): Promise<string[]> {
  const connection = connect(adminUrl);
  const { client } = connection;
  try {
    const { metadata } = await client.getStreamMetadata('$all');
    const acl = metadata?.acl as { readRoles?: string | string[] } | undefined;
    const readRoles = [...new Set(['$admins', ...[acl?.readRoles ?? []].flat(), user])];
    await client.setStreamMetadata('$all', { ...metadata, acl: { ...acl, readRoles } as never });
    const everyone = ['$admins', user];
    const rights = { $r: everyone, $w: everyone, $d: '$admins', $mr: '$admins', $mw: '$admins' };
    await client.appendToStream('$settings', [
      jsonEvent({ type: 'update-default-acl', data: { $userStreamAcl: rights } }),
    ]);
    return [
      `${user} may read the whole log ($all: ${readRoles.join(', ')}).`,
      `${user} may append to streams and read them; deleting, truncating and changing metadata is for administrators.`,
    ];
  } catch (error) {
    const meaning = meaningOf(error);
    const sentence = 'sentence' in meaning ? meaning.sentence : String(error);
    const denied = 'That user may not prepare EventStoreDB: give the address of an administrator (a user in $admins).';
    throw new Error(meaning.kind === 'denied' && !sentence.includes('certificate') ? denied : sentence, {
      cause: error,
    });
  } finally {
    await connection.release();
  }
}
