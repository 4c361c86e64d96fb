import { hash } from 'node:crypto';
import { z } from 'zod';
import { makeDossier } from '../dossier/dossier.ts';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Reply, type Route } from './route.ts';

/** The dossier of a decision, to read, to keep and to check without this server. */
export function dossierRoutes({ readModels, audit, files, vault, snapshots, now }: HttpDependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/decisions/:id/dossier',
      summary: 'Everything about a decision that you may see, as one ZIP that can be checked offline',
      query: z.strictObject({ language: z.enum(['nl', 'en']).default('nl') }),
      answer: z.string(),
      handle: async ({ params, query, asker }): Promise<Reply> => {
        const id = params['id'] ?? '';
        const dossier = await makeDossier(
          { readModels, audit, files, snapshots, now },
          asker.grants,
          id,
          query.language,
        );
        if ('refused' in dossier) return dossier;
        const { bytes, from, to, content } = dossier;
        // what is public may be read unseen; more than that was sealed, and is noted before it goes out
        if (asker.principal && !content.decision.publicOnly)
          await vault.accessLog.append([
            {
              ...{ at: now(), session: hash('sha256', asker.principal.session), actor: asker.principal.actor },
              ...{ topic: `decision:${id}`, grants: asker.grants.key, from, to, what: 'dossier' },
            },
          ]);
        const headers = { 'content-disposition': `attachment; filename="dossier-${id}.zip"` };
        return { bytes, type: 'application/zip', headers };
      },
    }),
  ];
}
