import { texts } from '../../app/i18n/i18n.svelte.ts';

export const t = texts('cases', {
  nl: {
    title: 'Casussen en lessen',
    lead: 'Een casus gaat van intake via analyse en overleg naar acties met een eigenaar en een datum. Wat in één bedrijf is uitgezocht, wordt opgeschaald naar een regio; wat er geleerd is, wordt elders toegepast.',
    cases: 'Casussen van uw tafels',
    noCases:
      'Er is geen casus aan een tafel waaraan u zit. Een casus begint met een besluit; zij wordt geopend op de pagina Knelpunten en casussen van een regio.',
    openActions_one: '{{count}} open actie',
    openActions_other: '{{count}} open acties',
    overdue: '{{count}} te laat',
    lessons: 'Lessen',
    library: 'Alle lessen',
    noLessons: 'Er zijn nog geen lessen voorgesteld.',
    reused: '{{lessons}} lessen zijn samen {{times}} keer toegepast.',
    notReused: 'Er is nog geen les toegepast.',
    applied_one: '{{count}} keer toegepast',
    applied_other: '{{count}} keer toegepast',
    lessonPROPOSED: 'Voorgesteld',
    lessonENDORSED: 'Vastgesteld',
  },
  en: {
    title: 'Cases and lessons',
    lead: 'A case goes from intake through analysis and a table to actions with an owner and a date. What was worked out at one company is scaled up to a region; what was learnt is applied elsewhere.',
    cases: 'Cases of your tables',
    noCases:
      'There is no case at a table at which you sit. A case begins with a decision; it is opened on the page Bottlenecks and cases of a region.',
    openActions_one: '{{count}} open action',
    openActions_other: '{{count}} open actions',
    overdue: '{{count}} overdue',
    lessons: 'Lessons',
    library: 'All lessons',
    noLessons: 'No lessons have been proposed yet.',
    reused: '{{lessons}} lessons have been applied {{times}} times altogether.',
    notReused: 'No lesson has been applied yet.',
    applied_one: 'applied {{count}} time',
    applied_other: 'applied {{count}} times',
    lessonPROPOSED: 'Proposed',
    lessonENDORSED: 'Endorsed',
  },
});
