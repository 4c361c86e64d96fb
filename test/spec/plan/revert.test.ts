import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../events/catalogue.ts';
import { given, id, uuid, type Happened } from '../given.ts';

const eventAt = (index: number): string => `0190a000-0000-8000-8000-${index.toString(16).padStart(12, '0')}`;
const PLAN = id('pln');
const started: Happened[] = [
  {
    type: 'SynergyPlanStarted',
    data: { regionId: id('reg'), kind: 'SHARED_HEAT', title: 'Heat', initiatorOrg: id('org', 1) },
  },
  { type: 'ParticipantJoined', data: { orgId: id('org', 1), role: 'INITIATOR', siteIds: [] } },
];
const detail = (value: unknown, field = 'pipeDN'): Happened => ({ type: 'PlanDetailSet', data: { field, value } });
const line = (length_km: number): Happened => ({
  type: 'RouteDrawn',
  data: {
    LineString: [
      [5.1, 52.1],
      [5.2, 52.1 + length_km / 100],
    ],
    length_km,
  },
});
const milestone: Happened = {
  type: 'MilestonePlanned',
  data: { milestoneId: id('mst'), name: 'Warm', date: '2028-01-01', dependsOn: [], programmeFunded: false },
};
const moved: Happened = {
  type: 'MilestoneForecastMoved',
  data: { milestoneId: id('mst'), old: '2028-01-01', new: '2028-06-01', reason: 'later' },
};
const target = (MW: number): Happened => ({
  type: 'CapacityTargetSet',
  data: { direction: 'HEAT', MW, fromYear: 2030 },
});

/** For every event that is undone by putting the value back: what was, the event, and what comes of undoing it. */
const examples: Record<string, { before: Happened[]; undone: Record<string, unknown> }[]> = {
  'plan.PlanDetailSet': [
    {
      before: [detail(200), detail(250)],
      undone: { type: 'PlanDetailSet', data: { field: 'pipeDN', value: 200, unit: 'DN' } },
    },
    { before: [detail(200)], undone: { type: 'PlanDetailSet', data: { field: 'pipeDN', value: null, unit: 'DN' } } },
  ],
  'plan.CapacityTargetSet': [
    {
      before: [target(5), target(7)],
      undone: { type: 'CapacityTargetSet', data: { direction: 'HEAT', MW: 5, fromYear: 2030 } },
    },
    {
      before: [target(5)],
      undone: { type: 'CapacityTargetSet', data: { direction: 'HEAT', MW: null, fromYear: 2030 } },
    },
  ],
  'plan.RouteDrawn': [{ before: [line(1), line(2)], undone: { type: 'RouteDrawn', data: { length_km: 1 } } }],
  'plan.MilestoneForecastMoved': [
    {
      before: [milestone, moved],
      undone: { type: 'MilestoneForecastMoved', data: { old: '2028-06-01', new: '2028-01-01' } },
    },
  ],
  'site.SiteDetailSet': [
    {
      before: [{ type: 'SiteDetailSet', data: { field: 'name', value: 'Oven' } }],
      undone: { type: 'SiteDetailSet', data: { field: 'name', value: 'Kiln' } },
    },
  ],
  'project.ProjectDetailSet': [
    {
      before: [
        { type: 'ProjectDetailSet', data: { field: 'probability', value: 0.4 } },
        { type: 'ProjectDetailSet', data: { field: 'probability', value: 0.6 } },
      ],
      undone: { type: 'ProjectDetailSet', data: { field: 'probability', value: 0.4, unit: '1' } },
    },
    {
      before: [{ type: 'ProjectDetailSet', data: { field: 'title', value: 'Bigger kiln' } }],
      undone: { type: 'ProjectDetailSet', data: { field: 'title', value: 'Kiln' } },
    },
  ],
  'infrastructure.InfrastructureDetailSet': [
    {
      before: [{ type: 'InfrastructureDetailSet', data: { field: 'voltageKV', value: 20 } }],
      undone: { type: 'InfrastructureDetailSet', data: { field: 'voltageKV', value: null, unit: 'kV' } },
    },
  ],
};
const project: Happened = {
  type: 'ProjectProposed',
  data: { siteId: id('sit'), title: 'Kiln', route: 'HEAT', phase: 'IDEA', startYear: 2030, reduction: {} },
};
const area: Happened = {
  type: 'InfrastructureRegistered',
  data: { kind: 'GRID_AREA', operatorId: id('org', 1), geometry: null },
};
const site: Happened = {
  type: 'SiteRegistered',
  data: {
    orgId: id('org', 1),
    name: 'Kiln',
    address: { city: 'W' },
    point: [5, 52],
    location: 'ONSHORE',
    sector: 'CERAMICS',
  },
};

