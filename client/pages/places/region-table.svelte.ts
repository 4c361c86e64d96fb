import type { CalendarDay } from '../../../events/envelope.ts';
import { streamOf } from '../../../events/ids.ts';
import { organisationNames } from '../../../projections/region-overview/region-overview.ts';
import { sitesHere } from '../../../projections/region-places/sites-here.ts';
import { streamState, type TopicState } from '../../../projections/topic/topic.ts';
import { ask } from '../../app/ask.ts';
import { today } from '../../app/today.ts';
import { live } from '../../live/live.svelte.ts';
import { queryOf, type AskedMoment } from '../../past/asked-moment.ts';

/** All that lies on a region's table: live, or as it was at a moment that the address asks for. */
export class RegionTable {
  #id = $state('');
  #moment = $state.raw<AskedMoment>();
  #then = $state.raw<{ asked: string; index: number; on: CalendarDay; state: TopicState }>();
  #missing = $state(false);
  #asked = '';

  get id(): string {
    return this.#id;
  }
  get topic(): string {
    return `region:${this.#id}`;
  }
  get past(): boolean {
    return this.#moment !== undefined;
  }
  get moment(): AskedMoment | undefined {
    return this.#moment;
  }
  /** Log index that the moment turned out to be. */
  get index(): number | undefined {
    return this.past ? this.#then?.index : undefined;
  }
  /** There was no such region then. */
  get missing(): boolean {
    return this.#missing;
  }
  /** The day whose values are shown. */
  get on(): CalendarDay {
    return (this.past ? this.#then?.on : undefined) ?? today();
  }

  /** With one's own pending changes on top, in the present. */
  readonly #state = $derived.by((): TopicState =>
    this.past ? (this.#then?.state ?? { streams: {} }) : live.shown(this.topic).state,
  );
  get state(): TopicState {
    return this.#state;
  }
  readonly #names = $derived(organisationNames(this.#state));
  get organisationName(): (id: string) => string {
    return this.#names;
  }
  readonly #here = $derived(sitesHere(this.#state, this.#id));
  /** Does a site lie in this region? */
  liesHere = (site: string): boolean => this.#here.has(site);

  get region() {
    return streamState(this.#state, 'region', streamOf(this.#id)?.stream ?? '');
  }

  /** Shows a region, at a moment when one is asked for. While another moment is fetched, the last stays. */
  show(id: string, moment: AskedMoment | undefined): void {
    const asked = moment ? `/api/regions/${id}/table?${queryOf(moment)}` : '';
    if (id !== this.#id || !moment) this.#then = undefined;
    this.#id = id;
    this.#moment = moment;
    this.#asked = asked;
    this.#missing = false;
    if (asked === '') return;
    ask<{ index: number; on: CalendarDay; streams: TopicState['streams'] }>(asked).then(
      ({ index, on, streams }) => {
        if (this.#asked === asked) this.#then = { asked, index, on, state: { streams } };
      },
      () => {
        if (this.#asked !== asked) return;
        this.#then = undefined;
        this.#missing = true;
      },
    );
  }
}
