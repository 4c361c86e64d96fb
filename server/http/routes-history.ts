import { z } from 'zod';
import { catalogue, eventSpec } from '../../events/catalogue.ts';
import type { Refusal } from '../../events/decision.ts';
import { streamOf } from '../../events/ids.ts';
import { planOfText } from '../../events/narrative/sections.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import { changeOf } from '../../projections/history-sentences/change.ts';
import { sentencesOf } from '../../projections/history-sentences/sentence.ts';
import type { HistoryEntry } from '../readmodels/port.ts';
import type { HistoryQuery } from '../readmodels/port.ts';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Reply, type Route } from './route.ts';

const bilingual = z.object({ nl: z.string(), en: z.string() });

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
        entries: z.array(
          z.looseObject({
            index: z.int(),
            slot: z.string(),
            sentence: bilingual,
            change: z
              .object({
                before: z.unknown().optional(),
                after: z.unknown(),
                unit: z.string().optional(),
                of: z.string(),
              })
              .optional(),
          }),
        ),
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
        const told = entries.map((entry) => tell(readModels, entry));
        return { json: { entries: told, indexedTo, ...(cursor === undefined ? {} : { cursor: String(cursor) }) } };
      },
    }),
    route({
      method: 'get',
      path: '/api/history/types',
      summary: 'The types of what can happen, in which kinds of stream, with their names in both languages',
      answer: z.object({
        types: z.array(z.object({ type: z.string(), kinds: z.array(z.string()), label: bilingual })),
      }),
      handle: () => ({ json: { types } }),
    }),
    route({
      method: 'get',
      path: '/api/history/moments',
      summary: 'The moments at which something happened that you may see, newest first: one for each command',
      query: historyQuery.pick({ region: true, subject: true, cursor: true }).extend({
        limit: z.coerce.number().int().min(1).max(2_000).default(500),
      }),
      answer: z.object({
        moments: z.array(z.object({ index: z.int(), at: z.string() })),
        cursor: z.string().optional(),
        indexedTo: z.int(),
      }),
      handle: ({ query, asker }): Reply => {
        const { limit, cursor, ...where } = query;
        const sought = historyOf(where);
        if ('refused' in sought) return sought;
        const before = cursor === undefined ? {} : { before: Number(cursor) };
        const found = readModels.history({ ...sought, ...before, limit, lean: true }, asker.grants);
        const moments = found.entries.filter(
          ({ event }, n) => found.entries[n - 1]?.event.meta.command !== event.meta.command,
        );
        return {
          json: {
            moments: moments.map(({ index, event }) => ({ index, at: event.meta.recordedAt })),
            indexedTo: found.indexedTo,
            ...(found.cursor === undefined ? {} : { cursor: String(found.cursor) }),
          },
        };
      },
    }),
  ];
}

type Filters = z.infer<z.ZodObject<typeof historyFilters>>;
const unknown = (subject: string): { refused: Refusal } => ({ refused: { code: 'NOT_FOUND', values: { subject } } });

/** An entry as people read it: what happened, in words, and what it changed. Who did it stays an id. */
function tell(readModels: HttpDependencies['readModels'], entry: HistoryEntry): object {
  const { event, before } = entry;
  const organisation = (id: string): string => {
    const state = readModels.state(streamOf(id)?.stream ?? '') as OrganisationState | undefined;
    return state?.exists ? state.name : id;
  };
  const label = eventSpec(event.stream, event.type)?.label ?? { nl: event.type, en: event.type };
  const change = changeOf(event, before);
  return { ...entry, sentence: sentencesOf(event, organisation, label), ...(change ? { change } : {}) };
}

/** Each type once, with the kinds of stream that have it, by its Dutch name. */
const types = [...new Set(Object.values(catalogue).flatMap(({ events }) => Object.keys(events)))]
  .map((type) => {
    const having = Object.entries(catalogue).filter(([, { events }]) => Object.hasOwn(events, type));
    const label = having[0]?.[1].events[type]?.label ?? { nl: type, en: type };
    return { type, kinds: having.map(([kind]) => kind), label };
  })
  .sort((a, b) => a.label.nl.localeCompare(b.label.nl, 'nl'));

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
