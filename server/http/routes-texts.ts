import { z } from 'zod';
import { streamOf } from '../../events/ids.ts';
import { changed } from '../../events/narrative/changes.ts';
import { planOfText } from '../../events/narrative/sections.ts';
import { changesSince, type NarrativeState } from '../../events/narrative/state.ts';
import { textHistory } from '../../projections/text-history/text-history.ts';
import type { Asker } from '../identity/viewer.ts';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Reply, type Route } from './route.ts';

/** Narrative sections: changes for who was long away, and who wrote what. */
export function textRoutes({ readModels, access }: HttpDependencies): Route[] {
  const seen = (id: string, grants: Parameters<typeof readModels.sees>[0]): NarrativeState | undefined => {
    const target = streamOf(id);
    if (target?.kind !== 'narrative' || !readModels.sees(grants, target.stream)('P2')) return undefined;
    const whole = readModels.wholeText(target.stream);
    return whole?.exists ? whole : undefined;
  };
  const missing = (id: string): Reply => ({ refused: { code: 'NOT_FOUND', values: { subject: id } } });
  const note = (asker: Asker, id: string, what: string): void => {
    const streams = [streamOf(id)?.stream ?? ''];
    access.note({ asker, topic: `plan:${planOfText(id) ?? ''}`, from: 0, to: readModels.head(), what, streams });
  };
  return [
    route({
      method: 'get',
      path: '/api/texts/:id',
      summary: 'A narrative section whole, as it was after a text revision; without one, as it is',
      query: z.strictObject({ textRevision: z.coerce.number().int().min(0).optional() }),
      answer: z.object({ textRevision: z.int(), text: z.string() }),
      handle: ({ params, query, asker }): Reply => {
        const id = params['id'] ?? '';
        const state = seen(id, asker.grants);
        const { textRevision = state?.revision ?? 0 } = query;
        if (!state || textRevision > state.revision) return missing(id);
        const until = state.recent.filter(({ n }) => n <= textRevision);
        note(asker, id, 'text');
        return { json: { textRevision, text: until.reduce((text, { changes }) => changed(text, changes), '') } };
      },
    }),
    route({
      method: 'get',
      path: '/api/texts/:id/changes',
      summary: 'Changes of a narrative section after a text revision, oldest first',
      query: z.strictObject({ after: z.coerce.number().int().min(0) }),
      answer: z.object({ changes: z.array(z.looseObject({ n: z.int() })) }),
      handle: ({ params, query, asker }): Reply => {
        const id = params['id'] ?? '';
        const state = seen(id, asker.grants);
        if (!state) return missing(id);
        const changes = changesSince(state, query.after) ?? [];
        note(asker, id, 'text-changes');
        return { json: { changes } };
      },
    }),
    route({
      method: 'get',
      path: '/api/texts/:id/history',
      summary: 'Who wrote what in a narrative section, newest first: consecutive changes as one entry, by words',
      query: z.strictObject({
        before: z.coerce.number().int().min(1).optional(),
        limit: z.coerce.number().int().min(1).max(100).default(20),
      }),
      answer: z.object({ entries: z.array(z.looseObject({ by: z.string() })), cursor: z.int().optional() }),
      handle: ({ params, query, asker }): Reply => {
        const id = params['id'] ?? '';
        const state = seen(id, asker.grants);
        if (!state) return missing(id);
        const entries = textHistory(state.recent)
          .filter((entry) => query.before === undefined || entry.textRevision < query.before)
          .reverse();
        const page = entries.slice(0, query.limit);
        const last = page.at(-1);
        note(asker, id, 'text-history');
        return {
          json: { entries: page, ...(entries.length > page.length && last ? { cursor: last.textRevision } : {}) },
        };
      },
    }),
  ];
}
