import { isHidden, type LogIndex, type SubjectId, type VisibleEvent } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import { planOfText } from '../../events/narrative/sections.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import type { PlanState } from '../../events/plan/state.ts';
import type { RegionState } from '../../events/region/state.ts';
import type { SelectionState } from '../../events/selection/state.ts';
import { lastRecorded, amsterdamDay } from '../../events/timeline.ts';
import { usualPreferences, type Notice, type NoticePreferences } from '../../projections/notices/notice.ts';
import { noticesFor, type NoticesState } from '../../projections/notices/notices.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import type { NoticeVault } from '../vault/port-notices.ts';
import { notices } from './projection.ts';

/** A notice with what its reader may see of what happened. */
export interface VisibleNotice extends Notice {
  readonly event: VisibleEvent;
  readonly read: boolean;
}

export interface DeskDependencies {
  readonly readModels: RunningReadModels;
  readonly vault: NoticeVault;
  readonly now: () => number;
}

/** What each person is told of, as far as he may see it now, and what of it he has read. */
export class NoticeDesk {
  readonly #with: DeskDependencies;
  readonly #told = new Set<(actor: string) => void>();

  constructor(dependencies: DeskDependencies) {
    this.#with = dependencies;
  }

  /** Everything that a person is told of, newest first; kinds that he has put off are left out. */
  async list(actor: string): Promise<VisibleNotice[]> {
    const { appOff } = await this.preferences(actor);
    return (await this.all(actor)).filter(({ kind }) => !appOff.includes(kind));
  }

  /** As `list`, whatever he has put off. */
  async all(actor: string): Promise<VisibleNotice[]> {
    const { readTo, singles } = await this.#with.vault.marks.get(actor);
    const { organisations, grants } = this.#seat(actor);
    const told = noticesFor(this.#state(), actor, organisations);
    const events = new Map(
      this.#with.readModels.eventsAt(told.map(({ index }) => index)).map((one) => [one.index, one]),
    );
    return told.flatMap((notice) => {
      const recorded = events.get(notice.index);
      const event = recorded && this.#with.readModels.redact(recorded, grants);
      return event ? [{ ...notice, event, read: notice.index <= readTo || singles.includes(notice.index) }] : [];
    });
  }

  async count(actor: string): Promise<{ unread: number; latest: LogIndex }> {
    const listed = await this.list(actor);
    return { unread: listed.filter(({ read }) => !read).length, latest: listed[0]?.index ?? -1 };
  }

  /** Marks one notice, or all up to one, as read: in every window of this person. */
  async read(actor: string, mark: { one: LogIndex } | { upTo: LogIndex }): Promise<void> {
    const { marks } = this.#with.vault;
    if ('one' in mark) await marks.readOne(actor, mark.one);
    else await marks.readTo(actor, Math.min(mark.upTo, this.#with.readModels.head()));
    this.#changed(actor);
  }

  async preferences(actor: string): Promise<NoticePreferences> {
    return (await this.#with.vault.preferences.get(actor)) ?? usualPreferences;
  }

  async prefer(actor: string, preferences: NoticePreferences): Promise<void> {
    await this.#with.vault.preferences.put(actor, preferences, new Date(this.#with.now()).toISOString());
    this.#changed(actor);
  }

  /** Persons and organisations that the event at this index told of something. */
  addressed(index: LogIndex): readonly string[] {
    const { last } = this.#state();
    return last.index === index ? last.to : [];
  }

  /** Rises for each person with what he reads, in whichever process. */
  versions(actors: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.#with.vault.marks.versions(actors);
  }

  /** Calls back when a person has read something in this process, or wants to be told otherwise. */
  onChange(told: (actor: string) => void): void {
    this.#told.add(told);
  }

  /** What the things are called that events are about, as far as these grants see it: plans, their regions, organisations. */
  names(events: readonly VisibleEvent[], grants: GrantSet): Record<SubjectId, string> {
    const names: Record<SubjectId, string> = {};
    for (const { stream, meta, data } of events) {
      const subject = planOfText(subjectOf(stream)) ?? subjectOf(stream);
      for (const id of [subject, meta.organisation, data['orgId']]) {
        const name = typeof id === 'string' ? this.nameOf(id, grants) : undefined;
        if (name !== undefined) names[String(id)] = name;
      }
    }
    return names;
  }

  /** A plan's title, an organisation's or a region's name; undefined: there is none, or it is not for these grants. */
  nameOf(subject: SubjectId, grants: GrantSet): string | undefined {
    const { readModels } = this.#with;
    const target = streamOf(subject);
    const state = target && readModels.state(target.stream);
    if (!target || !state?.exists) return undefined;
    if (target.kind === 'organisation') return (state as OrganisationState).name;
    if (target.kind === 'region') return (state as RegionState).name;
    if (target.kind === 'selection') return this.#regionsOf(state as SelectionState, target.stream, grants);
    if (target.kind !== 'plan' || !readModels.sees(grants, target.stream)('P2')) return undefined;
    const title = lastRecorded((state as PlanState).details['title'])?.value;
    return typeof title === 'string' ? title : undefined;
  }

  /** A selection is called by its regions. */
  #regionsOf({ model }: SelectionState, stream: string, grants: GrantSet): string | undefined {
    if (!model || isHidden(model.value) || !this.#with.readModels.sees(grants, stream)('P1')) return undefined;
    return model.value.regions
      .map((region) => this.nameOf(region, grants) ?? '')
      .filter(Boolean)
      .join(', ');
  }

  #seat(actor: string): { organisations: string[]; grants: GrantSet } {
    const { readModels, now } = this.#with;
    const memberships = readModels.memberships(actor, amsterdamDay(new Date(now()).toISOString()));
    const organisations = [...new Set(memberships.map(({ organisation }) => organisation))];
    return { organisations, grants: readModels.grants(memberships) };
  }

  #state(): NoticesState {
    return this.#with.readModels.side(notices);
  }

  #changed(actor: string): void {
    for (const told of this.#told) told(actor);
  }
}
