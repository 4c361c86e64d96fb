import { texts } from '../../app/i18n/i18n.svelte.ts';

/** What ends a plan, or makes it a pilot. */
export const t = texts('plan-end', {
  nl: {
    realise: 'Leg de oplevering vast',
    pilot: 'Wijs aan als pilot',
    stop: 'Stop het plan',
    stopNeeds: 'Stoppen vraagt een genomen besluit van soort Afbakening over dit plan. Parkeren kan zonder besluit.',
    pilotNeeds: 'Aanwijzen vraagt een genomen besluit van soort Prioriteit over dit plan.',
    pilotsAlready: 'Aan deze tafel liggen al {{count}} pilots; bedoeld zijn er één of twee.',
    decision: 'Besluit',
    reason: 'Reden',
    date: 'Opgeleverd op',
    tonnes: 'Vermeden CO₂ (t per jaar)',
    MW: 'Vermogen (MW)',
    EUR: 'Kosten (€)',
    badNumber: 'Vul getallen in.',
  },
  en: {
    realise: 'Record the completion',
    pilot: 'Designate as a pilot',
    stop: 'Stop the plan',
    stopNeeds: 'Stopping takes a decision of type Scope about this plan that was taken. Parking takes none.',
    pilotNeeds: 'Designating takes a decision of type Priority about this plan that was taken.',
    pilotsAlready: '{{count}} pilots lie on this table already; one or two are meant.',
    decision: 'Decision',
    reason: 'Why',
    date: 'Completed on',
    tonnes: 'CO₂ avoided (t per year)',
    MW: 'Capacity (MW)',
    EUR: 'Costs (€)',
    badNumber: 'Enter numbers.',
  },
});
