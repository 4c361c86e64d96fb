import fc from 'fast-check';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { changesOf } from '../../../events/narrative/changes.ts';
import { id, recorded, uuid, type Happened } from '../given.ts';
import { story } from '../recorded/story.ts';

/** Random but well-formed histories of one region's table: a region, two organisations, a site, a plan and a decision. */

export const SITE = `site-${uuid(1)}`;
const PLAN = `plan-${uuid(1)}`;
const REGION = `region-${uuid(1)}`;
const TEXT = `narrative-${uuid(1)}_risks`;
const DECISION = `decision-${uuid(1)}`;
const ORGS = [`organisation-${uuid(1)}`, `organisation-${uuid(2)}`];

const square = {
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [5, 52],
        [5.5, 52],
        [5.5, 52.5],
        [5, 52.5],
        [5, 52],
      ],
    ],
  ],
};
const mw = fc.integer({ min: 1, max: 40 }).map((n) => n / 2);
const org = fc.constantFrom(id('org', 1), id('org', 2));
const ctr = fc.constantFrom(id('ctr', 1), id('ctr', 2));
const mom = fc.constantFrom(id('mom', 1), id('mom', 2));
const year = fc.integer({ min: 2025, max: 2035 });
const day = year.map((y) => `${y}-01-01`);
const firmness = fc.constantFrom('FIRM', 'CONDITIONAL', 'INDICATIVE');

