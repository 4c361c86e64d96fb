import { valuesOf } from '../analysis/parameters.ts';
import type { Table } from './table.ts';

const USUAL = 2;

/** How many years late is late, and not too late; one that was set to something impossible counts as what is usual. */
export function graceYearsOf({ parameters }: Pick<Table, 'parameters'>): number {
  const read = valuesOf(['grid.graceYears'], parameters);
  return 'refused' in read ? USUAL : Math.round(read.values['grid.graceYears']);
}
