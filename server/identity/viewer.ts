import type { CalendarDay, Role, SubjectId } from '../../events/envelope.ts';

/** A person who is signed in, by pseudonymous id. */
export interface Principal {
  readonly actor: string;
  /** The session, so that its end closes its windows. */
  readonly session: string;
}

/** A membership that holds today. */
export interface ActiveMembership {
  readonly organisation: SubjectId;
  readonly role: Role;
  readonly regionIds: readonly SubjectId[];
  readonly to?: CalendarDay;
}

/** Somebody who asks: his principal (undefined: signed out) and what he may see, as a set of grants. */
export interface Asker {
  readonly principal: Principal | undefined;
  readonly memberships: readonly ActiveMembership[];
  readonly grants: GrantSet;
}

/**
 * What colleagues with the same rights share: `P1`, `steward`, `region:<id>`, `plan:<id>`, `invited:<id>`,
 * `organisation:<id>`, `budget`, `interviews`, `programme`, `auditor`. Interned: equal sets are the same object, `key` is their canonical text.
 */
export interface GrantSet {
  readonly key: string;
  readonly has: (grant: string) => boolean;
}
