import type { PlanView } from '../../../projections/plan-view/plan-view.ts';
import { grantedMW } from '../../../projections/plan-view/gate-checklist.ts';
import { planView } from '../../../projections/plan-view/plan-view.ts';
import { streamsOf, streamState, type TopicState } from '../../../projections/topic/topic.ts';
import { streamOf, subjectOf } from '../../../events/ids.ts';
import type { InfrastructureKind } from '../../../events/infrastructure/details.ts';
import type { PresenceState } from '../../../events/live-protocol.ts';
import { lastRecorded } from '../../../events/timeline.ts';
import { live } from '../../live/live.svelte.ts';
import type { Visit } from '../../notices/visit.svelte.ts';
import { Restore } from '../../restore/restore.svelte.ts';
import { membershipFor } from '../../session/may.ts';
import { session } from '../../session/session.svelte.ts';
import { PlanUndo } from './plan-undo.svelte.ts';

/** One plan on the screen: what is shown, who may do what, and the commands of the page. */
export class PlanTable {
  readonly id: string;
  readonly topic: string;
  /** The stretch of text or field that somebody wants to comment on. */
  commentOn = $state<{ target: string; quote: string }>();
  /** Numbers that this person is typing in fields and has not given yet. */
  typing = $state.raw<Readonly<Record<string, number>>>({});

  readonly undo: PlanUndo;
  readonly restore: Restore;
  /** What has changed here since this person last was here. */
  readonly visit: Visit;
  /** True: the page shows an earlier moment, and nothing can be changed. */
  readonly past: boolean;

  /** Worked out once for each state: every part of the page asks for it. */
  readonly #state = $derived.by(() => live.shown(this.topic).state);
  readonly #plan = $derived.by(() => planView(this.#state, this.id, '2050-12-31'));
  /** As text: names that did not change are the same, and nothing that is called by them is drawn again. */
  readonly #named = $derived.by(() => JSON.stringify(this.organisations.map(({ id, name }) => [id, name])));
  readonly #organisationName = $derived.by(() => {
    const names = Object.fromEntries(JSON.parse(this.#named) as [string, string][]);
    return (id: string): string => names[id] ?? id;
  });
  readonly #mayEdit = $derived(this.#may('SetPlanDetail'));
  readonly #mayComment = $derived(this.#may('PlaceComment'));

  constructor(id: string, regionId: string, visit: Visit, past: boolean) {
    this.id = id;
    this.visit = visit;
    this.past = past;
    this.topic = `region:${regionId}`;
    this.undo = new PlanUndo(id, this.topic);
    this.restore = new Restore(this);
  }

  get state(): TopicState {
    return this.#state;
  }

  get plan(): PlanView | undefined {
    return this.#plan;
  }

  get organisationName(): (id: string) => string {
    return this.#organisationName;
  }

  get organisations(): { id: string; name: string }[] {
    return streamsOf(this.state, 'organisation').map(([stream, { name }]) => ({ id: subjectOf(stream), name }));
  }

  /** The person's organisation at this table: joined, invited or not at all. */
  get seat(): PlanView['participants'][number] | undefined {
    if (this.past) return undefined;
    const own = this.own;
    return this.plan?.participants.find((participant) => own.includes(participant.id) && participant.state !== 'left');
  }

  get mayEdit(): boolean {
    const closed = this.plan?.status === 'PARKED' || this.plan?.status === 'STOPPED';
    return !this.past && !closed && this.#mayEdit;
  }

  get mayComment(): boolean {
    return !this.past && this.#mayComment;
  }

  /** Own sites, with whether they have been brought to this plan. */
  get ownSites(): { id: string; name: string; brought: boolean }[] {
    const own = this.own;
    return streamsOf(this.state, 'site')
      .filter(([, site]) => own.includes(site.orgId))
      .map(([stream, site]) => {
        const id = subjectOf(stream);
        const name = String(lastRecorded(site.details['name'])?.value ?? id);
        return { id, name, brought: this.seat?.siteIds.includes(id) === true };
      });
  }

  /** The person's organisations. */
  get own(): string[] {
    return session.person?.memberships.map((membership) => membership.organisation) ?? [];
  }

  /** Does the person see what is for the plan's participants? */
  get seesAll(): boolean {
    return this.seat?.state === 'joined' || session.is('STEWARD');
  }

  /** What the operator has granted the group; undefined: not for this person's eyes, or another moment is shown. */
  get granted(): ReturnType<typeof grantedMW> | undefined {
    if (this.past) return undefined;
    const granted = grantedMW(this.state, this.id);
    return this.seesAll || granted.length > 0 ? granted : undefined;
  }

  /** The command that set a contribution: megawatts are set in the stream of their site. */
  setBy({ id, siteId, unit, entry }: PlanView['contributions'][number]): string | undefined {
    if (unit !== 'MW') return entry.command;
    return streamState(this.state, 'site', streamOf(siteId)?.stream ?? '')?.reservations[id]?.entry.command;
  }

  /** Infrastructure of a kind that a field can name: what lies in the region, and the country's backbones. */
  linkable(kind: InfrastructureKind | undefined): { id: string; name: string }[] {
    return [this.state, live.confirmed('national')]
      .flatMap((state) => streamsOf(state, 'infrastructure'))
      .filter(([, one]) => one.kind === kind)
      .map(([stream]) => subjectOf(stream))
      .filter((id, at, all) => all.indexOf(id) === at)
      .map((id) => ({ id, name: this.nameOf(id) }));
  }

  /** Name of a site, an organisation or a piece of infrastructure; an id that is not known here stands for itself. */
  nameOf(id: string): string {
    const stream = streamOf(id)?.stream ?? '';
    const state = this.state.streams[stream] ?? live.confirmed('national').streams[stream];
    if (state === undefined) return id;
    if ('details' in state) return String(lastRecorded(state.details['name'])?.value ?? id);
    return 'name' in state ? String(state.name) : id;
  }

  give(
    type: string,
    data: Record<string, unknown>,
    more: { basis?: Record<string, string | null>; subject?: string; reason?: string } = {},
  ): string {
    const { basis, subject = this.id, reason } = more;
    return live.give(this.topic, { type, subject, data, ...(basis ? { basis } : {}), ...(reason ? { reason } : {}) });
  }

  /** @param seen the command that had set the field when the person began to change it */
  setField(name: string, value: unknown, seen: string | undefined): string {
    return this.give('SetPlanDetail', { field: name, value }, { basis: { [name]: seen ?? null } });
  }

  /** What stands in a field while it is typed; undefined: nothing that fits, or it has been given. */
  typed(field: string, value: number | undefined): void {
    const { [field]: before, ...others } = this.typing;
    if (before !== value) this.typing = value === undefined ? others : { ...others, [field]: value };
  }

  #may(type: string): boolean {
    const shown = { state: this.state, region: this.topic.slice('region:'.length) };
    return membershipFor(session.person?.memberships, shown, { type, subject: this.id }) !== undefined;
  }

  /** Who else is in a field now. */
  others(field: string): { id: string; name: string; state: PresenceState }[] {
    return live.here
      .people(this.topic)
      .filter(
        (person) =>
          person.actor !== session.person?.id &&
          person.pointers.some((pointer) => pointer.subject === this.id && pointer.field === field),
      )
      .map((person) => ({ id: person.actor, name: person.name, state: person.state }));
  }

  enter(field: string | undefined): void {
    live.here.point(this.topic, { subject: this.id, ...(field === undefined ? {} : { field }) });
  }
}
