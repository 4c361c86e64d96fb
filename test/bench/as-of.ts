import { topic as topicProjection } from '../../projections/topic/projection.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import { ReadModelFile } from '../../server/readmodels/file.ts';
import { dice } from './log/dice.ts';
import { worldOf } from './log/mix.ts';
import { builtLog, coreOn, readModelsOf } from './log/opened.ts';
import { median, ms, percentile, round, type Bench } from './measure.ts';

/** A region as it was at random moments; the floor folds all that had happened in it until then. */
export const asOf: Bench = async ({ events: size, part }) => {
  const log = await builtLog(size);
  const core = await coreOn(log);
  const { readModels } = core;
  const topic = `region:${worldOf(size).regions[0] ?? ''}`;
  const streams = readModels.streamsIn(topic);
  const everything = { sees: () => () => true };
  const roll = dice(1);
  const moment = (): number => roll.below(log.size - 1);
  const heap = heapMB();
  const first = performance.now();
  await readModels.recall(topic, log.size - 2);
  const firstLook = performance.now() - first;
  const kept = heapMB() - heap;
  const delays: number[] = [];
  for (let n = 0; n < Math.max(100, 1_000 * part); n++) {
    const at = moment();
    const begun = performance.now();
    await readModels.recall(topic, at);
    topicProjection.view(readModels.topicState(topic, at), everything);
    delays.push(performance.now() - begun);
  }
  const file = ReadModelFile.open(readModelsOf(log.directory));
  const replays: number[] = [];
  let folded = 0;
  for (let n = 0; n < 5; n++) {
    const begun = performance.now();
    const state: TopicState = topicProjection.initial();
    const events = file.ofStreams(streams, { after: -1, upTo: log.size, limit: -1 });
    for (const event of events) topicProjection.apply(state, event);
    folded = events.length;
    replays.push(performance.now() - begun);
  }
  file.close();
  await core.stop();
  const [p99, full] = [percentile(delays, 99), median(replays)];
  return [
    {
      name: `as-of, a region of ${folded.toLocaleString('en')} events (and its texts) of ${log.size.toLocaleString('en')}`,
      ours: `p50 ${ms(median(delays))}, p99 ${ms(p99)}; first look after a start ${ms(firstLook)}, keeps ${kept.toFixed(0)} MB`,
      floor: `${ms(full)} (full replay)`,
      ratio: round(full / p99),
      goal: 'p99 ≥ 100 × faster, ≤ 20 ms',
      met: full / p99 >= 100 && p99 <= 20,
    },
  ];
};

/** What is held, in MB; without `--expose-gc` what could be let go of counts, too. */
function heapMB(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
