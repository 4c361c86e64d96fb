import { describe, expect, test } from 'vitest';
import { streamOf } from '../../../events/ids.ts';
import { PARAMETERS_SUBJECT } from '../../../events/parameter/decide.ts';
import { seesOf } from '../../../projections/where/audience.ts';
import { touches } from '../../../projections/where/geometry.ts';
import { initial, type WhereState } from '../../../projections/where/state.ts';
import { applyWhere } from '../../../projections/where/where.ts';
import { id, recorded, uuid, type Happened } from '../given.ts';
import { story } from '../recorded/story.ts';
import { square } from '../recorded/stories/table.ts';

/** To which topics each kind of stream belongs, and who sees which classes of it. */

function folded(more: [stream: string, event: Happened][] = []): WhereState {
  const state = initial();
  for (const event of story().events) applyWhere(state, event);
  for (const [n, [stream, event]] of more.entries()) applyWhere(state, recorded(stream, 9_000 + n, event));
  return state;
}
const streamName = (subject: string): string => streamOf(subject)?.stream ?? '';
const topics = (state: WhereState, subject: string): readonly string[] => state.topics.get(streamName(subject)) ?? [];
/** The highest class that somebody with these grants sees of a stream. */
function sees(state: WhereState, subject: string, ...grants: string[]): string {
  const all = ['P0', 'P1', 'P2', 'P3', 'P4'] as const;
  const seen = seesOf(state, (grant) => grants.includes(grant), streamName(subject), '2026-06-01');
  return all.filter((cls) => seen(cls)).at(-1) ?? 'nothing';
}

const REGION = id('reg', 1);
const OTHER = id('reg', 2);
const SITE = id('sit', 1);
const OWNER = id('org', 1);
const here = [`region:${REGION}`, `region:${OTHER}`];

describe('topics', () => {
  const state = folded();
  test.each([
    ['a project: its site’s', id('prj', 2), [...here, `organisation:${OWNER}`]],
    [
      'a project with a bottleneck: its owner’s as well',
      id('prj', 1),
      [...here, `organisation:${OWNER}`, `organisation:${id('org', 3)}`],
    ],
    ['a suggestion: all its sites’', id('sug', 1), [...here, `organisation:${OWNER}`, `organisation:${id('org', 2)}`]],
    ['a case: its sites’, and the region it was scaled to', id('cas'), [...here, `organisation:${OWNER}`]],
    [
      'a grid area: its own, its operator’s, where it lies',
      id('inf', 1),
      [`infrastructure:${id('inf', 1)}`, `organisation:${id('org', 3)}`, ...here],
    ],
    [
      'a section of a backbone: the country’s as well',
      id('inf', 2),
      [`infrastructure:${id('inf', 2)}`, `organisation:${id('org', 3)}`, ...here, 'national'],
    ],
    ['an intervention: the country’s, and the regions it aims at', id('int'), ['national', `region:${REGION}`]],
    ['a total: the region’s that it is of', id('rel'), [`region:${REGION}`]],
    ...(['les', 'bud', 'rnd', 'sel'] as const).map(
      (prefix) => [`${prefix}: the country’s`, id(prefix), ['national']] as const,
    ),
    ['parameters: the country’s', PARAMETERS_SUBJECT, ['national']],
  ] as const)('of %s', (_, subject, expected) => {
    expect([...topics(state, subject)].sort()).toEqual([...expected].sort());
  });

  test('what follows a site moves with it, and is told of', () => {
    const state2 = folded();
    const moved = recorded(streamName(SITE), 9_000, {
      type: 'SiteRelocated',
      data: { address: { city: 'Elders' }, point: [6.5, 53.2], reason: 'moved' },
    });
    const affected = applyWhere(state2, moved);
    expect(affected).toEqual(
      expect.arrayContaining([streamName(id('prj', 1)), streamName(id('sug', 1)), streamName(id('cas'))]),
    );
    expect(topics(state2, id('prj', 3))).toEqual([`region:${REGION}`, `organisation:${OWNER}`]);
  });

  test('who owns a bottleneck sees what it is of from any region, until another owns it; and no more than that', () => {
    const owner = `organisation:${id('org', 8)}`;
    const assigned = (org: number): [string, Happened] => [
      streamName(id('prj', 2)),
      { type: 'BottleneckAssigned', data: { bottleneckId: id('btl'), ownerOrgId: id('org', org), due: '2027-01-01' } },
    ];
    expect(sees(folded(), id('prj', 2), owner)).toBe('P0');
    expect(sees(folded([assigned(8)]), id('prj', 2), owner)).toBe('P2');
    expect(sees(folded([assigned(8)]), id('prj', 3), owner)).toBe('P0');
    expect(sees(folded([assigned(8), assigned(9)]), id('prj', 2), owner)).toBe('P0');
  });

  test('a site that is transferred takes its projects to the next owner', () => {
    const transferred: Happened = { type: 'SiteTransferred', data: { toOrgId: id('org', 2), date: '2026-01-01' } };
    const after = folded([[streamName(SITE), transferred]]);
    expect(topics(after, id('prj', 1))).toContain(`organisation:${id('org', 2)}`);
    expect(topics(after, id('prj', 1))).not.toContain(`organisation:${OWNER}`);
    expect(sees(after, id('prj', 1), `organisation:${OWNER}`)).toBe('P0');
  });

  test('infrastructure lies in a region that comes later', () => {
    const later: Happened = {
      type: 'RegionDefined',
      data: {
        name: 'Nieuw',
        kind: 'CUSTOM',
        geometry: square,
        provinceCodes: [],
        municipalityCodes: [],
        operatorIds: [],
      },
    };
    const after = folded([[`region-${uuid(7)}`, later]]);
    expect(topics(after, id('inf', 1))).toContain(`region:${id('reg', 7)}`);
  });
});

