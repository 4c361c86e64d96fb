import { texts } from '../app/i18n/i18n.svelte.ts';

/** What happened is said by projections/history-sentences; this is what stands around it. */
export const t = texts('activity', {
  nl: {
    title: 'Wat er gebeurt',
    empty: 'Hier verschijnt wat er aan deze tafel gebeurt.',
    changes_one: '{{count}} wijziging',
    changes_other: '{{count}} wijzigingen',
    more: 'Toon eerdere',
    moment: 'Zoals het toen was:',
    other: 'legde iets vast',
  },
  en: {
    title: 'What happens',
    empty: 'What happens at this table shows up here.',
    changes_one: '{{count}} change',
    changes_other: '{{count}} changes',
    more: 'Show earlier',
    moment: 'As it was then:',
    other: 'recorded something',
  },
});
