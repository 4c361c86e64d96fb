import { describe, expect, test } from 'vitest';
import { kindFunctions } from '../../../events/catalogue.ts';
import { given, id } from '../given.ts';

const moment = { momentId: id('mom'), name: 'Versie voor de stuurgroep', index: 3 };
const named = { type: 'MomentNamed', data: moment };
const plan = {
  type: 'SynergyPlanStarted',
  data: { regionId: id('reg'), kind: 'SHARED_HEAT', title: 'Warmte', initiatorOrg: id('org') },
};
const region = {
  type: 'RegionDefined',
  data: { name: 'Waard', kind: 'CUSTOM', geometry: {}, provinceCodes: [], municipalityCodes: [], operatorIds: [] },
};
const around = { head: () => 3 };

describe.each([
  ['a plan', id('pln'), plan],
  ['a region', id('reg'), region],
] as const)('a moment of %s', (_, subject, begun) => {
  test('gets a name, once', () => {
    given(subject, begun).when('NameMoment', moment, { around }).then('MomentNamed');
    given(subject, begun, named)
      .when('NameMoment', moment, { around })
      .thenNothing('0190a000-0000-7000-8000-000000000065');
    given(subject, begun, named)
      .when('NameMoment', { ...moment, index: 2 }, { around })
      .thenRefused('ALREADY_EXISTS', { subject: moment.momentId });
    given(subject, begun, named)
      .when('NameMoment', { ...moment, momentId: id('mom', 2) }, { around })
      .thenRefused('MOMENT_NAME_TAKEN', { name: moment.name });
  });

  test('that has not been yet gets none; where the head is not known the server decides it', () => {
    given(subject, begun)
      .when('NameMoment', { ...moment, index: 4 }, { around })
      .thenRefused('MOMENT_AHEAD', { index: 4, head: 3 });
    given(subject, begun)
      .when('NameMoment', { ...moment, index: 4 })
      .then('MomentNamed');
  });

  test('loses its name, and the name is free again', () => {
    const unnamed = { type: 'MomentUnnamed', data: { momentId: moment.momentId } };
    given(subject, begun, named).when('UnnameMoment', { momentId: moment.momentId }).then('MomentUnnamed');
    given(subject, begun, named, unnamed)
      .when('NameMoment', { ...moment, momentId: id('mom', 2) }, { around })
      .then('MomentNamed');
    given(subject, begun).when('UnnameMoment', { momentId: moment.momentId }).thenRefused('NOT_FOUND');
  });

  test('is for those who see the table', () => {
    const { state } = given(subject, begun, named);
    const kind = kindFunctions(subject.startsWith('pln') ? 'plan' : 'region');
    const seen = (most: number) =>
      (kind.view(state, (cls) => Number(cls.slice(1)) <= most) as { moments: object }).moments;
    expect(Object.keys(seen(2))).toEqual([moment.momentId]);
    expect(Object.keys(seen(1))).toEqual([]);
  });
});
