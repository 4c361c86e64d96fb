import type { Surroundings } from '../../../events/decision.ts';
import type { Mandate } from '../../../events/organisation/mandates.ts';
import { evolve, initial } from '../../../events/organisation/state.ts';
import { id, recorded, uuid, type Happened } from '../given.ts';

/** What the examples of decisions begin with. */

export const dec = id('dec');
export const org = id('org', 1);
export const nothing = id('alt', 1);
export const something = id('alt', 2);
export const motivation = 'Omdat de warmte er is, de vraag er is, en wachten geen euro goedkoper maakt.';

export const drafted: Happened = {
  type: 'DecisionDrafted',
  data: {
    type: 'PRIORITY',
    question: 'Welke bron krijgt voorrang?',
    subjectIds: [id('reg'), id('pln')],
    participants: [id('org', 2)],
  },
};
export const alternative = (n: number, doNothing = false): Happened => ({
  type: 'AlternativeAdded',
  data: {
    alternativeId: id('alt', n),
    label: doNothing ? 'Niets doen' : `Keuze ${n}`,
    doNothing,
    pros: 'Snel',
    cons: 'Duur',
  },
});
export const proposal = [drafted, alternative(1, true), alternative(2)];
export const takingData = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  chosen: something,
  motivation,
  mandateId: id('mnd'),
  effectiveDate: '2026-07-01',
  ...more,
});
export const conditionDue = '2026-09-01';
export const taken = (more: Record<string, unknown> = {}, meta: Happened['meta'] = {}): Happened => ({
  type: 'DecisionTaken',
  data: takingData({
    conditions: [{ conditionId: id('cnd'), text: 'Subsidie is toegezegd', due: conditionDue }],
    inputIndex: 2,
    snapshotIds: [],
    citedEventIds: [],
    ...more,
  }),
  meta,
});
export const endorsed = (by = org): Happened => ({
  type: 'DecisionEndorsed',
  data: { orgId: by, mandateId: id('mnd') },
  meta: { organisation: by },
});
export const dissented: Happened = {
  type: 'DissentRecorded',
  data: { orgId: id('org', 2), text: 'De gemeente had liever gewacht.' },
  meta: { organisation: id('org', 2) },
};
export const fulfilled: Happened = {
  type: 'ConditionFulfilled',
  data: { conditionId: id('cnd'), evidence: 'Beschikking van 3 juli' },
};

/** The command that changed what is decided last, in a story of `events` events: what the screen showed. */
export const seen = (events: number): { basis: Record<string, string> } => ({
  basis: { content: uuid(100 + events - 1) },
});

/** A mandate as its organisation's stream holds it. */
export function mandateOf(granted: Record<string, unknown> = {}, revokedFrom?: string): Mandate {
  const stream = `organisation-${uuid(1)}`;
  const events: Happened[] = [
    {
      type: 'MandateGranted',
      data: { mandateId: id('mnd'), actorId: 'act_noor', subject: 'PRIORITY', from: '2026-01-01', ...granted },
    },
    ...(revokedFrom === undefined
      ? []
      : [{ type: 'MandateRevoked', data: { mandateId: id('mnd'), from: revokedFrom, reason: 'Andere functie' } }]),
  ];
  const state = events.reduce((folded, event, at) => evolve(folded, recorded(stream, at, event)), initial());
  const mandate = state.mandates[id('mnd')];
  if (!mandate) throw new Error('no mandate');
  return mandate;
}

/** Around a decision: this mandate is on hand, everything is there, the log's head is at 50. */
export const under = (
  mandate: Mandate | null = mandateOf(),
  more: Partial<Surroundings> = {},
): Partial<Surroundings> => ({
  mandate: (wanted) => (mandate?.id === wanted ? mandate : null),
  head: () => 50,
  factIndex: () => null,
  seesSubject: () => true,
  decision: () => 'TAKEN',
  ...more,
});
