import { streamOf } from '../../../events/ids.ts';
import type { TopicState } from '../../../projections/topic/topic.ts';
import type { PilotCount } from '../../../projections/pilot-tracker/pilot-tracker.ts';
import type { FeasibleShare } from '../../../projections/programme-overview/feasible-share.ts';
import type { CaseRow } from '../../../projections/region-places/case-rows.ts';
import { ask } from '../../app/ask.ts';
import { today } from '../../app/today.ts';
import { live } from '../../live/live.svelte.ts';
import { queryOf, type AskedMoment } from '../../past/asked-moment.ts';
import { membershipFor } from '../../session/may.ts';
import { session } from '../../session/session.svelte.ts';
import { nameOfState, type Option } from '../../forms/options.ts';
import type { ListedRegion, RegionList } from '../start/regions.ts';

export const NATIONAL = 'national';

/** What the server tells of all regions together: as far as this person may see it. */
export interface Programme {
  index: number;
  on: string;
  /** The country's own streams, where a moment was asked for. */
  streams?: TopicState['streams'];
  pilots: PilotCount;
  feasibility: FeasibleShare;
  cases: (CaseRow & { regionIds: string[] })[];
  plans: Option[];
  projects: (Option & { organisation: string })[];
}
interface Organisation extends Option {
  kinds: string[];
}

/** The table of the whole programme: the country's topic, live, with the names of what it is about. */
export class ProgrammeTable {
  readonly topic = NATIONAL;
  #organisations = $state.raw<readonly Organisation[]>([]);
  #regions = $state.raw<readonly ListedRegion[]>([]);
  #programme = $state.raw<Programme>();
  #moment = $state.raw<AskedMoment>();
  #asked = 0;
  #named = 0;

  get state(): TopicState {
    if (this.#moment === undefined) return live.shown(NATIONAL).state;
    return { streams: this.#programme?.streams ?? {} };
  }
  /** Undefined: the present. */
  get moment(): AskedMoment | undefined {
    return this.#moment;
  }
  /** The day of which figures are. */
  get on(): string {
    return this.#moment === undefined ? today() : (this.#programme?.on ?? today());
  }
  get loaded(): boolean {
    return this.#moment === undefined ? live.loaded(NATIONAL) : this.#programme?.streams !== undefined;
  }
  get organisations(): readonly Organisation[] {
    return this.#organisations;
  }
  get regions(): readonly ListedRegion[] {
    return this.#regions;
  }
  get programme(): Programme | undefined {
    return this.#programme;
  }

  /** Asks how organisations and regions are called; again when rights have changed. */
  async loadNames(): Promise<void> {
    const asked = ++this.#named;
    const none = { organisations: [] };
    const [{ organisations }, { regions }] = await Promise.all([
      session.person ? ask<{ organisations: Organisation[] }>('/api/organisations').catch(() => none) : none,
      ask<RegionList>('/api/regions?geometry=1'),
    ]);
    if (asked !== this.#named) return;
    this.#organisations = organisations;
    this.#regions = regions;
  }

  /** Shows a moment, or the present: nothing of another moment stands on the page meanwhile. */
  show(moment: AskedMoment | undefined): void {
    if (queryOf(moment) === queryOf(this.#moment)) return;
    this.#moment = moment;
    this.#programme = undefined;
  }

  /** Asks for what the regions add; again when something happened at a table. */
  async loadProgramme(): Promise<void> {
    const asked = ++this.#asked;
    const query = this.#moment === undefined ? '' : `?streams=1&${queryOf(this.#moment)}`;
    const programme = await ask<Programme>(`/api/programme${query}`);
    if (asked === this.#asked) this.#programme = programme;
  }

  /** What somebody calls it; an id that is not known stands for itself. */
  readonly nameOf = (id: string): string => {
    const known = [...this.#organisations, ...this.#regions, ...this.targets].find((one) => one.id === id)?.name;
    return known ?? nameOfState(this.state.streams[streamOf(id)?.stream ?? '']) ?? id;
  };

  /** What money and interventions can be about. */
  get targets(): Option[] {
    const { plans = [], projects = [], cases = [] } = this.#programme ?? {};
    return [
      ...plans,
      ...projects.map(({ id, name }) => ({ id, name })),
      ...cases.map(({ id, question }) => ({ id, name: question })),
      ...this.#regions.map(({ id, name }) => ({ id, name })),
    ];
  }

  /**
   * May the signed-in person give this, by the table of rights by which the server decides? Never of what was.
   * @param subject what is made new is named by its kind alone: `rnd_`
   */
  readonly may = (type: string, subject: string, data: Readonly<Record<string, unknown>> = {}): boolean =>
    this.#moment === undefined &&
    membershipFor(session.person?.memberships, { state: this.state }, { type, subject, data }) !== undefined;

  /** The page of something, where it has one of its own. */
  readonly hrefOf = (id: string): string | undefined => {
    if (id.startsWith('pln_')) return `/plan/${id}`;
    if (id.startsWith('reg_')) return `/regio/${id}`;
    if (id.startsWith('dec_')) return `/besluit/${id}`;
    const region = this.#programme?.cases.find((one) => one.id === id)?.regionIds[0];
    return region === undefined ? undefined : `/regio/${region}/knelpunten/${id}`;
  };
}
