import { texts } from '../app/i18n/i18n.svelte.ts';

export const t = texts('charts', {
  nl: { asTable: 'Als tabel' },
  en: { asTable: 'As a table' },
});
