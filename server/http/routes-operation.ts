import { z } from 'zod';
import type { HistoryQuery } from '../readmodels/port.ts';
import { streamOf } from '../../events/ids.ts';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Reply, type Route } from './route.ts';

const historyQuery = z.strictObject({
  region: z.string().max(60).optional(),
  subject: z.string().max(60).optional(),
  actor: z.string().max(80).optional(),
  organisation: z.string().max(60).optional(),
  type: z.string().max(60).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'must be the cursor of the page before')
    .optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|1\d\d|200)$/, 'must be 1 to 200')
    .optional(),
});

/** Health, metrics, commands and history. */
export function operationRoutes({
  readModels,
  commands,
  metrics,
  askerOf,
  storeHealth,
  vaultHealth,
}: HttpDependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/healthz',
      summary: 'The process lives',
      early: true,
      answer: z.object({ status: z.literal('ok') }),
      handle: () => ({ json: { status: 'ok' } }),
    }),
    route({
      method: 'get',
      path: '/readyz',
      summary:
        'The server can be asked: its read models have passed the head of the log at start, and store and vault answer',
      early: true,
      answer: z.object({
        status: z.enum(['ready', 'starting', 'store-unavailable', 'vault-unavailable']),
        index: z.int(),
        of: z.int(),
        paused: z.array(z.unknown()),
        store: z.object({
          ok: z.boolean(),
          problem: z.string().optional(),
          warning: z.string().optional(),
          lagSeconds: z.number(),
        }),
        vault: z.object({ ok: z.boolean(), problem: z.string().optional() }),
      }),
      handle: async () => {
        const { ready, ...progress } = readModels.progress();
        const store = storeHealth();
        const vault = await vaultHealth();
        const answering = !store.ok ? 'store-unavailable' : vault.ok ? 'ready' : 'vault-unavailable';
        const status = ready ? answering : 'starting';
        return { status: status === 'ready' ? 200 : 503, json: { status, ...progress, store, vault } };
      },
    }),
    route({
      method: 'get',
      path: '/metrics',
      summary: 'Figures for Prometheus',
      early: true,
      answer: z.string(),
      handle: async () => ({ text: await metrics.metrics(), type: metrics.contentType }),
    }),
    route({
      method: 'post',
      path: '/api/commands',
      summary: 'Give a command; the same id again has no second effect',
      body: z.unknown(),
      answer: z.looseObject({ ok: z.literal(true), index: z.int(), events: z.array(z.looseObject({})) }),
      handle: async ({ body, request }): Promise<Reply> => {
        const answer = await commands.execute(body, () => askerOf(request));
        return answer.ok ? { json: answer } : { problem: answer.problem };
      },
    }),
    route({
      method: 'get',
      path: '/api/history',
      summary: 'What happened, newest first, as far as you may see it',
      query: historyQuery,
      answer: z.object({ entries: z.array(z.looseObject({ index: z.int() })), cursor: z.string().optional() }),
      handle: ({ query, asker }): Reply => {
        if (query.subject !== undefined && !streamOf(query.subject)) return unknown(query.subject);
        if (query.region !== undefined && streamOf(query.region)?.kind !== 'region') return unknown(query.region);
        const { entries, cursor } = readModels.history(historyOf(query), asker.grants);
        return { json: { entries, ...(cursor === undefined ? {} : { cursor: String(cursor) }) } };
      },
    }),
  ];
}

const unknown = (subject: string): Reply => ({ refused: { code: 'NOT_FOUND', values: { subject } } });

function historyOf(query: z.infer<typeof historyQuery>): HistoryQuery {
  const { region, subject, actor, organisation, type } = query;
  const utc = (instant: string | undefined): string | undefined => instant && new Date(instant).toISOString();
  const [from, to] = [utc(query.from), utc(query.to)];
  return {
    ...(region === undefined ? {} : { topic: `region:${region}` }),
    ...(subject === undefined ? {} : { stream: streamOf(subject)?.stream ?? '' }),
    ...(actor === undefined ? {} : { actor }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(type === undefined ? {} : { type }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(query.cursor === undefined ? {} : { before: Number(query.cursor) }),
    limit: Number(query.limit ?? 50),
  };
}
