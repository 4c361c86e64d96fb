import type { OpenItem } from '../../../projections/open-items/open-items.ts';

/** The page on which one does what waits; of a case or a project the one under its region's tabs. */
export function addressOf({ subject, regionId }: Pick<OpenItem, 'subject' | 'regionId'>): string {
  const [prefix] = subject.split('_');
  if (prefix === 'pln') return `/plan/${subject}`;
  if (prefix === 'dec') return `/besluit/${subject}`;
  if (prefix === 'reg' || regionId === undefined) return `/regio/${prefix === 'reg' ? subject : ''}`;
  return `/regio/${regionId}/${prefix === 'cas' ? 'knelpunten' : 'locaties'}/${subject}`;
}
