import { caseSheet } from './case-sheet.ts';
import { infrastructureSheet } from './infrastructure-sheet.ts';
import { projectSheet } from './project-sheet.ts';
import type { RegionTable } from './region-table.svelte.ts';
import type { Sheet } from './sheet.ts';
import { siteSheet } from './site-sheet.ts';

/** What kind of thing a page is of, by the prefix of its id. */
export function kindOfPage(id: string): Sheet['kind'] {
  const kinds: Partial<Record<string, Sheet['kind']>> = { prj_: 'project', inf_: 'infrastructure', cas_: 'case' };
  return kinds[id.slice(0, 4)] ?? 'site';
}

/** The page of anything that has one here, by the prefix of its id. */
export function sheetOf(table: RegionTable, id: string): Sheet | undefined {
  switch (id.slice(0, 4)) {
    case 'sit_':
      return siteSheet(table, id);
    case 'prj_':
      return projectSheet(table, id);
    case 'inf_':
      return infrastructureSheet(table, id);
    case 'cas_':
      return caseSheet(table, id);
    default:
      return undefined;
  }
}
