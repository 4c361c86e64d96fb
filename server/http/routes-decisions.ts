import { z } from 'zod';
import { day, reference } from '../../events/fields.ts';
import { streamOf } from '../../events/ids.ts';
import { commitmentsWithoutBasis } from '../../projections/budget-basis/budget-basis.ts';
import { decisionRegister, filterRegister } from '../../projections/decision-register/decision-register.ts';
import { decisionView } from '../../projections/decision-view/decision-view.ts';
import { revokedMandateUses } from '../../projections/revoked-mandates/revoked-mandates.ts';
import { topic as topicProjection } from '../../projections/topic/projection.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import type { Asker } from '../identity/viewer.ts';
import type { HttpDependencies } from './dependencies.ts';
import { momentOf, momentQuery } from './moment.ts';
import { route, type Reply, type Route } from './route.ts';

const registerQuery = momentQuery.extend({
  region: reference('region').optional(),
  status: z.enum(['DRAFT', 'TAKEN', 'SUPERSEDED', 'REVOKED', 'OVERDUE']).optional(),
  organisation: reference('organisation').optional(),
  from: day.optional(),
  to: day.optional(),
  q: z.string().max(200).optional(),
});

/** The register of decisions, one decision, and what was decided under a mandate that had ended; at any moment. */
export function decisionRoutes(dependencies: HttpDependencies): Route[] {
  const { readModels, now } = dependencies;
  const register = (asker: Asker, at: number | undefined): TopicState =>
    topicProjection.view(readModels.topicState('decisions', at), readModels.viewer(asker.grants));
  return [
    route({
      method: 'get',
      path: '/api/decisions',
      summary: 'Decisions by region, status (OVERDUE: a condition is overdue), organisation, period and words',
      query: registerQuery,
      answer: z.object({ index: z.int(), decisions: z.array(z.looseObject({ id: z.string(), status: z.string() })) }),
      handle: async ({ query, asker }): Promise<Reply> => {
        const { region, status, organisation, from, to, q, ...wanted } = query;
        const moment = await momentOf(wanted, readModels, now());
        if ('refused' in moment) return moment;
        const rows = decisionRegister(register(asker, moment.at), moment.on);
        const decisions = filterRegister(rows, { region, status, organisation, from, to, text: q }).map(
          ({ words, ...row }) => (void words, row),
        );
        return { json: { index: moment.at ?? readModels.head(), decisions } };
      },
    }),
    route({
      method: 'get',
      path: '/api/decisions/revoked-mandates',
      summary: 'What was decided or endorsed under a mandate that had been revoked earlier in the log',
      answer: z.object({
        index: z.int(),
        uses: z.array(z.looseObject({ decision: z.string(), mandateId: z.string() })),
      }),
      handle: ({ asker }): Reply => ({
        json: { index: readModels.head(), uses: revokedMandateUses(register(asker, undefined)) },
      }),
    }),
    route({
      method: 'get',
      path: '/api/budget/revoked-basis',
      summary: 'Money committed under a decision that was revoked since, which stands until somebody withdraws it',
      answer: z.object({
        index: z.int(),
        commitments: z.array(z.looseObject({ commitmentId: z.string(), decision: z.string(), EUR: z.number() })),
      }),
      handle: ({ asker }): Reply => {
        const national = topicProjection.view(readModels.topicState('national'), readModels.viewer(asker.grants));
        const known = { streams: { ...national.streams, ...register(asker, undefined).streams } };
        return { json: { index: readModels.head(), commitments: commitmentsWithoutBasis(known) } };
      },
    }),
    route({
      method: 'get',
      path: '/api/decisions/:id',
      summary:
        'One decision: alternatives, motivation, cited facts, mandates, endorsements, conditions, dissent, publications',
      query: momentQuery,
      answer: z.looseObject({ id: z.string(), index: z.int() }),
      handle: async ({ params, query, asker }): Promise<Reply> => {
        const id = params['id'] ?? '';
        const refused = { refused: { code: 'NOT_FOUND', values: { subject: id } } };
        if (streamOf(id)?.kind !== 'decision') return refused;
        const moment = await momentOf(query, readModels, now());
        if ('refused' in moment) return moment;
        const view = decisionView(register(asker, moment.at), id, moment.on);
        if (!view) return refused;
        const regionIds = readModels
          .topicsOf(streamOf(id)?.stream ?? '')
          .filter((topic) => topic.startsWith('region:'))
          .map((topic) => topic.slice(7));
        const cited = (view.taken?.citedEventIds ?? [])
          .map((event) => readModels.eventById(event))
          .flatMap((event) => (event && readModels.redact(event, asker.grants)) ?? []);
        const { at, on, provisional } = moment;
        return { json: { ...view, regionIds, cited, at: at ?? null, on, index: at ?? readModels.head(), provisional } };
      },
    }),
  ];
}
