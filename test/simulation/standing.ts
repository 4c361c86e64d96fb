import type { RecordedEvent } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import type { Topic } from '../../events/live-protocol.ts';
import { textOf, type NarrativeState } from '../../events/narrative/state.ts';
import { placedRuns } from '../../events/narrative/runs.ts';
import { topic as topicProjection } from '../../projections/topic/projection.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import { canonicalJson } from '../../server/hashing/canonical.ts';
import { ReadModelFile } from '../../server/readmodels/file.ts';
import { RunningReadModels } from '../../server/readmodels/read-models.ts';
import type { GrantSet } from '../../server/identity/viewer.ts';
import type { Canary } from './rights.ts';

/** How things stand by a fresh replay of the log. */
export function standing(log: readonly RecordedEvent[]) {
  const models = new RunningReadModels(ReadModelFile.open(':memory:'), [], () => '2026-06-01');
  const last = log.length - 1;
  models.handle(log, { index: last, position: String(last) });
  const grantsOf = (actor: string): GrantSet => models.grants(models.memberships(actor, '2026-06-01'));
  const texts = models.streams('narrative');

  return {
    /** The first difference between what somebody holds of a topic and what he should hold. */
    differs(actor: string, topic: Topic, held: TopicState): string | undefined {
      const wanted = topicProjection.view(models.topicState(topic), models.viewer(grantsOf(actor)));
      return difference(JSON.parse(JSON.stringify(wanted)), JSON.parse(JSON.stringify(held)), '');
    },
    /** A text as it stands; undefined when somebody may not see it. */
    text(actor: string, subject: string): string | undefined {
      const stream = streamOf(subject)?.stream ?? '';
      const state = models.state(stream) as NarrativeState | undefined;
      if (!models.sees(grantsOf(actor), stream)('P2')) return undefined;
      return state ? textOf(state) : '';
    },
    /** Characters whose author is not who typed them, or that stand twice. */
    authors(typed: ReadonlyMap<string, Canary>): string[] {
      return texts.flatMap((stream) => wrongAuthors(models.wholeText(stream), stream, typed));
    },
    close: () => models.close(),
  };
}

function wrongAuthors(state: NarrativeState | undefined, stream: string, typed: ReadonlyMap<string, Canary>): string[] {
  const wrong: string[] = [];
  const seen = new Set<string>();
  if (!state) return [`${stream} is not there.`];
  for (const { run } of placedRuns(state.chunks)) {
    const author = state.origins[run.n]?.[0];
    for (const character of run.t) {
      if (typed.get(character)?.by !== author)
        wrong.push(`"${character}" in ${stream} is said to be by ${author ?? 'nobody'}.`);
      if (seen.has(character)) wrong.push(`"${character}" stands twice in ${stream}.`);
      seen.add(character);
    }
  }
  return wrong;
}

function difference(wanted: unknown, held: unknown, path: string): string | undefined {
  if (canonicalJson(wanted) === canonicalJson(held)) return undefined;
  const parts = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  if (parts(wanted) && parts(held) && Array.isArray(wanted) === Array.isArray(held)) {
    for (const key of new Set([...Object.keys(wanted), ...Object.keys(held)])) {
      const found = difference(wanted[key], held[key], `${path}.${key}`);
      if (found !== undefined) return found;
    }
  }
  return `${path} should be ${short(wanted)} and is ${short(held)}`;
}

const short = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 200);
