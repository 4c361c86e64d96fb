import type { Consent } from '../../../events/organisation/consent.ts';
import type { OrganisationState } from '../../../events/organisation/state.ts';
import { streamOf, subjectOf } from '../../../events/ids.ts';
import { lastRecorded } from '../../../events/timeline.ts';
import { streamsOf, streamState, type TopicState } from '../../../projections/topic/topic.ts';
import { live } from '../../live/live.svelte.ts';
import { session } from '../../session/session.svelte.ts';
import { isFor } from './consent-words.ts';

/** In these roles somebody gives consent for his organisation. */
const speaking = new Set([
  ...['COMPANY', 'DSO_TSO', 'MUNICIPALITY', 'PROVINCE', 'INVEST_NL', 'RVO', 'PROGRAMME_LEAD', 'SECTOR_ASSOCIATION'],
]);

/** One organisation on the screen, with what is around it and what the person may do for it. */
export class OrganisationDesk {
  readonly id: string;
  readonly topic: string;
  /** Names of all organisations and regions. */
  readonly #names: () => ReadonlyMap<string, string>;

  constructor(id: string, names: () => ReadonlyMap<string, string>) {
    this.id = id;
    this.topic = `organisation:${id}`;
    this.#names = names;
  }

  get state(): TopicState {
    return live.confirmed(this.topic);
  }
  get organisation(): OrganisationState | undefined {
    return streamState(this.state, 'organisation', streamOf(this.id)?.stream ?? '');
  }
  /** Does the person speak for this organisation? */
  get mine(): boolean {
    return session.person?.memberships.some((one) => one.organisation === this.id && speaking.has(one.role)) === true;
  }
  get sites(): { id: string; name: string }[] {
    return streamsOf(this.state, 'site')
      .filter(([, site]) => site.orgId === this.id)
      .map(([stream]) => ({ id: subjectOf(stream), name: this.nameOf(subjectOf(stream)) }));
  }

  /** Topics of the regions at whose table the person sits. */
  static get tables(): string[] {
    const regions = session.person?.memberships.flatMap(({ regionIds }) => regionIds) ?? [];
    return regions.filter((region, at) => regions.indexOf(region) === at).map((region) => `region:${region}`);
  }

  /** Consents of others that this organisation is among the readers of, as far as the person sees them. */
  get received(): { from: string; consent: Consent }[] {
    const kinds = this.organisation?.kinds ?? [];
    const found = OrganisationDesk.tables
      .flatMap((topic) => streamsOf(live.confirmed(topic), 'organisation'))
      .filter(([stream], at, all) => all.findIndex(([one]) => one === stream) === at);
    return found.flatMap(([stream, { consents }]) => {
      const from = subjectOf(stream);
      if (from === this.id) return [];
      return Object.values(consents)
        .filter((consent) => isFor(consent, this.id, kinds))
        .map((consent) => ({ from, consent }));
    });
  }

  /** Name of an organisation, a region or a site; an id that is not known stands for itself. */
  readonly nameOf = (id: string): string => {
    const known = this.#names().get(id);
    if (known !== undefined) return known;
    const stream = streamOf(id)?.stream ?? '';
    for (const topic of [this.topic, ...OrganisationDesk.tables]) {
      const name = lastRecorded(streamState(live.confirmed(topic), 'site', stream)?.details['name'])?.value;
      if (typeof name === 'string') return name;
    }
    return id;
  };
}
