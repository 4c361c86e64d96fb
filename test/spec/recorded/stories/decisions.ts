import { id } from '../../given.ts';
import { step, type Step } from '../play.ts';

/** Mandates, the decisions on which the rest of the story goes on, and one decision that everything happens to. */

const steward = { role: 'STEWARD', actor: 'act_system', organisation: 'org_system' } as const;
const PROVINCE = id('org', 5);
const LEAD = id('org', 4);
const province = { role: 'PROVINCE', organisation: PROVINCE, actor: 'act_joost' } as const;
const lead = { role: 'PROGRAMME_LEAD', organisation: LEAD, actor: 'act_lead' } as const;
const REGION = id('reg', 1);
const types = ['REGION_SELECTION', 'CASE_SELECTION', 'GATE', 'BUDGET', 'PRIORITY', 'SCOPE'] as const;
type Type = (typeof types)[number];

const mandate = (org: number, type: Type): string => id('mnd', 10 * org + types.indexOf(type));
const member = { regionIds: [REGION], from: '2026-01-01' };
const granted = (org: string, by: typeof province | typeof lead, n: number): Step[] => [
  step(org, 'GrantMembership', { ...member, actorId: by.actor, role: by.role }, steward),
  ...types.map((subject) =>
    step(
      org,
      'GrantMandate',
      { mandateId: mandate(n, subject), actorId: by.actor, subject, maxEUR: 1_000_000, from: '2026-01-01' },
      steward,
    ),
  ),
];

/** Who decides in the story, and under which mandates. */
export const mandateSteps: Step[] = [...granted(PROVINCE, province, 5), ...granted(LEAD, lead, 4)];

/** A decision's first alternative is to do nothing, its second what is chosen. */
const proposal = (n: number, type: Type, subjects: string[], more: Record<string, unknown> = {}): Step[] => {
  const alternative = (of: number, label: string, doNothing: boolean): Step =>
    step(
      id('dec', n),
      'AddAlternative',
      { alternativeId: id('alt', of), label, doNothing, pros: 'Het kan nu', cons: 'Het kost geld' },
      province,
    );
  const data = { type, question: 'Gaan we hiermee verder?', subjectIds: [REGION, ...subjects], ...more };
  return [
    step(id('dec', n), 'DraftDecision', data, province),
    alternative(1, 'Niets doen', true),
    alternative(2, 'Doorgaan', false),
  ];
};
const taking = (n: number, type: Type, more: Record<string, unknown> = {}): Step =>
  step(
    id('dec', n),
    'TakeDecision',
    {
      chosen: id('alt', 2),
      motivation: 'Het is nodig, het is onderzocht, en wachten maakt het geen euro goedkoper.',
      mandateId: mandate(5, type),
      effectiveDate: '2026-03-01',
      ...more,
    },
    province,
  );
const endorsing = (n: number, type: Type): Step =>
  step(id('dec', n), 'EndorseDecision', { orgId: LEAD, mandateId: mandate(4, type) }, lead);

const decided = (n: number, type: Type, ...subjects: string[]): Step[] => [
  ...proposal(n, type, subjects),
  taking(n, type),
  endorsing(n, type),
];

/** Decisions that stand, about what stands by then: plans, their region and a site. */
export const decisionSteps: Step[] = [
  ...decided(1, 'GATE', id('pln', 1), id('pln', 2)),
  ...decided(2, 'REGION_SELECTION'),
  ...decided(3, 'BUDGET', id('pln', 1)),
  ...decided(4, 'CASE_SELECTION', id('sit', 1)),
  ...decided(5, 'PRIORITY', id('pln', 2)),
  ...decided(6, 'SCOPE', id('pln', 2)),
];

const FULL = id('dec', 7);
const NEXT = id('dec', 8);
const condition = (n: number, due: string) => ({ conditionId: id('cnd', n), text: 'De subsidie is toegezegd', due });

/** A decision with conditions, dissent and a public copy, which another replaces that is taken back. */
export const lifeOfDecision: Step[] = [
  ...proposal(7, 'SCOPE', [], { participants: [id('org', 1)] }),
  taking(7, 'SCOPE', {
    amountEUR: 200_000,
    conditions: [condition(1, '2026-03-10'), condition(2, '2026-12-31')],
  }),
  endorsing(7, 'SCOPE'),
  step(FULL, 'RecordDissent', { orgId: id('org', 1), text: 'Wij hadden liever gewacht op het net.' }),
  step(FULL, 'RemindOfCondition', { conditionId: id('cnd', 1), stage: 'SOON' }, steward),
  step(FULL, 'FulfilCondition', { conditionId: id('cnd', 1), evidence: 'Beschikking van 1 maart' }, province),
  step(FULL, 'BreachCondition', { conditionId: id('cnd', 2), text: 'Het fonds is leeg' }, province),
  step(
    FULL,
    'PublishDecision',
    { channel: 'WEBSITE', redactions: [{ field: 'motivation', ground: '5.1.1c' }] },
    province,
  ),
  step(FULL, 'ArchiveDecision', { mdtoId: 'NL-PV24-2026-7', packageHash: 'e'.repeat(64) }, steward),
  ...proposal(8, 'SCOPE', [], { supersedes: FULL }),
  taking(8, 'SCOPE'),
  step(FULL, 'SupersedeDecision', { byDecisionId: NEXT }, steward),
  step(NEXT, 'RevokeDecision', { reason: 'Verkeerde bijlage', mandateId: mandate(5, 'SCOPE') }, province),
  step(
    PROVINCE,
    'RevokeMandate',
    { mandateId: mandate(5, 'SCOPE'), from: '2026-03-02', reason: 'Andere functie' },
    steward,
  ),
];
