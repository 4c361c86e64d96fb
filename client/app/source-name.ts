import { ASSUMED } from '../../projections/analysis/default-parameters.ts';
import { t } from './texts.ts';

/** Where a value is from, as it is read: what nobody has measured or agreed is said in the reader's language. */
export const sourceName = (source: string): string => (source === ASSUMED ? t('assumedSource') : source);