describe('who sees how much', () => {
  const state = folded();
  const own = `organisation:${OWNER}`;
  test.each([
    ['a project: its owner all', id('prj', 1), [own], 'P4'],
    ['a project: the plan to which its site is brought, its figures', id('prj', 1), [`plan:${id('pln', 1)}`], 'P3'],
    ['a project: its region, that it is there', id('prj', 1), ['P1', `region:${REGION}`], 'P2'],
    ['a project: another region, nothing', id('prj', 1), ['P1', `region:${id('reg', 9)}`], 'P1'],
    ['a suggestion: figures only for who sees those of all its sites', id('sug', 1), [own], 'P2'],
    ['a suggestion: both owners', id('sug', 1), [own, `organisation:${id('org', 2)}`], 'P3'],
    ['a group’s capacity: the operator', id('inf', 1), [`organisation:${id('org', 3)}`], 'P3'],
    ['a group’s capacity: the plan', id('inf', 1), [`plan:${id('pln', 1)}`], 'P3'],
    ['a group’s capacity: the region not', id('inf', 1), ['P1', `region:${REGION}`], 'P2'],
    ['a case: its region', id('cas'), ['P1', `region:${OTHER}`], 'P2'],
    ['a case: somewhere else not', id('cas'), ['P1', `region:${id('reg', 9)}`], 'P1'],
    ['answers: who holds the interviews', id('rnd'), ['P1', 'interviews'], 'P3'],
    ['answers: no company', id('rnd'), ['P1', own], 'P1'],
    ['money: governments', id('bud'), ['P1', 'budget'], 'P2'],
    ['money: no company', id('bud'), ['P1', own], 'P1'],
    ['weights not yet shown: nobody, not even a steward', id('sel'), ['P1', 'steward', 'budget'], 'P3'],
    ['a total: its region', id('rel'), ['P1', `region:${REGION}`], 'P2'],
    ['a total: somewhere else not', id('rel'), ['P1'], 'P1'],
  ])('%s', (_, subject, grants, most) => expect(sees(state, subject, ...grants)).toBe(most));

  test('a section that was narrowed is for the table; one that was opened for all partners', () => {
    const text = `txt_${uuid(1)}_risks`;
    const change = (newClass: string): [string, Happened] => [
      streamName(id('pln', 1)),
      { type: 'VisibilityChanged', data: { target: 'risks', oldClass: 'P2', newClass } },
    ];
    const region = ['P1', `region:${REGION}`];
    expect(sees(state, text, ...region)).toBe('P2');
    expect(sees(folded([change('P3')]), text, ...region)).toBe('P1');
    expect(sees(folded([change('P3')]), text, 'P1', `plan:${id('pln', 1)}`)).toBe('P3');
    expect(sees(folded([change('P1')]), text, 'P1')).toBe('P2');
  });
});

describe('touching', () => {
  const region = square as Parameters<typeof touches>[0];
  const around = {
    type: 'MultiPolygon' as const,
    coordinates: [
      [
        [
          [4, 51],
          [6, 51],
          [6, 53],
          [4, 53],
          [4, 51],
        ],
      ],
    ],
  };
  test.each([
    ['a point inside', { type: 'Point', coordinates: [5.2, 52.2] }, true],
    ['a point outside', { type: 'Point', coordinates: [6.2, 52.2] }, false],
    [
      'a line with an end inside',
      {
        type: 'LineString',
        coordinates: [
          [6, 52],
          [5.2, 52.2],
        ],
      },
      true,
    ],
    ['an area that holds the region', around, true],
  ] as const)('%s', (_, geometry, expected) =>
    expect(touches(region, geometry as unknown as Parameters<typeof touches>[1])).toBe(expected),
  );
});
