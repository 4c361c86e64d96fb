import { bottleneckCodes } from '../../../events/bottlenecks.ts';
import { isHidden, type SubjectId } from '../../../events/envelope.ts';
import { answerPhases, unfitAnswer, type AnswerField } from '../../../events/interview/answers.ts';
import type { InterviewState } from '../../../events/interview/state.ts';
import { same } from '../../../events/same.ts';
import type { ImportFormat } from '../imports.ts';
import type { ImportParts, ImportPlan, PlannedSubject } from '../import-run.ts';
import { numberIn, readTable, type TableRow } from '../table.ts';
import type { NameId } from '../example/script.ts';

export interface AnswersSource {
  readonly id: NameId;
  readonly round: (id: SubjectId) => InterviewState | undefined;
  /** The organisation that holds a project's site; null: there is no such project. */
  readonly ownerOf: (project: SubjectId) => SubjectId | null;
}

/** Columns of a table of answers; the same in import and export. */
export const answerColumns = [
  ...(['project_id', 'phase', 'start_year', 't2030', 't2035', 't2040', 'certainty', 'bottleneck_codes'] as const),
] as const;

const numbers = {
  start_year: 'startYear',
  t2030: 't2030',
  t2035: 't2035',
  t2040: 't2040',
  certainty: 'certainty',
} as const;

/** Answers of a round of interviews, a row per project: each becomes an answer of the company that holds its site. */
export function answersFormat(source: AnswersSource): ImportFormat {
  return {
    parts: [
      { name: 'answers', required: true, hint: `CSV with the columns ${answerColumns.join(', ')}` },
      { name: 'round', required: true, hint: 'the id of the round, rnd_…' },
    ],
    plan: (parts) => planOf(source, parts),
  };
}

function planOf(source: AnswersSource, parts: ImportParts): ImportPlan {
  const roundId = (parts['round']?.text ?? '').trim();
  const round = source.round(roundId);
  const none: ImportPlan = { groups: [], rows: 0, unchanged: 0, errors: [], notes: {} };
  if (!round?.exists || round.closed) {
    const message = round?.closed
      ? `Round ${round.year} is closed; correct answers one by one, with a reason.`
      : `There is no round ${roundId}; open it first.`;
    return { ...none, errors: [{ part: 'round', code: 'ROUND_CLOSED', message }] };
  }
  const { rows, errors } = readTable('answers', parts['answers']?.text ?? '', answerColumns);
  const planned: PlannedSubject[] = [];
  const seen = new Map<SubjectId, number>();
  let unchanged = 0;
  for (const row of rows) {
    const wrong = (column: string, code: string, message: string): void =>
      void errors.push({ part: 'answers', row: row.line, column, code, message });
    const project = row.cells['project_id'] ?? '';
    const owner = source.ownerOf(project);
    const twice = seen.get(project);
    seen.set(project, row.line);
    if (owner === null) wrong('project_id', 'NOT_FOUND', `There is no project "${project}"; use its id, prj_….`);
    else if (twice !== undefined) wrong('project_id', 'TWICE', `The project stands in row ${twice} already.`);
    const answer = answerIn(row, wrong);
    if (owner === null || answer === undefined) continue;
    const standing = Object.values(round.responses).find(({ projectId }) => projectId === project);
    if (standing) {
      if (same(isHidden(standing.answers.value) ? undefined : standing.answers.value, answer)) unchanged++;
      else
        wrong('project_id', 'RESPONSE_STANDS', 'There is another answer for this project; correct it with a reason.');
      continue;
    }
    const data = { responseId: source.id('rsp', `${roundId} ${project}`), orgId: owner, projectId: project, ...answer };
    planned.push({ key: project, commands: [{ type: 'SubmitResponse', subject: roundId, data }] });
  }
  return { ...none, groups: [planned], rows: rows.length, unchanged, errors, notes: { round: round.year } };
}

type Wrong = (column: string, code: string, message: string) => void;

function answerIn({ cells }: TableRow, wrong: Wrong): Record<AnswerField, unknown> | undefined {
  let fits = true;
  const checked = (column: string, field: AnswerField, value: unknown): unknown => {
    const unfit = value === undefined ? { values: {} } : unfitAnswer(field, value);
    if (unfit === undefined) return value;
    fits = false;
    const hint =
      field === 'phase'
        ? answerPhases.join(', ')
        : field === 'bottlenecks'
          ? bottleneckCodes.join(', ')
          : rangeOf(unfit.values);
    wrong(column, 'UNFIT', `"${cells[column] ?? ''}" does not fit; fill in ${hint}.`);
    return value;
  };
  const codes = (cells['bottleneck_codes'] ?? '').split(/[\s|,/]+/).filter((code) => code !== '');
  const answer = {
    phase: checked('phase', 'phase', cells['phase']),
    ...(Object.fromEntries(
      Object.entries(numbers).map(([column, field]) => [field, checked(column, field, numberIn(cells[column] ?? ''))]),
    ) as Record<(typeof numbers)[keyof typeof numbers], unknown>),
    bottlenecks: checked('bottleneck_codes', 'bottlenecks', codes),
  };
  return fits ? answer : undefined;
}

const rangeOf = ({ min, max }: Readonly<Record<string, unknown>>): string =>
  typeof min === 'number' && typeof max === 'number' ? `a number from ${min} to ${max}` : 'a number';

/** A round's answers as rows under these columns, with names and whether each was validated after them. */
export function answerRows(round: InterviewState, nameOf: (subject: SubjectId) => string): (string | number)[][] {
  return Object.values(round.responses).flatMap(({ projectId, orgId, answers, validated, corrections }) => {
    if (isHidden(answers.value)) return [];
    const { phase, startYear, t2030, t2035, t2040, certainty, bottlenecks } = answers.value;
    const given = [projectId, phase, startYear, t2030, t2035, t2040, certainty, bottlenecks.join(' ')];
    return [[...given, nameOf(projectId), nameOf(orgId), validated ? 'yes' : 'no', corrections.length]];
  });
}

export const exportColumns = [...answerColumns, 'project', 'organisation', 'validated', 'corrections'] as const;
