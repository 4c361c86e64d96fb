import { sectorNames } from '../../../projections/history-sentences/names.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';

/** What a sector or a cluster is called. */
export function t(name: keyof typeof sectorNames): string {
  return sectorNames[name][language.now];
}
