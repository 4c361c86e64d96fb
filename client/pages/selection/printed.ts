import { isHidden } from '../../../events/envelope.ts';
import type { Range, Score } from '../../../events/selection/state.ts';
import { formatNumber } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { derivable } from './default-criteria.ts';
import { t } from './texts.ts';

export const percent = (share: number, digits = 0): string =>
  `${formatNumber(share * 100, language.now, digits)}\u00a0%`;
export const valued = (value: number): string => formatNumber(value, language.now, 2);

const shares = new Set(['infrastructureClarity', 'readiness', 'commitment']);

/** In what a criterion is measured; of parts of a whole and of counts, which have no unit, in words. */
export function unitText(key: string, unit: string): string {
  if (unit !== '') return unit;
  if (shares.has(key)) return t('asShare');
  return key === 'etsAnchors' ? t('asCount') : '';
}

/** What the log gives for a criterion; undefined: people judge it. */
export function howText(key: string): string | undefined {
  return derivable.has(key) ? t(`how${key as 'reduction'}`) : undefined;
}

/** A score as people read it: `12–18 kt/jr (15)`; what is not shown says why. */
export function scoreText(score: Score | undefined, unit: string): string {
  const value = score?.values.at(-1)?.value;
  if (value === undefined) return '–';
  return isHidden(value) ? t('fewSites') : rangeText(value, unit);
}

export function rangeText(range: Range, unit: string): string {
  if ('unknown' in range) return t('unknown');
  const { low, mid, high } = range;
  const said = (value: number): string => formatNumber(value, language.now, 2);
  const amount = low === high ? said(mid) : `${said(low)}–${said(high)}`;
  return `${amount}${unit === '' ? '' : `\u00a0${unit}`}${low === high ? '' : ` (${said(mid)})`}`;
}

/** Where the last value of a score comes from. */
export function sourceText(score: Score | undefined): string {
  const origin = score?.origins.at(-1);
  if (!origin) return '';
  if (origin.inputIndex !== undefined) return t('fromData', { index: origin.inputIndex });
  return origin.sourceRef ?? score?.origins.findLast((one) => one.sourceRef !== undefined)?.sourceRef ?? '';
}
