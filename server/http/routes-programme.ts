import { z } from 'zod';
import { day } from '../../events/fields.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { feasibleShare } from '../../projections/programme-overview/feasible-share.ts';
import { pilotTracker } from '../../projections/pilot-tracker/pilot-tracker.ts';
import { parametersIn } from '../../projections/programme-overview/programme-overview.ts';
import { caseRows } from '../../projections/region-places/case-rows.ts';
import { streamsOf, streamState } from '../../projections/topic/topic.ts';
import type { HttpDependencies } from './dependencies.ts';
import { momentOf, momentQuery } from './moment.ts';
import { nationalSeen, steeredBy } from './programme-state.ts';
import { route, type Reply, type Route } from './route.ts';

/** What a programme steers, of all regions: as far as one may see it. */
export function programmeRoutes(dependencies: HttpDependencies): Route[] {
  const { readModels, now, access } = dependencies;
  return [
    route({
      method: 'get',
      path: '/api/programme',
      summary:
        'Pilots of the one or two, which projects infrastructure lets go on, cases, and the plans and projects that money and interviews are about; streams=1: the country’s own as well, at any moment',
      query: momentQuery.extend({ streams: z.enum(['0', '1']).optional() }),
      answer: z.object({
        index: z.int(),
        on: day,
        streams: z.record(z.string(), z.looseObject({})).optional(),
        pilots: z.looseObject({ used: z.int(), most: z.int() }),
        feasibility: z.object({ share: z.number().nullable(), projects: z.int(), hiddenProjects: z.int() }),
        cases: z.array(z.looseObject({ id: z.string(), phase: z.string() })),
        plans: z.array(z.object({ id: z.string(), name: z.string() })),
        projects: z.array(z.object({ id: z.string(), name: z.string(), organisation: z.string() })),
      }),
      handle: async ({ query, asker }): Promise<Reply> => {
        const { at, on } = query;
        const moment = await momentOf({ at, on }, readModels, now());
        if ('refused' in moment) return moment;
        const state = await steeredBy(dependencies, asker, moment.at);
        const national = await nationalSeen(dependencies, asker, moment.at);
        const index = moment.at ?? readModels.head();
        access.note({
          asker,
          topic: 'national',
          from: 0,
          to: index,
          what: 'programme',
          streams: Object.keys(state.streams),
        });
        return {
          json: {
            ...{ index, on: moment.on, pilots: pilotTracker(state) },
            ...(query.streams === '1' ? { streams: national.streams } : {}),
            feasibility: feasibleShare(state, parametersIn(national, moment.on), moment.on),
            cases: caseRows(state, moment.on).map((row) => ({ ...row, regionIds: regionsOf(dependencies, row.id) })),
            plans: streamsOf(state, 'plan').flatMap(([stream, { details }]) => named(stream, details['title'])),
            projects: streamsOf(state, 'project').flatMap(([stream, { details, siteId }]) => {
              const organisation = streamState(state, 'site', streamOf(siteId)?.stream ?? '')?.orgId ?? '';
              return named(stream, details['title']).map((one) => ({ ...one, organisation }));
            }),
          },
        };
      },
    }),
  ];
}

function regionsOf({ readModels }: HttpDependencies, subject: string): string[] {
  const topics = readModels.topicsOf(streamOf(subject)?.stream ?? '');
  return topics.filter((topic) => topic.startsWith('region:')).map((topic) => topic.slice('region:'.length));
}

function named(stream: string, title: Parameters<typeof lastRecorded>[0]): { id: string; name: string }[] {
  const name = lastRecorded(title)?.value;
  return typeof name === 'string' ? [{ id: subjectOf(stream), name }] : [];
}
