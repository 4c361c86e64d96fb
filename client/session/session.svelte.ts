import type { Role } from '../../events/envelope.ts';
import { ask } from '../app/ask.ts';

export interface Persona {
  id: string;
  name: string;
  organisation: string;
  role: Role;
}

export interface SignedInPerson {
  id: string;
  name: string;
  organisation: string;
  organisationName: string;
  role: Role | null;
  memberships: { organisation: string; organisationName: string; role: Role; regionIds: string[] }[];
}

interface SessionAnswer {
  signedIn: boolean;
  demo: boolean;
  build: string;
  exampleShown: boolean;
  person?: SignedInPerson;
  personas?: Persona[];
}

/** Who is signed in, and as whom one may sign in. */
class Session {
  #answer = $state.raw<SessionAnswer>();
  #names = $state.raw<ReadonlyMap<string, string>>(new Map());
  /** Rises with every sign-in and sign-out: what is live is then asked for anew. */
  #generation = $state(0);

  get loaded(): boolean {
    return this.#answer !== undefined;
  }
  get person(): SignedInPerson | undefined {
    return this.#answer?.person;
  }
  get personas(): readonly Persona[] {
    return this.#answer?.personas ?? [];
  }
  get demo(): boolean {
    return this.#answer?.demo === true;
  }
  get build(): string {
    return this.#answer?.build ?? 'any';
  }
  get exampleShown(): boolean {
    return this.#answer?.exampleShown !== false;
  }
  get generation(): number {
    return this.#generation;
  }

  async load(): Promise<void> {
    this.#take(await ask<SessionAnswer>('/api/session'));
    await this.#loadNames();
  }

  async signIn(persona: string): Promise<void> {
    this.#take(await ask<SessionAnswer>('/api/session/demo', { method: 'POST', body: { persona } }));
    this.#generation++;
    await this.#loadNames();
  }

  async signOut(): Promise<void> {
    this.#take(await ask<SessionAnswer>('/api/session', { method: 'DELETE' }));
    this.#names = new Map();
    this.#generation++;
  }

  /** Everybody whom one may know by name. */
  get people(): readonly { id: string; name: string }[] {
    return [...this.#names].filter(([id]) => id !== 'act_system').map(([id, name]) => ({ id, name }));
  }

  /** Name of a person; the pseudonymous id stands for one that we may not know. */
  nameOf(actor: string): string {
    return this.#names.get(actor) ?? actor;
  }

  is(role: Role): boolean {
    return this.person?.memberships.some((membership) => membership.role === role) === true;
  }

  #take(answer: SessionAnswer): void {
    this.#answer = answer;
  }

  /** Asks anew how people are called: somebody may have been forgotten. */
  async reloadNames(): Promise<void> {
    await this.#loadNames().catch(() => undefined);
  }

  async #loadNames(): Promise<void> {
    if (!this.person) return;
    const { people } = await ask<{ people: { id: string; name: string }[] }>('/api/people');
    this.#names = new Map(people.map(({ id, name }) => [id, name]));
  }
}

export const session = new Session();
