import type { Role } from '../envelope.ts';
import type { Relation } from './relations.ts';

/** Who may do something: each role that may, and how its organisation must stand to the subject. */
export interface Right {
  readonly may: Readonly<Partial<Record<Role, readonly Relation[]>>>;
  /** Said to who may not. */
  readonly needed: string;
  /** What somebody of the right role is told whose organisation stands otherwise; unless said, `NOT_ALLOWED`. */
  readonly otherwise?: 'NOT_INFRA_OWNER' | 'NOT_OWN_ORGANISATION';
}

type May = Right['may'];

const editors = ['COMPANY', 'DSO_TSO', 'MUNICIPALITY', 'PROVINCE', 'INVEST_NL'] as const;
/** They edit a plan only where their organisation helps it along. */
const facilitators = ['RVO', 'PROGRAMME_LEAD'] as const;
const partners = [...editors, ...facilitators, 'SECTOR_ASSOCIATION'] as const;
const governments = ['PROVINCE', 'RVO', 'PROGRAMME_LEAD'] as const;
/** The roles that have a part in a gate; the others take part in other decisions alone. */
const atGates = ['COMPANY', 'DSO_TSO', 'PROVINCE', 'PROGRAMME_LEAD'] as const;
const advisersOfGates = ['RVO', 'INVEST_NL'] as const;
const notAtGates = ['MUNICIPALITY', 'SECTOR_ASSOCIATION'] as const;

/**
 * The roles and relations of domain.md B.5, under names that commands share (`commands.ts`). The server refuses by it,
 * pages hide by it. What a rule of the domain refuses beyond it (a mandate, a gate's order) is for the deciders.
 */
export const rights = {
  steward: right('a steward', each(['STEWARD'], 'any')),
  'region-member': right(
    'a member of the region, for the own organisation',
    each([...editors, ...facilitators], 'member for itself'),
  ),
  participant: right('a participant of the plan', {
    ...each(editors, 'participant'),
    ...each(facilitators, 'facilitator'),
  }),
  commenter: right('a participant or a member of the region', each(partners, 'participant', 'member')),
  invited: right('the invited organisation', each(partners, 'invited')),
  'own-site': right("the site's own organisation", each(['COMPANY'], 'owner')),
  'own-site-or-steward': right("the site's own organisation or a steward", {
    ...each(['COMPANY'], 'owner'),
    ...each(['STEWARD'], 'any'),
  }),
  'decision-proposer': right('somebody with a seat at a table that the decision is about', {
    ...each([...atGates, ...advisersOfGates], 'seat'),
    ...each(['MUNICIPALITY'], 'seat, no gate'),
  }),
  'decision-maker': right(
    'the province or the programme lead, with a seat at a table that the decision is about',
    each(['PROVINCE', 'PROGRAMME_LEAD'], 'seat'),
  ),
  'decision-endorser': right('an organisation that is asked to endorse, or has a seat at the table', {
    ...each(atGates, 'asked', 'seat'),
    ...each([...advisersOfGates, ...notAtGates], 'asked, no gate', 'seat, no gate'),
  }),
  'decision-party': right('an organisation that is asked to endorse, or has a seat at the table', {
    ...each([...atGates, ...advisersOfGates], 'asked', 'seat'),
    ...each(notAtGates, 'asked, no gate', 'seat, no gate'),
  }),
  'own-project': right("the organisation of the project's site", each(['COMPANY'], 'owner')),
  'own-project-or-steward': right("the organisation of the project's site or a steward", {
    ...each(['COMPANY'], 'owner'),
    ...each(['STEWARD'], 'any'),
  }),
  'bottleneck-owner': right("the organisation of the project's site, or the one that owns the bottleneck", {
    ...each(partners, 'bottleneck'),
    ...each(['COMPANY'], 'owner', 'bottleneck'),
  }),
  'own-organisation': right('the organisation itself', each(partners, 'owner')),
  'action-owner': right('the organisation that agreed to do it', each(partners, 'action')),
  'in-region': right('a member of one of its regions', each(partners, 'member')),
  partner: right('a partner of the programme', each(partners, 'any')),
  network: right(
    'its own system operator, or a steward who imports',
    { ...each(['DSO_TSO'], 'owner'), ...each(['STEWARD'], 'any') },
    'NOT_INFRA_OWNER',
  ),
  operator: right('its own system operator', each(['DSO_TSO'], 'owner'), 'NOT_INFRA_OWNER'),
  government: right('a province, RVO or the programme', each(governments, 'any')),
  programme: right('the programme lead', each(['PROGRAMME_LEAD'], 'any')),
  'programme-or-steward': right('the programme lead or a steward', each(['PROGRAMME_LEAD', 'STEWARD'], 'any')),
  interviewer: right('RVO', each(['RVO'], 'any')),
  interviewee: right(
    'RVO, or the company for itself',
    { ...each(['RVO'], 'any'), ...each(['COMPANY'], 'for itself') },
    'NOT_OWN_ORGANISATION',
  ),
  scorer: right('a government or a system operator', each([...governments, 'DSO_TSO', 'MUNICIPALITY'], 'any')),
  adviser: right(
    'a government, system operator or adviser of the selection',
    each([...governments, 'DSO_TSO', 'MUNICIPALITY', 'INVEST_NL', 'SECTOR_ASSOCIATION'], 'any'),
  ),
  system: right('the system itself', {}),
} as const satisfies Record<string, Right>;

export type RightName = keyof typeof rights;

function right(needed: string, may: May, otherwise?: Right['otherwise']): Right {
  return { needed, may, ...(otherwise === undefined ? {} : { otherwise }) };
}

function each(roles: readonly Role[], ...relations: Relation[]): May {
  return Object.fromEntries(roles.map((role) => [role, relations]));
}
