import type { FileDesk } from '../../files/desk.ts';
import { readProfile } from '../../files/profile.ts';
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

const reading = { year: 2025, unit: 'kW', direction: 'OFFTAKE' } as const;
const HOURS = 8_760;

/** kW in an hour: the kiln's dryers run on cheap hours at night, the dairy works by day and less on Sundays. */
const shapes = {
  klinker: (hour: number, season: number) => (hour < 7 || hour > 21 ? 3_300 : 1_150) + 120 * season,
  polderwit: (hour: number, season: number, sunday: boolean) =>
    (hour >= 7 && hour < 19 ? 3_500 : 800) * (sunday ? 0.6 : 1) + 250 * season,
} as const satisfies Record<KeptProfile['site'], (hour: number, season: number, sunday: boolean) => number>;

/** Keeps the load profiles of two sites of the example: the same bytes each time, so the same addresses. */
export async function keepLoadProfiles(files: Pick<FileDesk, 'keep'>, id: NameId): Promise<KeptProfile[]> {
  const kept: KeptProfile[] = [];
  for (const site of Object.keys(shapes) as KeptProfile['site'][]) {
    const text = profileOf(site);
    const read = readProfile(text, reading);
    if ('errors' in read) throw new Error(`The example's load profile cannot be read: ${read.errors[0]?.code}`);
    const about = { name: `belasting-${site}-2025.csv`, type: 'csv', profile: read.facts } as const;
    const owner = { organisation: id('org', site), subject: id('sit', site) } as Parameters<FileDesk['keep']>[2];
    const { address, hash } = await files.keep(Buffer.from(text), about, owner);
    const { year, step, direction, peakMW } = read.facts;
    kept.push({ ...{ site, fileId: address, hash }, ...{ year, step, direction, peakMW } });
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
