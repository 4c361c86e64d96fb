import type { NameId } from './script.ts';

/** A load profile that is kept, as its event names it. */
export interface KeptProfile {
  readonly site: 'klinker' | 'polderwit';
  readonly fileId: string;
  readonly hash: string;
  readonly year: number;
  readonly step: 'PT15M' | 'PT1H';
  readonly direction: 'OFFTAKE' | 'FEED_IN';
  readonly peakMW: number;
}

/** A table of a year, to be kept sealed for an organisation. */
export interface WrittenProfile {
  readonly name: string;
  readonly text: string;
  readonly reading: { readonly year: number; readonly unit: 'kW'; readonly direction: 'OFFTAKE' };
  readonly organisation: string;
  readonly site: string;
}
export type KeepProfile = (profile: WrittenProfile) => Promise<Omit<KeptProfile, 'site'>>;

const reading = { year: 2025, unit: 'kW', direction: 'OFFTAKE' } as const;
const HOURS = 8_760;

/** kW in an hour: the kiln's dryers run on cheap hours at night, the dairy works by day and less on Sundays. */
const shapes = {
  klinker: (hour: number, season: number) => (hour < 7 || hour > 21 ? 3_300 : 1_150) + 120 * season,
  polderwit: (hour: number, season: number, sunday: boolean) =>
    (hour >= 7 && hour < 19 ? 3_500 : 800) * (sunday ? 0.6 : 1) + 250 * season,
} as const satisfies Record<KeptProfile['site'], (hour: number, season: number, sunday: boolean) => number>;

/** Has the load profiles of two sites of the example kept: the same bytes each time, so the same addresses. */
export async function keepLoadProfiles(keep: KeepProfile, id: NameId): Promise<KeptProfile[]> {
  const kept: KeptProfile[] = [];
  for (const site of Object.keys(shapes) as KeptProfile['site'][]) {
    const about = { name: `belasting-${site}-2025.csv`, organisation: id('org', site), site: id('sit', site) };
    kept.push({ site, ...(await keep({ ...about, text: profileOf(site), reading })) });
  }
  return kept;
}

function profileOf(site: KeptProfile['site']): string {
  const rows = Array.from({ length: HOURS }, (_, at) => {
    const day = Math.floor(at / 24);
    // the fifth of January 2025 was a Sunday
    return Math.round(shapes[site](at % 24, Math.cos((2 * Math.PI * day) / 365), day % 7 === 4));
  });
  return `kW\n${rows.join('\n')}\n`;
}