type Stamped = [stream: string, event: Happened];
const on = (stream: string, type: string, data: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Stamped> =>
  fc
    .record({ data, reason: fc.boolean(), actor: fc.constantFrom('act_a', 'act_b') })
    .map(({ data: d, reason, actor }) => [
      stream,
      {
        type,
        data: JSON.parse(JSON.stringify(d)) as Record<string, unknown>,
        meta: { actor, ...(reason ? { reason: 'because' } : {}) },
      },
    ]);

const known = fc.oneof(
  on(SITE, 'SiteDetailSet', fc.record({ field: fc.constant('name'), value: fc.constantFrom('Kiln', 'Oven') })),
  on(
    SITE,
    'ClusterAssigned',
    fc.record({ cluster: fc.constantFrom('CLUSTER_6', 'NONE'), basis: fc.constant('x'), from: day }),
  ),
  on(SITE, 'EtsStatusSet', fc.record({ ets: fc.constantFrom('ETS1', 'NONE'), from: day })),
  on(
    SITE,
    'VerifiedEmissionsReported',
    fc.record({ year, t: fc.integer({ min: 0, max: 1e6 }), sourceRef: fc.constant('EUTL') }),
  ),
  on(
    SITE,
    'ResidualHeatOffered',
    fc.record({
      offerId: fc.constantFrom(id('ofr', 1), id('ofr', 2)),
      MW: mw,
      T_out: fc.constant(90),
      MWh: fc.constant(1),
      medium: fc.constant('WATER'),
      from: day,
      firmUntil: day,
    }),
  ),
  on(
    SITE,
    'ResidualHeatWithdrawn',
    fc.record({ offerId: fc.constantFrom(id('ofr', 1), id('ofr', 2)), reason: fc.constant('gone'), from: day }),
  ),
  on(
    SITE,
    'ConnectionContractRecorded',
    fc.record({ connectionId: fc.constant(id('con')), offtakeMW: mw, feedInMW: mw, physicalMVA: mw, from: day }),
  ),
  on(
    SITE,
    'SiteCapacityReserved',
    fc.record({
      contributionId: ctr,
      planId: fc.constant(id('pln', 1)),
      kind: fc.constant('HEAT_MW'),
      MW: mw,
      from: day,
      firmness,
    }),
  ),
  on(SITE, 'SiteCapacityReleased', fc.record({ contributionId: ctr, reason: fc.constant('left') })),
  on(
    PLAN,
    'PlanDetailSet',
    fc.record({ field: fc.constantFrom('title', 'pipeDN', 'backupMW'), value: fc.integer({ min: 1, max: 500 }) }),
  ),
  on(PLAN, 'CapacityTargetSet', fc.record({ direction: fc.constant('HEAT'), MW: mw, fromYear: year })),
  on(PLAN, 'ParticipantInvited', fc.record({ orgId: org, role: fc.constant('SINK') })),
  on(
    PLAN,
    'ParticipantJoined',
    fc.record({ orgId: org, role: fc.constant('SINK'), siteIds: fc.constantFrom([], [id('sit', 1)]) }),
  ),
  on(PLAN, 'ParticipantLeft', fc.record({ orgId: org, reason: fc.constant('done') })),
  on(
    PLAN,
    'ContributionPledged',
    fc.record({
      contributionId: ctr,
      siteId: fc.constant(id('sit', 1)),
      kind: fc.constantFrom('HEAT_MW', 'CAPACITY_MW'),
      amount: mw,
      unit: fc.constant('MW'),
      from: day,
      firmness,
    }),
  ),
  on(PLAN, 'ContributionChanged', fc.record({ contributionId: ctr, old: mw, new: mw, from: day, firmness })),
  on(PLAN, 'ContributionWithdrawn', fc.record({ contributionId: ctr, reason: fc.constant('sold') })),
  on(
    PLAN,
    'MilestonePlanned',
    fc.record({
      milestoneId: fc.constant(id('mst')),
      name: fc.constant('Warm'),
      date: day,
      dependsOn: fc.constant([]),
      programmeFunded: fc.boolean(),
    }),
  ),
  on(
    PLAN,
    'MilestoneForecastMoved',
    fc.record({ milestoneId: fc.constant(id('mst')), old: day, new: day, reason: fc.constant('late') }),
  ),
  on(
    PLAN,
    'CommentPlaced',
    fc.record({
      commentId: fc.constantFrom(id('cmt', 1), id('cmt', 2)),
      threadId: fc.constant(id('cmt', 1)),
      target: fc.constant('title'),
      text: fc.constant('hi'),
      mentions: fc.constant([]),
    }),
  ),
  on(PLAN, 'CommentResolved', fc.record({ commentId: fc.constantFrom(id('cmt', 1), id('cmt', 2)) })),
  on(PLAN, 'PlanParked', fc.record({ reason: fc.constant('waits') })),
  on(PLAN, 'PlanResumed', fc.record({ reason: fc.constant('goes on') })),
  ...decisions(),
  on(TEXT, 'TextEdited', fc.record({ at: fc.nat(99), ins: fc.constantFrom('', 'words', 'a\nb') })),
  fc
    .constantFrom(PLAN, REGION)
    .chain((stream) =>
      fc.oneof(
        on(stream, 'MomentNamed', fc.record({ momentId: mom, name: fc.constant('Board'), index: fc.nat(9) })),
        on(stream, 'MomentUnnamed', fc.record({ momentId: mom })),
      ),
    ),
  on(REGION, 'PartnerJoinedRegion', fc.record({ orgId: org, role: fc.constant('partner') })),
  on(REGION, 'PartnerLeftRegion', fc.record({ orgId: org, reason: fc.constant('done') })),
  fc.constantFrom(...ORGS).chain((stream) =>
    on(
      stream,
      'MembershipGranted',
      fc.record({
        actorId: fc.constant('act_a'),
        role: fc.constant('COMPANY'),
        regionIds: fc.constant([]),
        from: day,
      }),
    ),
  ),
  fc
    .constantFrom(...ORGS)
    .chain((stream) =>
      on(
        stream,
        'MembershipRevoked',
        fc.record({ actorId: fc.constant('act_a'), role: fc.constant('COMPANY'), reason: fc.constant('left') }),
      ),
    ),
);

/** Everything that can happen to a decision, in any order: what a decider would refuse must not break a fold either. */
function decisions(): fc.Arbitrary<Stamped>[] {
  const alt = fc.constantFrom(id('alt', 1), id('alt', 2));
  const cnd = fc.constantFrom(id('cnd', 1), id('cnd', 2));
  const mnd = fc.constantFrom(id('mnd', 1), id('mnd', 2));
  const published = fc.constantFrom(true, undefined);
  const mandates = fc
    .constantFrom(...ORGS)
    .chain((stream) =>
      fc.oneof(
        on(
          stream,
          'MandateGranted',
          fc.record({ mandateId: mnd, actorId: fc.constant('act_a'), subject: fc.constant('SCOPE'), from: day }),
        ),
        on(stream, 'MandateRevoked', fc.record({ mandateId: mnd, from: day, reason: fc.constant('left') })),
      ),
    );
  const drafted = fc.record({
    type: fc.constant('SCOPE'),
    question: fc.constantFrom('Shall we?', 'Or not?'),
    subjectIds: fc.constantFrom([id('reg', 1)], [id('reg', 1), id('pln', 1)]),
    participants: fc.constantFrom([], [id('org', 2)]),
  });
  const taken = fc.record({
    chosen: alt,
    motivation: fc.constant('because it is so'),
    mandateId: mnd,
    conditions: fc.record({ conditionId: cnd, text: fc.constant('money'), due: day }).map((one) => [one]),
    inputIndex: fc.constant(1),
    snapshotIds: fc.constant([]),
    citedEventIds: fc.constant([]),
    effectiveDate: day,
  });
  const document = fc.record({
    type: fc.constant('SCOPE'),
    question: fc.constantFrom('Shall we?', { withheld: '5.1.1c' }),
    regionIds: fc.constant([id('reg', 1)]),
    alternatives: fc.constant([]),
    motivation: fc.constant('because it is so'),
    decidedBy: org,
    decidedOn: day,
    effectiveDate: day,
    conditions: fc.constant([]),
    endorsedBy: fc.constant([]),
    dissents: fc.constant([]),
  });
  return [
    mandates,
    on(DECISION, 'DecisionDrafted', drafted),
    on(
      DECISION,
      'AlternativeAdded',
      fc.record({
        alternativeId: alt,
        label: fc.constant('This'),
        doNothing: fc.boolean(),
        pros: fc.constant('+'),
        cons: fc.constant('-'),
      }),
    ),
    on(DECISION, 'DecisionTaken', taken),
    on(DECISION, 'DecisionEndorsed', fc.record({ orgId: org, mandateId: mnd })),
    on(DECISION, 'DissentRecorded', fc.record({ orgId: org, text: fc.constant('rather not') })),
    on(DECISION, 'ConditionFulfilled', fc.record({ conditionId: cnd, evidence: fc.constant('paid') })),
    on(DECISION, 'ConditionBreached', fc.record({ conditionId: cnd, text: fc.constant('not paid') })),
    on(
      DECISION,
      'ConditionReminded',
      fc.record({ conditionId: cnd, due: day, stage: fc.constantFrom('SOON', 'OVERDUE') }),
    ),
    on(
      DECISION,
      'DecisionPublished',
      fc.record({ channel: fc.constant('WEBSITE'), redactions: fc.constant([]), document }),
    ),
    on(DECISION, 'DecisionSuperseded', fc.record({ byDecisionId: fc.constant(id('dec', 2)), published })),
    on(DECISION, 'DecisionRevoked', fc.record({ reason: fc.constant('error'), mandateId: mnd, published })),
    on(DECISION, 'DecisionArchived', fc.record({ mdtoId: fc.constant('NL-1'), packageHash: fc.constant('0') })),
  ];
}
/** What happens in the story of all kinds, in any order and as often as it comes. */
const told = story().events.filter(
  ({ type }) => !['TextEdited', 'TextSnapshotTaken', 'TextRestated', 'FactCorrected', 'FactRestated'].includes(type),
);
const stamped = ({ stream, type, data, meta }: RecordedEvent): Stamped => {
  const { actor, organisation, role } = meta;
  return [stream, { type, data: { ...data }, meta: { actor, organisation, role } }];
};
const firsts = told.filter(({ stream }, n) => told.findIndex((one) => one.stream === stream) === n);
const makes = new Set(firsts.map(({ type }) => type));
const anything = fc.oneof(
  { arbitrary: known, weight: 1 },
  {
    arbitrary: fc
      .record({
        event: fc.constantFrom(...told.filter(({ type }) => !makes.has(type))),
        actor: fc.constantFrom('act_a', 'act_b'),
        reason: fc.boolean(),
      })
      .map(({ event, actor, reason }): Stamped => {
        const [stream, happened] = stamped(event);
        return [stream, { ...happened, meta: { ...happened.meta, actor, ...(reason ? { reason: 'because' } : {}) } }];
      }),
    weight: 2,
  },
);

const beginnings: Stamped[] = [
  [
    REGION,
    {
      type: 'RegionDefined',
      data: {
        name: 'Waard',
        kind: 'CUSTOM',
        geometry: square,
        provinceCodes: ['PV24'],
        municipalityCodes: [],
        operatorIds: [],
      },
    },
  ],
  [ORGS[0] ?? '', { type: 'OrganisationRegistered', data: { name: 'Klinker', kinds: ['COMPANY'] } }],
  [ORGS[1] ?? '', { type: 'OrganisationRegistered', data: { name: 'Polder', kinds: ['COMPANY'] } }],
  [
    SITE,
    {
      type: 'SiteRegistered',
      data: {
        orgId: id('org', 1),
        name: 'Kiln',
        address: { city: 'Waard' },
        point: [5.2, 52.2],
        location: 'ONSHORE',
        sector: 'CERAMICS',
      },
    },
  ],
  [
    PLAN,
    {
      type: 'SynergyPlanStarted',
      data: { regionId: id('reg', 1), kind: 'SHARED_HEAT', title: 'Heat', initiatorOrg: id('org', 1) },
    },
  ],
];

const others = firsts.filter(({ stream }) => !beginnings.some(([known]) => known === stream)).map(stamped);

/** A change of a text fits the text that it changes; now and then the text is recorded whole. */
function fitted(events: RecordedEvent[]): RecordedEvent[] {
  let length = 0;
  let textRevision = 0;
  return events.map((event) => {
    if (event.type !== 'TextEdited') return event;
    textRevision++;
    const { at, ins } = event.data as { at: number; ins: string };
    if (textRevision > 4 && at % 5 === 0) {
      const data = { section: 'risks', textRevision: --textRevision, text: 'x'.repeat(length) };
      return { ...event, type: 'TextSnapshotTaken', data };
    }
    const from = at % (length + 1);
    const del = Math.min(length - from, at % 3);
    const changes = changesOf([{ from, del, ins }], length);
    length += ins.length - del;
    return { ...event, data: { section: 'risks', textRevision, changes } };
  });
}

/** Corrections point at an event of the same stream, as the decider makes sure. */
function withCorrections(events: RecordedEvent[], picks: number[]): RecordedEvent[] {
  const correctable: Record<string, string> = {
    VerifiedEmissionsReported: 't',
    ResidualHeatOffered: 'MW',
    PlanDetailSet: 'value',
    SiteDetailSet: 'value',
    ProjectProposed: 'reduction',
    ProjectRescoped: 'capexEUR',
    ProjectDelayed: 'startYear',
    ProjectRealised: 'actual_t',
    InfraNeedStated: 'amount',
    ConnectionRequested: 'amount',
    FundingRequested: 'EUR',
    CapacityPublished: 'queueMW',
    WorkCompleted: 'addedMW',
    IndicatorMeasured: 'value',
    FundsPaid: 'EUR',
  };
  const targets = events.filter((event) => event.type in correctable);
  const extra = picks.flatMap((pick, n) => {
    const target = targets[pick % Math.max(1, targets.length)];
    if (!target) return [];
    const field = correctable[target.type];
    const value = field === 'reduction' ? { t2030: 7, t2035: 7, t2040: 7 } : 7;
    // of a plan's detail it is said which, as its class may be its own
    const detail = target.type === 'PlanDetailSet' ? { detail: target.data['field'] } : {};
    const data = { targetEventId: target.id, field, old: 1, new: value, ...detail, reason: 'typing error' };
    return [recorded(target.stream, events.length + n, { type: 'FactCorrected', data })];
  });
  return [...events, ...extra];
}

export const histories: fc.Arbitrary<RecordedEvent[]> = fc
  .tuple(fc.array(anything, { maxLength: 40 }), fc.array(fc.nat(100), { maxLength: 4 }))
  .map(([more, picks]) =>
    withCorrections(
      fitted([...beginnings, ...others, ...more].map(([stream, event], index) => recorded(stream, index, event))),
      picks,
    ),
  );
