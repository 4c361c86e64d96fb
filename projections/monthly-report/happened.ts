import { isHidden } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import { amsterdamDay, type Entry } from '../../events/timeline.ts';
import { formatDay, formatNumber, type Language } from '../history-sentences/notation.ts';
import { streamsOf } from '../topic/topic.ts';
import type { ReportInput } from './monthly-report.ts';
import { words } from './words.ts';

type Told = readonly [entry: Entry<unknown> | undefined, said: string];

/** What was recorded in the month, a line each in the order in which it came. */
export function happenedIn({ national, month, nameOf }: ReportInput, language: Language): string[] {
  const w = words[language].lines;
  const euros = (EUR: number): string => `€ ${formatNumber(EUR, language, 2)}`;
  const told: Told[] = [
    ...streamsOf(national, 'interview').flatMap(([, round]): Told[] => [
      [round.opened, w.roundOpened(round.year)],
      [round.closed, w.roundClosed(round.year)],
      [round.published, w.roundPublished(round.year)],
    ]),
    ...streamsOf(national, 'selection').map(([, { frozen }]): Told => [frozen, w.frozen]),
    ...streamsOf(national, 'region').flatMap(([stream, { statuses }]) =>
      statuses.map((one): Told => [one, isHidden(one.value) ? '' : w.region(nameOf(subjectOf(stream)), one.value)]),
    ),
    ...streamsOf(national, 'programme').flatMap(([, { allocations, commitments }]): Told[] => [
      ...allocations.map((one): Told => [
        one,
        isHidden(one.value) ? '' : w.allocated(euros(one.value.EUR), one.value.source),
      ]),
      ...Object.values(commitments).flatMap(({ committed, payments }): Told[] => {
        if (isHidden(committed.value)) return [];
        const target = nameOf(committed.value.targetId);
        return [
          [committed, w.committed(euros(committed.value.EUR), target)],
          ...payments.map((one): Told => [one, isHidden(one.value) ? '' : w.paid(euros(one.value), target)]),
        ];
      }),
    ]),
    ...streamsOf(national, 'intervention').flatMap(([, { started, measurements, verdicts }]): Told[] => {
      if (!started || isHidden(started.value)) return [];
      const { hypothesis, indicator, unit = '' } = started.value;
      return [
        [started, w.started(hypothesis)],
        ...measurements.map((one): Told => {
          const value = isHidden(one.value) ? '' : `${formatNumber(one.value, language, 2)} ${unit}`.trim();
          return [one, w.measured(indicator, value)];
        }),
        ...verdicts.map((one): Told => [
          one,
          isHidden(one.value) ? '' : w.judged(hypothesis, words[language].verdicts[one.value.verdict]),
        ]),
      ];
    }),
    ...streamsOf(national, 'lesson').flatMap(([, { proposed, endorsements, applications }]): Told[] => {
      if (!proposed || isHidden(proposed.value)) return [];
      const { advice } = proposed.value;
      return [
        [proposed, w.proposed(advice)],
        ...Object.values(endorsements).map((one): Told => [one, w.endorsed(advice)]),
        ...applications.map((one): Told => [one, w.applied(advice)]),
      ];
    }),
    ...streamsOf(national, 'parameter').flatMap(([, { values }]): Told[] =>
      Object.entries(values).flatMap(([key, timeline]) =>
        timeline.map((one): Told => [
          one,
          isHidden(one.value) ? '' : w.parameter(key, `${String(one.value.value)} ${one.value.unit}`),
        ]),
      ),
    ),
  ];
  return told
    .flatMap(([entry, said]) => {
      const day = entry && amsterdamDay(entry.at);
      return entry && day?.startsWith(month) && said !== '' ? [{ index: entry.index, day, said }] : [];
    })
    .sort((a, b) => a.index - b.index)
    .map(({ day, said }) => `${formatDay(day, language)}: ${said}`);
}
