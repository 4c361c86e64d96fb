import { z } from 'zod';
import { consistency } from '../audit/merkle.ts';
import { proofOfEvent, proofText } from '../audit/proof.ts';
import { tileAt } from '../audit/tile-path.ts';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Reply, type Route } from './route.ts';

const count = z.string().regex(/^(0|[1-9]\d{0,14})$/, 'must be a number of events');
const base64 = z.string();
const text = 'text/plain; charset=utf-8';

/** Proofs for anybody: the signed head of the log, what leads to it, and the keys. */
export function auditRoutes({ audit, readModels }: HttpDependencies): Route[] {
  const { tree, signer, keys } = audit;
  return [
    route({
      method: 'get',
      path: '/api/audit/checkpoint',
      summary: 'The newest signed head of the log (C2SP checkpoint)',
      answer: z.string(),
      handle: (): Reply => {
        const latest = signer.latest();
        return latest ? { text: latest.note, type: text } : notFound('checkpoint');
      },
    }),
    route({
      method: 'post',
      path: '/api/audit/cosignatures',
      summary: 'Add a witness’s signature to a recent checkpoint (C2SP cosignature v1)',
      body: z.strictObject({ size: z.int().min(0), signature: z.string().max(500) }),
      answer: z.object({ accepted: z.literal(true) }),
      handle: async ({ body }): Promise<Reply> => {
        const problem = await signer.cosign(body.size, body.signature);
        if (problem !== undefined) return { refused: { code: 'INVALID_REQUEST', values: { problem } } };
        return { json: { accepted: true } };
      },
    }),
    route({
      method: 'get',
      path: '/api/audit/keys',
      summary: 'The log’s name and every key that signed it, with the sizes from and to which it did',
      answer: z.object({
        origin: z.string(),
        keys: z.array(
          z.object({
            key: z.string(),
            from: z.int(),
            to: z.int().optional(),
            endorsement: z.string().optional(),
          }),
        ),
      }),
      handle: () => ({ json: { origin: keys.origin, keys: keys.public() } }),
    }),
    route({
      method: 'get',
      path: '/api/audit/consistency',
      summary: 'Hashes that show that the log of `from` events is the beginning of that of `to`',
      query: z.strictObject({ from: count, to: count }),
      answer: z.object({ from: z.int(), to: z.int(), hashes: z.array(base64) }),
      handle: ({ query }): Reply => {
        const [from, to] = [Number(query.from), Number(query.to)];
        if (from > to || to > tree.size) {
          const problem = `from and to must be numbers of events up to ${tree.size}, the smaller first`;
          return { refused: { code: 'INVALID_REQUEST', values: { problem } } };
        }
        return { json: { from, to, hashes: consistency(tree, from, to).map((hash) => hash.toString('base64')) } };
      },
    }),
    route({
      method: 'get',
      path: '/api/audit/tile/*path',
      summary: 'A tile of the log’s tree (C2SP tlog-tiles): hashes, 32 bytes each',
      answer: z.string(),
      handle: ({ params }): Reply => {
        const tile = tileAt(params['path'] ?? '');
        const bytes = tile && tree.tile(8 * tile.level, tile.n, tile.width);
        return bytes ? { bytes, type: 'application/octet-stream' } : notFound(`tile ${params['path']}`);
      },
    }),
    proofRoute(audit, () => readModels.head()),
  ];
}

function proofRoute(
  { tree, signer, stored, visible, openSealed }: HttpDependencies['audit'],
  head: () => number,
): Route {
  return route({
    method: 'get',
    path: '/api/audit/proof/:eventId',
    summary: 'That an event is in the log, with the salts and values of what you may see of it',
    query: z.strictObject({ form: z.enum(['json', 'text']).optional() }),
    answer: z.object({
      index: z.int(),
      hashes: z.array(base64),
      checkpoint: z.string(),
      entry: z.string(),
      disclosures: z.record(z.string(), z.object({ salt: z.string(), value: z.unknown() })),
    }),
    handle: async ({ params, query, asker }): Promise<Reply> => {
      const id = params['eventId'] ?? '';
      const index = tree.indexOf(id);
      const notYet: Reply = { refused: { code: 'NOT_SIGNED_YET', values: { event: id } } };
      if (index === undefined) return tree.size <= head() ? notYet : notFound(id);
      const event = await stored(index);
      const seen = event && (await visible(event, asker.grants));
      if (!seen) return notFound(id);
      const checkpoint = signer.latest();
      if (!checkpoint || event.index >= checkpoint.size) return notYet;
      const proof = proofOfEvent(event, seen, checkpoint, tree, openSealed);
      return query.form === 'text' ? { text: proofText(proof), type: text } : { json: proof };
    },
  });
}

const notFound = (subject: string): Reply => ({ refused: { code: 'NOT_FOUND', values: { subject } } });
