import { z } from 'zod';
import type { StreamName } from '../../events/envelope.ts';
import { reference } from '../../events/fields.ts';
import { streamOf } from '../../events/ids.ts';
import { view, type ReleaseState } from '../../events/release/state.ts';
import { NATIONAL, releaseOf } from '../../events/release/subject.ts';
import { shownFigures, toldOutlook, toldTotals, type ToldTotal } from '../../projections/aggregates/shown.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { HttpDependencies } from './dependencies.ts';
import { momentOf, momentQuery } from './moment.ts';
import { route, type Reply, type Route } from './route.ts';

const total = z.object({
  ...{ key: z.string(), value: z.number(), unit: z.string(), index: z.int(), toldAt: z.string() },
});

const outlook = z.object({ projects: z.number(), hindered: z.number(), toldAt: z.string() });

/** Totals of what companies keep to themselves, as they were released: nobody reads another. */
export function figureRoutes({ readModels, now }: HttpDependencies): Route[] {
  const told = async (scope: string, at: number | undefined, grants: GrantSet): Promise<ToldTotal[]> => {
    const stream: StreamName = streamOf(releaseOf(scope))?.stream ?? '';
    const past = at === undefined || at >= readModels.head() ? undefined : await readModels.kindsAt(['release'], at);
    const state = (past ? past[stream] : readModels.state(stream)) as ReleaseState | undefined;
    return state ? toldTotals(view(state, readModels.sees(grants, stream))) : [];
  };
  return [
    route({
      method: 'get',
      path: '/api/figures',
      summary: 'Released totals of a region and of the country, as told last or up to a moment; the rest is suppressed',
      query: momentQuery.omit({ on: true }).extend({ region: reference('region').optional() }),
      answer: z.object({
        at: z.int().nullable(),
        country: z.array(total),
        region: z.array(total),
        figures: z.array(
          z.object({
            ...{ key: z.string(), topic: z.string(), carrier: z.string().optional(), year: z.string() },
            ...{ unit: z.string(), region: total.optional(), country: total.optional() },
          }),
        ),
        /** Projects that need a network, and those of them that cannot or possibly cannot go on. */
        outlook: z.object({ region: outlook.optional(), country: outlook.optional() }),
      }),
      handle: async ({ query, asker }): Promise<Reply> => {
        const { region } = query;
        if (region !== undefined && !readModels.state(streamOf(region)?.stream ?? '')?.exists)
          return { refused: { code: 'NOT_FOUND', values: { subject: region } } };
        const moment = await momentOf(query, readModels, now());
        if ('refused' in moment) return moment;
        const country = await told(NATIONAL, moment.at, asker.grants);
        const here = region === undefined ? [] : await told(region, moment.at, asker.grants);
        const both = { region: toldOutlook(here), country: toldOutlook(country) };
        return {
          json: { at: moment.at ?? null, country, region: here, figures: shownFigures(here, country), outlook: both },
        };
      },
    }),
  ];
}
