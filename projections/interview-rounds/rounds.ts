import { isHidden, type SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import type { InterviewState } from '../../events/interview/state.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';
import { roundBefore } from './answers.ts';
import { deltaParts, horizons, type DeltaPart, type Horizon } from './comparison.ts';

export interface RoundRow {
  readonly id: SubjectId;
  readonly year: number;
  readonly status: InterviewState['status'];
  readonly questionnaireVersion: string;
  /** Undefined: who is invited is not for this viewer. */
  readonly invited: number | undefined;
  /** Of the answers that the viewer may see. */
  readonly answers: number;
  readonly validated: number;
  readonly corrections: number;
}

/** All rounds, the latest first. */
export function roundRows(state: TopicState): RoundRow[] {
  return streamsOf(state, 'interview')
    .map(([stream, { year, status, questionnaireVersion, opened, responses }]): RoundRow => {
      const all = Object.values(responses);
      return {
        ...{ id: subjectOf(stream), year, status, questionnaireVersion },
        invited: opened === undefined || isHidden(opened.value) ? undefined : opened.value.length,
        answers: all.length,
        validated: all.filter(({ validated }) => validated !== undefined).length,
        corrections: all.reduce((sum, { corrections }) => sum + corrections.length, 0),
      };
    })
    .sort((a, b) => b.year - a.year || b.id.localeCompare(a.id));
}

/** A round and the one before it, as the viewer sees them. */
export function roundPair(
  state: TopicState,
  id: SubjectId,
): { current: InterviewState; previous: InterviewState | undefined } | undefined {
  const all = streamsOf(state, 'interview');
  const current = all.find(([stream]) => subjectOf(stream) === id)?.[1];
  return (
    current && {
      current,
      previous: roundBefore(
        current,
        all.map(([, round]) => round),
      ),
    }
  );
}

/** What was told to everybody of a round by a year; undefined: nothing was. Rounded to two digits, t a year. */
export interface ToldRound {
  readonly horizon: Horizon;
  readonly reduction: number | undefined;
  readonly expected: number | undefined;
  readonly parts: readonly { readonly part: DeltaPart | 'rest'; readonly tonnes: number }[];
  readonly corrected: number | undefined;
  readonly sectors: readonly { readonly sector: string; readonly reduction: number }[];
  /** How many totals are not told, to give nobody away. */
  readonly suppressed: number;
}

export function toldOf(round: InterviewState): ToldRound[] | undefined {
  const totals = round.published?.value;
  if (totals === undefined || isHidden(totals)) return undefined;
  const { aggregates, suppressedCells } = totals;
  return horizons.map((horizon) => {
    const value = (key: string): number | undefined => aggregates.find((one) => one.key === key)?.value;
    const prefix = `REDUCTION ${horizon}/`;
    return {
      ...{ horizon, reduction: value(`REDUCTION ${horizon}`), expected: value(`EXPECTED ${horizon}`) },
      corrected: value(`CORRECTED ${horizon}`),
      parts: ([...deltaParts, 'rest'] as const).flatMap((part) => {
        const tonnes = value(`PART ${horizon} ${part}`);
        return tonnes === undefined ? [] : [{ part, tonnes }];
      }),
      sectors: aggregates
        .filter(({ key }) => key.startsWith(prefix))
        .map(({ key, value: reduction }) => ({ sector: key.slice(prefix.length), reduction })),
      suppressed: suppressedCells.filter((key) => key.includes(` ${horizon}`)).length,
    };
  });
}
