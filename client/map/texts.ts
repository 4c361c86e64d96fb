import { texts } from '../app/i18n/i18n.svelte.ts';

export const t = texts('map', {
  nl: { zoomIn: 'Inzoomen', zoomOut: 'Uitzoomen', zoomReset: 'Hele kaart' },
  en: { zoomIn: 'Zoom in', zoomOut: 'Zoom out', zoomReset: 'Whole map' },
});
