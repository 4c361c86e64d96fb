import { streamOf } from '../../../events/ids.ts';
import type { AnyState } from '../../../events/kinds.ts';
import type { Entry } from '../../../events/timeline.ts';
import { FieldUndo, type KeptSteps } from '../../live/field-undo.ts';
import { live } from '../../live/live.svelte.ts';
import { session } from '../../session/session.svelte.ts';

/** One person's undo and redo on the fields of a plan or place: what he did here, across reloads and reconnections. */
export class PlanUndo {
  readonly #stream: string;
  readonly #topic: string;
  readonly #key: string;
  readonly #steps: FieldUndo;
  #version = $state(0);
  #looked: AnyState | undefined;
  #kept: KeptSteps | undefined;

  constructor(id: string, topic: string) {
    this.#stream = streamOf(id)?.stream ?? '';
    this.#topic = topic;
    this.#key = `regiotafel.steps.${session.person?.id ?? ''}.${id}`;
    const kept = sessionStorage.getItem(this.#key);
    this.#steps = new FieldUndo(
      id,
      {
        give: (wish) => live.give(topic, wish),
        withdraw: (command) => live.withdraw(command),
        pending: () => live.pendingOf(id),
        lastOn: (field) => live.pendingOn(id, field),
        newId: () => live.newId(),
      },
      kept === null ? undefined : (JSON.parse(kept) as KeptSteps),
    );
  }

  get canUndo(): boolean {
    void this.#version;
    // what is pending counts, too
    return this.#steps.canUndo;
  }
  get canRedo(): boolean {
    void this.#version;
    return this.#steps.canRedo;
  }

  /** Takes in what was recorded since; call whenever something was pushed. */
  sync(): void {
    const state = live.confirmed(this.#topic).streams[this.#stream];
    if (state === undefined || !live.loaded(this.#topic)) return;
    if (state === this.#looked) return this.#settle();
    this.#looked = state;
    const actor = session.person?.id;
    const values = valuesIn(state).flatMap(([field, entries]) =>
      entries.map(({ event, command, index, by }) => ({ field, event, command, index, mine: by === actor })),
    );
    this.#steps.recorded(
      values.sort((x, y) => x.index - y.index),
      live.index(this.#topic) ?? -1,
    );
    this.#settle();
  }

  undo(): void {
    this.#steps.undo();
    this.#keep();
  }

  redo(): void {
    this.#steps.redo();
    this.#keep();
  }

  #settle(): void {
    this.#steps.settle();
    this.#keep();
  }

  #keep(): void {
    if (this.#steps.kept === this.#kept) return;
    this.#kept = this.#steps.kept;
    this.#version++;
    sessionStorage.setItem(this.#key, JSON.stringify(this.#kept));
  }
}

/** The fields whose values can be put back, with everything that was recorded of them. */
function valuesIn(state: AnyState): (readonly [field: string, Entry<unknown>[]])[] {
  const details = 'details' in state ? Object.entries(state.details) : [];
  if (!('capacityTargets' in state)) return details;
  return [
    // a route before its length: both are of one event, and it is the route that is put back
    ['route', state.routes],
    ...details,
    ...Object.entries(state.capacityTargets).map(([name, entries]) => [`capacityTarget.${name}`, entries] as const),
    ...Object.values(state.milestones).map(({ id, forecasts }) => [`milestone.${id}.forecast`, forecasts] as const),
  ];
}
