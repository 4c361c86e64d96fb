import { randomBytes } from 'node:crypto';
import { uuidV7 } from '../../events/ids.ts';
import type { NewEvent } from '../../server/store/port.ts';

let counter = 0;
/** An event with an id that is no other's. */
export function event(data: Record<string, unknown> = {}, meta: Record<string, unknown> = {}): NewEvent {
  const id = uuidV7(Date.now(), randomBytes(10)).replace(/^(.{14})7/, '$18');
  return {
    id,
    type: 'SomethingHappened',
    version: 1,
    data: { n: counter++, ...data },
    salt: randomBytes(16).toString('base64url'),
    meta: {
      recordedAt: '2026-03-01T10:00:00.000Z',
      actor: 'act_test',
      organisation: 'org_test',
      role: 'STEWARD',
      command: id,
      $correlationId: id,
      $causationId: id,
      body: 'AAAAAAAAAAAAAAAAAAAAAA',
      ...meta,
    },
  };
}
