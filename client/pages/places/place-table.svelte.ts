import type { PresenceState } from '../../../events/live-protocol.ts';
import type { FormKind } from '../../forms/schemas.ts';
import { live } from '../../live/live.svelte.ts';
import { PlanUndo } from '../plan/plan-undo.svelte.ts';
import type { Visit } from '../../notices/visit.svelte.ts';
import { session } from '../../session/session.svelte.ts';

const setters: Partial<Record<FormKind, string>> = {
  site: 'SetSiteDetail',
  project: 'SetProjectDetail',
  infrastructure: 'SetInfrastructureDetail',
};

/** One site, project, infrastructure or case on the screen: who is in which of its fields, and what one does there. */
export class PlaceTable {
  readonly kind: FormKind;
  readonly id: string;
  readonly topic: string;
  readonly undo: PlanUndo;
  readonly visit: Visit;

  constructor(kind: FormKind, id: string, topic: string, visit: Visit) {
    this.kind = kind;
    this.id = id;
    this.topic = topic;
    this.visit = visit;
    this.undo = new PlanUndo(id, topic);
  }

  /** @param seen the command that had set the field when the person began to change it */
  setField(field: string, value: unknown, seen: string | undefined): string {
    const type = setters[this.kind] ?? '';
    const basis = live.basis(this.id, field, seen);
    return live.give(this.topic, { type, subject: this.id, data: { field, value }, basis });
  }

  /** Who else is in a field, or in a group of facts, now. */
  others(field: string): { id: string; name: string; state: PresenceState }[] {
    return live.here
      .people(this.topic)
      .filter(
        ({ actor, pointers }) =>
          actor !== session.person?.id && pointers.some((one) => one.subject === this.id && one.field === field),
      )
      .map(({ actor, name, state }) => ({ id: actor, name, state }));
  }

  enter(field: string | undefined): void {
    live.here.point(this.topic, { subject: this.id, ...(field === undefined ? {} : { field }) });
  }
}
