import { z } from 'zod';
import { day } from '../../events/fields.ts';
import { streamOf } from '../../events/ids.ts';
import { causedDifference } from './difference.ts';
import type { HttpDependencies } from './dependencies.ts';
import { momentOf, momentQuery, type Moment } from './moment.ts';
import { route, type Reply, type Route } from './route.ts';

const moment = momentQuery.shape.at;
const momentShape = z.object({ index: z.int(), instant: z.string().nullable(), on: day, provisional: z.boolean() });

/** What differs between two moments of a page. */
export function differenceRoutes({ readModels, access, now }: HttpDependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/difference',
      summary: 'What differs between two moments of a region or plan, as far as you may see it, and what caused it',
      query: z.strictObject({
        region: z.string().max(60).optional(),
        plan: z.string().max(60).optional(),
        /** Log index or instant. */
        from: moment.unwrap(),
        /** Log index or instant; absent: now. */
        to: moment,
        /** Day on which the values of both moments hold; absent: each moment's own day. */
        on: day.optional(),
      }),
      answer: z.object({
        ...{ subject: z.string(), kind: z.enum(['region', 'plan']), title: z.string(), regionId: z.string() },
        ...{ from: momentShape, to: momentShape },
        groups: z.array(z.looseObject({ group: z.string(), items: z.array(z.looseObject({ id: z.string() })) })),
      }),
      handle: async ({ query, asker }): Promise<Reply> => {
        const kind = query.plan === undefined ? 'region' : 'plan';
        const subject = query.plan ?? query.region ?? '';
        if (query.plan !== undefined && query.region !== undefined) return invalid('give a region or a plan, not both');
        if (subject === '') return invalid('give region= or plan=: of what the moments are compared');
        const target = streamOf(subject);
        if (target?.kind !== kind || readModels.state(target.stream)?.exists !== true)
          return { refused: { code: 'NOT_FOUND', values: { subject } } };
        const from = await momentOf({ at: query.from, on: query.on }, readModels, now());
        if ('refused' in from) return from;
        const to = await momentOf({ at: query.to, on: query.on }, readModels, now());
        if ('refused' in to) return to;
        const made = await causedDifference(readModels, { subject, kind, from, to }, asker.grants);
        if ('refused' in made) return made;
        const topic = `${kind}:${subject}`;
        const upTo = Math.max(...[from.at, to.at].map((at) => at ?? readModels.head()));
        const streams = [target.stream, ...readModels.streamsIn(topic)];
        access.note({ asker, topic, from: 0, to: upTo, what: 'difference', streams });
        const told = ({ at, on, provisional }: Moment) => {
          const index = at ?? readModels.head();
          return { index, instant: readModels.instantOf(index) ?? null, on, provisional };
        };
        return { json: { subject, kind, ...made, from: told(from), to: told(to) } };
      },
    }),
  ];
}

const invalid = (problem: string): Reply => ({ refused: { code: 'INVALID_REQUEST', values: { problem } } });
