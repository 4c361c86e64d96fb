import { subjectOf } from '../../../events/ids.ts';
import { live } from '../../live/live.svelte.ts';
import { session } from '../../session/session.svelte.ts';

/** Events of fields whose value can be put back. */
const undoable = new Set([
  ...['PlanDetailSet', 'CapacityTargetSet', 'MilestoneForecastMoved', 'RouteDrawn'],
  ...['SiteDetailSet', 'ProjectDetailSet', 'InfrastructureDetailSet'],
]);
const KEPT = 100;

/** One person's undo and redo on the fields of a plan: what he did here, in this browser tab, across reloads. */
export class PlanUndo {
  readonly #plan: string;
  readonly #topic: string;
  readonly #key: string;
  #done = $state.raw<readonly string[]>([]);
  #undone = $state.raw<readonly string[]>([]);
  /** Commands of undo and redo that are under way, and which of the two they are. */
  #underWay: Record<string, 'undo' | 'redo'> = {};
  #seen = -1;

  constructor(plan: string, topic: string) {
    this.#plan = plan;
    this.#topic = topic;
    this.#key = `regiotafel.undo.${session.person?.id ?? ''}.${plan}`;
    const stored = JSON.parse(sessionStorage.getItem(this.#key) ?? '{}') as { done?: string[]; undone?: string[] };
    this.#done = stored.done ?? [];
    this.#undone = stored.undone ?? [];
    this.#seen = live.recent.at(-1)?.index ?? -1;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }
  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Takes in what was recorded since; call whenever something was pushed. */
  sync(): void {
    for (const event of live.recent) {
      if (event.index <= this.#seen) continue;
      this.#seen = event.index;
      if (subjectOf(event.stream) !== this.#plan || event.meta.actor !== session.person?.id) continue;
      if (!undoable.has(event.type)) continue;
      const kind = this.#underWay[event.meta.command];
      Reflect.deleteProperty(this.#underWay, event.meta.command);
      if (kind === 'undo') this.#undone = [...this.#undone, event.id];
      else this.#done = [...this.#done, event.id].slice(-KEPT);
      if (kind === undefined) this.#undone = [];
    }
    this.#store();
  }

  undo(): void {
    const event = this.#done.at(-1);
    if (event === undefined) return;
    this.#done = this.#done.slice(0, -1);
    this.#revert(event, 'undo');
  }

  redo(): void {
    const event = this.#undone.at(-1);
    if (event === undefined) return;
    this.#undone = this.#undone.slice(0, -1);
    this.#revert(event, 'redo');
  }

  #revert(event: string, kind: 'undo' | 'redo'): void {
    const id = live.give(this.#topic, { type: 'RevertChange', subject: this.#plan, data: { event } });
    this.#underWay[id] = kind;
    this.#store();
  }

  #store(): void {
    sessionStorage.setItem(this.#key, JSON.stringify({ done: this.#done, undone: this.#undone }));
  }
}
