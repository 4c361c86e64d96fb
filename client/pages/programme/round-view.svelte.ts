import { isHidden } from '../../../events/envelope.ts';
import { streamOf } from '../../../events/ids.ts';
import type { InterviewState, Response } from '../../../events/interview/state.ts';
import { PARAMETERS_SUBJECT } from '../../../events/parameter/decide.ts';
import { parametersOn } from '../../../projections/analysis/parameters.ts';
import { countedRound } from '../../../projections/interview-rounds/answers.ts';
import {
  compareRounds,
  deltaParts,
  type Horizon,
  type RoundComparison,
} from '../../../projections/interview-rounds/comparison.ts';
import { roundPair, toldOf, type ToldRound } from '../../../projections/interview-rounds/rounds.ts';
import { streamState, type TopicState } from '../../../projections/topic/topic.ts';
import { today } from '../../app/today.ts';
import { session } from '../../session/session.svelte.ts';
import { t } from './round-texts.ts';
import type { Step } from './waterfall.ts';

/** Who sees every answer of a round: who holds the interviews, stewards and auditors. */
export const seesAnswers = (): boolean => session.is('RVO') || session.is('STEWARD') || session.is('AUDITOR');

/** The organisation for which somebody answers as a company. */
export const ownCompany = (): string | undefined =>
  session.person?.memberships.find(({ role }) => role === 'COMPANY')?.organisation;

/** One round as its viewer sees it: every answer, the own ones, or what was told to everybody. */
export class RoundView {
  readonly round: InterviewState;
  readonly previous: InterviewState | undefined;
  readonly #state: TopicState;

  private constructor(state: TopicState, round: InterviewState, previous: InterviewState | undefined) {
    [this.#state, this.round, this.previous] = [state, round, previous];
  }

  static of(state: TopicState, id: string): RoundView | undefined {
    const pair = roundPair(state, id);
    return pair && new RoundView(state, pair.current, pair.previous);
  }

  get responses(): Response[] {
    return Object.values(this.round.responses).sort((a, b) => a.orgId.localeCompare(b.orgId));
  }
  get invited(): string[] {
    const value = this.round.opened?.value;
    return value === undefined || isHidden(value) ? [] : value;
  }

  /** From the answers themselves; undefined: not for this person, or a parameter does not fit. */
  comparison(horizon: Horizon): RoundComparison | undefined {
    const state = streamState(this.#state, 'parameter', streamOf(PARAMETERS_SUBJECT)?.stream ?? '');
    const previous = this.previous && countedRound(this.previous);
    const answer = compareRounds(previous, countedRound(this.round), horizon, parametersOn(state, today(), 0));
    return 'refused' in answer ? undefined : answer;
  }

  /** What was told to everybody of this round, and of the one before it. */
  told(horizon: Horizon): { now: ToldRound; before: ToldRound | undefined } | undefined {
    const of = (round: InterviewState | undefined) => round && toldOf(round)?.find((one) => one.horizon === horizon);
    const now = of(this.round);
    return now && { now, before: of(this.previous) };
  }
}

/** The bars of a comparison that is known to the kilogram. */
export function exactSteps(one: RoundComparison): Step[] {
  const parts = deltaParts
    .filter((part) => one.parts[part] !== 0)
    .map((part): Step => ({ id: part, name: t(`part${part}`), tonnes: one.parts[part], whole: false }));
  const total = (id: string, name: string, tonnes: number): Step => ({ id, name, tonnes, whole: true });
  return [
    ...(one.previousYear === undefined
      ? []
      : [total('before', t('roundOf', { year: one.previousYear }), one.previousTonnes)]),
    ...parts,
    total('now', t('roundOf', { year: one.currentYear }), one.currentTonnes),
    ...correctedSteps(one.correctedTonnes, one.currentTonnes),
  ];
}

/** The bars of what was told: rounded, so that what is left of the difference is a bar of its own. */
export function toldSteps(
  years: { before: number | undefined; now: number },
  now: ToldRound,
  before: ToldRound | undefined,
): Step[] | undefined {
  if (now.reduction === undefined) return undefined;
  const end: Step = { id: 'now', name: t('roundOf', { year: years.now }), tonnes: now.reduction, whole: true };
  const later = now.corrected === undefined ? [] : correctedSteps(now.corrected, now.reduction);
  if (before?.reduction === undefined || years.before === undefined) return [end, ...later];
  const parts = now.parts.flatMap(({ part, tonnes }): Step[] =>
    part === 'rest' ? [] : [{ id: part, name: t(`part${part}`), tonnes, whole: false }],
  );
  const rest = now.reduction - before.reduction - parts.reduce((sum, { tonnes }) => sum + tonnes, 0);
  return [
    { id: 'before', name: t('roundOf', { year: years.before }), tonnes: before.reduction, whole: true },
    ...parts,
    ...(rest === 0 ? [] : [{ id: 'rest', name: t('rest'), tonnes: rest, whole: false }]),
    ...[end, ...later],
  ];
}

function correctedSteps(corrected: number, current: number): Step[] {
  if (corrected === 0) return [];
  return [
    { id: 'corrected', name: t('corrected'), tonnes: corrected, whole: false },
    { id: 'after', name: t('afterCorrection'), tonnes: current + corrected, whole: true },
  ];
}
