import type { LogIndex, VisibleEvent } from '../../events/envelope.ts';
import { noticeKinds, type Notice } from './notice.ts';
import { toldOf } from './rules.ts';
import { applySeats } from './seats.ts';

/** The newest of what each person and each organisation is told of, oldest first. */
export interface NoticesState {
  readonly byAddressee: Map<string, Notice[]>;
  /** Who sits at which plan, and who weighed which region. */
  readonly seats: Map<string, Set<string>>;
  /** Whom the last event that told anybody told. */
  last: { index: LogIndex; to: readonly string[] };
}

/** How much is kept of each; older notices are in the history like everything. */
export const KEPT = 200;

export const initialNotices = (): NoticesState => ({
  byAddressee: new Map(),
  seats: new Map(),
  last: { index: -1, to: [] },
});

/** Takes in an event; `before` is its stream's state without it. Nobody is told of what he did himself. */
export function applyNotices(state: NoticesState, event: VisibleEvent, before: unknown): void {
  const by = event.meta.actor;
  const told = new Set<string>([by, SYSTEM]);
  for (const { kind, to } of toldOf(event, before, state.seats)) {
    for (const addressee of to) {
      if (told.has(addressee)) continue;
      told.add(addressee);
      const notices = state.byAddressee.get(addressee) ?? [];
      notices.push({ index: event.index, kind, by });
      if (notices.length > KEPT) notices.shift();
      state.byAddressee.set(addressee, notices);
    }
  }
  applySeats(state.seats, event, before);
  told.delete(by);
  told.delete(SYSTEM);
  if (told.size > 0) state.last = { index: event.index, to: [...told] };
}

/** What a person is told of, in his own name and in those of his organisations: newest first, one per event. */
export function noticesFor(state: NoticesState, actor: string, organisations: readonly string[]): Notice[] {
  const byIndex = new Map<LogIndex, Notice>();
  for (const addressee of [actor, ...organisations]) {
    for (const notice of state.byAddressee.get(addressee) ?? []) {
      const known = byIndex.get(notice.index);
      if (notice.by !== actor && (!known || rank(notice) < rank(known))) byIndex.set(notice.index, notice);
    }
  }
  return [...byIndex.values()].sort((a, b) => b.index - a.index);
}

const SYSTEM = 'act_system';
const rank = (notice: Notice): number => noticeKinds.indexOf(notice.kind);
