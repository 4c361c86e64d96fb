import type { Refusal } from '../decision.ts';
import { kindOfSubject } from '../ids.ts';
import { rightOf, spokenFor } from './commands.ts';
import { answeredFor, ownerOf, stands, type Member, type RightsFacts, type Wish } from './relations.ts';
import type { Right } from './rights.ts';

/** May somebody, with one of his memberships, ask this? By the one table; the server refuses by it, pages hide by it. */
export function mayGive(facts: RightsFacts, member: Member, wish: Wish): boolean {
  return mayAs(facts, member, wish) && foreignVoice(member, wish) === undefined;
}

/** Why nobody of these memberships may ask this. */
export function whyNot(facts: RightsFacts, members: readonly Member[], wish: Wish): Refusal {
  const right = rightHere(wish);
  for (const member of members) {
    const named = mayAs(facts, member, wish) ? foreignVoice(member, wish) : undefined;
    if (named !== undefined) return { code: 'NOT_OWN_ORGANISATION', values: { organisation: named } };
  }
  const fitting = right?.otherwise ? members.find(({ role }) => right.may[role] !== undefined) : undefined;
  if (fitting && right?.otherwise === 'NOT_INFRA_OWNER') {
    const operator = ownerOf(facts, wish);
    if (operator !== undefined) return { code: 'NOT_INFRA_OWNER', values: { operator } };
  }
  if (fitting && right?.otherwise === 'NOT_OWN_ORGANISATION') {
    const organisation = answeredFor(facts, wish, fitting);
    if (organisation !== undefined) return { code: 'NOT_OWN_ORGANISATION', values: { organisation } };
  }
  return { code: 'NOT_ALLOWED', values: { needed: right?.needed ?? '' } };
}

function mayAs(facts: RightsFacts, member: Member, wish: Wish): boolean {
  const relations = rightHere(wish)?.may[member.role];
  return relations?.some((relation) => stands(relation, facts, member, wish)) === true;
}

function rightHere({ subject, type }: Wish): Right | undefined {
  const kind = kindOfSubject(subject);
  return kind && rightOf(kind, type);
}

/** The organisation for which a command speaks, when it is another than the own one. */
function foreignVoice({ organisation }: Member, { type, data }: Wish): string | undefined {
  const field = spokenFor[type];
  const named = field === undefined ? undefined : data[field];
  return typeof named === 'string' && named !== organisation ? named : undefined;
}
