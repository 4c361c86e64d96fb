import type { StreamName, VisibleEvent } from '../events/envelope.ts';
import type { Sees } from '../events/visibility.ts';

/** Somebody who looks: what he may see of each stream, as rights are today. */
export interface Viewer {
  sees(stream: StreamName): Sees;
}

/**
 * What we know, folded from what happened. `apply` may mutate its own state. It holds facts; figures are derived.
 * The law, property-tested for each: `view(fold(events), v)` equals `fold(events.map(redact for v))`.
 */
export interface Projection<S> {
  readonly name: string;
  /** Raised when `apply` changes its meaning: the stored states are then built anew. */
  readonly version: number;
  initial(): S;
  apply(state: S, event: VisibleEvent): S;
  view(state: S, viewer: Viewer): S;
}
