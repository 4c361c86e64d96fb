import type { Persona } from './cast.ts';
import type { Line, NameId, Speaker } from './script.ts';

/** Who holds the interviews of the example: like everybody here, nobody. */
export const interviewer: Persona = {
  ...{ actor: 'act_demo-merel', name: 'Merel Vos', organisation: 'uitvoering' },
  ...{ role: 'RVO', atTheTable: true },
};

/** Projects of the example's companies, what they answered in two rounds of interviews, and the programme's money. */
export function programmeLines(id: NameId, says: (by: string) => Speaker, system: Speaker): Line[] {
  const org = id('org', interviewer.organisation);
  return [
    system('RegisterOrganisation', org, { name: 'Uitvoeringsdienst Ondernemers', kinds: ['RVO'], example: true }),
    system('GrantMembership', org, {
      ...{ actorId: interviewer.actor, role: interviewer.role, regionIds: [id('reg', 'region')], from: '2025-01-01' },
    }),
    ...Object.entries(projects).map(([key, { by, ...project }]) =>
      says(by)('ProposeProject', id('prj', key), { siteId: id('sit', key), ...project }),
    ),
    ...rounds(id, says(interviewer.actor)),
    ...money(id, says('act_demo-ruben')),
  ];
}

const projects = {
  klinker: {
    ...{ by: 'act_demo-noor', title: 'Oven 3 op groen gas en stroom', route: 'GREEN_GAS', phase: 'STUDY' },
    ...{ startYear: 2032, reduction: { t2030: 0, t2035: 14_000, t2040: 18_000 } },
  },
  polderwit: {
    ...{ by: 'act_demo-daan', title: 'Drogen met restwarmte', route: 'HEAT', phase: 'FEED' },
    ...{ startYear: 2029, reduction: { t2030: 9_500, t2035: 9_500, t2040: 9_500 } },
  },
  watermerk: {
    ...{ by: 'act_demo-fatima', title: 'Warmtepomp voor de droogpartij', route: 'ELECTRIFICATION', phase: 'FEED' },
    ...{ startYear: 2029, reduction: { t2030: 24_000, t2035: 30_000, t2040: 30_000 } },
  },
  helder: {
    ...{ by: 'act_demo-joost', title: 'Smeltoven op waterstof', route: 'HYDROGEN', phase: 'IDEA' },
    ...{ startYear: 2034, reduction: { t2030: 0, t2035: 16_000, t2040: 26_000 } },
  },
} as const;
type Key = keyof typeof projects;

type Said = readonly [phase: string, startYear: number, t2030: number, t2035: number, t2040: number, certainty: number];

/** What was answered: from one round to the next one project is delayed, one smaller, one new. */
const answers: Readonly<Record<number, Partial<Record<Key, Said>>>> = {
  2023: {
    klinker: ['STUDY', 2029, 9_000, 14_000, 18_000, 0.6],
    polderwit: ['STUDY', 2029, 12_000, 12_000, 12_000, 0.5],
    watermerk: ['IDEA', 2030, 21_000, 30_000, 30_000, 0.4],
  },
  2025: {
    klinker: ['STUDY', 2032, 0, 14_000, 18_000, 0.4],
    polderwit: ['FEED', 2029, 9_500, 9_500, 9_500, 0.7],
    watermerk: ['FEED', 2029, 24_000, 30_000, 30_000, 0.7],
    helder: ['IDEA', 2034, 0, 16_000, 26_000, 0.2],
  },
};

