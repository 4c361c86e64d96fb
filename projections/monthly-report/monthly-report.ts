import type { CalendarDay } from '../../events/envelope.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import { formatDay, formatNumber, type Language } from '../history-sentences/notation.ts';
import type { PilotCount } from '../pilot-tracker/pilot-tracker.ts';
import { programmeOverview } from '../programme-overview/programme-overview.ts';
import { regionRanking } from '../region-ranking/region-ranking.ts';
import type { CaseRow } from '../region-places/case-rows.ts';
import { verdicts } from '../interventions/interventions.ts';
import type { TopicState } from '../topic/topic.ts';
import { happenedIn } from './happened.ts';
import { words } from './words.ts';

/** A piece of a report, printed as a page and as a document. */
export type ReportBlock =
  | { readonly kind: 'title' | 'heading' | 'text' | 'note'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [name: string, value: string])[] };

/** What a report is made of: as its reader sees it at the end of the month, or now. */
export interface ReportInput {
  /** `2026-03` */
  readonly month: string;
  readonly on: CalendarDay;
  readonly national: TopicState;
  readonly seesAnswers: boolean;
  readonly pilots: PilotCount;
  readonly cases: readonly CaseRow[];
  readonly nameOf: (subject: string) => string;
}

/** The programme's report of a month: where it stands, and what happened. */
export function monthlyReport(input: ReportInput, language: Language): ReportBlock[] {
  const w = words[language];
  const { round, budget, verdicts: counts, reuse } = programmeOverview(input.national, input.seesAnswers, input.on);
  const tonnes = (t: number | undefined): string =>
    t === undefined ? w.notTold : `${formatNumber(t / 1_000, language, 1)} kt`;
  const euros = (EUR: number): string => `€ ${formatNumber(EUR, language, Number.isInteger(EUR) ? 0 : 2)}`;
  const open = input.cases.filter(({ closed }) => !closed);
  const blocks: ReportBlock[] = [
    { kind: 'title', text: `${w.title} ${monthName(input.month, language)}` },
    { kind: 'note', text: w.asOf(formatDay(input.on, language)) },
    { kind: 'heading', text: w.reduction },
    ...(round
      ? [
          { kind: 'text', text: w.round(round.year) } as const,
          {
            kind: 'facts',
            rows: round.figures.map(
              ({ horizon, reduction, expected, delta }) =>
                [
                  String(horizon),
                  reduction === undefined && expected === undefined
                    ? w.notTold
                    : w.figures(
                        tonnes(expected),
                        tonnes(reduction),
                        delta === undefined ? undefined : signedKt(delta, language),
                      ),
                ] as const,
            ),
          } as const,
        ]
      : [{ kind: 'text', text: w.noRound } as const]),
    ...chosen(input, language),
    { kind: 'heading', text: w.budget },
    ...(budget.length === 0 ? [{ kind: 'text', text: w.noBudget } as const] : []),
    ...budget.map(
      (one) =>
        ({
          kind: 'facts',
          rows: [
            [w.allocated, euros(one.allocatedEUR)],
            [w.reserved, euros(one.reservedEUR)],
            [w.committed, euros(one.committedEUR)],
            [w.paid, euros(one.paidEUR)],
            [w.free, euros(one.freeEUR)],
          ],
        }) as const,
    ),
    { kind: 'heading', text: w.tried },
    {
      kind: 'facts',
      rows: [
        ...verdicts
          .filter((verdict) => counts[verdict] > 0)
          .map((one) => [w.verdicts[one], String(counts[one])] as const),
        [w.pilots, w.pilotsOf(input.pilots.used, input.pilots.most)],
        [w.lessons, w.applied(reuse.times)],
        [
          w.cases,
          w.openCases(
            open.length,
            open.reduce((sum, one) => sum + one.overdueActions, 0),
          ),
        ],
      ],
    },
    { kind: 'heading', text: w.happened },
  ];
  const lines = happenedIn(input, language);
  return [...blocks, lines.length > 0 ? { kind: 'list', items: lines } : { kind: 'text', text: w.nothing }];
}

/** The ranking by the run that counts, with how certain the first place is. */
function chosen({ national, nameOf }: ReportInput, language: Language): ReportBlock[] {
  const w = words[language];
  const ranking = regionRanking(national);
  const heading = { kind: 'heading', text: w.regions } as const;
  if (!ranking) return [heading, { kind: 'text', text: w.noRun }];
  const share = (one: number | undefined): string | undefined =>
    one === undefined ? undefined : `${formatNumber(one * 100, language, 1)} %`;
  return [
    heading,
    { kind: 'text', text: w.run(formatDay(amsterdamDay(ranking.at), language), ranking.frozen) },
    {
      kind: 'facts',
      rows: ranking.rows.map(({ regionId, rank, score, first }) => [
        w.place(nameOf(regionId), rank),
        w.standing(score === null ? undefined : formatNumber(score, language, 3), share(first)),
      ]),
    },
  ];
}

export function monthName(month: string, language: Language): string {
  const options = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', options).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

function signedKt(tonnes: number, language: Language): string {
  const size = `${formatNumber(Math.abs(tonnes) / 1_000, language, 1)} kt`;
  return tonnes === 0 ? size : `${tonnes > 0 ? '+' : '−'}${size}`;
}
