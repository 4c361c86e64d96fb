import { expect, test } from 'vitest';
import { isHidden, type RecordedEvent } from '../../events/envelope.ts';
import { LOG_SUBJECT } from '../../events/log/kind.ts';
import { planView } from '../../projections/plan-view/plan-view.ts';
import { regionOverview } from '../../projections/region-overview/region-overview.ts';
import { topic as topicProjection } from '../../projections/topic/projection.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import type { Core } from '../../server/composition/core.ts';
import { dice } from '../bench/log/dice.ts';
import { coreAt, freshDirectory, withExample } from './core-harness.ts';
import { newCommandId } from './ids.ts';

/** The topic folded from nothing, of what can be read now. */
function replayed(core: Core, events: readonly RecordedEvent[], topic: string, at: number): TopicState {
  const streams = new Set(core.readModels.streamsIn(topic));
  const state = topicProjection.initial();
  for (const event of structuredClone(events))
    if (event.index <= at && streams.has(event.stream)) topicProjection.apply(state, event);
  return state;
}

test(
  'any moment is what a replay from nothing gives, on any day, and after an erasure',
  { timeout: 60_000 },
  async () => {
    const core = await coreAt(freshDirectory());
    const id = await withExample(core);
    const { readModels } = core;
    const [region, plan] = [id('reg', 'region'), id('pln', 'heat')];
    const roll = dice(27);
    const look = async (times: number): Promise<void> => {
      const events = readModels.eventsAt(Array.from({ length: readModels.head() + 1 }, (_, index) => index));
      const topics = [`region:${region}`, `organisation:${id('org', 'netbeheer')}`, `plan:${plan}`];
      for (let n = 0; n < times; n++) {
        const [at, topic] = [roll.below(readModels.head()), roll.of(topics)];
        const on = `202${4 + roll.below(7)}-0${1 + roll.below(9)}-1${roll.below(9)}`;
        if (n % 10 === 0) await readModels.recall(topic, at);
        const [past, anew] = [readModels.topicState(topic, at), replayed(core, events, topic, at)];
        expect(past).toEqual(anew);
        expect(regionOverview(past, region, on)).toEqual(regionOverview(anew, region, on));
        expect(planView(past, plan, on)).toEqual(planView(anew, plan, on));
      }
    };
    expect(readModels.streamsIn(`organisation:${id('org', 'netbeheer')}`).length).toBeGreaterThan(0);
    await look(700);

    const stream = `plan-${plan.slice(4)}`;
    const keys = new Set(readModels.withKeys(stream).flatMap((row) => Object.values(row.keys)));
    const data = { keys: [...keys], ground: 'a test', subject: plan };
    await core.commands.executeAsSystem({ id: newCommandId(), type: 'DestroyKeys', subject: LOG_SUBJECT, data });
    await core.settled();
    const erased = readModels.withKeys(stream).filter(({ event }) => Object.values(event.data).some(isHidden));
    expect(erased.length).toBeGreaterThan(0);
    await look(300);
    await core.stop();
  },
);
