import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RecordedEvent } from '../../../events/envelope.ts';
import { kindOf } from '../../../events/ids.ts';
import { story } from './story.ts';

/**
 * One recorded example of each event type and version, for ever: what stands in the file is not written again.
 * `node test/spec/recorded/examples.ts` adds those of new types and versions.
 */
const file = fileURLToPath(new URL('../recorded-events.json', import.meta.url));

export function recordedExamples(): RecordedEvent[] {
  return JSON.parse(readFileSync(file, 'utf8')) as RecordedEvent[];
}

export const nameOf = ({ stream, type, version }: RecordedEvent): string => `${kindOf(stream)}.${type} ${version}`;

/** Examples out of the story that the file does not hold yet. A type that has been raised was recorded as 1 before. */
export function missingExamples(held: readonly RecordedEvent[]): RecordedEvent[] {
  const names = new Set(held.map(nameOf));
  const missing: RecordedEvent[] = [];
  for (const event of story().events) {
    for (let version = 1; version <= event.version; version++) {
      const example = { ...event, version };
      if (names.has(nameOf(example))) continue;
      names.add(nameOf(example));
      missing.push(example);
    }
  }
  return missing;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let held: RecordedEvent[] = [];
  try {
    held = recordedExamples();
  } catch {
    // the first time there is none
  }
  const missing = missingExamples(held);
  const lines = [...held, ...missing].map((event) => JSON.stringify(event));
  writeFileSync(file, `[\n${lines.join(',\n')}\n]\n`);
  process.stdout.write(`${missing.length} examples added\n`);
}
