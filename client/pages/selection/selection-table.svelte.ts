import { streamOf } from '../../../events/ids.ts';
import { isHidden } from '../../../events/envelope.ts';
import { scoreOf } from '../../../events/selection/decide-score.ts';
import type { Score, SelectionModel, SelectionState } from '../../../events/selection/state.ts';
import { criteria as usual } from '../../../projections/analysis/selection/criteria.ts';
import { normalised } from '../../../projections/selection-view/ranking.ts';
import { modelOf, type ValueTable } from '../../../projections/selection-view/value-table.ts';
import { streamState, type TopicState } from '../../../projections/topic/topic.ts';
import { ask } from '../../app/ask.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import { live } from '../../live/live.svelte.ts';
import { membershipFor } from '../../session/may.ts';
import { session } from '../../session/session.svelte.ts';

export const TOPIC = 'national';

/** A selection on the screen: what stands, values as the server works them out, who may do what, the commands. */
export class SelectionTable {
  readonly id: string;
  #table = $state.raw<ValueTable>();
  #asked = 0;

  constructor(id: string) {
    this.id = id;
  }

  get topicState(): TopicState {
    return live.shown(TOPIC).state;
  }
  get state(): SelectionState | undefined {
    return streamState(this.topicState, 'selection', streamOf(this.id)?.stream ?? '');
  }
  get model(): SelectionModel | undefined {
    return this.state && modelOf(this.state);
  }
  get table(): ValueTable | undefined {
    return this.#table;
  }
  get frozen(): { runId: string } | undefined {
    const frozen = this.state?.frozen?.value;
    return frozen && !isHidden(frozen) ? frozen : undefined;
  }

  /** Another text when values may have changed: model and scores, as they are recorded. */
  get basis(): string {
    const state = streamState(live.confirmed(TOPIC), 'selection', streamOf(this.id)?.stream ?? '');
    const scores = Object.values(state?.scores ?? {}).map(({ values }) => values.at(-1)?.event);
    return [session.generation, state?.model?.event, ...scores].join();
  }

  /** Fetches the values of what is recorded now. */
  async fetchValues(): Promise<void> {
    const turn = ++this.#asked;
    const answer = await ask<ValueTable>(`/api/selections/${this.id}`).catch(() => undefined);
    if (answer && turn === this.#asked) this.#table = { bounds: answer.bounds, values: answer.values };
  }

  regionName = (id: string): string => {
    const region = streamState(this.topicState, 'region', streamOf(id)?.stream ?? '');
    return (language.now === 'en' ? region?.nameEn : undefined) ?? region?.name ?? id;
  };

  criterionName = (key: string): string => {
    const criterion = this.model?.criteria.find((one) => one.key === key);
    return criterion?.[language.now] ?? key;
  };

  unitOf = (key: string): string => this.model?.criteria.find((one) => one.key === key)?.unit ?? '';

  score(region: string, key: string): Score | undefined {
    return this.state && scoreOf(this.state, region, key);
  }

  /** The weights from which the page starts: as agreed, else as the programme proposes them. */
  get standingWeights(): Record<string, number> {
    const agreed = this.state?.agreed?.value;
    if (agreed && !isHidden(agreed)) return agreed.weights;
    const keys = this.model?.criteria.map(({ key }) => key) ?? [];
    return normalised(Object.fromEntries(keys.map((key) => [key, usual[key]?.weight ?? 1 / keys.length])));
  }

  /** The membership with which the person may ask this; undefined: it is not offered. */
  membership(type: string, data: Record<string, unknown> = {}): { organisation: string } | undefined {
    const wish = { type, subject: this.id, data };
    return membershipFor(session.person?.memberships, { state: this.topicState }, wish);
  }

  may(type: string): boolean {
    return this.membership(type) !== undefined && (this.frozen === undefined || type === 'AgreeWeights');
  }

  /** May the person score this criterion? Governments all, others those that name their role. */
  mayScore(key: string): boolean {
    const roles = session.person?.memberships.map(({ role }) => role) ?? [];
    const own = this.model?.criteria.find((one) => one.key === key)?.scorers ?? [];
    const all = ['PROVINCE', 'RVO', 'PROGRAMME_LEAD'];
    return this.may('EnterScore') && roles.some((role) => all.includes(role) || (own as string[]).includes(role));
  }

  give(type: string, data: Record<string, unknown>, basis: Record<string, string | null> = {}): string {
    return live.give(TOPIC, { type, subject: this.id, data, basis });
  }

  /** What was refused of this selection, until it is put away. */
  get refused(): readonly (typeof live.refused)[number][] {
    return live.refused.filter(({ command }) => command.subject === this.id);
  }
}
