import { ask } from '../../app/ask.ts';
import { session } from '../../session/session.svelte.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The persons and organisations to choose from in a form; asked anew when somebody is forgotten. Made in a component. */
export class Who {
  people = $state.raw<readonly (Named & { readonly organisation?: string })[]>([]);
  organisations = $state.raw<readonly Named[]>([]);

  /** `chosen` is told who stands first in each list. */
  constructor(chosen: (first: { person?: string; organisation?: string }) => void) {
    $effect(() => {
      void session.people;
      void ask<{ people: Who['people'] }>('/api/people').then((answer) => {
        this.people = answer.people.filter((one) => one.id !== 'act_system');
        chosen({ person: this.people[0]?.id ?? '' });
      });
      void ask<{ organisations: readonly Named[] }>('/api/organisations').then((answer) => {
        this.organisations = answer.organisations;
        chosen({ organisation: answer.organisations[0]?.id ?? '' });
      });
    });
  }
}
