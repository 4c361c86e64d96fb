import { live, newId } from '../../live/live.svelte.ts';
import type { Outcome } from './draws.svelte.ts';

/** What is prepared: a decision with an alternative for each region and one to do nothing. */
export interface Prepared {
  readonly question: string;
  readonly regions: readonly string[];
  readonly nameOf: (region: string) => string;
  readonly results: Outcome['results'];
  readonly participants: readonly string[];
  readonly nothing: { readonly label: string; readonly cons: string };
  /** Printed for and against a region. */
  readonly label: (name: string) => string;
  readonly pros: (result: Outcome['results'][number]) => string;
}

/** Drafts the decision with its alternatives, scores of the run beside them. @returns its id */
export function prepareDecision(topic: string, prepared: Prepared): string {
  const id = `dec_${newId()}`;
  const { question, regions, participants, nameOf, results } = prepared;
  const give = (type: string, data: Record<string, unknown>): void =>
    void live.give(topic, { type, subject: id, data });
  give('DraftDecision', { type: 'REGION_SELECTION', question, subjectIds: regions, participants });
  for (const regionId of regions) {
    const result = results.find((one) => one.regionId === regionId);
    const score = result?.score;
    give('AddAlternative', {
      ...{ alternativeId: `alt_${newId()}`, label: prepared.label(nameOf(regionId)), doNothing: false, regionId },
      ...{ pros: result ? prepared.pros(result) : '', cons: '' },
      scores: {
        ...(typeof score === 'number' ? { score } : {}),
        ...(result ? { firstRank: result.rankAcceptability[0] ?? 0 } : {}),
      },
    });
  }
  give('AddAlternative', { alternativeId: `alt_${newId()}`, ...prepared.nothing, doNothing: true, pros: '' });
  return id;
}
