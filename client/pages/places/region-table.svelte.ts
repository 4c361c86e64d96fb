import type { CalendarDay } from '../../../events/envelope.ts';
import { streamOf } from '../../../events/ids.ts';
import { PARAMETERS_SUBJECT } from '../../../events/parameter/decide.ts';
import { entryOn, lastRecorded, type Entry, type Timeline } from '../../../events/timeline.ts';
import { parametersOn, type Parameters } from '../../../projections/analysis/parameters.ts';
import type { Table } from '../../../projections/region-models/table.ts';
import { organisationNames } from '../../../projections/region-overview/region-overview.ts';
import { sitesHere } from '../../../projections/region-places/sites-here.ts';
import { streamState, type TopicState } from '../../../projections/topic/topic.ts';
import { today } from '../../app/today.ts';
import { live } from '../../live/live.svelte.ts';
import type { AskedMoment } from '../../past/asked-moment.ts';
import { PastPage } from '../../past/past-page.svelte.ts';

/** All that lies on a region's table: live, or as it was at a moment that the address asks for. */
export class RegionTable {
  #id = $state('');
  #moment = $state.raw<AskedMoment>();
  readonly #past = new PastPage<TopicState & { index: number; on: CalendarDay; parameters: Parameters }>('/api/tables');

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
    return this.#past.then?.index;
  }
  /** There was no such region then. */
  get missing(): boolean {
    return this.#past.missing;
  }
  /** The day whose values are shown. */
  get on(): CalendarDay {
    return this.#past.then?.on ?? today();
  }

  /** With one's own pending changes on top, in the present. */
  readonly #state = $derived.by((): TopicState =>
    this.past ? (this.#past.then ?? { streams: {} }) : live.shown(this.topic).state,
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

  /** What the models of this region are made of; the present parameters lie on the country's table, which is to be watched. */
  get asked(): Table {
    return { state: this.#state, regionId: this.#id, on: this.on, here: this.liesHere, parameters: this.#parameters };
  }
  readonly #parameters = $derived.by((): Parameters => {
    if (this.#past.then) return this.#past.then.parameters;
    const state = streamState(live.confirmed('national'), 'parameter', streamOf(PARAMETERS_SUBJECT)?.stream ?? '');
    return parametersOn(state, this.on, live.index('national') ?? -1);
  });

  get region() {
    return streamState(this.#state, 'region', streamOf(this.#id)?.stream ?? '');
  }

  /** What stands there: what was recorded last, or what holds on the day that the address asks for. */
  held<T>(timeline: Timeline<T> | undefined): Entry<T> | undefined {
    return this.#moment?.on === undefined ? lastRecorded(timeline) : entryOn(timeline ?? [], this.on);
  }

  /** Shows a region, at a moment when one is asked for. While another moment is fetched, the last stays. */
  show(id: string, moment: AskedMoment | undefined): void {
    this.#id = id;
    this.#moment = moment;
    this.#past.show(id, moment);
  }
}
