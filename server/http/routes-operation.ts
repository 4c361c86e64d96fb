import { z } from 'zod';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Reply, type Route } from './route.ts';

/** Health, metrics and commands. */
export function operationRoutes({
  readModels,
  commands,
  metrics,
  askerOf,
  storeHealth,
  vaultHealth,
  audit,
  incidents,
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
        audit: z.object({ verifiedTo: z.int(), rounds: z.int(), incident: z.string().optional() }),
        incidents: z.array(z.object({ kind: z.string(), count: z.int(), first: z.string(), last: z.string() })),
      }),
      handle: async () => {
        const { ready, ...progress } = readModels.progress();
        const store = storeHealth();
        const vault = await vaultHealth();
        const answering = !store.ok ? 'store-unavailable' : vault.ok ? 'ready' : 'vault-unavailable';
        const status = ready ? answering : 'starting';
        return {
          status: status === 'ready' ? 200 : 503,
          json: { status, ...progress, store, vault, audit: audit.progress(), incidents: incidents() },
        };
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
  ];
}
