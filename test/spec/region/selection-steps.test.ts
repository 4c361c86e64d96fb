import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RegionStatus } from '../../../events/region/evolve-selection.ts';
import type { RegionState } from '../../../events/region/state.ts';
import { given, id, uuid, type Happened } from '../given.ts';
import { sequence } from '../sequence.ts';

const REGION = id('reg');
const defined: Happened = {
  type: 'RegionDefined',
  data: {
    name: 'Waard',
    kind: 'CUSTOM',
    geometry: {},
    provinceCodes: ['PV24'],
    municipalityCodes: [],
    operatorIds: [],
  },
};
const selected: Happened = { type: 'RegionSelected', data: { decisionId: id('dec') } };
const active: Happened = {
  type: 'RegionActivated',
  data: { decisionId: id('dec'), leadOrgId: id('org', 5), startDate: '2026-01-01' },
};
const activate = { decisionId: id('dec'), leadOrgId: id('org', 5), startDate: '2026-07-01' };
const province = { around: { organisationKinds: () => ['PROVINCE'] } };

describe('I17: a region starts after it was selected by decision', () => {
  test('selected it starts, led by a province or the programme’s office', () => {
    given(REGION, defined, selected).when('ActivateRegion', activate, province).then('RegionActivated');
    given(REGION, defined, selected)
      .when('ActivateRegion', activate, { around: { organisationKinds: () => ['COMPANY'] } })
      .thenRefused('LEAD_NOT_GOVERNMENT');
    given(REGION, defined, selected)
      .when('ActivateRegion', activate, { around: { organisationKinds: () => null } })
      .thenRefused('NOT_FOUND');
  });
  test('as a candidate, on the shortlist or paused it does not', () => {
    given(REGION, defined).when('ActivateRegion', activate, province).thenRefused('REGION_NOT_SELECTED');
    given(REGION, defined, { type: 'RegionShortlisted', data: { runId: id('run') } })
      .when('ActivateRegion', activate, province)
      .thenRefused('REGION_NOT_SELECTED');
  });
  test('it is selected by a decision about it', () => {
    const about = (...subjectIds: string[]) => ({
      around: { standingDecision: () => ({ type: 'REGION_SELECTION', subjectIds, roles: [] }) },
    });
    given(REGION, defined)
      .when('SelectRegion', { decisionId: id('dec') }, about(REGION))
      .then('RegionSelected');
    given(REGION, defined)
      .when('SelectRegion', { decisionId: id('dec') }, about(id('reg', 9)))
      .thenRefused('DECISION_NEEDED');
  });
  test('withdrawn with the decision on which it rests, and no other', () => {
    const withdraw = { decisionId: id('dec'), reason: 'revoked' };
    given(REGION, defined, selected, active).when('WithdrawRegionSelection', withdraw).then('RegionSelectionWithdrawn');
    given(REGION, defined, selected)
      .when('WithdrawRegionSelection', { ...withdraw, decisionId: id('dec', 2) })
      .thenNothing();
  });
});

describe('commitments and indicators', () => {
  const joined: Happened = { type: 'PartnerJoinedRegion', data: { orgId: id('org', 1), role: 'partner' } };
  test('only partners commit', () => {
    const commitment = { orgId: id('org', 1), level: 'LETTER', date: '2026-02-01' };
    given(REGION, defined, joined).when('RecordPartnerCommitment', commitment).then('PartnerCommitmentRecorded');
    given(REGION, defined).when('RecordPartnerCommitment', commitment).thenRefused('NOT_PARTICIPANT');
    given(REGION, defined, joined, { type: 'PartnerCommitmentRecorded', data: commitment })
      .when('RecordPartnerCommitment', commitment)
      .thenNothing(uuid(102));
  });
  test('an indicator is set on what stands', () => {
    const share = { key: 'industryJobsShare', value: 17, unit: '%', year: 2024, sourceRef: 'CBS' };
    const set: Happened = { type: 'RegionIndicatorSet', data: share };
    given(REGION, defined, set)
      .when('SetRegionIndicator', { ...share, value: 18 })
      .thenRefused('EDIT_CONFLICT', { theirs: { value: 17 } });
    given(REGION, defined, set).when('SetRegionIndicator', share).thenNothing(uuid(101));
  });
});

test('any sequence of steps: a region is where the arrows lead', () => {
  const arrows: Record<string, [readonly RegionStatus[], RegionStatus]> = {
    ShortlistRegion: [['CANDIDATE'], 'SHORTLISTED'],
    SelectRegion: [['CANDIDATE', 'SHORTLISTED'], 'SELECTED'],
    ActivateRegion: [['SELECTED'], 'ACTIVE'],
    PauseRegion: [['ACTIVE'], 'PAUSED'],
    ResumeRegion: [['PAUSED'], 'ACTIVE'],
    CloseRegion: [['ACTIVE', 'PAUSED'], 'CLOSED'],
  };
  const data: Record<string, Record<string, unknown>> = {
    ShortlistRegion: { runId: id('run') },
    SelectRegion: { decisionId: id('dec') },
    ActivateRegion: activate,
    PauseRegion: { decisionId: id('dec'), reason: 'vote' },
    ResumeRegion: { decisionId: id('dec') },
    CloseRegion: { decisionId: id('dec'), outcome: 'built', lessonsIds: [] },
  };
  const box = {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [5, 52],
          [5.1, 52],
          [5.1, 52.1],
          [5, 52],
        ],
      ],
    ],
  };
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.keys(arrows)), { maxLength: 30 }), (types) => {
      const region = sequence<RegionState>(REGION);
      region.give('DefineRegion', {
        name: 'Waard',
        kind: 'CUSTOM',
        geometry: box,
        provinceCodes: ['PV24'],
        municipalityCodes: [],
      });
      let status: RegionStatus = 'CANDIDATE';
      for (const type of types) {
        region.give(type, data[type] ?? {});
        const arrow = arrows[type];
        if (arrow?.[0].includes(status)) status = arrow[1];
        expect(region.state().status).toBe(status);
      }
    }),
    { numRuns: 100 },
  );
});
