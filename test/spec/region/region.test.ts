import { describe, test } from 'vitest';
import { given, id, uuid } from '../given.ts';

const region = id('reg');
const outline = (x: number) => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [x, 52],
        [x + 0.1, 52],
        [x + 0.1, 52.1],
        [x, 52],
      ],
    ],
  ],
});
const definition = {
  name: 'Achterhoek',
  kind: 'RES',
  cbsCode: 'ES07',
  geometry: outline(6),
  provinceCodes: ['PV25'],
  municipalityCodes: ['GM1509'],
  operatorIds: [],
};
const defined = { type: 'RegionDefined', data: definition };
const joined = { type: 'PartnerJoinedRegion', data: { orgId: id('org'), role: 'trekker' } };

describe('a region', () => {
  test('is defined once; one of the country’s divisions needs its code', () => {
    given(region).when('DefineRegion', definition).then('RegionDefined');
    given(region, defined).when('DefineRegion', definition).thenRefused('ALREADY_EXISTS');
    const { cbsCode, ...without } = definition;
    void cbsCode;
    given(region).when('DefineRegion', without).thenRefused('CBS_CODE_MISSING', { kind: 'RES' });
    given(region)
      .when('DefineRegion', { ...without, kind: 'CUSTOM' })
      .then('RegionDefined');
  });

  test('changes its outline on the basis of the one that stands', () => {
    const wish = { geometry: outline(6.2), reason: 'Herindeling' };
    given(region, defined)
      .when('ChangeRegionBoundary', wish, { basis: { geometry: uuid(100) } })
      .then('RegionBoundaryChanged');
    given(region, defined).when('ChangeRegionBoundary', wish).thenRefused('EDIT_CONFLICT', { field: 'geometry' });
    given(region, defined)
      .when('ChangeRegionBoundary', { ...wish, geometry: outline(6) })
      .thenNothing(uuid(100));
    given(region).when('ChangeRegionBoundary', wish).thenRefused('NOT_FOUND');
  });

  test('takes partners in and lets them go', () => {
    given(region, defined).when('JoinRegion', joined.data).then('PartnerJoinedRegion');
    given(region, defined, joined).when('JoinRegion', joined.data).thenNothing(uuid(101));
    given(region, defined, joined)
      .when('JoinRegion', { ...joined.data, role: 'partner' })
      .then('PartnerJoinedRegion');
    given(region, defined)
      .when('JoinRegion', joined.data, { around: { organisationExists: () => false } })
      .thenRefused('NOT_FOUND', { subject: id('org') });
    const leave = { orgId: id('org'), reason: 'Gestopt' };
    given(region, defined, joined).when('LeaveRegion', leave).then('PartnerLeftRegion');
    given(region, defined).when('LeaveRegion', leave).thenRefused('NOT_PARTICIPANT');
    given(region, defined, joined, { type: 'PartnerLeftRegion', data: leave })
      .when('LeaveRegion', leave)
      .thenNothing(uuid(102));
  });
});