/** How a stream of each kind begins, and its subject. */
const begun: Record<string, [Happened[], string]> = {
  site: [[site], id('sit')],
  project: [[project], id('prj')],
  infrastructure: [[area], id('inf')],
};

describe('what the catalogue says about undoing', () => {
  const said = Object.entries(catalogue).flatMap(([kind, { events }]) =>
    Object.entries(events).map(([type, { revert }]) => ({ name: `${kind}.${type}`, kind, revert })),
  );

  test('by value: each has its examples, and no other', () => {
    expect(
      said
        .filter(({ revert }) => revert === 'value')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(examples).sort());
  });

  test('by a command: it is one of the same kind of stream, or of a site', () => {
    for (const { kind, revert, name } of said) {
      if (typeof revert === 'string') continue;
      const { commands } = catalogue[kind as keyof typeof catalogue];
      expect(revert.compensate in commands || revert.compensate in catalogue.site.commands, name).toBe(true);
    }
  });

  test.each(Object.entries(examples).flatMap(([name, list]) => list.map((one, n) => ({ name, n, ...one }))))(
    '$name is put back ($n)',
    ({ name, before, undone }) => {
      const [first, subject] = begun[name.slice(0, name.indexOf('.'))] ?? [started, PLAN];
      const story = given(subject, ...first, ...before);
      const event = eventAt(first.length + before.length - 1);
      const [draft] = story.when('RevertChange', { event }).then(String(undone['type']));
      expect(draft).toMatchObject(undone);
    },
  );
});

describe('RevertChange', () => {
  test('of what somebody changed since is a conflict, which names both; with that change as basis it goes', () => {
    const story = given(PLAN, ...started, detail(200), detail(250), { ...detail(300), meta: { actor: 'act_daan' } });
    story
      .when('RevertChange', { event: eventAt(3) })
      .thenRefused('EDIT_CONFLICT', { field: 'pipeDN', mine: 200, theirs: 300, who: 'act_daan' });
    story.when('RevertChange', { event: eventAt(3) }, { basis: { pipeDN: uuid(104) } }).then('PlanDetailSet');
  });

  test('of an undoing redoes', () => {
    given(PLAN, ...started, detail(200), detail(250), detail(200))
      .when('RevertChange', { event: eventAt(4) })
      .then('PlanDetailSet');
  });

  test('of a title that never was another, or of what is no field, is refused', () => {
    given(PLAN, ...started)
      .when('RevertChange', { event: eventAt(0) })
      .thenRefused('NOT_REVERTIBLE');
    given(PLAN, ...started)
      .when('RevertChange', { event: eventAt(1) })
      .thenRefused('NOT_REVERTIBLE');
  });

  test('does not get round a rule of the domain', () => {
    const cold = [
      detail(120, 'sourceTemperatureC'),
      detail(100, 'requiredTemperatureC'),
      detail(80, 'requiredTemperatureC'),
    ];
    const story = given(PLAN, ...started, ...cold, detail(95, 'sourceTemperatureC'));
    story.when('RevertChange', { event: eventAt(4) }).thenRefused('HEAT_TEMPERATURE_TOO_LOW');
  });
});

test('a comment that was resolved can be opened again', () => {
  const placed: Happened = {
    type: 'CommentPlaced',
    data: { commentId: id('cmt'), threadId: id('cmt'), target: 'plan', text: 'Hm', mentions: [] },
  };
  const resolved: Happened = { type: 'CommentResolved', data: { commentId: id('cmt') } };
  given(PLAN, ...started, placed, resolved)
    .when('ReopenComment', { commentId: id('cmt') })
    .then('CommentReopened');
  given(PLAN, ...started, placed)
    .when('ReopenComment', { commentId: id('cmt') })
    .thenNothing();
});
