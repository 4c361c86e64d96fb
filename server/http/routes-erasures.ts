import { z } from 'zod';
import { planOfText } from '../../events/narrative/sections.ts';
import { DEFAULT_TERMS, retentionTerms } from '../../events/log/retention.ts';
import { ErasureRefused, type Erasure } from '../erasing/erasures.ts';
import { logStateOf } from '../erasing/log-state.ts';
import { erasureRequest, erasureTarget, type ErasureTarget } from '../erasing/request.ts';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Call, type Reply, type Route } from './route.ts';
import { isSteward } from './routes-account.ts';

/** Who decided it, when and why. */
const placed = z.looseObject({ by: z.string(), at: z.string(), ground: z.string() });
const erasure = z.looseObject({ id: z.string(), state: z.enum(['under way', 'done']), keys: z.int() });

/** Erasing what somebody has a right to have erased, for stewards. */
export function erasureRoutes({ erasures, vault, readModels, access, now, log }: HttpDependencies): Route[] {
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
        return orRefused(async () => {
          const begun = await erasures.begin(call.body);
          erasures
            .rollForward()
            .catch((error: unknown) => log('an erasure is not finished and will be taken up', { error }));
          return { json: told(begun, -1) };
        });
      },
    }),
    route({
      method: 'post',
      path: '/api/erasures/preview',
      summary: 'What an erasure would do, without doing it',
      own: true,
      body: erasureTarget,
      answer: z.object({ keys: z.int(), events: z.int(), saidAgain: z.int(), held: z.array(z.string()) }),
      handle: async (call): Promise<Reply> => {
        const refusal = refused(call);
        if (refusal) return refusal;
        return orRefused(async () => {
          const preview = await erasures.preview(call.body);
          const streams = readModels.streams('log');
          access.note({
            asker: call.asker,
            topic: topicOf(call.body),
            from: 0,
            to: readModels.head(),
            what: 'erasure',
            streams,
          });
          return { json: preview };
        });
      },
    }),
    route({
      method: 'get',
      path: '/api/retention',
      summary: 'For how long what is sealed is kept, legal holds, and how many keys go at the end of the year',
      answer: z.object({
        ...{ terms: retentionTerms, defaults: retentionTerms, version: z.int(), set: placed.optional() },
        holds: z.array(placed.extend({ subject: z.string() })),
        due: z.object({ before: z.string(), keys: z.int() }),
      }),
      handle: async (call): Promise<Reply> => {
        const refusal = refused(call);
        if (refusal) return refusal;
        const { retention, holds } = logStateOf(readModels);
        const before = `${new Date(now()).getUTCFullYear() + 1}-01-01`;
        const due = (await vault.keys.due(before)).length;
        const held = Object.entries(holds).map(([subject, hold]) => ({ subject, ...hold }));
        return { json: { ...retention, defaults: DEFAULT_TERMS, holds: held, due: { before, keys: due } } };
      },
    }),
  ];
}

async function orRefused(act: () => Promise<Reply>): Promise<Reply> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ErasureRefused) return { refused: { code: error.code, values: error.values } };
    throw error;
  }
}

/** A process that has not said anything for so long is not there any more; a new one reads what is erased as erased. */
const LIVING_MS = 10_000;

function told({ id, request, keys, state, index }: Erasure, least: number) {
  return {
    ...{ id, request, state, keys: keys.length },
    ...(index === undefined ? {} : { index, complete: least >= index }),
  };
}

/** Where the access log says that a steward looked. */
function topicOf(target: ErasureTarget): string {
  if (target.kind === 'passage') return `plan:${planOfText(target.text) ?? ''}`;
  return target.kind === 'person' ? `person:${target.actor}` : `organisation:${target.organisation}`;
}
