import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { wrongIn } from '../../../server/audit/check-event.ts';
import { saltsOf } from '../../../server/audit/digest.ts';
import { entryOf, leafOf, proofOf } from '../../../server/audit/entry.ts';
import { openFields } from '../../../server/audit/fields.ts';
import type { StoredEvent } from '../../../server/audit/stored.ts';
import { checkEvent, type LogEvent } from '../../../verify/events.ts';
import { anEvent, sealing } from './events.ts';

const asRead = (event: StoredEvent): LogEvent => JSON.parse(JSON.stringify(event)) as LogEvent;

describe('the entry of an event', () => {
  test('has this form, for ever', () => {
    const event = anEvent(3, { data: { 'a/b~c': 1 }, id: 'evt_3' });
    const entry = JSON.parse(entryOf(event)) as { digests: Record<string, string> };
    expect(Object.keys(entry)).toEqual([
      ...['digests', 'id', 'keys', 'recordedAt', 'sealed', 'stream', 'type', 'v', 'version'],
    ]);
    expect(Object.keys(entry.digests)).toEqual([
      '/data/a~1b~0c',
      ...['$causationId', '$correlationId', 'actor', 'body', 'command', 'organisation', 'recordedAt', 'role'].map(
        (name) => `/meta/${name}`,
      ),
      '/revision',
    ]);
    expect(entry).toMatchObject({ v: 1, id: 'evt_3', stream: 'plan-3', sealed: null, keys: {}, version: 1 });
    expect(leafOf(event).toString('hex')).toBe('f9156aa1dae01ce519f45b89737fffc2bc82a028824ea1782ef6600df60b5177');
  });

  test('holds no position of a store, and no value', () => {
    const entry = entryOf(anEvent(5));
    expect(entryOf({ ...anEvent(5), index: 9 })).toBe(entry);
    expect(entry).not.toContain('act_somebody');
    expect(entry).not.toContain('värde');
  });

  test('is the same whether its proof was stored or is worked out', () => {
    const event = anEvent(8);
    expect(entryOf({ ...event, proof: proofOf(event, openFields) })).toBe(entryOf(event));
  });

  test('the salt of a field is an HMAC, as everybody else computes it', () => {
    const event = anEvent(1);
    const ours = saltsOf(event.salt);
    for (const pointer of ['/meta/actor', '/data/é', `/data/${'é'.repeat(400)}`, '/revision']) {
      const key = Buffer.from(event.salt, 'base64url');
      expect(ours(pointer)).toBe(createHmac('sha256', key).update(pointer).digest('base64url'));
    }
    expect(() => saltsOf('too short')).toThrow();
  });
});

describe('server and verifier agree', () => {
  const events = fc
    .record({
      data: fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 5 }),
      reason: fc.option(fc.string()),
      index: fc.nat(1000),
    })
    .map(({ data, reason, index }) => {
      const event = anEvent(index, { data: JSON.parse(JSON.stringify(data)) as Record<string, unknown> });
      return reason === null ? event : { ...event, meta: { ...event.meta, reason } };
    });

  test('on the leaf of any event', () => {
    fc.assert(
      fc.property(events, (event) => {
        expect(checkEvent(asRead(event))).toEqual({ leaf: leafOf(event), wrong: [] });
        const stored = { ...event, proof: proofOf(event, openFields) };
        expect(checkEvent(asRead(stored))).toEqual({ leaf: leafOf(event), wrong: [] });
        expect(wrongIn(stored, openFields)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  const sealed = sealing(anEvent(4), ['/data/value', '/data/changes/typed']);

  test('on sealed fields and parts of fields', () => {
    expect(Object.keys(sealed.proof!.digests)).toContain('/data/changes');
    expect(sealed.data).not.toHaveProperty('value');
    expect(checkEvent(asRead(sealed))).toEqual({ leaf: leafOf(sealed), wrong: [] });
    expect(wrongIn(sealed, openFields)).toEqual([]);
  });

  const tampered: Record<string, [(event: LogEvent) => void, string]> = {
    'an open field': [(event) => (event.data['amount'] = 7), 'field /data/amount: its digest does not fit'],
    'an open part': [
      (event) => ((event.data['changes'] as unknown[])[0] = 'z'),
      'field /data/changes: its digest does not fit',
    ],
    'a field of meta': [(event) => (event.meta['actor'] = 'act_other'), '/meta/actor'],
    'the revision': [(event) => event.revision++, '/revision'],
    'the salt': [(event) => (event.salt = anEvent(6).salt), '/data/amount'],
    'a field more': [(event) => (event.data['more'] = 1), '/data/more: it has no digest'],
    'a field less': [(event) => delete event.data['amount'], '/data/amount: it is gone'],
    'a ciphertext': [(event) => (event.proof!.ciphertexts!['/data/value'] = 'rubbish'), 'was overwritten'],
    'a ciphertext less': [(event) => delete event.proof!.ciphertexts, 'was overwritten'],
  };
  test.each(Object.entries(tampered))('that %s was changed, and where', (_name, [change, said]) => {
    const event = asRead(sealed);
    change(event);
    const verifiers = checkEvent(event).wrong.map(({ field, what }) => (field ? `field ${field}: ${what}` : what));
    expect(verifiers.join('\n')).toContain(said);
    expect(wrongIn(event as unknown as StoredEvent, openFields).join('\n')).toContain(said);
  });

  test('nothing may stand where a value was sealed', () => {
    const event = asRead(sealed);
    event.data['value'] = 'a value of somebody else';
    expect(checkEvent(event).wrong).toEqual([
      { field: '/data/value', what: 'something stands in the place of a sealed value' },
    ]);
  });

  test('a proof that was rewritten with its value gives another leaf', () => {
    const event = { ...anEvent(4), data: { ...anEvent(4).data, amount: 7 } };
    const forged = { ...event, proof: proofOf(event, openFields) };
    expect(checkEvent(asRead(forged)).wrong).toEqual([]);
    expect(checkEvent(asRead(forged)).leaf?.equals(leafOf(anEvent(4)))).toBe(false);
  });
});