function rounds(id: NameId, merel: Speaker): Line[] {
  return Object.entries(answers).flatMap(([year, given]) => {
    const round = id('rnd', year);
    const companies = Object.keys(projects).map((key) => id('org', key));
    const said = Object.entries(given).flatMap(([key, [phase, startYear, t2030, t2035, t2040, certainty]]) => {
      const responseId = id('rsp', `${year} ${key}`);
      return [
        merel('SubmitResponse', round, {
          ...{ responseId, orgId: id('org', key), projectId: id('prj', key), phase, startYear, t2030, t2035, t2040 },
          ...{ certainty, bottlenecks: key === 'klinker' ? ['GRID_CAPACITY'] : [] },
        }),
        merel('ValidateResponse', round, { responseId }),
      ];
    });
    return [
      merel('OpenRound', round, { year: Number(year), questionnaireVersion: '2', invited: companies }),
      ...said,
      merel('CloseRound', round, {}),
      merel('PublishRound', round, {}),
    ];
  });
}

/** The decision behind the first commitment. */
function facilitation(id: NameId, ruben: Speaker): Line[] {
  const decision = id('dec', 'facilitation');
  const pay = id('alt', 'facilitation');
  return [
    ruben('DraftDecision', decision, {
      ...{ type: 'BUDGET', subjectIds: [id('reg', 'region')], participants: [] },
      question: 'Betaalt het programma tot eind 2027 een procesbegeleider aan deze tafel?',
    }),
    ruben('AddAlternative', decision, {
      ...{ alternativeId: id('alt', 'no facilitation'), doNothing: true },
      label: 'Niet betalen: de provincie begeleidt de tafel zelf',
      pros: 'Kost het programma niets.',
      cons: 'De provincie heeft daar tot 2028 niemand voor.',
    }),
    ruben('AddAlternative', decision, {
      ...{ alternativeId: pay, label: 'Een begeleider voor twee dagen in de week, 84.000 euro' },
      pros: 'Iemand bewaakt de afspraken tussen de overleggen.',
      cons: 'De tafel kan ervan afhankelijk worden.',
    }),
    {
      ...ruben('TakeDecision', decision, {
        ...{ chosen: pay, mandateId: id('mnd', 'budget'), amountEUR: 84_000, conditions: [] },
        motivation:
          'De plannen van deze tafel wachten op afspraken tussen bedrijven, niet op techniek. Een begeleider maakt die ' +
          'afspraken sneller; na een jaar wordt gemeten of dat zo is.',
        effectiveDate: '2026-01-01',
      }),
      basedOn: { field: 'content', type: 'AddAlternative', part: pay },
    },
  ];
}

function money(id: NameId, ruben: Speaker): Line[] {
  const programme = id('bud', 'programme');
  return [
    ruben('AllocateBudget', programme, {
      ...{ source: 'Klimaatfonds', EUR: 17_600_000, period: { fromYear: 2025, toYear: 2030 } },
      docRef: 'Toekenning programma (voorbeeld)',
    }),
    ruben('ReserveBudget', programme, {
      ...{ reservationId: id('rsv', 'second'), source: 'Klimaatfonds', EUR: 29_400_000, until: '2028-12-31' },
      condition: 'Pas te besteden na de evaluatie van de eerste regio’s.',
    }),
    ...facilitation(id, ruben),
    ruben('CommitFunds', programme, {
      ...{ commitmentId: id('cmm', 'facilitation'), targetId: id('reg', 'region'), EUR: 84_000 },
      decisionId: id('dec', 'facilitation'),
    }),
    ruben('PayFunds', programme, { commitmentId: id('cmm', 'facilitation'), EUR: 21_000, date: '2026-03-31' }),
    ruben('StartIntervention', id('int', 'facilitation'), {
      ...{ type: 'FACILITATION', targetIds: [id('reg', 'region')] },
      hypothesis: 'Een procesbegeleider aan tafel halveert de tijd van eerste gesprek tot intentieverklaring.',
      ...{
        indicator: 'Dagen van eerste gesprek tot intentieverklaring',
        unit: 'dagen',
        baseline: 420,
        targetValue: 210,
      },
    }),
    ruben('MeasureIndicator', id('int', 'facilitation'), { date: '2026-02-01', value: 300 }),
  ];
}
