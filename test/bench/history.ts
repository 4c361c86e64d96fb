import { DatabaseSync } from 'node:sqlite';
import type { HistoryQuery } from '../../server/readmodels/port.ts';
import { stemsOf } from '../../server/readmodels/words.ts';
import { actorOf, worldOf } from './log/mix.ts';
import { builtLog, coreOn, readModelsOf } from './log/opened.ts';
import { median, ms, percentile, round, type Bench } from './measure.ts';

type Asked = Omit<HistoryQuery, 'limit'>;

const LIMIT = 50;

/** Pages of history, filtered and searched; the floor asks SQLite the same and parses the rows. */
export const history: Bench = async ({ events: size, runs }) => {
  const log = await builtLog(size);
  const core = await coreOn(log);
  const { readModels } = core;
  const { regions, plans } = worldOf(size);
  const topic = `region:${regions[0] ?? ''}`;
  const stream = `plan-${plans[0]?.id.slice(4) ?? ''}`;
  const grants = readModels.grants(readModels.memberships(actorOf(0), '2026-01-01'));
  while (readModels.history({ limit: 1 }, grants).indexedTo < readModels.head());
  const asked: [string, Asked][] = [
    ['of a region', { topic }],
    ['of a plan, one field', { stream, field: 'lossHours' }],
    ['by a person, one type', { actor: actorOf(1), type: 'CommentPlaced' }],
    ['of a region, with words', { topic, q: 'vergunning gemeente subsidie' }],
    ['of a region, one type, with words', { topic, type: 'CommentPlaced', q: 'risico warmte' }],
  ];
  const db = new DatabaseSync(readModelsOf(log.directory), { readOnly: true });
  const times = { ours: [] as number[], floor: [] as number[] };
  const lines = asked.map(([name, query]) => {
    const streams = query.topic === undefined ? (query.stream ? [query.stream] : undefined) : streamsOf(query.topic);
    const plain = sqlOf(db, query, streams);
    const [ours, floor]: [number[], number[]] = [[], []];
    for (let run = 0; run < Math.max(10, runs * 10); run++) {
      floor.push(timed(() => plain().map((row) => JSON.parse(row.json) as unknown)));
      ours.push(timed(() => readModels.history({ ...query, limit: LIMIT }, grants)));
    }
    times.ours.push(...ours);
    times.floor.push(...floor);
    return `${name} ${ms(median(ours))} / ${ms(median(floor))}`;
  });
  db.close();
  await core.stop();
  const [mine, theirs] = [median(times.ours), median(times.floor)];
  return [
    {
      name: `history, pages of ${LIMIT} at ${log.size.toLocaleString('en')} events`,
      ours: `p50 ${ms(mine)}, p99 ${ms(percentile(times.ours, 99))}; ${lines.join(', ')}`,
      floor: `p50 ${ms(theirs)}, p99 ${ms(percentile(times.floor, 99))} (SQLite, no rights, nothing of before)`,
      ratio: round(mine / theirs),
      goal: '≤ 1.3 ×',
      met: mine / theirs <= 1.3,
    },
  ];

  function streamsOf(of: string): readonly string[] {
    const there = readModels.streamsIn(of);
    const ofPlans = there.filter((one) => one.startsWith('plan-'));
    return [...there, ...ofPlans.flatMap((plan) => readModels.streamsIn(`plan:pln_${plan.slice(5)}`))];
  }
};

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

function sqlOf(db: DatabaseSync, query: Asked, streams: readonly string[] | undefined): () => { json: string }[] {
  const [where, values]: [string[], string[]] = [[], []];
  const add = (sql: string, value: string): void => {
    where.push(sql);
    values.push(value);
  };
  if (streams)
    add('stream IN (SELECT key FROM stream WHERE name IN (SELECT value FROM json_each(?)))', JSON.stringify(streams));
  if (query.actor !== undefined) add('actor = ?', query.actor);
  if (query.type !== undefined) add('type = ?', query.type);
  if (query.field !== undefined) add('idx IN (SELECT idx FROM slot WHERE slot = ?)', query.field);
  if (query.q !== undefined)
    add(
      'idx IN (SELECT rowid FROM words WHERE words MATCH ?)',
      stemsOf(query.q)
        .map((stem) => `"${stem}"`)
        .join(' '),
    );
  const statement = db.prepare(`SELECT json FROM event WHERE ${where.join(' AND ')} ORDER BY idx DESC LIMIT ${LIMIT}`);
  return () => statement.all(...values) as { json: string }[];
}
