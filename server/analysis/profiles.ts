import type { Profile } from '../../projections/plan-analysis/facts.ts';
import type { FileDesk } from '../files/desk.ts';
import { readProfile } from '../files/profile.ts';

/** So many profiles are kept open; a group has two for each of its members. */
const MOST = 24;

/** Load profiles as numbers, read anew from their files; the last ones are kept until something is erased. */
export class Profiles {
  readonly #files: Pick<FileDesk, 'entry' | 'content'>;
  readonly #open = new Map<string, Profile>();

  constructor(files: Pick<FileDesk, 'entry' | 'content'>) {
    this.#files = files;
  }

  /** The profiles in these files; of one that is gone there is none. */
  async of(addresses: readonly string[]): Promise<ReadonlyMap<string, Profile>> {
    const found = new Map<string, Profile>();
    for (const address of addresses) {
      const profile = this.#open.get(address) ?? (await this.#read(address));
      if (!profile) continue;
      found.set(address, profile);
      this.#open.delete(address);
      this.#open.set(address, profile);
      const [oldest] = this.#open.keys();
      if (this.#open.size > MOST && oldest !== undefined) this.#open.delete(oldest);
    }
    return found;
  }

  /** Something was erased: nothing of it may be kept. */
  forget(): void {
    this.#open.clear();
  }

  async #read(address: string): Promise<Profile | undefined> {
    const about = (await this.#files.entry(address))?.about.profile;
    const bytes = about && (await this.#files.content(address));
    if (!bytes) return undefined;
    const { unit, year, direction } = about;
    const profile = readProfile(bytes.toString('utf8'), { unit, year, direction });
    if ('errors' in profile) return undefined;
    return { values: Float64Array.from(profile.values), stepHours: profile.facts.step === 'PT15M' ? 0.25 : 1 };
  }
}
