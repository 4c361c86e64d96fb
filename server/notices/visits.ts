import type { LogIndex, VisibleEvent } from '../../events/envelope.ts';
import type { Topic } from '../../events/live-protocol.ts';
import type { Asker } from '../identity/viewer.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import type { NoticeVault, Seen, Visit } from '../vault/port-notices.ts';
import { streamOf } from '../../events/ids.ts';

/** Who comes back within this time is still on the same visit. */
export const SAME_VISIT_MS = 30 * 60_000;
/** More changes than this are told as "more than". */
export const MOST_CHANGES = 300;

export interface Changes {
  /** Where the person was up to before this visit; undefined: it is his first. */
  readonly since: Seen | undefined;
  /** Log index at which this visit was looked at. */
  readonly index: number;
  /** What others did since, newest first. */
  readonly events: readonly VisibleEvent[];
  readonly more: boolean;
}

/** When each person was where, and what has changed there since. */
export class Visits {
  readonly #with: { readModels: RunningReadModels; vault: NoticeVault; now: () => number };

  constructor(dependencies: { readModels: RunningReadModels; vault: NoticeVault; now: () => number }) {
    this.#with = dependencies;
  }

  /** Somebody comes to a place (`start`, `reg_…`, `pln_…`): what others changed there since he last was. */
  async come(asker: Asker, place: string): Promise<Changes> {
    const actor = asker.principal?.actor ?? '';
    const seen = this.#now();
    const before = await this.#with.vault.visits.get(actor, place);
    const visit = { since: sinceOf(before, seen), seen };
    await this.#with.vault.visits.put(actor, place, visit);
    if (visit.since === undefined) return { since: undefined, index: seen.index, events: [], more: false };
    return { since: visit.since, index: seen.index, ...this.#changes(asker, place, visit.since.index) };
  }

  /** He has been shown what happened up to an index, and leaves; with `all` he says that he has seen what changed. */
  async seen(actor: string, place: string, index: LogIndex, all: boolean): Promise<void> {
    const { index: head, at } = this.#now();
    const before = await this.#with.vault.visits.get(actor, place);
    const seen = { index: Math.max(Math.min(index, head), before?.seen.index ?? -1), at };
    await this.#with.vault.visits.put(actor, place, { since: all ? seen : before?.since, seen });
  }

  #now(): Seen {
    return { index: this.#with.readModels.head(), at: new Date(this.#with.now()).toISOString() };
  }

  #changes(asker: Asker, place: string, after: number): { events: VisibleEvent[]; more: boolean } {
    const byIndex = new Map<number, VisibleEvent>();
    let more = false;
    for (const query of this.#queries(asker, place)) {
      const page = this.#with.readModels.history({ ...query, after, limit: MOST_CHANGES }, asker.grants);
      more ||= page.cursor !== undefined;
      for (const { index, event } of page.entries)
        if (event.meta.actor !== asker.principal?.actor && !bookkeeping.has(event.type)) byIndex.set(index, event);
    }
    const events = [...byIndex.values()].sort((a, b) => b.index - a.index);
    return { events: events.slice(0, MOST_CHANGES), more: more || events.length > MOST_CHANGES };
  }

  #queries(asker: Asker, place: string): { topic?: Topic; stream?: string }[] {
    const target = streamOf(place);
    if (target?.kind === 'region') return [{ topic: `region:${place}` }];
    if (target) return [{ stream: target.stream }];
    const topics = asker.memberships.flatMap(({ organisation, regionIds }) => [
      `organisation:${organisation}`,
      ...regionIds.map((region) => `region:${region}`),
    ]);
    return [...new Set(topics)].map((topic) => ({ topic }));
  }
}

/** What the house writes down for itself, and not for readers. */
const bookkeeping = new Set([
  'TextSnapshotTaken',
  'TextRestated',
  'FactRestated',
  'SiteCapacityReserved',
  'SiteCapacityReleased',
]);

function sinceOf(before: Visit | undefined, now: Seen): Seen | undefined {
  if (before === undefined) return undefined;
  return Date.parse(now.at) - Date.parse(before.seen.at) > SAME_VISIT_MS ? before.seen : before.since;
}
