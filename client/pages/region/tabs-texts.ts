import { texts } from '../../app/i18n/i18n.svelte.ts';

export const t = texts('region-tabs', {
  nl: {
    tabs: 'Onderdelen van de regio',
    overview: 'Overzicht',
    plans: 'Plannen',
    sites: 'Locaties en projecten',
    infrastructure: 'Infrastructuur',
    bottlenecks: 'Knelpunten en casussen',
    suggestions: 'Kansen',
    decisions: 'Besluiten',
  },
  en: {
    tabs: 'Parts of the region',
    overview: 'Overview',
    plans: 'Plans',
    sites: 'Sites and projects',
    infrastructure: 'Infrastructure of the region',
    bottlenecks: 'Bottlenecks and cases',
    suggestions: 'Opportunities',
    decisions: 'Decisions',
  },
});
