import type { RegionStatus } from '../../events/region/evolve-selection.ts';
import type { Verdict } from '../interventions/interventions.ts';

const statuses: Readonly<Record<'nl' | 'en', Readonly<Record<RegionStatus, string>>>> = {
  nl: {
    ...{ CANDIDATE: 'weer kandidaat', SHORTLISTED: 'op de shortlist', SELECTED: 'gekozen' },
    ...{ ACTIVE: 'begonnen', PAUSED: 'gepauzeerd', CLOSED: 'afgesloten' },
  },
  en: {
    ...{ CANDIDATE: 'a candidate again', SHORTLISTED: 'shortlisted', SELECTED: 'selected' },
    ...{ ACTIVE: 'started', PAUSED: 'paused', CLOSED: 'closed' },
  },
};

/** The sentences of a monthly report, in both languages. */
const nl = {
  title: 'Maandverslag',
  asOf: (day: string) => `Stand van ${day}, voor zover de lezer die mag zien.`,
  notTold: 'niet te vertellen: er staan te weinig bedrijven achter',
  reduction: 'Reductie naar kans',
  round: (year: number) => `Ronde ${year}: elk project telt naar de kans van zijn fase.`,
  figures: (expected: string, reduction: string, delta: string | undefined) =>
    `${expected} per jaar, van ${reduction} gemeld${delta === undefined ? '' : `; ${delta} sinds de vorige ronde`}`,
  noRound: 'Er is nog geen interviewronde gesloten.',
  regions: 'Keuze van regio’s',
  noRun: 'Er is nog geen selectie doorgerekend.',
  run: (day: string, frozen: boolean) => `Doorrekening van ${day}${frozen ? ', bevroren' : ''}.`,
  place: (name: string, place: number) => `${place}. ${name}`,
  standing: (score: string | undefined, first: string | undefined) =>
    [score && `score ${score}`, first && `eerste in ${first} van de trekkingen`].filter(Boolean).join('; '),
  budget: 'Budget',
  noBudget: 'Geen budget dat de lezer mag zien.',
  allocated: 'Toegekend',
  reserved: 'Gereserveerd',
  committed: 'Vastgelegd',
  paid: 'Betaald',
  free: 'Vrij',
  tried: 'Wat het programma probeert',
  pilots: 'Pilots',
  pilotsOf: (used: number, most: number) => `${used} van hoogstens ${most}`,
  lessons: 'Lessen',
  applied: (times: number) => `${times} keer toegepast`,
  cases: 'Casussen',
  openCases: (open: number, overdue: number) => `${open} open, ${overdue} acties te laat`,
  happened: 'Wat er deze maand gebeurde',
  nothing: 'Deze maand is er niets vastgelegd.',
  verdicts: {
    ...{ WORKS: 'Werkt', PARTLY: 'Werkt deels', NO: 'Werkt niet' },
    ...{ UNKNOWN: 'Nog niet te zeggen', NONE: 'Nog niet beoordeeld' },
  } as Readonly<Record<Verdict, string>>,
  lines: {
    roundOpened: (year: number) => `Interviewronde ${year} is geopend.`,
    roundClosed: (year: number) => `Interviewronde ${year} is gesloten.`,
    roundPublished: (year: number) => `Interviewronde ${year} is gepubliceerd.`,
    frozen: 'De doorrekening van een selectie is bevroren.',
    region: (name: string, status: RegionStatus) => `${name}: ${statuses.nl[status]}.`,
    allocated: (EUR: string, source: string) => `${EUR} toegekend door ${source}.`,
    committed: (EUR: string, target: string) => `${EUR} vastgelegd voor ${target}.`,
    paid: (EUR: string, target: string) => `${EUR} betaald voor ${target}.`,
    started: (what: string) => `Interventie gestart: ${what}`,
    measured: (indicator: string, value: string) => `Gemeten: ${indicator} is ${value}.`,
    judged: (what: string, verdict: string) => `Oordeel over “${what}”: ${verdict}.`,
    proposed: (advice: string) => `Les voorgesteld: ${advice}`,
    endorsed: (advice: string) => `Les vastgesteld: ${advice}`,
    applied: (advice: string) => `Les toegepast: ${advice}`,
    parameter: (key: string, value: string) => `Kengetal ${key} vastgesteld op ${value}.`,
  },
};

const en: typeof nl = {
  title: 'Monthly report',
  asOf: (day) => `As of ${day}, as far as its reader may see it.`,
  notTold: 'cannot be told: too few companies are behind it',
  reduction: 'Reduction weighted by risk',
  round: (year) => `Round ${year}: each project counts by the chance of its phase.`,
  figures: (expected, reduction, delta) =>
    `${expected} a year, of ${reduction} reported${delta === undefined ? '' : `; ${delta} since the round before`}`,
  noRound: 'No round of interviews has been closed yet.',
  regions: 'Selection of regions',
  noRun: 'No selection has been run yet.',
  run: (day, frozen) => `Run of ${day}${frozen ? ', frozen' : ''}.`,
  place: (name, place) => `${place}. ${name}`,
  standing: (score, first) =>
    [score && `score of ${score}`, first && `first in ${first} of the draws`].filter(Boolean).join('; '),
  budget: 'Budget of the programme',
  noBudget: 'No budget that its reader may see.',
  allocated: 'Allocated',
  reserved: 'Reserved',
  committed: 'Committed',
  paid: 'Paid',
  free: 'Free',
  tried: 'What the programme tries',
  pilots: 'Pilots used',
  pilotsOf: (used, most) => `${used} of ${most} at most`,
  lessons: 'Lessons',
  applied: (times) => `applied ${times} times`,
  cases: 'Cases',
  openCases: (open, overdue) => `${open} open, ${overdue} actions overdue`,
  happened: 'What happened this month',
  nothing: 'Nothing was recorded this month.',
  verdicts: {
    ...{ WORKS: 'Works', PARTLY: 'Works partly', NO: 'Does not work' },
    ...{ UNKNOWN: 'Too early to say', NONE: 'Not judged yet' },
  },
  lines: {
    roundOpened: (year) => `Interview round ${year} was opened.`,
    roundClosed: (year) => `Interview round ${year} was closed.`,
    roundPublished: (year) => `Interview round ${year} was published.`,
    frozen: 'The run of a selection was frozen.',
    region: (name, status) => `${name}: ${statuses.en[status]}.`,
    allocated: (EUR, source) => `${EUR} allocated by ${source}.`,
    committed: (EUR, target) => `${EUR} committed to ${target}.`,
    paid: (EUR, target) => `${EUR} paid for ${target}.`,
    started: (what) => `Intervention started: ${what}`,
    measured: (indicator, value) => `Measured: ${indicator} is ${value}.`,
    judged: (what, verdict) => `Verdict on “${what}”: ${verdict}.`,
    proposed: (advice) => `Lesson proposed: ${advice}`,
    endorsed: (advice) => `Lesson endorsed: ${advice}`,
    applied: (advice) => `Lesson applied: ${advice}`,
    parameter: (key, value) => `Parameter ${key} set to ${value}.`,
  },
};

export const words = { nl, en } as const;
