import { twoDigits } from '../../events/release/decide.ts';
import { isHidden, type LogIndex } from '../../events/envelope.ts';
import { releaseOf } from '../../events/release/subject.ts';
import { totalName, type ReleaseState } from '../../events/release/state.ts';
import { lastRecorded, type Entry } from '../../events/timeline.ts';
import { toldTotal, within, type Book } from './book.ts';
import { changeBetween, worstCohort } from './cohort.ts';
import { figureTopics, partsOf, type FigureTopic } from './figures.ts';

/** When a figure was told: as of which moments, and when the last of it was recorded. */
export interface ToldFigure {
  readonly indexes: readonly LogIndex[];
  readonly last: string;
}

/** What has been told of each figure, from all streams of released totals. */
export function toldFigures(releases: Iterable<ReleaseState>): ReadonlyMap<string, ToldFigure> {
  const told = new Map<string, { indexes: Set<LogIndex>; last: string }>();
  for (const { totals } of releases) {
    for (const entry of Object.values(totals).flat()) {
      if (isHidden(entry.value)) continue;
      const figure = figureOf(entry.value.key);
      const known = told.get(figure) ?? { indexes: new Set<LogIndex>(), last: '' };
      known.indexes.add(entry.value.index);
      told.set(figure, { ...known, last: entry.at > known.last ? entry.at : known.last });
    }
  }
  return new Map(
    [...told].map(([figure, { indexes, last }]) => [figure, { indexes: [...indexes].sort((a, b) => a - b), last }]),
  );
}

/** A total that has to be told, with what the rule wants to know of it (domain.md B.6). */
export interface OpenRelease {
  readonly cell: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Does what was told in the last round follow from the log still? Not when what lay behind it was erased. */
export function stillFollows(figure: string, book: Book, index: LogIndex, releases: Iterable<ReleaseState>): boolean {
  for (const { totals, scope } of releases) {
    for (const timeline of Object.values(totals)) {
      const told = lastRecorded(timeline)?.value;
      if (told === undefined || isHidden(told) || figureOf(told.key) !== figure || told.index !== index) continue;
      const sector = told.key.split('/')[1];
      const value = toldTotal(book, sector === undefined ? scope : `${scope}/${sector}`);
      if (value === undefined || twoDigits(value) !== told.value) return false;
    }
  }
  return true;
}

/** What the last round of a book tells and the streams do not hold yet: the whole round, or what a kill left of it. */
export function openReleases(
  figure: string,
  book: Book,
  index: LogIndex,
  standing: (subject: string) => ReleaseState | undefined,
): OpenRelease[] {
  const { audience, unit } = figureTopics[topicOf(figure)];
  return book.cells.flatMap((cell): OpenRelease[] => {
    const value = toldTotal(book, cell);
    const { scope, sector } = partsOf(cell);
    const [subject, key] = [releaseOf(scope), sector === undefined ? figure : `${figure}/${sector}`];
    const before = lastRecorded(standing(subject)?.totals[totalName({ key, audience })]);
    if (value === undefined || valueOf(before) === twoDigits(value)) return [];
    return [{ cell, subject, data: { key, scope, audience, value, unit, index, cohort: cohortOf(book, cell) } }];
  });
}

/** The figure of a total's key, without its sector. */
export const figureOf = (key: string): string => key.split('/')[0] ?? '';

export const topicOf = (key: string): FigureTopic => key.split(' ')[0] as FigureTopic;

const valueOf = (entry: Entry<{ value: number }> | undefined): number | undefined =>
  entry === undefined || isHidden(entry.value) ? undefined : entry.value.value;

function cohortOf({ rounds }: Book, cell: string): Readonly<Record<string, number>> {
  const [before, now] = [rounds.at(-2), rounds.at(-1)].map((round) => within(round?.told ?? new Map(), cell));
  const change = changeBetween(before ?? new Map(), now ?? new Map());
  return {
    ...worstCohort((now ?? new Map()).values()),
    sitesChanged: change?.sites ?? 0,
    parentsChanged: change?.parents ?? 0,
  };
}
