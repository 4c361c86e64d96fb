import { z } from 'zod';
import { digests, noticeKinds } from '../../projections/notices/notice.ts';
import type { Refusal } from '../../events/decision.ts';
import type { Asker } from '../identity/viewer.ts';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Reply, type Route } from './route.ts';

const kind = z.enum(noticeKinds);
const index = z.int().min(0);
const preferences = z.strictObject({
  appOff: z.array(kind).max(noticeKinds.length),
  mailOff: z.array(kind).max(noticeKinds.length),
  digest: z.enum(digests),
  language: z.enum(['nl', 'en']),
});
const place = z
  .string()
  .max(80)
  .regex(/^(start|(reg|pln)_[0-9a-f-]{36})$/, 'must be start, or an id of a region or a plan');
const topicOfPlace = (at: string): string =>
  at.startsWith('pln_') ? `plan:${at}` : at.startsWith('reg_') ? `region:${at}` : 'log';
const notSignedIn = { refused: { code: 'NOT_SIGNED_IN', values: {} } } satisfies { refused: Refusal };

/** What a person is told of, what he has read, how he wants to be told, and what changed since he last was somewhere. */
export function noticeRoutes({ desk, visits, readModels, vault, access }: HttpDependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/notices',
      summary: 'What you are told of, newest first, with how much of it is unread',
      query: z.strictObject({
        before: z.coerce.number().int().min(0).optional(),
        limit: z.coerce.number().int().min(1).max(100).default(20),
      }),
      answer: z.looseObject({ unread: z.int(), entries: z.array(z.looseObject({ index: z.int(), kind })) }),
      handle: async ({ asker, query }): Promise<Reply> => {
        const actor = asker.principal?.actor;
        if (actor === undefined) return notSignedIn;
        const all = await desk.list(actor);
        const page = all.filter((notice) => notice.index < (query.before ?? Infinity));
        const entries = page.slice(0, query.limit);
        const events = entries.map(({ event }) => event);
        const names = desk.names(events, asker.grants);
        access.noteEvents(asker, `person:${actor}`, events, 'notices');
        const unread = all.filter(({ read }) => !read).length;
        return { json: { unread, entries, names, more: page.length > entries.length } };
      },
    }),
    route({
      method: 'put',
      path: '/api/notices/read',
      own: true,
      summary: 'Mark one notice, or all up to one, as read',
      body: z.union([z.strictObject({ one: index }), z.strictObject({ upTo: index })]),
      answer: z.looseObject({ unread: z.int() }),
      handle: ({ asker, body }) =>
        forPerson(asker, async (actor) => {
          await desk.read(actor, body);
          return { json: await desk.count(actor) };
        }),
    }),
    route({
      method: 'get',
      path: '/api/notices/preferences',
      summary: 'How you want to be told, and whether mail can reach you',
      answer: z.object({ preferences, email: z.string().nullable() }),
      handle: ({ asker }) =>
        forPerson(asker, async (actor) => ({
          json: {
            preferences: await desk.preferences(actor),
            email: (await vault.directory.find(actor))?.email ?? null,
          },
        })),
    }),
    route({
      method: 'put',
      path: '/api/notices/preferences',
      own: true,
      summary: 'Choose how you want to be told',
      body: preferences,
      answer: z.object({ preferences }),
      handle: ({ asker, body }) =>
        forPerson(asker, async (actor) => {
          await desk.prefer(actor, body);
          return { json: { preferences: body } };
        }),
    }),
    route({
      method: 'post',
      path: '/api/visits',
      own: true,
      summary: 'You come to the start page, a region or a plan: what others changed there since you last were',
      body: z.strictObject({ place }),
      answer: z.looseObject({ index: z.int(), events: z.array(z.looseObject({ index: z.int() })) }),
      handle: async ({ asker, body }): Promise<Reply> => {
        if (!asker.principal) return notSignedIn;
        const changes = await visits.come(asker, body.place);
        access.noteEvents(asker, topicOfPlace(body.place), changes.events, 'visit');
        return { json: { ...changes, since: changes.since ?? null, names: desk.names(changes.events, asker.grants) } };
      },
    }),
    route({
      method: 'put',
      path: '/api/visits',
      own: true,
      summary: 'You leave, having been shown what happened up to an index; with all: you have seen what changed',
      body: z.strictObject({ place, index: z.int().min(-1), all: z.boolean().default(false) }),
      answer: z.object({ index: z.int() }),
      handle: ({ asker, body }) =>
        forPerson(asker, async (actor) => {
          await visits.seen(actor, body.place, body.index, body.all);
          return { json: { index: readModels.head() } };
        }),
    }),
  ];
}

async function forPerson({ principal }: Asker, answer: (actor: string) => Promise<Reply>): Promise<Reply> {
  return principal === undefined ? notSignedIn : answer(principal.actor);
}
