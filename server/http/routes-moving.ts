import { z } from 'zod';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Call, type Reply, type Route } from './route.ts';
import { isSteward } from './routes-account.ts';

const state = z.looseObject({ state: z.enum(['none', 'running', 'done', 'failed']) });

/** Moving the log to EventStoreDB, for stewards. */
export function movingRoutes({ copier }: HttpDependencies): Route[] {
  const refused = ({ asker }: Pick<Call<unknown, unknown>, 'asker'>): Reply | undefined => {
    if (!asker.principal) return { refused: { code: 'NOT_SIGNED_IN', values: {} } };
    return isSteward(asker) ? undefined : { refused: { code: 'NOT_ALLOWED', values: { needed: 'a steward' } } };
  };
  return [
    route({
      method: 'get',
      path: '/api/operations/copy',
      summary: 'How far the copying of the log is',
      answer: state,
      handle: (call) => refused(call) ?? { json: copier.state },
    }),
    route({
      method: 'post',
      path: '/api/operations/copy',
      summary: 'Copy the log to EventStoreDB; from then on this server takes no command',
      body: z.strictObject({ to: z.string().regex(/^esdb(\+discover)?:\/\/./, 'must be an address like esdb://…') }),
      answer: state,
      handle: (call): Reply => {
        const refusal = refused(call);
        if (refusal) return refusal;
        try {
          copier.start(call.body.to);
        } catch (error) {
          return { refused: { code: 'INVALID_REQUEST', values: { problem: `to: ${(error as Error).message}` } } };
        }
        return { json: copier.state };
      },
    }),
  ];
}
