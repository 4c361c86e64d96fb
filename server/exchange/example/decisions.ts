import type { Line, NameId, Speaker } from './script.ts';

/** Decisions of the example region: one that was taken, endorsed, contested and published, and one in the making. */
export function decisionLines(id: NameId, says: (by: string) => Speaker, system: Speaker): Line[] {
  return [...mandates(id, system), ...priority(id, says), ...study(id, says)];
}

function mandates(id: NameId, system: Speaker): Line[] {
  const grant = granting(id, system);
  return [
    grant('province', 'provincie', 'act_demo-lotte', 'PRIORITY', 250_000),
    grant('programme', 'programma', 'act_demo-ruben', 'PRIORITY'),
    grant('budget', 'programma', 'act_demo-ruben', 'BUDGET', 100_000),
  ];
}

/** The province and the programme lead decide on gates together. */
export function gateMandates(id: NameId, system: Speaker): Line[] {
  const grant = granting(id, system);
  return [
    grant('province gates', 'provincie', 'act_demo-lotte', 'GATE'),
    grant('programme gates', 'programma', 'act_demo-ruben', 'GATE'),
  ];
}

function granting(id: NameId, system: Speaker) {
  return (name: string, org: string, actorId: string, subject: string, maxEUR?: number): Line =>
    system('GrantMandate', id('org', org), {
      mandateId: id('mnd', name),
      actorId,
      subject,
      ...(maxEUR === undefined ? {} : { maxEUR }),
      from: '2025-01-01',
      basisFileId: 'Mandaatregister (voorbeeld), 2025',
    });
}

function priority(id: NameId, says: (by: string) => Speaker): Line[] {
  const decision = id('dec', 'priority');
  const lotte = says('act_demo-lotte');
  const ruben = says('act_demo-ruben');
  const fatima = says('act_demo-fatima');
  const kiln = id('alt', 'kiln');
  const ring = id('alt', 'ring');
  const contentOf = (type: string, part: string): Pick<Line, 'basedOn'> => ({
    basedOn: { field: 'content', type, part },
  });
  return [
    lotte('DraftDecision', decision, {
      type: 'PRIORITY',
      question: 'Welke warmtebron in Nieuwe Waard krijgt tot 2030 voorrang bij onderzoek en vergunningen?',
      subjectIds: [id('reg', 'region'), id('pln', 'heat'), id('pln', 'harbour')],
      participants: [id('org', 'programma'), id('org', 'gemeente'), id('org', 'netbeheer')],
    }),
    lotte('AddAlternative', decision, {
      alternativeId: id('alt', 'nothing'),
      label: 'Geen voorrang: beide plannen wachten op elkaar',
      doNothing: true,
      pros: 'Niemand hoeft te kiezen.',
      cons: 'De vergunningverlener heeft tot 2029 ruimte voor één tracé tegelijk; dan valt de start in 2031.',
    }),
    lotte('AddAlternative', decision, {
      alternativeId: kiln,
      label: 'Eerst de ovenwarmte van De Klinker',
      pros: 'Bron en afnemer liggen 2,2 kilometer uit elkaar; de mantelbuis langs de Ringvaart ligt er al.',
      cons: 'Eén bron: bij stilstand van de oven moet de ketel van Polderwit bijspringen.',
    }),
    lotte('AddAlternative', decision, {
      alternativeId: ring,
      label: 'Eerst de warmtering Havenkwartier',
      pros: 'Bedient straks meer bedrijven dan één.',
      cons: 'Het tracé door de haven is nog niet gekozen en de bron is indicatief.',
    }),
    {
      ...ruben('EndorseDecision', decision, { orgId: id('org', 'programma'), mandateId: id('mnd', 'programme') }),
      ...contentOf('AddAlternative', ring),
    },
    {
      ...lotte('TakeDecision', decision, {
        chosen: kiln,
        motivation:
          'De ovenwarmte kan in 2029 stromen en er ligt een tweezijdige toezegging op tafel. De warmtering is groter, ' +
          'maar haar tracé en bron zijn nog niet zeker. Zodra de tracékeuze is gemaakt, komt de volgorde terug op tafel.',
        mandateId: id('mnd', 'province'),
        amountEUR: 180_000,
        conditions: [
          {
            conditionId: id('cnd', 'loi'),
            text: 'De Klinker en Polderwit hebben de intentieverklaring getekend.',
            due: '2027-02-15',
          },
          {
            conditionId: id('cnd', 'pumps'),
            text: 'Netbeheer Markerland heeft het vermogen voor de pompen bevestigd.',
            due: '2027-06-01',
          },
        ],
        effectiveDate: '2027-01-01',
      }),
      ...contentOf('AddAlternative', ring),
    },
    fatima('RecordDissent', decision, {
      orgId: id('org', 'watermerk'),
      text: 'Wij zien liever dat de warmtering meeloopt: onze ketel is in 2029 aan vervanging toe en wacht daar niet op.',
    }),
    {
      ...lotte('PublishDecision', decision, {
        channel: 'WEBSITE',
        redactions: [{ field: `dissent.${id('org', 'watermerk')}`, ground: '5.1.1c' }],
      }),
      ...contentOf('TakeDecision', kiln),
    },
  ];
}

function study(id: NameId, says: (by: string) => Speaker): Line[] {
  const decision = id('dec', 'study');
  const ruben = says('act_demo-ruben');
  return [
    ruben('DraftDecision', decision, {
      type: 'BUDGET',
      question: 'Betaalt het programma de haalbaarheidsstudie voor de warmtering Havenkwartier?',
      subjectIds: [id('reg', 'region'), id('pln', 'harbour')],
      participants: [id('org', 'provincie'), id('org', 'watermerk'), id('org', 'helder')],
    }),
    ruben('AddAlternative', decision, {
      alternativeId: id('alt', 'no study'),
      label: 'Niet betalen: de bedrijven onderzoeken het zelf',
      doNothing: true,
      pros: 'Kost het programma niets.',
      cons: 'De tracékeuze van mei 2027 wordt dan waarschijnlijk niet gehaald.',
    }),
    ruben('AddAlternative', decision, {
      alternativeId: id('alt', 'half study'),
      label: 'De helft betalen, tot 60.000 euro',
      pros: 'De bedrijven dragen zelf bij, en de gegevens blijven voor iedereen aan tafel.',
      cons: 'Vraagt een afspraak over wie de opdrachtgever is.',
    }),
  ];
}
