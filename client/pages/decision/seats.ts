import type { Role } from '../../../events/envelope.ts';
import { session } from '../../session/session.svelte.ts';

const proposers: readonly Role[] = [
  'COMPANY',
  'DSO_TSO',
  'MUNICIPALITY',
  'PROVINCE',
  'INVEST_NL',
  'RVO',
  'PROGRAMME_LEAD',
];
const deciders: readonly Role[] = ['PROVINCE', 'PROGRAMME_LEAD'];
const parties: readonly Role[] = [...proposers, 'SECTOR_ASSOCIATION'];

export interface Seat {
  organisation: string;
  organisationName: string;
  mayPropose: boolean;
  mayDecide: boolean;
  mayTakePart: boolean;
}

/** What the person may do with a decision about these subjects, as the server will say; undefined: nothing. */
export function seatAt(subjectIds: readonly string[], participants: readonly string[] = []): Seat | undefined {
  const seats = (session.person?.memberships ?? []).map(({ organisation, organisationName, role, regionIds }) => {
    const atTable = subjectIds.some((id) => regionIds.includes(id));
    return {
      organisation,
      organisationName,
      mayPropose: atTable && proposers.includes(role),
      mayDecide: atTable && deciders.includes(role),
      mayTakePart: (atTable || participants.includes(organisation)) && parties.includes(role),
    };
  });
  return seats.find((seat) => seat.mayDecide) ?? seats.find((seat) => seat.mayTakePart);
}
