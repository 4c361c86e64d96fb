import { texts } from '../app/i18n/i18n.svelte.ts';

/** Where a value comes from. */
export const t = texts('blame', {
  nl: {
    open: 'Herkomst van {{what}}',
    title: 'Herkomst van {{what}}',
    since: 'Sinds {{when}}, door {{who}} ({{organisation}}).',
    sinceBecause: 'Sinds {{when}}, door {{who}} ({{organisation}}), omdat: {{reason}}',
    source: 'Bron: {{source}}',
    earlier: 'Laatste waarden',
    toEvent: 'Gebeurtenis',
    event: 'Gebeurtenis waarmee dit {{value}} werd',
    compare: 'Vergelijk met de waarde ervoor',
    corrected: 'gecorrigeerd',
    hidden: 'voor deelnemers',
    emptied: 'leeg',
    none: 'Hier is nog niets vastgelegd.',
    failed: 'De herkomst kan nu niet worden opgehaald.',
  },
  en: {
    open: 'Origin of {{what}}',
    title: 'Origin: {{what}}',
    since: 'Since {{when}}, by {{who}} ({{organisation}}).',
    sinceBecause: 'Since {{when}}, by {{who}} ({{organisation}}), because: {{reason}}',
    source: 'Source: {{source}}',
    earlier: 'Latest values',
    toEvent: 'Event',
    event: 'Event by which this became {{value}}',
    compare: 'Compare with the value before',
    corrected: 'corrected',
    hidden: 'for participants',
    emptied: 'empty',
    none: 'Nothing has been recorded here yet.',
    failed: 'The origin cannot be fetched now.',
  },
});
