import { holdsOn, type Mandate } from '../../../events/organisation/mandates.ts';
import { streamOf, subjectOf } from '../../../events/ids.ts';
import { lastRecorded } from '../../../events/timeline.ts';
import { decisionView, type DecisionView } from '../../../projections/decision-view/decision-view.ts';
import { organisationNames } from '../../../projections/region-overview/region-overview.ts';
import { streamsOf, streamState, type TopicState } from '../../../projections/topic/topic.ts';
import { today } from '../../app/today.ts';
import { live } from '../../live/live.svelte.ts';
import { session } from '../../session/session.svelte.ts';
import { seatAt } from './seats.ts';

/** A mandate of the person, and why it does not serve here; without an obstacle it does. */
export interface MandateChoice {
  mandate: Mandate;
  obstacle?: {
    key: 'notYet' | 'expired' | 'withdrawn' | 'otherType' | 'tooSmall';
    values: { date?: string; amount?: number };
  };
}

/** One decision on the screen: what is shown, who may do what, and the commands of the page. */
export class DecisionTable {
  readonly id: string;
  readonly topic: string;
  readonly today = today();
  /** The page shows the past: nothing can be done. */
  readonly past: boolean;

  constructor(id: string, regionId: string, past = false) {
    this.id = id;
    this.topic = `region:${regionId}`;
    this.past = past;
  }

  get state(): TopicState {
    return live.shown(this.topic).state;
  }

  get view(): DecisionView | undefined {
    return decisionView(this.state, this.id, this.today);
  }

  get organisationName(): (id: string) => string {
    return organisationNames(this.state);
  }

  /** The person's seat here: at a table that the decision is about, or because his organisation is asked. */
  get seat(): ReturnType<typeof seatAt> {
    return this.past ? undefined : seatAt(this.state, this.id);
  }

  /** Name of what a decision is about, and where its page is. */
  subject(id: string): { name: string; href?: string } {
    const stream = streamOf(id)?.stream ?? '';
    if (id.startsWith('reg_'))
      return { name: streamState(this.state, 'region', stream)?.name ?? id, href: `/regio/${id}` };
    if (id.startsWith('pln_')) {
      const title = lastRecorded(streamState(this.state, 'plan', stream)?.details['title'])?.value;
      return { name: typeof title === 'string' ? title : id, href: `/plan/${id}` };
    }
    const name = lastRecorded(streamState(this.state, 'site', stream)?.details['name'])?.value;
    return { name: typeof name === 'string' ? name : id };
  }

  /** The person's mandates, those that serve today for this kind of decision and amount first. */
  mandates(amountEUR = 0): MandateChoice[] {
    const own = session.person?.memberships.map((membership) => membership.organisation) ?? [];
    return streamsOf(this.state, 'organisation')
      .filter(([stream]) => own.includes(subjectOf(stream)))
      .flatMap(([, organisation]) => Object.values(organisation.mandates))
      .filter((mandate) => mandate.actorId === session.person?.id)
      .map((mandate) => ({ mandate, ...this.#obstacle(mandate, amountEUR) }))
      .sort((a, b) => Number('obstacle' in a) - Number('obstacle' in b));
  }

  /** Gives a command of this decision. @param strict true: based on what is decided, as it stands on the screen */
  give(type: string, data: Record<string, unknown>, strict = false, basis: Record<string, string | null> = {}): string {
    const content = strict ? { content: this.view?.content ?? null } : {};
    return live.give(this.topic, { type, subject: this.id, data, basis: { ...content, ...basis } });
  }

  #obstacle(mandate: Mandate, amountEUR: number): Pick<MandateChoice, 'obstacle'> {
    const { subject, maxEUR, from, to, revoked } = mandate;
    if (subject !== this.view?.type) return { obstacle: { key: 'otherType', values: {} } };
    if (!holdsOn(mandate, this.today)) {
      if (from > this.today) return { obstacle: { key: 'notYet', values: { date: from } } };
      if (to !== undefined && to < this.today) return { obstacle: { key: 'expired', values: { date: to } } };
      return { obstacle: { key: 'withdrawn', values: { date: revoked?.from ?? '' } } };
    }
    return amountEUR > maxEUR ? { obstacle: { key: 'tooSmall', values: { amount: maxEUR } } } : {};
  }
}
