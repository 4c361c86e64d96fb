import type { Causes } from '../../../projections/difference/causes.ts';
import type { GroupDifference, ItemDifference } from '../../../projections/difference/difference.ts';
import { ask, ProblemError } from '../../app/ask.ts';
import type { Problem } from '../../../events/live-protocol.ts';

export interface ToldItem extends ItemDifference {
  readonly causes?: Causes;
  readonly earlier?: true;
}
export interface ToldGroup extends Omit<GroupDifference, 'items'> {
  readonly items: readonly ToldItem[];
}
export interface ToldMoment {
  readonly index: number;
  readonly instant: string | null;
  readonly on: string;
}
/** A difference as the server tells it (GET /api/difference). */
export interface ToldDifference {
  readonly subject: string;
  readonly kind: 'plan' | 'region';
  readonly title: string;
  readonly regionId: string;
  readonly from: ToldMoment;
  readonly to: ToldMoment;
  readonly groups: readonly ToldGroup[];
}

/** Of what, and between which moments: log indexes or instants; `to` undefined: now. */
export interface Question {
  readonly subject: string;
  readonly from: string;
  readonly to: string | undefined;
  readonly on: string | undefined;
}

/** The last day for which a plan's page shows values: it shows what was recorded last, whenever it is to hold. */
const RECORDED_LAST = '2050-12-31';

/** The difference that a page shows. */
export class DifferenceInView {
  #asked = '';
  #told = $state.raw<ToldDifference>();
  #problem = $state.raw<Problem>();

  get told(): ToldDifference | undefined {
    return this.#told;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }

  show({ subject, from, to, on }: Question): void {
    const plan = subject.startsWith('pln_');
    const day = on ?? (plan ? RECORDED_LAST : undefined);
    const query = { [plan ? 'plan' : 'region']: subject, from, to, on: day };
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
    );
    const asked = `/api/difference?${given.join('&')}`;
    if (!asked.startsWith(this.#asked.split('&')[0] ?? '-')) this.#told = undefined;
    this.#asked = asked;
    this.#problem = undefined;
    ask<ToldDifference>(asked).then(
      (told) => {
        if (this.#asked === asked) this.#told = told;
      },
      (error: unknown) => {
        if (this.#asked !== asked) return;
        this.#told = undefined;
        if (error instanceof ProblemError) this.#problem = error.problem;
      },
    );
  }
}
