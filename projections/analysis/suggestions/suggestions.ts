import { calculation } from '../calculation.ts';
import { groupsOf } from './grouping.ts';
import { suggestionsInput } from './input.ts';
import { findersFor, KIND_PARAMETERS } from './kinds.ts';
import { SCORE_PARAMETERS } from './score.ts';
import { inShownOrder, keyOf, shownTo, type Suggestion } from './shown.ts';

export interface SuggestionsOutput {
  readonly suggestions: readonly Suggestion[];
}

/**
 * Which sites might make a plan together, of each kind, best first. Sites are looked for by squares of a grid, pairs
 * grow into groups of at most twelve while that raises their score. Source: domain C7.
 */
export const suggestions = calculation({
  name: 'suggestions',
  input: suggestionsInput,
  uses: [...KIND_PARAMETERS, ...SCORE_PARAMETERS, 'suggestion.groupSites'],
  calculate: (given, p): SuggestionsOutput => {
    const { sites } = given;
    const dismissed = new Set(given.dismissed);
    const seen = given.seenSites && new Set(given.seenSites);
    const ids = (members: readonly number[]): string[] => members.map((one) => sites[one]?.id ?? '');
    const found = findersFor(given, p).flatMap((finder) =>
      groupsOf(finder, sites, p, (members) => dismissed.has(keyOf(finder.kind, ids(members)))).map((group) =>
        shownTo(group, finder.kind, finder.maxKm, sites, !seen || ids(group.members).every((id) => seen.has(id))),
      ),
    );
    return { suggestions: found.sort(inShownOrder) };
  },
});
