import { hash } from 'node:crypto';
import { digestOf, saltsOf, sealedOf } from '../../../server/audit/digest.ts';
import { openFields } from '../../../server/audit/fields.ts';
import type { StoredEvent } from '../../../server/audit/stored.ts';

/** A small event; everything about it follows from its index, so that two makings are equal. */
export function anEvent(index: number, change: Partial<StoredEvent> = {}): StoredEvent {
  const short = (what: string): string => hash('sha256', `${what} ${index}`, 'hex');
  const uuid = (what: string): string => short(what).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  const command = uuid('command');
  return {
    id: uuid('event'),
    stream: `plan-${index % 7}`,
    type: 'PlanDetailSet',
    version: 1,
    revision: Math.floor(index / 7),
    index,
    data: { field: 'note', value: `värde ${index}`, amount: index / 8, changes: ['a', { b: index }] },
    salt: Buffer.from(short('salt').slice(0, 32), 'hex').toString('base64url'),
    meta: {
      recordedAt: new Date(1_800_000_000_000 + index * 1000).toISOString(),
      actor: 'act_somebody',
      organisation: 'org_1',
      role: 'COMPANY',
      command,
      $correlationId: command,
      $causationId: command,
      body: 'AAAAAAAAAAAAAAAAAAAAAA',
    },
    ...change,
  };
}

export const someEvents = (count: number): StoredEvent[] => Array.from({ length: count }, (_, index) => anEvent(index));

/** The event with its proof stored beside it, and these fields (or the part of one) sealed. */
export function sealing(event: StoredEvent, pointers: readonly string[]): StoredEvent {
  const data: Record<string, unknown> = { ...event.data };
  const digests: Record<string, string> = {};
  for (const pointer of pointers) {
    const [, , name = '', part] = pointer.split('/');
    digests[pointer] = digestOf(`random salt of ${pointer}`, pointer, data[name]);
    if (part === undefined) Reflect.deleteProperty(data, name);
    else data[name] = ['what is open of it'];
  }
  const salt = saltsOf(event.salt);
  for (const [pointer, value] of openFields({ ...event, data }))
    digests[pointer] = digestOf(salt(pointer), pointer, value);
  const ciphertexts = Object.fromEntries(pointers.map((pointer) => [pointer, `cipher of ${pointer} in ${event.id}`]));
  const keys = Object.fromEntries(pointers.map((pointer) => [pointer, 'key_1']));
  return { ...event, data, proof: { digests, sealed: sealedOf(ciphertexts), keys, ciphertexts } };
}
