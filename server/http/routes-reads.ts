import { z } from 'zod';
import type { SubjectId } from '../../events/envelope.ts';
import { day } from '../../events/fields.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import { boundaryOf, type RegionState } from '../../events/region/state.ts';
import { textOf } from '../../events/narrative/state.ts';
import type { PlanState } from '../../events/plan/state.ts';
import { planView } from '../../projections/plan-view/plan-view.ts';
import { regionOverview } from '../../projections/region-overview/region-overview.ts';
import { topic as topicProjection } from '../../projections/topic/projection.ts';
import { streamsOf, type TopicState } from '../../projections/topic/topic.ts';
import { parametersAt } from '../analysis/parameters-at.ts';
import { regionsStanding } from '../../projections/region-ranking/standing.ts';
import type { Asker } from '../identity/viewer.ts';
import type { HttpDependencies } from './dependencies.ts';
import { momentOf, momentQuery } from './moment.ts';
import { factsAt, nationalFigures, regionFigures, type Facts } from './figures.ts';
import { nationalSeen } from './programme-state.ts';
import { route, type Reply, type Route } from './route.ts';

const momentShape = { at: z.int().nullable(), on: day, index: z.int(), provisional: z.boolean() };

/** Regions: the list with its figures, and one as it is or was. */
export function regionRoutes(dependencies: HttpDependencies): Route[] {
  const { readModels, now, access } = dependencies;
  return [
    route({
      method: 'get',
      path: '/api/regions',
      summary:
        'All regions with what they count, at any moment; outlines with geometry=1; with ranking=1 for partners how far the programme is with each, and which come first in the run of a selection that counts',
      query: momentQuery.extend({ geometry: z.enum(['0', '1']).optional(), ranking: z.enum(['0', '1']).optional() }),
      answer: z.object({
        ...momentShape,
        national: z.record(z.string(), z.unknown()),
        regions: z.array(z.looseObject({ id: z.string(), name: z.string() })),
        statuses: z.record(z.string(), z.string()).optional(),
        ranking: z.looseObject({ selection: z.string(), rows: z.array(z.looseObject({})) }).optional(),
      }),
      handle: async ({ query, asker }): Promise<Reply> => {
        const moment = await momentOf(query, readModels, now());
        if ('refused' in moment) return moment;
        const facts = await factsAt(readModels, moment.at);
        return {
          json: {
            ...momentFields(moment, readModels.head()),
            national: nationalFigures(facts, moment.on),
            ...(query.ranking === '1' ? regionsStanding(await nationalSeen(dependencies, asker, moment.at)) : {}),
            regions: (await listedRegions(dependencies, facts)).map(([id, region]) => ({
              id,
              name: region.name,
              ...(region.nameEn === undefined ? {} : { nameEn: region.nameEn }),
              kind: region.kind,
              ...(region.cbsCode === undefined ? {} : { cbsCode: region.cbsCode }),
              provinceCodes: region.provinceCodes,
              example: region.example,
              figures: regionFigures(facts, id, asker.grants, moment.on),
              ...(query.geometry === '1' ? { geometry: boundaryOf(region) } : {}),
            })),
          },
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/regions/:id',
      summary: 'One region: partners, sites, plans, figures; at any moment',
      query: momentQuery,
      answer: z.looseObject({ id: z.string(), ...momentShape }),
      handle: async ({ params, query, asker }): Promise<Reply> => {
        const id = params['id'] ?? '';
        if (streamOf(id)?.kind !== 'region') return { refused: { code: 'NOT_FOUND', values: { subject: id } } };
        const moment = await momentOf(query, readModels, now());
        if ('refused' in moment) return moment;
        const state = await visibleTopic(dependencies, `region:${id}`, asker, moment.at);
        const overview = regionOverview(state, id, moment.on, (site) => readModels.liesIn(site, id));
        if (!overview) return { refused: { code: 'NOT_FOUND', values: { subject: id } } };
        access.note({ asker, topic: `region:${id}`, from: 0, to: moment.at ?? readModels.head(), what: 'region' });
        return { json: { ...overview, ...momentFields(moment, readModels.head()) } };
      },
    }),
    route({
      method: 'get',
      path: '/api/tables/:id',
      summary:
        'All that lies on the table of a region, as its live topic sends it: sites, projects, infrastructure, cases; at any moment',
      query: momentQuery,
      answer: z.object({
        ...momentShape,
        streams: z.record(z.string(), z.looseObject({})),
        parameters: z.looseObject({ version: z.int() }),
      }),
      handle: async ({ params, query, asker }): Promise<Reply> => {
        const id = params['id'] ?? '';
        const moment = await momentOf(query, readModels, now());
        if ('refused' in moment) return moment;
        const topic = `region:${id}`;
        const state = await visibleTopic(dependencies, topic, asker, moment.at);
        const there = streamsOf(state, 'region').some(([stream]) => subjectOf(stream) === id);
        if (!there) return { refused: { code: 'NOT_FOUND', values: { subject: id } } };
        access.note({ asker, topic, from: 0, to: moment.at ?? readModels.head(), what: 'region' });
        const parameters = await parametersAt(readModels, moment);
        return { json: { streams: state.streams, parameters, ...momentFields(moment, readModels.head()) } };
      },
    }),
  ];
}

/** One plan, as it is or was. */
export function planRoutes(dependencies: HttpDependencies): Route[] {
  const { readModels, now, access } = dependencies;
  return [
    route({
      method: 'get',
      path: '/api/plans/:id',
      summary: 'One plan with its fields, participants, contributions, milestones, comments and texts; at any moment',
      query: momentQuery,
      answer: z.looseObject({ id: z.string(), texts: z.record(z.string(), z.string()), ...momentShape }),
      handle: async ({ params, query, asker }): Promise<Reply> => {
        const id = params['id'] ?? '';
        const stream = streamOf(id)?.stream ?? '';
        const plan = readModels.state(stream) as PlanState | undefined;
        const refused = { refused: { code: 'NOT_FOUND', values: { subject: id } } };
        if (streamOf(id)?.kind !== 'plan' || !plan?.exists) return refused;
        const moment = await momentOf(query, readModels, now());
        if ('refused' in moment) return moment;
        const topic = await visibleTopic(dependencies, `region:${plan.regionId}`, asker, moment.at);
        const view = planView(topic, id, moment.on);
        if (!view) return refused;
        const texts = textsOf(await visibleTopic(dependencies, `plan:${id}`, asker, moment.at));
        const to = moment.at ?? readModels.head();
        access.note({ asker, topic: `plan:${id}`, from: 0, to, what: 'plan', streams: [stream] });
        return { json: { ...view, texts, ...momentFields(moment, readModels.head()) } };
      },
    }),
  ];
}

async function visibleTopic(
  { readModels }: HttpDependencies,
  topic: string,
  asker: Asker,
  at: number | undefined,
): Promise<TopicState> {
  if (at !== undefined) await readModels.recall(topic, at);
  return topicProjection.view(readModels.topicState(topic, at), readModels.viewer(asker.grants));
}

/** The narrative sections of a plan that hold anything, by section. */
function textsOf(state: TopicState): Record<string, string> {
  return Object.fromEntries(
    streamsOf(state, 'narrative')
      .map(([, text]) => [text.section, textOf(text)] as const)
      .filter(([, text]) => text !== ''),
  );
}

async function listedRegions(
  { readModels, vault }: HttpDependencies,
  { state }: Facts,
): Promise<[SubjectId, RegionState][]> {
  const exampleHidden = (await vault.settings.get('example.shown')) === 'no';
  return readModels
    .streams('region')
    .flatMap((stream): [SubjectId, RegionState][] => {
      const region = state(stream) as RegionState | undefined;
      return region?.exists ? [[subjectOf(stream), region]] : [];
    })
    .filter(([, region]) => !(region.example && exampleHidden))
    .sort(([, a], [, b]) => Number(b.example) - Number(a.example) || a.name.localeCompare(b.name, 'nl'));
}

function momentFields(
  moment: { at: number | undefined; on: string; provisional: boolean },
  head: number,
): Record<string, unknown> {
  return { at: moment.at ?? null, on: moment.on, index: moment.at ?? head, provisional: moment.provisional };
}
