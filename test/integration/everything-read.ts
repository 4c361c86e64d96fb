import readSheets from 'read-excel-file/node';
import type { Topic } from '../../events/live-protocol.ts';
import { regionModels } from '../../projections/region-models/region-models.ts';
import type { Person } from './server-harness.ts';
import { TopicWatch } from './topic-watch.ts';

/** What somebody asks for who wants to see everything: ids that fill the addresses. */
export interface Sought {
  readonly region: string;
  readonly plan: string;
  readonly decision: string;
  readonly selection: string;
  readonly subjects: readonly string[];
  readonly events: readonly string[];
  readonly topics: readonly Topic[];
  readonly words: readonly string[];
  /** Address of a file. */
  readonly file: string;
}

/**
 * Everything that each address that reads, and a socket, give a person: by address as the document of the interface
 * names it, the text that came.
 */
export async function everythingRead(
  person: Person,
  sought: Sought,
  doors: 'all' | 'where values stand' = 'all',
): Promise<Map<string, string>> {
  const read = new Map<string, string>();
  for (const [address, asked] of Object.entries(addresses(sought))) {
    if (doors !== 'all' && !withValues.has(address)) continue;
    const texts: string[] = [];
    for (const path of asked) texts.push(await textOf(person, path));
    read.set(address, texts.join('\n'));
  }
  for (const topic of sought.topics) {
    const watch = new TopicWatch(await person.connect(), topic);
    await watch.begin();
    read.set(`socket ${topic}`, JSON.stringify([watch.state, watch.batches]));
    watch.socket.disconnect();
  }
  return read;
}

/** Doors behind which the values of a region's sites and projects stand. */
const withValues = new Set(['/api/regions/{id}', '/api/history', '/api/exports/history.jsonl', '/api/events/{id}']);

function addresses({
  region,
  plan,
  decision,
  selection,
  subjects,
  events,
  words,
  file,
}: Sought): Record<string, string[]> {
  const text = `${plan.replace('pln_', 'txt_')}_risks`;
  const filters = [`region=${region}`, ...subjects.map((one) => `subject=${one}`)];
  const history = (path: string, more: string): string[] => filters.map((filter) => `${path}?${more}${filter}`);
  return {
    '/healthz': ['/healthz'],
    '/readyz': ['/readyz'],
    '/metrics': ['/metrics'],
    '/api/session': ['/api/session'],
    '/api/people': ['/api/people'],
    '/api/organisations': ['/api/organisations'],
    '/api/open-items': ['/api/open-items'],
    '/api/regions': ['/api/regions?ranking=1', '/api/regions?at=100&ranking=1'],
    '/api/regions/{id}': [`/api/regions/${region}`, `/api/regions/${region}?on=2029-01-01`],
    '/api/tables/{id}': [`/api/tables/${region}`],
    '/api/regions/{id}/models/{model}': Object.keys(regionModels).map(
      (name) => `/api/regions/${region}/models/${name}`,
    ),
    '/api/regions/{id}/changes': [`/api/regions/${region}/changes`],
    '/api/lessons': ['/api/lessons'],
    '/api/files/{address}': [`/api/files/${file}`],
    '/api/files/{address}/about': [`/api/files/${file}/about`],
    '/api/files/{address}/profile': [`/api/files/${file}/profile`],
    '/api/figures': ['/api/figures', `/api/figures?region=${region}`],
    '/api/analysis': ['/api/analysis'],
    '/api/selections': ['/api/selections'],
    '/api/selections/{id}': [`/api/selections/${selection}`, `/api/selections/${selection}?on=2029-01-01`],
    '/api/selections/{id}/runs/{run}': [`/api/selections/${selection}/runs/run_0190a000-0000-7000-8000-000000000001`],
    '/api/plans/{id}': [`/api/plans/${plan}`],
    '/api/plans/{id}/calculation': [`/api/plans/${plan}/calculation`],
    '/api/plans/{id}/snapshots/{snapshot}': [`/api/plans/${plan}/snapshots/${plan.replace('pln_', 'snp_')}`],
    '/api/texts/{id}': [`/api/texts/${text}`],
    '/api/texts/{id}/changes': [`/api/texts/${text}/changes?after=0`],
    '/api/texts/{id}/history': [`/api/texts/${text}/history`],
    '/api/history': [
      ...history('/api/history', 'limit=200&'),
      ...words.map((word) => `/api/history?limit=200&q=${encodeURIComponent(word)}`),
    ],
    '/api/history/types': ['/api/history/types'],
    '/api/history/moments': [`/api/history/moments?region=${region}`],
    '/api/exports/history.csv': ['/api/exports/history.csv?language=en'],
    '/api/exports/history.jsonl': ['/api/exports/history.jsonl'],
    '/api/exports/history.xlsx': ['/api/exports/history.xlsx?language=en'],
    '/api/events/{id}': events.map((event) => `/api/events/${event}`),
    '/api/difference': [`/api/difference?region=${region}&from=0`, `/api/difference?plan=${plan}&from=0`],
    '/api/decisions': ['/api/decisions', `/api/decisions?region=${region}`],
    '/api/decisions/revoked-mandates': ['/api/decisions/revoked-mandates'],
    '/api/budget/revoked-basis': ['/api/budget/revoked-basis'],
    '/api/decisions/{id}': [`/api/decisions/${decision}`],
    '/api/decisions/{id}/dossier': [`/api/decisions/${decision}/dossier`],
    '/api/notices': ['/api/notices?limit=100'],
    '/api/notices/preferences': ['/api/notices/preferences'],
    '/api/audit/checkpoint': ['/api/audit/checkpoint'],
    '/api/audit/keys': ['/api/audit/keys'],
    '/api/audit/consistency': ['/api/audit/consistency?from=3&to=7'],
    '/api/audit/tile/{path}': ['/api/audit/tile/0/000.p/5'],
    '/api/audit/proof/{eventId}': events.map((event) => `/api/audit/proof/${event}`),
    '/api/erasures': ['/api/erasures'],
    '/api/retention': ['/api/retention'],
    '/api/access-log': ['/api/access-log?limit=200'],
    '/api/access-log/export': ['/api/access-log/export'],
    '/api/operations/copy': ['/api/operations/copy'],
    '/api/imports': ['/api/imports'],
    '/api/programme': ['/api/programme', '/api/programme?at=100&streams=1', '/api/programme?streams=1'],
    '/api/programme/report': [
      '/api/programme/report?month=2026-03&language=en',
      `/api/programme/report?month=${new Date().toISOString().slice(0, 7)}`,
    ],
    '/api/programme/report.pdf': ['/api/programme/report.pdf?month=2026-03'],
    '/api/rounds/{id}/answers.xlsx': subjects
      .filter((one) => one.startsWith('rnd_'))
      .map((one) => `/api/rounds/${one}/answers.xlsx`),
    '/api/rounds/{id}/answers.csv': subjects.map((one) => `/api/rounds/${one}/answers.csv`),
  };
}

async function textOf(person: Person, path: string): Promise<string> {
  if (!path.includes('.xlsx')) {
    const { status, text } = await person.get(path);
    if (status >= 500 || status === 429) throw new Error(`${path}: ${status} ${text}`);
    // who is given a file has found its address; who is refused is told the one that he asked for
    if (path.startsWith('/api/files/')) return status === 200 ? `${path} ${text}` : '';
    return text;
  }
  const answer = await fetch(person.url + path, { headers: { cookie: person.cookie } });
  return JSON.stringify(await readSheets(Buffer.from(await answer.arrayBuffer())));
}
