import { texts } from '../../app/i18n/i18n.svelte.ts';

export const t = texts('report', {
  nl: { title: 'Maandverslag', month: 'Maand', print: 'Druk af', pdf: 'Download als PDF' },
  en: { title: 'Monthly report', month: 'Month', print: 'Print', pdf: 'Download as PDF' },
});
