import { describe, expect, test } from 'vitest';
import { HIDDEN, type VisibleEvent } from '../../../events/envelope.ts';
import type { KindName } from '../../../events/ids.ts';
import { changeOf } from '../../../projections/history-sentences/change.ts';
import { quantity } from '../../../projections/history-sentences/quantity.ts';
import { sentenceOf, sentencesOf } from '../../../projections/history-sentences/sentence.ts';
import { id, recorded, uuid } from '../given.ts';

const streamOfKind = (kind: KindName): string =>
  kind === 'narrative' ? `narrative-${uuid(1)}_risks` : `${kind}-${uuid(1)}`;
const nameOf = (org: string): string => (org === id('org', 2) ? 'Polderwit' : org);

function said(kind: KindName, type: string, data: Record<string, unknown>): [string | undefined, string | undefined] {
  const event = recorded(streamOfKind(kind), 1, { type, data });
  return [sentenceOf(event, 'nl', nameOf), sentenceOf(event, 'en', nameOf)];
}

describe('what is said of what happened', () => {
  test('values stand in the notation of the language, with their unit, and codes by their names', () => {
    expect(said('plan', 'PlanDetailSet', { field: 'lossHours', value: 7000.5 })).toEqual([
      'zette Uren met warmteverlies op 7.000,5\u00a0uur per jaar',
      'set Hours with heat loss to 7,000.5\u00a0hours per year',
    ]);
    expect(said('plan', 'CapacityTargetSet', { direction: 'HEAT', MW: 1200, fromYear: 2030 })).toEqual([
      'zette het doel op 1.200\u00a0MW vanaf 2030',
      'set the target to 1,200\u00a0MW from 2030',
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

describe('numbers', () => {
  test.each([
    [1, 'h', '1 uur', '1 hour'],
    [2.5, 'h', '2,5 uur', '2.5 hours'],
    [12_000_000, 'EUR', '€ 12.000.000', '€12,000,000'],
    [75, 'EUR/t', '€ 75 per ton', '€75 per tonne'],
    [0.125, '1', '12,5%', '12.5%'],
    [17, '%', '17%', '17%'],
    [2030, 'jr', '2030', '2030'],
    [50, '1/jr', '50 keer per jaar', '50 times per year'],
    [1200, 'Nm3/h', '1.200 Nm³ per uur', '1,200 Nm³ per hour'],
    [-400, 'kg/jr', '-400 kg per jaar', '-400 kg per year'],
    [4.25, 'bar', '4,25 bar', '4.25 bar'],
  ])('%s %s is %s and %s', (value, unit, nl, en) => {
    const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
    expect(plain(quantity(value, unit, 'nl'))).toBe(nl);
    expect(plain(quantity(value, unit, 'en'))).toBe(en);
  });

  test('a contribution is in the unit of its pledge', () => {
    const changed = { contributionId: id('ctr'), old: 500, new: 400 };
    expect(said('plan', 'ContributionChanged', { ...changed, unit: 'm2' })[0]).toBe(
      'wijzigde de inbreng van 500\u00a0m² naar 400\u00a0m²',
    );
    expect(said('plan', 'ContributionChanged', changed)[1]).toBe(
      'changed the contribution from 500\u00a0MW to 400\u00a0MW',
    );
    expect(said('plan', 'ContributionPledged', { amount: 1, unit: '1', from: '2027-01-01' })[0]).toBe(
      'zegde 1\u00a0gegevensset toe vanaf 1 januari 2027',
    );
  });

  test('a long list says how many more there are', () => {
    const years = Object.fromEntries([2030, 2031, 2032, 2033, 2034, 2035].map((year) => [year, 4]));
    expect(said('site', 'CapacityNeedStated', { direction: 'FEED_IN', years })[1]).toMatch(/in 2033 and 2 more$/);
  });
});
