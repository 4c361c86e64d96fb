import type { Request } from 'express';
import { z } from 'zod';
import { subjectOf } from '../../events/ids.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import { streamOf } from '../../events/ids.ts';
import type { Asker } from '../identity/viewer.ts';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Reply, type Route } from './route.ts';

/** Who is signed in, signing in as a person of the demonstration, and signing out. */
export function accountRoutes(dependencies: HttpDependencies): Route[] {
  const { vault, demo, askerOf, endSession, now } = dependencies;
  return [
    route({
      method: 'get',
      path: '/api/session',
      summary: 'Who is signed in; in demonstration mode also the persons to choose from',
      answer: z.looseObject({ signedIn: z.boolean(), demo: z.boolean() }),
      handle: async ({ asker }) => ({ json: await sessionOf(dependencies, asker) }),
    }),
    route({
      method: 'post',
      path: '/api/session/demo',
      summary: 'Sign in as a person of the demonstration',
      body: z.strictObject({ persona: z.string().max(80) }),
      answer: z.looseObject({ signedIn: z.boolean() }),
      handle: async ({ body, request }): Promise<Reply> => {
        if (!demo) return { refused: { code: 'NOT_FOUND', values: { subject: '/api/session/demo' } } };
        const personas = await vault.directory.personas();
        const persona = personas.find((person) => person.actor === body.persona);
        if (!persona) return { refused: { code: 'NOT_FOUND', values: { subject: body.persona } } };
        endSession(request.sessionID);
        await regenerate(request);
        request.session.actor = persona.actor;
        request.session.signedInAt = now();
        await save(request);
        return { json: await sessionOf(dependencies, askerOf(request)) };
      },
    }),
    route({
      method: 'delete',
      path: '/api/session',
      summary: 'Sign out; its windows are closed',
      answer: z.looseObject({ signedIn: z.boolean() }),
      handle: async ({ request }) => {
        endSession(request.sessionID);
        await regenerate(request);
        return {
          json: await sessionOf(dependencies, {
            principal: undefined,
            memberships: [],
            grants: dependencies.readModels.grants([]),
          }),
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/people',
      summary: 'Names of the people, for who is signed in',
      answer: z.object({ people: z.array(z.looseObject({ id: z.string(), name: z.string() })) }),
      handle: async ({ asker }): Promise<Reply> => {
        if (!asker.principal) return { refused: { code: 'NOT_SIGNED_IN', values: {} } };
        const everybody = await vault.directory.all();
        const people = everybody.map(({ actor, name, organisation }) => ({ id: actor, name, organisation }));
        return { json: { people: [...people, { id: 'act_system', name: 'Regiotafel' }] } };
      },
    }),
    route({
      method: 'get',
      path: '/api/organisations',
      summary: 'All organisations by name, for who is signed in',
      answer: z.object({ organisations: z.array(z.looseObject({ id: z.string(), name: z.string() })) }),
      handle: ({ asker }): Reply => {
        if (!asker.principal) return { refused: { code: 'NOT_SIGNED_IN', values: {} } };
        const { readModels } = dependencies;
        const organisations = readModels.streams('organisation').map((stream) => {
          const { name, kinds, example } = readModels.state(stream) as OrganisationState;
          return { id: subjectOf(stream), name, kinds, example };
        });
        return { json: { organisations: organisations.sort((a, b) => a.name.localeCompare(b.name, 'nl')) } };
      },
    }),
    route({
      method: 'put',
      path: '/api/settings/example',
      summary: 'Show the example region or put it away',
      body: z.strictObject({ shown: z.boolean() }),
      answer: z.object({ shown: z.boolean() }),
      handle: async ({ body, asker }): Promise<Reply> => {
        if (!asker.principal) return { refused: { code: 'NOT_SIGNED_IN', values: {} } };
        if (!isSteward(asker)) return { refused: { code: 'NOT_ALLOWED', values: { needed: 'a steward' } } };
        await vault.settings.put('example.shown', body.shown ? 'yes' : 'no');
        return { json: { shown: body.shown } };
      },
    }),
  ];
}

export const isSteward = (asker: Asker): boolean =>
  asker.memberships.some((membership) => membership.role === 'STEWARD');

async function sessionOf(
  { vault, demo, readModels, build }: HttpDependencies,
  asker: Asker,
): Promise<Record<string, unknown>> {
  const nameOf = (organisation: string): string =>
    (readModels.state(streamOf(organisation)?.stream ?? '') as OrganisationState | undefined)?.name ?? organisation;
  const memberships = asker.memberships.map((m) => ({ ...m, organisationName: nameOf(m.organisation) }));
  const [first] = memberships;
  const actor = asker.principal?.actor;
  return {
    signedIn: actor !== undefined,
    demo,
    build,
    exampleShown: (await vault.settings.get('example.shown')) !== 'no',
    ...(actor === undefined
      ? {}
      : {
          person: {
            id: actor,
            name: (await vault.directory.find(actor))?.name ?? actor,
            organisation: first?.organisation ?? '',
            organisationName: first?.organisationName ?? '',
            role: first?.role ?? null,
            memberships,
          },
        }),
    ...(demo
      ? {
          personas: (await vault.directory.personas()).map(({ actor: id, name, organisation, role }) => ({
            id,
            name,
            organisation: organisation === undefined ? '' : nameOf(organisation),
            role,
          })),
        }
      : {}),
  };
}

function regenerate(request: Request): Promise<void> {
  return settled((done) => request.session.regenerate(done), 'renewed');
}

/** Before the answer: whoever has its cookie may come back at another process at once. */
function save(request: Request): Promise<void> {
  return settled((done) => request.session.save(done), 'kept');
}

function settled(act: (done: (error: unknown) => void) => void, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    act((error) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error(`The session could not be ${what}.`, { cause: error }));
    });
  });
}
