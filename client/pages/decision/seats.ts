import type { TopicState } from '../../../projections/topic/topic.ts';
import { membershipFor } from '../../session/may.ts';
import { session } from '../../session/session.svelte.ts';

export interface Seat {
  organisation: string;
  organisationName: string;
  mayPropose: boolean;
  mayDecide: boolean;
  mayEndorse: boolean;
  mayTakePart: boolean;
}

/** Stands for a decision that is not there yet. */
const NEW = 'dec_00000000-0000-7000-8000-000000000000';

/** What the person may do with a decision that stands, as the server will say; undefined: nothing. */
export function seatAt(state: TopicState, decision: string): Seat | undefined {
  return seatFor(state, { subject: decision }, 'AddAlternative');
}

/** What the person may do with a decision about these subjects that is yet to be drafted. */
export function seatAbout(subjectIds: readonly string[]): Seat | undefined {
  return seatFor({ streams: {} }, { subject: NEW, data: { subjectIds } }, 'DraftDecision');
}

function seatFor(
  state: TopicState,
  about: { subject: string; data?: Record<string, unknown> },
  proposing: string,
): Seat | undefined {
  const seats = (session.person?.memberships ?? []).map((membership) => {
    const may = (type: string): boolean => membershipFor([membership], { state }, { ...about, type }) !== undefined;
    return {
      organisation: membership.organisation,
      organisationName: membership.organisationName,
      mayPropose: may(proposing),
      mayDecide: may('TakeDecision'),
      mayEndorse: may('EndorseDecision'),
      mayTakePart: may('RecordDissent'),
    };
  });
  return seats.find((seat) => seat.mayDecide) ?? seats.find((seat) => seat.mayTakePart);
}
