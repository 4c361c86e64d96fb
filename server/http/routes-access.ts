import { z } from 'zod';
import type { Access, AccessQuery } from '../vault/port-access-log.ts';
import type { Asker } from '../identity/viewer.ts';
import type { HttpDependencies } from './dependencies.ts';
import { csvOf } from './csv.ts';
import { route, type Reply, type Route } from './route.ts';

const filters = {
  actor: z.string().min(1).max(80).optional(),
  topic: z.string().min(1).max(120).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
};
const listQuery = z.strictObject({
  ...filters,
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'must be the cursor of the page before')
    .optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|1\d\d|200)$/, 'must be 1 to 200')
    .default('50'),
});
const exportQuery = z.strictObject(filters);
const EXPORTED_AT_MOST = 100_000;
const EXPORTED_AT_ONCE = 1_000;

/** Who read confidential values and their history, for auditors and stewards. */
export function accessRoutes({ vault, access, desk, auditLine }: HttpDependencies): Route[] {
  const named = (rows: readonly Access[], asker: Asker): Record<string, string> => {
    const names: Record<string, string> = {};
    for (const { topic } of rows) {
      const subject = topic.slice(topic.indexOf(':') + 1);
      const name = desk.nameOf(subject, asker.grants);
      if (name !== undefined) names[topic] = name;
    }
    return names;
  };
  return [
    route({
      method: 'get',
      path: '/api/access-log',
      summary: 'Who read confidential values and their history, newest first; for auditors and stewards',
      query: listQuery,
      answer: z.object({
        rows: z.array(z.looseObject({ at: z.int(), actor: z.string(), topic: z.string(), what: z.string() })),
        names: z.record(z.string(), z.string()),
        cursor: z.string().optional(),
      }),
      handle: async ({ query, asker }): Promise<Reply> => {
        const refusal = forOversight(asker);
        if (refusal) return refusal;
        await access.written();
        const page = await vault.accessLog.query({
          ...filterOf(query),
          ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
          limit: Number(query.limit),
        });
        return { json: { ...page, names: named(page.rows, asker) } };
      },
    }),
    route({
      method: 'get',
      path: '/api/access-log/export',
      summary: 'The same as CSV, at most 100,000 rows; that it was taken out is an audit line',
      query: exportQuery,
      answer: z.string(),
      handle: async (call): Promise<Reply> => {
        const { query, asker } = call;
        const refusal = forOversight(asker);
        if (refusal) return refusal;
        await access.written();
        const rows: Access[] = [];
        for (let cursor: string | undefined; ;) {
          const at = cursor === undefined ? {} : { cursor };
          const page = await vault.accessLog.query({ ...filterOf(query), ...at, limit: EXPORTED_AT_ONCE });
          rows.push(...page.rows);
          if (rows.length > EXPORTED_AT_MOST) return tooMuch;
          if (page.cursor === undefined) break;
          cursor = page.cursor;
        }
        const names = new Map((await vault.directory.all()).map(({ actor, name }) => [actor, name]));
        auditLine(call, { action: 'export access log', object: JSON.stringify(query), result: `${rows.length} rows` });
        const text = csvOf(
          ['at', 'actor', 'name', 'topic', 'what', 'from', 'to', 'session', 'grants'],
          rows.map(({ at, actor, topic, what, from, to, session, grants }) => [
            ...[new Date(at).toISOString(), actor, names.get(actor) ?? '', topic, what, from, to, session, grants],
          ]),
        );
        return { text, type: 'text/csv; charset=utf-8', download: 'inzagelog.csv' };
      },
    }),
  ];
}

const tooMuch: Reply = {
  refused: {
    code: 'INVALID_REQUEST',
    values: { problem: `more than ${EXPORTED_AT_MOST} rows: ask for a shorter period, one person or one topic` },
  },
};

function forOversight({ principal, memberships }: Asker): Reply | undefined {
  if (!principal) return { refused: { code: 'NOT_SIGNED_IN', values: {} } };
  return memberships.some(({ role }) => role === 'AUDITOR' || role === 'STEWARD')
    ? undefined
    : { refused: { code: 'NOT_ALLOWED', values: { needed: 'an auditor or a steward' } } };
}

function filterOf({ actor, topic, from, to }: z.infer<typeof exportQuery>): Omit<AccessQuery, 'limit'> {
  return {
    ...(actor === undefined ? {} : { actor }),
    ...(topic === undefined ? {} : { topic }),
    ...(from === undefined ? {} : { from: Date.parse(from) }),
    ...(to === undefined ? {} : { to: Date.parse(to) }),
  };
}
