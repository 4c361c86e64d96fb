import { evolve, initial, type Answers, type InterviewState } from '../../../events/interview/state.ts';
import { streamOf } from '../../../events/ids.ts';
import { id, recorded } from '../given.ts';

/** A round of interviews as its stream makes it, from what was said in it. */

export interface Said {
  project: number;
  org: number;
  phase: Answers['phase'];
  startYear: number;
  t2030: number;
  t2035: number;
  t2040: number;
  validated?: boolean;
}

interface More {
  open?: boolean;
  later?: { project: number; field: string; old: unknown; new: unknown }[];
  /** What was told of it; the log index of that follows from `from`. */
  published?: Record<string, unknown>;
  /** Log index of its first event. */
  from?: number;
}

export function roundOf(year: number, answers: readonly Said[], more: More = {}): InterviewState {
  const stream = streamOf(id('rnd', year))?.stream ?? '';
  let [state, index] = [initial(), more.from ?? 0];
  const happen = (type: string, data: Record<string, unknown>): void => {
    state = evolve(state, recorded(stream, index++, { type, data }));
  };
  happen('RoundOpened', { year, questionnaireVersion: '2', invited: [] });
  for (const { project, org, validated, ...said } of answers) {
    const who = { responseId: id('rsp', project), orgId: id('org', org), projectId: id('prj', project) };
    happen('ResponseSubmitted', { ...who, ...said, certainty: 0.5, bottlenecks: [] });
    if (validated !== false) happen('ResponseValidated', { responseId: who.responseId, byActor: 'act_rik' });
  }
  if (more.open !== true) happen('RoundClosed', { index });
  for (const { project, ...correction } of more.later ?? [])
    happen('ResponseCorrected', { responseId: id('rsp', project), ...correction, reason: 'said otherwise' });
  if (more.published) happen('RoundPublished', more.published);
  return state;
}
