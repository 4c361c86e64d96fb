import fc from 'fast-check';
import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { prefixes, streamOf, subjectOf, uuidV7, uuidV7Pattern } from '../../../events/ids.ts';
import { canonicalJson } from '../../../server/hashing/canonical.ts';
import { bodyOf, causedCommandId, eventId } from '../../../server/commands/event-id.ts';

const version8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const moments = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe('ids', () => {
  test('a UUIDv7 has its form and sorts by its time', () => {
    fc.assert(
      fc.property(moments, moments, bytes, bytes, (a, b, x, y) => {
        const [first, second] = [uuidV7(a, x), uuidV7(b, y)];
        expect(first).toMatch(uuidV7Pattern);
        if (a < b) expect(first < second).toBe(true);
      }),
    );
  });

  test('of subject and stream name each other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.entries(prefixes)), moments, bytes, ([kind, prefix], at, random) => {
        const subject = `${prefix}_${uuidV7(at, random)}${kind === 'narrative' ? '_risks' : ''}`;
        const target = streamOf(subject);
        expect(target?.kind).toBe(kind);
        expect(subjectOf(target?.stream ?? '')).toBe(subject);
      }),
    );
    for (const none of ['', 'pln_', 'pln_x', '__proto___x', 'constructor_0190a000-0000-7000-8000-000000000001'])
      expect(streamOf(none)).toBeUndefined();
  });

  test('of events keep the command’s time, are stable, and differ by actor, stream, command and ordinal', () => {
    fc.assert(
      fc.property(moments, bytes, fc.nat(5), (at, random, ordinal) => {
        const command = uuidV7(at, random);
        const id = eventId(command, 'act_a', 'plan-1', ordinal);
        expect(id).toMatch(version8);
        expect(id.slice(0, 13)).toBe(command.slice(0, 13));
        expect(eventId(command, 'act_a', 'plan-1', ordinal)).toBe(id);
        const others = [
          eventId(command, 'act_b', 'plan-1', ordinal),
          eventId(command, 'act_a', 'plan-2', ordinal),
          eventId(command, 'act_a', 'plan-1', ordinal + 1),
        ];
        expect(new Set([id, ...others]).size).toBe(4);
        expect(causedCommandId(id, 'rule')).toMatch(uuidV7Pattern);
        expect(causedCommandId(id, 'rule')).not.toBe(causedCommandId(id, 'other'));
      }),
    );
  });
});

describe('the digest of a command', () => {
  test('is HMAC-SHA-256 over its canonical form, as Node computes it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
        const salt = randomBytes(16);
        const command = { type: 'T', subject: 's', data: { value, text } };
        const wanted = createHmac('sha256', salt).update(canonicalJson(command)).digest().subarray(0, 16);
        expect(bodyOf(command, salt.toString('base64url'))).toBe(wanted.toString('base64url'));
      }),
    );
  });

  test('does not depend on the order of members, and does on everything else', () => {
    const salt = 'AAAAAAAAAAAAAAAAAAAAAA';
    const of = (data: Record<string, unknown>, type = 'T') => bodyOf({ type, subject: 's', data }, salt);
    expect(of({ a: 1, b: [1, { c: 2, d: 3 }] })).toBe(of({ b: [1, { d: 3, c: 2 }], a: 1 }));
    expect(of({ a: 1 })).toBe(of({ a: 1, b: undefined }));
    const all = [of({ a: 1 }), of({ a: '1' }), of({ a: null }), of({ a: [1] }), of({ b: 1 }), of({ a: 1 }, 'U')];
    expect(new Set(all).size).toBe(all.length);
  });

  test('canonical JSON reads back as what it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
