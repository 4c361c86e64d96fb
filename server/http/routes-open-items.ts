import { z } from 'zod';
import type { SubjectId } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import type { Topic } from '../../events/live-protocol.ts';
import { isPartnerOn, type RegionState } from '../../events/region/state.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import { isLate, openItems, openKinds } from '../../projections/open-items/open-items.ts';
import { topic as topicProjection } from '../../projections/topic/projection.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Reply, type Route } from './route.ts';

const item = z.looseObject({ kind: z.enum(openKinds), subject: z.string(), place: z.string(), text: z.string() });

/** What waits for the organisations of who asks, and the tables at which they sit. */
export function openItemRoutes({ readModels, now, access }: HttpDependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/open-items',
      summary:
        'What waits for your organisation: invitations, actions, milestones, conditions; and the regions it is in',
      answer: z.object({
        index: z.int(),
        regions: z.array(z.object({ id: z.string(), name: z.string(), example: z.boolean() })),
        items: z.array(item),
      }),
      handle: ({ asker }): Reply => {
        if (!asker.principal) return { refused: { code: 'NOT_SIGNED_IN', values: {} } };
        const today = amsterdamDay(new Date(now()).toISOString());
        const own = [...new Set(asker.memberships.map(({ organisation }) => organisation))];
        const regions = readModels
          .streams('region')
          .map((stream) => [subjectOf(stream), readModels.state(stream) as RegionState] as const)
          .filter(([, region]) => own.some((org) => isPartnerOn(region, org, today)));
        const topics: Topic[] = [
          ...regions.map(([id]): Topic => `region:${id}`),
          ...own.map((org): Topic => `organisation:${org}`),
        ];
        const state = topicProjection.view(together(topics.map((one) => readModels.topicState(one))), readModels.viewer(asker.grants)); // prettier-ignore
        const regionOf = (subject: SubjectId): SubjectId | undefined =>
          readModels
            .topicsOf(streamOf(subject)?.stream ?? '')
            .flatMap((one) => (one.startsWith('region:') ? [one.slice('region:'.length)] : []))
            .at(0);
        const index = readModels.head();
        const items = own.flatMap((org) => openItems(state, org, today, regionOf));
        const streams = [...new Set(items.map(({ subject }) => streamOf(subject)?.stream ?? ''))];
        for (const one of topics) access.note({ asker, topic: one, from: 0, to: index, what: 'open-items', streams });
        return {
          json: {
            index,
            regions: regions.map(([id, { name, example }]) => ({ id, name, example })),
            items: items.map((one) => ({ ...one, late: isLate(one, today) })),
          },
        };
      },
    }),
  ];
}

function together(states: readonly TopicState[]): TopicState {
  return { streams: Object.assign({}, ...states.map(({ streams }) => streams)) as TopicState['streams'] };
}
