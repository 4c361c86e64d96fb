import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../events/catalogue.ts';
import { HIDDEN, type VisibleEvent } from '../../../events/envelope.ts';
import { prefixes, type KindName } from '../../../events/ids.ts';
import { changeOf } from '../../../projections/history-sentences/change.ts';
import { lineOf } from '../../../projections/history-sentences/lines.ts';
import { derivedWords, sentenceOf, sentencesOf } from '../../../projections/history-sentences/sentence.ts';
import { id, recorded, uuid } from '../given.ts';

const types = (Object.keys(prefixes) as KindName[]).flatMap((kind) =>
  Object.entries(catalogue[kind].events).map(([type, { label }]) => ({ kind, type, label })),
);
const streamOfKind = (kind: KindName): string =>
  kind === 'narrative' ? `narrative-${uuid(1)}_risks` : `${kind}-${uuid(1)}`;
const nameOf = (org: string): string => (org === id('org', 2) ? 'Polderwit' : org);
const placesOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');

function said(kind: KindName, type: string, data: Record<string, unknown>): [string | undefined, string | undefined] {
  const event = recorded(streamOfKind(kind), 1, { type, data });
  return [sentenceOf(event, 'nl', nameOf), sentenceOf(event, 'en', nameOf)];
}

describe('what is said of what happened', () => {
  test.each(types)('$kind $type has a line in both languages, of words that it has', ({ kind, type }) => {
    const line = lineOf(streamOfKind(kind), type);
    expect(line, `a line for ${type} in projections/history-sentences`).toBeDefined();
    const { shape } = catalogue[kind].payloads[type] as unknown as { shape: Record<string, unknown> };
    for (const { nl, en } of line ?? []) {
      expect(en).not.toBe(nl);
      expect(placesOf(en).sort()).toEqual(placesOf(nl).sort());
      for (const place of placesOf(nl)) expect([...Object.keys(shape), ...derivedWords], type).toContain(place);
    }
  });

  test.each(types)('$kind $type leaves no gap when all its values are hidden', ({ kind, type, label }) => {
    const { shape } = catalogue[kind].payloads[type] as unknown as { shape: Record<string, unknown> };
    const hidden = Object.fromEntries(Object.keys(shape).map((member) => [member, HIDDEN]));
    const event = recorded(streamOfKind(kind), 1, { type, data: hidden });
    const { nl, en } = sentencesOf(event, nameOf, label);
    for (const sentence of [nl, en]) expect(sentence).toMatch(/^[^{}]{3,}$/);
    expect(`${nl} ${en}`).not.toContain('undefined');
  });

  test('values stand in the notation of the language, with their unit, and codes by their names', () => {
    expect(said('plan', 'PlanDetailSet', { field: 'lossHours', value: 7000.5 })).toEqual([
      'zette Uren met warmteverlies op 7.000,5\u00a0h/jr',
      'set Hours with heat loss to 7,000.5\u00a0h/jr',
    ]);
    expect(said('plan', 'CapacityTargetSet', { direction: 'HEAT', MW: 1200, fromYear: 2030 })).toEqual([
      'zette het doel op 1.200 MW vanaf 2030',
      'set the target to 1,200 MW from 2030',
    ]);
    expect(said('site', 'ClusterAssigned', { cluster: 'NZKG', basis: 'x', from: '2027-03-03' })).toEqual([
      'deelde een locatie in bij Noordzeekanaalgebied vanaf 3 maart 2027',
      'assigned a site to North Sea Canal area from 3 March 2027',
    ]);
    expect(said('plan', 'PlanDetailSet', { field: 'upgradeHeatPump', value: true })[0]).toMatch(/ op ja$/);
    expect(said('plan', 'ParticipantInvited', { orgId: id('org', 2), role: 'SINK' })[0]).toBe(
      'nodigde Polderwit uit als afnemer',
    );
  });

  test('what is hidden, taken away or too long makes another sentence', () => {
    expect(said('plan', 'ContributionPledged', { amount: HIDDEN, from: '2027-01-01' })[0]).toBe('deed een toezegging');
    expect(said('plan', 'PlanDetailSet', { field: 'pipeDN', value: null })[0]).toBe('maakte Leidingdiameter leeg');
    expect(said('plan', 'PlanDetailSet', { field: 'title', value: 'Warmte' })[0]).toBe('noemde het plan “Warmte”');
    expect(said('plan', 'CapacityTargetSet', { direction: 'HEAT', MW: null, fromYear: 2030 })[0]).toBe(
      'nam het doel weg',
    );
    expect(said('plan', 'CommentPlaced', { text: 'x'.repeat(500) })[0]?.length).toBeLessThan(140);
  });

  test('a type that nothing is said of is called by its label', () => {
    const event = recorded(streamOfKind('plan'), 1, { type: 'SomethingNew', data: {} });
    expect(sentencesOf(event, nameOf, { nl: 'Iets nieuws', en: 'Something new' })).toEqual({
      nl: 'Iets nieuws',
      en: 'Something new',
    });
    expect(sentenceOf({ ...event, type: 'constructor' }, 'nl', nameOf)).toBeUndefined();
  });

  test('no person is ever named: neither who did it nor of whom it is', () => {
    const data = { actorId: 'act_daan', role: 'COMPANY', regionIds: [], from: '2027-01-01' };
    expect(said('organisation', 'MembershipGranted', data).join(' ')).not.toMatch(/act_|daan|noor/i);
  });
});

describe('before and after', () => {
  const event = (type: string, data: Record<string, unknown>): VisibleEvent =>
    recorded(streamOfKind('plan'), 1, { type, data });

  test('are what the field held and holds, with its unit', () => {
    const earlier = event('PlanDetailSet', { field: 'pipeDN', value: 250 });
    const later = event('PlanDetailSet', { field: 'pipeDN', value: 300 });
    expect(changeOf(later, earlier)).toEqual({ before: 250, after: 300, unit: 'DN', of: 'pipeDN' });
    expect(changeOf(later, undefined)).toEqual({ after: 300, unit: 'DN', of: 'pipeDN' });
    const cleared = event('PlanDetailSet', { field: 'pipeDN', value: null });
    expect(changeOf(cleared, later)).toEqual({ before: 300, after: null, unit: 'DN', of: 'pipeDN' });
  });

  test('come from the event itself where it tells both', () => {
    const changed = event('ContributionChanged', { contributionId: id('ctr'), old: 4, new: HIDDEN });
    expect(changeOf(changed, undefined)).toEqual({ before: 4, after: HIDDEN, unit: 'MW', of: 'new' });
    const moved = event('MilestoneForecastMoved', { old: '2027-01-01', new: '2028-01-01' });
    expect(changeOf(moved, undefined)).toEqual({ before: '2027-01-01', after: '2028-01-01', of: 'new' });
    expect(changeOf(event('CommentPlaced', { text: 'x' }), undefined)).toBeUndefined();
  });
});
