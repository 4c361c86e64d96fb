import { describe, expect, test } from 'vitest';
import { commandSpec } from '../../../events/catalogue.ts';
import type { Role, SubjectId } from '../../../events/envelope.ts';
import { streamOf } from '../../../events/ids.ts';
import type { AnyState } from '../../../events/kinds.ts';
import { seesOf } from '../../../projections/where/audience.ts';
import { initial } from '../../../projections/where/state.ts';
import { applyWhere } from '../../../projections/where/where.ts';
import { authorise } from '../../../server/identity/authorise.ts';
import type { Asker } from '../../../server/identity/viewer.ts';
import { Grants } from '../../../server/readmodels/rights.ts';
import { id, uuid } from '../given.ts';
import { story } from '../recorded/story.ts';

/** Relations that need a word of their own; every role, command and relation is enumerated in rights-table.test.ts. */

const where = initial();
for (const event of story().events) applyWhere(where, event);
const facts = {
  state: (stream: string) => story().states.get(stream) as AnyState | undefined,
  topicsOf: (stream: string) => where.topics.get(stream) ?? [],
  sees: (grants: Asker['grants'], stream: string) => seesOf(where, grants.has, stream, '2026-06-01'),
};
const grants = new Grants();

const OWNER = id('org', 1);
const HERE = id('reg', 1);
const roles: Role[] = [
  'COMPANY',
  'DSO_TSO',
  'MUNICIPALITY',
  'PROVINCE',
  'RVO',
  'INVEST_NL',
  'SECTOR_ASSOCIATION',
  'PROGRAMME_LEAD',
  'STEWARD',
  'AUDITOR',
];

function asker(role: Role, organisation: SubjectId, regionIds: SubjectId[]): Asker {
  const memberships = [{ organisation, role, regionIds }];
  return { principal: { actor: 'act_x', session: 's' }, memberships, grants: grants.of(memberships, where) };
}

function outcome(who: Asker, subject: SubjectId, type: string, data: Record<string, unknown>): string {
  const kind = streamOf(subject)?.kind;
  if (!kind || !commandSpec(kind, type)) throw new Error(`${type} of ${subject}`);
  const answer = authorise(facts, who, { id: uuid(1), type, subject, data });
  return 'refused' in answer ? answer.refused.code : 'yes';
}

/** Roles that may, of a stranger in no region and of a member of the region. */
function mayOf(organisation: SubjectId, regionIds: SubjectId[], subject: SubjectId, type: string, data = {}): Role[] {
  return roles.filter((role) => outcome(asker(role, organisation, regionIds), subject, type, data) === 'yes');
}

const STRANGER = id('org', 99);
const partners: Role[] = [
  'COMPANY',
  'DSO_TSO',
  'MUNICIPALITY',
  'PROVINCE',
  'RVO',
  'INVEST_NL',
  'SECTOR_ASSOCIATION',
  'PROGRAMME_LEAD',
];
describe('by relation', () => {
  const ownProject = { siteId: id('sit', 1) };
  test('own-project: a company for its own site, for a new project as for one that is there', () => {
    expect(mayOf(OWNER, [HERE], id('prj', 8), 'ProposeProject', ownProject)).toEqual(['COMPANY']);
    expect(mayOf(OWNER, [HERE], id('prj', 1), 'AdvancePhase')).toEqual(['COMPANY']);
    expect(mayOf(STRANGER, [HERE], id('prj', 1), 'AdvancePhase', ownProject)).toEqual([]);
  });
  test('own-project-or-steward: a steward corrects', () =>
    expect(mayOf(STRANGER, [HERE], id('prj', 1), 'CorrectFact')).toEqual(['STEWARD']));
  test('bottleneck-owner: who owns it resolves it', () => {
    const data = { bottleneckId: id('btl') };
    expect(mayOf(id('org', 3), [HERE], id('prj', 1), 'ResolveBottleneck', data).sort()).toEqual([...partners].sort());
    expect(mayOf(STRANGER, [HERE], id('prj', 1), 'ResolveBottleneck', data)).toEqual([]);
  });
  test('action-owner: the organisation that agreed to do it, in a stream of any kind', () => {
    const data = { actionId: id('atn', 1) };
    for (const subject of [id('prj', 1), id('bud'), id('les'), id('reg', 1)]) {
      expect(mayOf(OWNER, [HERE], subject, 'CompleteAction', data).sort(), subject).toEqual([...partners].sort());
      expect(mayOf(STRANGER, [HERE], subject, 'CompleteAction', data), subject).toEqual([]);
    }
  });
  test('own-organisation: itself', () => {
    expect(mayOf(OWNER, [], OWNER, 'GiveDataConsent').sort()).toEqual([...partners].sort());
    expect(mayOf(STRANGER, [HERE], OWNER, 'GiveDataConsent')).toEqual([]);
  });
  test('in-region: a member of one of its regions', () => {
    expect(mayOf(STRANGER, [HERE], id('sug', 1), 'DismissSuggestion').sort()).toEqual([...partners].sort());
    expect(mayOf(STRANGER, [id('reg', 9)], id('sug', 1), 'DismissSuggestion')).toEqual([]);
  });
});

test('what somebody may not see at all is not there for him, whatever he asks', () => {
  for (const [subject, type] of [
    [id('prj', 1), 'AdvancePhase'],
    [id('cas'), 'CloseCase'],
    [id('sug', 1), 'DismissSuggestion'],
    [id('pln', 1), 'SetPlanDetail'],
  ] as const) {
    expect(outcome(asker('PROVINCE', STRANGER, [id('reg', 9)]), subject, type, {}), type).toBe('NOT_FOUND');
    expect(outcome(asker('PROVINCE', STRANGER, [id('reg', 9)]), subject.replace(/.$/, 'f'), type, {}), type).toBe(
      'NOT_FOUND',
    );
  }
});

test('signed out nobody may anything', () => {
  const nobody: Asker = { principal: undefined, memberships: [], grants: grants.of([], where) };
  expect(outcome(nobody, id('les'), 'ProposeLesson', {})).toBe('NOT_SIGNED_IN');
});
