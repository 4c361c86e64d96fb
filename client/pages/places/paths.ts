import { queryOf } from '../../past/asked-moment.ts';
import type { RegionTable } from './region-table.svelte.ts';

/** Address of something of a region: `locaties/<id>` of this one, or an address of its own. The shown moment comes along. */
export function pathIn(table: Pick<RegionTable, 'id' | 'moment'>, to: string): string {
  const query = queryOf(table.moment);
  const path = to.startsWith('/') ? to : `/regio/${table.id}/${to}`;
  return query === '' ? path : `${path}?${query}`;
}
