import { live } from '../live/live.svelte.ts';
import type { PlanTable } from '../pages/plan/plan-table.svelte.ts';
import { session } from '../session/session.svelte.ts';
import { wishOf, type Place } from './wishes.ts';

/** Something that somebody wants to put back, before he has said why. */
export interface Asked {
  readonly title: string;
  /** As they are printed. */
  readonly now: string;
  readonly then: string;
  readonly give: (reason: string) => void;
}

type Values = Readonly<Record<string, unknown>>;

/** Putting back what stood somewhere: asked why, then given as an ordinary command on what stands there now. */
export class Restore {
  readonly #table: PlanTable;
  #asked = $state.raw<Asked>();
  #given = $state<string>();

  constructor(table: PlanTable) {
    this.#table = table;
  }

  get asked(): Asked | undefined {
    return this.#asked;
  }
  /** What was given last has been recorded. */
  get done(): boolean {
    const given = this.#given;
    return given !== undefined && !live.holds(given) && !live.refused.some(({ command }) => command.id === given);
  }

  /** May this person put it back, and is it not so already? */
  can(place: Place, then: Values): boolean {
    const { mayEdit, state, id } = this.#table;
    if (!mayEdit) return false;
    const wish = wishOf(state, id, place, then, '');
    if (wish?.type !== 'PledgeContribution') return wish !== undefined;
    return this.#table.ownSites.some((site) => site.id === wish.subject);
  }

  /** Asks why; `printed` writes a value as people read it. */
  ask(
    place: Place,
    then: Values,
    { title, printed, main }: { title: string; printed: (value: unknown) => string; main: string },
  ): void {
    const wish = wishOf(this.#table.state, this.#table.id, place, then, '');
    if (!wish) return;
    this.#asked = {
      ...{ title, now: printed(wish.now), then: printed(then[main]) },
      give: (reason) => this.#give(place, then, reason, wish.standing),
    };
  }

  cancel(): void {
    this.#asked = undefined;
  }

  /** What has changed while he thought about it is a conflict, as with any edit: the basis is what he was shown. */
  #give(place: Place, then: Values, reason: string, seen: string | undefined): void {
    this.#asked = undefined;
    const wish = wishOf(this.#table.state, this.#table.id, place, then, reason);
    if (!wish || !session.person) return;
    const { type, subject, data, facet } = wish;
    this.#given = this.#table.give(type, data, { subject, reason, basis: { [facet]: seen ?? null } });
  }
}
