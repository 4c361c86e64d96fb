import { z } from 'zod';
import { ErasureRefused, type Erasure } from '../erasing/erasures.ts';
import { erasureRequest } from '../erasing/request.ts';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Call, type Reply, type Route } from './route.ts';
import { isSteward } from './routes-account.ts';

const erasure = z.looseObject({ id: z.string(), state: z.enum(['under way', 'done']), keys: z.int() });

/** Erasing what somebody has a right to have erased, for stewards. */
export function erasureRoutes({ erasures, vault, log }: HttpDependencies): Route[] {
  const refused = ({ asker }: Pick<Call<unknown, unknown>, 'asker'>): Reply | undefined => {
    if (!asker.principal) return { refused: { code: 'NOT_SIGNED_IN', values: {} } };
    return isSteward(asker) ? undefined : { refused: { code: 'NOT_ALLOWED', values: { needed: 'a steward' } } };
  };
  return [
    route({
      method: 'get',
      path: '/api/erasures',
      summary: 'What has been erased, on what ground, and whether every process has let go of it',
      answer: z.object({ erasures: z.array(erasure) }),
      handle: async (call): Promise<Reply> => {
        const refusal = refused(call);
        if (refusal) return refusal;
        const living = await vault.processes.living(LIVING_MS);
        const least = Math.min(...living.map(({ confirmed }) => confirmed));
        return { json: { erasures: (await erasures.all()).map((one) => told(one, least)) } };
      },
    }),
    route({
      method: 'post',
      path: '/api/erasures',
      summary:
        'Erase a person, an organisation’s confidential values of one year, or a passage of a text; proofs stay valid',
      body: erasureRequest,
      answer: erasure,
      handle: async (call): Promise<Reply> => {
        const refusal = refused(call);
        if (refusal) return refusal;
        try {
          const begun = await erasures.begin(call.body);
          erasures
            .rollForward()
            .catch((error: unknown) => log('an erasure is not finished and will be taken up', { error }));
          return { json: told(begun, -1) };
        } catch (error) {
          if (error instanceof ErasureRefused) return { refused: { code: error.code, values: error.values } };
          throw error;
        }
      },
    }),
  ];
}

/** A process that has not said anything for so long is not there any more; a new one reads what is erased as erased. */
const LIVING_MS = 10_000;

function told({ id, request, keys, state, index }: Erasure, least: number) {
  return {
    ...{ id, request, state, keys: keys.length },
    ...(index === undefined ? {} : { index, complete: least >= index }),
  };
}
