import { z } from 'zod';
import type { InterviewState } from '../../events/interview/state.ts';
import { streamOf } from '../../events/ids.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import type { ProjectState } from '../../events/project/state.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { viewStreams } from '../../projections/topic/projection.ts';
import { answerRows, exportColumns } from '../exchange/answers/format.ts';
import type { ImportParts } from '../exchange/import-run.ts';
import { tableText } from '../exchange/table-text.ts';
import { workbookOf } from '../exchange/workbook.ts';
import type { Asker } from '../identity/viewer.ts';
import { csvOf } from './csv.ts';
import type { HttpDependencies } from './dependencies.ts';
import { problemOf } from './problems.ts';
import { route, type Reply, type Route } from './route.ts';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Answers of a round of interviews, as a table: out for who may see them, in for who holds the interviews. */
export function roundRoutes({ readModels, imports, access }: HttpDependencies): Route[] {
  const standing = (id: string): boolean =>
    streamOf(id)?.kind === 'interview' && readModels.state(streamOf(id)?.stream ?? '')?.exists === true;
  const rowsOf = (id: string, asker: Asker): (string | number)[][] => {
    const viewer = readModels.viewer(asker.grants);
    const seen = (subject: string): object | undefined => {
      const name = streamOf(subject)?.stream ?? '';
      const state = readModels.state(name);
      return state && viewStreams([[name, state]], viewer)[name];
    };
    const nameOf = (subject: string): string => {
      const state = seen(subject) as OrganisationState | ProjectState | undefined;
      const name = state && 'details' in state ? lastRecorded(state.details['title'])?.value : state?.name;
      return typeof name === 'string' ? name : subject;
    };
    const streams = [streamOf(id)?.stream ?? ''];
    access.note({ asker, topic: id, from: 0, to: readModels.head(), what: 'export', streams });
    return answerRows(seen(id) as InterviewState, nameOf);
  };
  return [
    ...(['csv', 'xlsx'] as const).map((format) =>
      route({
        method: 'get',
        path: `/api/rounds/:id/answers.${format}`,
        summary: `The answers of a round of interviews that you may see, as ${format === 'csv' ? 'a table' : 'a workbook'}`,
        answer: z.string(),
        produces: format === 'csv' ? 'text/csv' : WORKBOOK,
        handle: ({ params, asker }): Reply => {
          const id = params['id'] ?? '';
          if (!standing(id)) return { refused: { code: 'NOT_FOUND', values: { subject: id } } };
          const rows = rowsOf(id, asker);
          const download = `answers-${id}.${format}`;
          if (format === 'csv') return { text: csvOf(exportColumns, rows), type: 'text/csv; charset=utf-8', download };
          return { bytes: workbookOf('Antwoorden', exportColumns, rows), type: WORKBOOK, download };
        },
      }),
    ),
    route({
      method: 'post',
      path: '/api/rounds/:id/answers',
      summary: 'Record answers from a table, for who holds the interviews; dryRun=1 only says what would happen',
      query: z.strictObject({ dryRun: z.enum(['0', '1', 'true', 'false']).optional() }),
      upload: true,
      answer: z.looseObject({ ok: z.boolean(), written: z.int(), unchanged: z.int(), rejected: z.int() }),
      handle: async ({ params, query, asker, request }): Promise<Reply> => {
        const id = params['id'] ?? '';
        if (!asker.principal) return { refused: { code: 'NOT_SIGNED_IN', values: {} } };
        const member = asker.memberships.find(({ role }) => role === 'RVO');
        if (!member) return { refused: { code: 'NOT_ALLOWED', values: { needed: 'RVO' } } };
        if (!standing(id)) return { refused: { code: 'NOT_FOUND', values: { subject: id } } };
        const dryRun = query.dryRun === '1' || query.dryRun === 'true';
        const { actor } = asker.principal;
        const cause = { actor, role: 'RVO' as const, organisation: member.organisation };
        const parts = { ...(await tablesOf(request.files)), round: { name: 'round', text: id } };
        const report = await imports.run('answers', parts, { dryRun, cause });
        if (report.ok) return { json: report };
        const problem = problemOf({ code: 'IMPORT_HAS_ERRORS', values: { errors: report.rejected } });
        return { problem: { ...problem, ...report } };
      },
    }),
  ];
}

/** The tables of an upload, by the names of their fields; a workbook that cannot be read is one without a header. */
async function tablesOf(files: unknown): Promise<ImportParts> {
  const uploaded = Array.isArray(files) ? (files as { fieldname: string; originalname: string; buffer: Buffer }[]) : [];
  const parts = uploaded.map(async ({ fieldname, originalname: name, buffer }) => {
    return [fieldname, { name, text: (await tableText(buffer)) ?? '' }] as const;
  });
  return Object.fromEntries(await Promise.all(parts));
}
