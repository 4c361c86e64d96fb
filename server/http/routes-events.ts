import { z } from 'zod';
import { eventSpec } from '../../events/catalogue.ts';
import type { VisibleEvent } from '../../events/envelope.ts';
import { kindOf, streamOf, subjectOf } from '../../events/ids.ts';
import { planOfText } from '../../events/narrative/sections.ts';
import type { PlanState } from '../../events/plan/state.ts';
import type { EventChain } from '../readmodels/chain.ts';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Reply, type Route } from './route.ts';
import { placeOf } from './routes-history.ts';

const visibleEvent = z.looseObject({ id: z.string(), type: z.string(), index: z.int() });

/** One event, with what led to it and what came of it. */
export function eventRoutes({ readModels, access }: HttpDependencies): Route[] {
  const pageOf = ({ stream }: VisibleEvent): { planId?: string; regionId?: string } => {
    const subject = subjectOf(stream);
    const planId = kindOf(stream) === 'plan' ? subject : planOfText(subject);
    const plan = planId && (readModels.state(streamOf(planId)?.stream ?? '') as PlanState | undefined);
    if (planId && plan) return { planId, regionId: plan.regionId };
    const topic = readModels.topicsOf(stream).find((one) => one.startsWith('region:'));
    return topic === undefined ? {} : { regionId: topic.slice('region:'.length) };
  };
  return [
    route({
      method: 'get',
      path: '/api/events/:id',
      summary:
        'One event as you may see it: what led to it, what came of it, what corrects it, what stood before and next',
      answer: z.looseObject({
        ...{ event: visibleEvent, slot: z.string(), label: z.object({ nl: z.string(), en: z.string() }) },
        ...{ planId: z.string().optional(), regionId: z.string().optional() },
        ...{ before: visibleEvent.optional(), next: visibleEvent.optional(), causes: z.array(visibleEvent) },
        effects: z.array(z.object({ event: visibleEvent, depth: z.int() })),
        ...{ moreEffects: z.boolean(), together: z.array(visibleEvent), corrections: z.array(visibleEvent) },
      }),
      handle: ({ params, asker }): Reply => {
        const id = params['id'] ?? '';
        const chain = readModels.chain(id, asker.grants);
        if (!chain) return { refused: { code: 'NOT_FOUND', values: { subject: id } } };
        const { event } = chain;
        access.noteEvents(asker, placeOf({ subject: subjectOf(event.stream) }), eventsIn(chain), 'event');
        const label = eventSpec(event.stream, event.type)?.label ?? { nl: event.type, en: event.type };
        return { json: { ...chain, label, ...pageOf(event) } };
      },
    }),
  ];
}

function eventsIn({ event, before, next, corrects, mandate, ...chain }: EventChain): VisibleEvent[] {
  const single = [event, before, next, corrects, mandate].filter((one) => one !== undefined);
  const effects = chain.effects.map((effect) => effect.event);
  return [...single, ...chain.causes, ...effects, ...chain.together, ...chain.corrections];
}
