import { t } from './texts.ts';

const ways = [
  ...['watch', 'push', 'history', 'plan', 'region', 'text', 'texthistory', 'textchanges'],
  ...['difference', 'event', 'notices', 'visit', 'erasure', 'export', 'dossier', 'selection'],
];

/** By which door something was read; a word that this page does not know stands as it is. */
export function wayName(what: string): string {
  const word = what.replace('-', '');
  return ways.includes(word) ? t(`what${word}` as 'whatwatch') : what;
}
