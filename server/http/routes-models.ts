import { hash } from 'node:crypto';
import { z } from 'zod';
import { day } from '../../events/fields.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import { planKinds } from '../../events/plan/details.ts';
import { sectors } from '../../events/site/sectors.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import { filterLessons, lessonsLibrary } from '../../projections/region-models/lessons-library.ts';
import { regionModels, type RegionModelName } from '../../projections/region-models/region-models.ts';
import { changeRows, countChange, type ChangeCounts } from '../../projections/region-models/who-changed-what.ts';
import { sitesHere } from '../../projections/region-places/sites-here.ts';
import { topic as topicProjection } from '../../projections/topic/projection.ts';
import { streamsOf, type TopicState } from '../../projections/topic/topic.ts';
import { parametersAt } from '../analysis/parameters-at.ts';
import { canonicalJson } from '../hashing/canonical.ts';
import type { Asker } from '../identity/viewer.ts';
import type { HttpDependencies } from './dependencies.ts';
import { momentOf, momentQuery } from './moment.ts';
import { route, type Reply, type Route } from './route.ts';
import { isSteward } from './routes-account.ts';

const names = Object.keys(regionModels) as RegionModelName[];
/** Events that are counted before others are answered. */
const SLICE = 2_000;

/** What is known of a region, model by model; lessons; who changed what; and a search for suggestions. */
export function modelRoutes(dependencies: HttpDependencies): Route[] {
  const { readModels, now, access } = dependencies;
  const visible = async (topic: string, asker: Asker, at: number | undefined): Promise<TopicState> => {
    if (at !== undefined) await readModels.recall(topic, at);
    return topicProjection.view(readModels.topicState(topic, at), readModels.viewer(asker.grants));
  };
  return [
    route({
      method: 'get',
      path: '/api/regions/:id/models/:model',
      summary: `A read model of a region, as far as you may see it, at any moment: ${names.join(', ')}. The checksum is that of the model alone`,
      query: momentQuery,
      answer: z.object({
        ...{ model: z.string(), logIndex: z.int(), parameterVersion: z.int(), on: day },
        ...{ checksum: z.string(), content: z.unknown() },
      }),
      handle: async ({ params, query, asker }): Promise<Reply> => {
        const [id, model] = [params['id'] ?? '', params['model'] ?? ''];
        if (!(names as string[]).includes(model)) return missing(model);
        const moment = await momentOf(query, readModels, now());
        if ('refused' in moment) return moment;
        const state = await visible(`region:${id}`, asker, moment.at);
        if (!streamsOf(state, 'region').some(([stream]) => subjectOf(stream) === id)) return missing(id);
        const parameters = await parametersAt(readModels, moment);
        const sites = sitesHere(state, id);
        const here = (site: string): boolean => sites.has(site);
        const content = regionModels[model as RegionModelName]({
          ...{ state, regionId: id, on: moment.on, here, parameters },
        });
        const to = moment.at ?? readModels.head();
        access.note({ asker, topic: `region:${id}`, from: 0, to, what: 'region' });
        return {
          json: {
            ...{ model, logIndex: to, parameterVersion: parameters.version, on: moment.on },
            ...{ checksum: hash('sha256', canonicalJson(content), 'hex'), content },
          },
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/regions/:id/changes',
      summary: 'Who changed what in a region, counted by organisation, person, month and kind, of what you may see',
      query: z.strictObject({ from: day.optional(), to: day.optional() }),
      answer: z.object({ index: z.int(), rows: z.array(z.looseObject({ month: z.string(), count: z.int() })) }),
      handle: async ({ params, query, asker }): Promise<Reply> => {
        const topic = `region:${params['id'] ?? ''}`;
        if (streamOf(params['id'] ?? '')?.kind !== 'region' || readModels.streamsIn(topic).length === 0)
          return missing(params['id'] ?? '');
        const upTo = readModels.head();
        const streams = readModels.streamsIn(topic);
        const counts: ChangeCounts = {};
        let seen = 0;
        for (const event of readModels.between(streams, { after: -1, upTo }, asker.grants)) {
          const on = amsterdamDay(event.meta.recordedAt);
          if (on >= (query.from ?? '') && on <= (query.to ?? '9')) countChange(counts, event);
          if (++seen % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
        }
        access.note({ asker, topic, from: 0, to: upTo, what: 'history' });
        return { json: { index: upTo, rows: changeRows(counts) } };
      },
    }),
    route({
      method: 'get',
      path: '/api/lessons',
      summary: 'The library of lessons: by words, sector, kind of plan and state',
      query: z.strictObject({
        q: z.string().max(200).optional(),
        sector: z.enum(sectors).optional(),
        kind: z.enum(planKinds).optional(),
        status: z.enum(['PROPOSED', 'ENDORSED', 'RETIRED']).optional(),
      }),
      answer: z.object({ index: z.int(), lessons: z.array(z.looseObject({ id: z.string(), advice: z.string() })) }),
      handle: async ({ query, asker }): Promise<Reply> => {
        const { q, ...filter } = query;
        const lessons = lessonsLibrary(await visible('national', asker, undefined));
        return { json: { index: readModels.head(), lessons: filterLessons(lessons, { ...filter, text: q }) } };
      },
    }),
    route({
      method: 'post',
      path: '/api/suggestions/search',
      summary: 'Looks for suggestions at once, which is otherwise done once a day; for stewards',
      answer: z.object({ index: z.int(), found: z.int(), recorded: z.int() }),
      handle: async ({ asker }): Promise<Reply> => {
        if (!isSteward(asker)) return { refused: { code: 'NOT_ALLOWED', values: { needed: 'a steward' } } };
        const searched = await dependencies.suggest();
        return searched ? { json: searched } : { refused: { code: 'BUSY', values: {} } };
      },
    }),
  ];
}

const missing = (subject: string): Reply => ({
  refused: { code: 'NOT_FOUND', values: { subject: subject.slice(0, 80) } },
});
