import { z } from 'zod';
import type { Refusal } from '../../events/decision.ts';
import { streamOf } from '../../events/ids.ts';
import { planOfText } from '../../events/narrative/sections.ts';
import type { HistoryQuery } from '../readmodels/port.ts';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Reply, type Route } from './route.ts';

/** By what history is found. */
export const historyFilters = {
  region: z.string().max(60).optional(),
  subject: z.string().max(60).optional(),
  actor: z.string().max(80).optional(),
  organisation: z.string().max(60).optional(),
  type: z.string().max(60).optional(),
  field: z.string().max(120).optional(),
  q: z.string().trim().max(200).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
};

const historyQuery = z.strictObject({
  ...historyFilters,
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'must be the cursor of the page before')
    .optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|1\d\d|200)$/, 'must be 1 to 200')
    .optional(),
});

/** What happened, found by who, where, what, when and words. */
export function historyRoutes({ readModels, access }: HttpDependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/history',
      summary: 'What happened, newest first, as far as you may see it; by who, where, what, when and words',
      query: historyQuery,
      answer: z.object({
        entries: z.array(z.looseObject({ index: z.int(), slot: z.string() })),
        cursor: z.string().optional(),
        indexedTo: z.int(),
      }),
      handle: ({ query, asker }): Reply => {
        const sought = historyOf(query);
        if ('refused' in sought) return sought;
        const page = {
          ...(query.cursor === undefined ? {} : { before: Number(query.cursor) }),
          limit: Number(query.limit ?? 50),
        };
        const { entries, cursor, indexedTo } = readModels.history({ ...sought, ...page }, asker.grants);
        const read = entries.flatMap(({ event, before }) => (before ? [event, before] : [event]));
        access.noteEvents(asker, placeOf(query), read, 'history');
        return { json: { entries, indexedTo, ...(cursor === undefined ? {} : { cursor: String(cursor) }) } };
      },
    }),
  ];
}

type Filters = z.infer<z.ZodObject<typeof historyFilters>>;
const unknown = (subject: string): { refused: Refusal } => ({ refused: { code: 'NOT_FOUND', values: { subject } } });

/** Where somebody looked: a subject before its region; without either in the whole log. */
export function placeOf({ subject, region }: Filters): string {
  if (subject !== undefined) {
    const shown = planOfText(subject) ?? subject;
    return `${streamOf(shown)?.kind ?? 'log'}:${shown}`;
  }
  return region === undefined ? 'log' : `region:${region}`;
}

/** What is sought, or why it cannot be there. */
export function historyOf(query: Filters): Omit<HistoryQuery, 'limit'> | { refused: Refusal } {
  const { region, subject, actor, organisation, type, field, q } = query;
  if (subject !== undefined && !streamOf(subject)) return unknown(subject);
  if (region !== undefined && streamOf(region)?.kind !== 'region') return unknown(region);
  const utc = (instant: string | undefined): string | undefined => instant && new Date(instant).toISOString();
  const [from, to] = [utc(query.from), utc(query.to)];
  return {
    ...(region === undefined ? {} : { topic: `region:${region}` }),
    ...(subject === undefined ? {} : { stream: streamOf(subject)?.stream ?? '' }),
    ...(actor === undefined ? {} : { actor }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(type === undefined ? {} : { type }),
    ...(field === undefined ? {} : { field }),
    ...(q === undefined ? {} : { q }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}
