import { z } from 'zod';
import type { ImportParts } from '../exchange/import-run.ts';
import { problemOf } from './problems.ts';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Reply, type Route } from './route.ts';
import { isSteward } from './routes-account.ts';

/** Imports of real data, for stewards. */
export function importRoutes({ imports }: HttpDependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/imports',
      summary: 'Formats that can be imported, and imports under way',
      answer: z.object({ formats: z.array(z.looseObject({ format: z.string() })), running: z.array(z.unknown()) }),
      handle: ({ asker }): Reply => {
        if (!asker.principal) return { refused: { code: 'NOT_SIGNED_IN', values: {} } };
        const formats = Object.entries(imports.formats).map(([format, { parts }]) => ({ format, parts }));
        return { json: { formats, running: imports.progress() } };
      },
    }),
    route({
      method: 'post',
      path: '/api/imports/:format',
      summary: 'Import files; dryRun=1 only says what would happen. A file with errors writes nothing',
      query: z.strictObject({ dryRun: z.enum(['0', '1', 'true', 'false']).optional() }),
      upload: true,
      answer: z.looseObject({ ok: z.boolean(), written: z.int(), unchanged: z.int(), rejected: z.int() }),
      handle: async ({ params, query, asker, request }): Promise<Reply> => {
        const format = params['format'] ?? '';
        if (!asker.principal) return { refused: { code: 'NOT_SIGNED_IN', values: {} } };
        if (!isSteward(asker)) return { refused: { code: 'NOT_ALLOWED', values: { needed: 'a steward' } } };
        if (!Object.hasOwn(imports.formats, format)) {
          return { refused: { code: 'NOT_FOUND', values: { subject: format, known: Object.keys(imports.formats) } } };
        }
        const dryRun = query.dryRun === '1' || query.dryRun === 'true';
        const organisation = asker.memberships.find((membership) => membership.role === 'STEWARD')?.organisation;
        const cause = {
          actor: asker.principal.actor,
          role: 'STEWARD' as const,
          ...(organisation === undefined ? {} : { organisation }),
        };
        const report = await imports.run(format, partsOf(request.files), { dryRun, cause });
        if (report.ok) return { json: report };
        const problem = problemOf({ code: 'IMPORT_HAS_ERRORS', values: { errors: report.rejected } });
        return { problem: { ...problem, ...report } };
      },
    }),
  ];
}

function partsOf(files: unknown): ImportParts {
  const uploaded = Array.isArray(files) ? (files as { fieldname: string; originalname: string; buffer: Buffer }[]) : [];
  return Object.fromEntries(
    uploaded.map((file) => [file.fieldname, { name: file.originalname, text: file.buffer.toString('utf8') }]),
  );
}
