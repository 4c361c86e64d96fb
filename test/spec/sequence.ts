import { catalogue, kindFunctions } from '../../events/catalogue.ts';
import type { Command, DecideContext, Decision } from '../../events/decision.ts';
import { streamOf } from '../../events/ids.ts';
import { id, recorded, uuid } from './given.ts';

/** A stream that takes one command after another, as they come: what is refused leaves it as it was. */
export interface Sequence<S> {
  /** Gives a command; an edit conflict is answered with "use mine". Returns the outcome: events' types, or the code. */
  give(type: string, data: Record<string, unknown>, context?: Partial<DecideContext>): string;
  state(): S;
}

export function sequence<S>(subject: string): Sequence<S> {
  const target = streamOf(subject);
  if (!target) throw new Error(`${subject} is no subject`);
  const kind = kindFunctions(target.kind);
  let state = kind.initial();
  let events = 0;
  return {
    state: () => state as S,
    give(type, data, context = {}) {
      const schema = catalogue[target.kind].commands[type]?.schema;
      const command: Command = { id: uuid(1000 + events), type, subject, data: schema?.parse(data) ?? data };
      const full: DecideContext = {
        actor: 'act_noor',
        organisation: id('org', 1),
        role: 'COMPANY',
        now: '2026-06-01T12:00:00.000Z',
        today: '2026-06-01',
        around: {
          siteOwner: () => id('org', 1),
          ...{ regionExists: () => true, organisationExists: () => true, calculated: (asked) => asked as never },
        },
        ...context,
      };
      let decision: Decision = kind.decide(state, command, full);
      if ('refused' in decision && decision.refused.code === 'EDIT_CONFLICT') {
        const { field, command: held } = decision.refused.values as { field: string; command: string };
        decision = kind.decide(state, { ...command, basis: { [field]: held } }, full);
      }
      if ('refused' in decision) return decision.refused.code;
      if (!('events' in decision)) return 'nothing' in decision ? 'nothing' : 'unknown';
      for (const draft of decision.events) {
        const meta = { command: command.id, organisation: full.organisation, role: full.role };
        const event = recorded(target.stream, events++, { type: draft.type, data: { ...draft.data }, meta });
        state = kind.evolve(state, structuredClone(event));
      }
      return decision.events.map((draft) => draft.type).join();
    },
  };
}
