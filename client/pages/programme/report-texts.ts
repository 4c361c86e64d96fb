import { texts } from '../../app/i18n/i18n.svelte.ts';

export const t = texts('report', {
  nl: {
    title: 'Maandverslag',
    month: 'Maand',
    print: 'Druk af',
    pdf: 'Download als PDF',
    asItWas: 'U ziet het verslag zoals het op dat moment was; na het einde van de maand verandert het niet meer.',
  },
  en: {
    title: 'Monthly report',
    month: 'Month',
    print: 'Print',
    pdf: 'Download as PDF',
    asItWas: 'You see the report as it was at that moment; after the end of the month it does not change any more.',
  },
});
