import { z } from 'zod';
import { catalogue } from '../../events/catalogue.ts';
import type { KindName } from '../../events/ids.ts';
import { rightNameOf } from '../../events/rights/commands.ts';
import type { Route } from './route.ts';

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  sentences: z.object({ nl: z.string(), en: z.string() }),
  values: z.record(z.string(), z.unknown()),
});

/** OpenAPI 3.1 of the routes, with the commands of the catalogue as the body of POST /api/commands. */
export function openApi(routes: readonly Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/[:*](\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Regiotafel',
      version: '0.1.0',
      description:
        'Regional synergy plans, recorded as events. Errors are problem details (RFC 9457) with a code and a sentence.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    paths,
    components: { schemas: { Problem: schemaOf(problem), ...commandSchemas() } },
  };
}

function operation(route: Route): Record<string, unknown> {
  const names = [...route.path.matchAll(/[:*](\w+)/g)].map((match) => match[1] ?? '');
  const path = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const shape = route.query instanceof z.ZodObject ? (route.query.shape as Record<string, z.ZodType>) : {};
  const query = Object.entries(shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !schema.safeParse(undefined).success,
    schema: schemaOf(schema),
  }));
  const commands = route.path === '/api/commands';
  const types = route.consumes ?? [route.upload ? 'multipart/form-data' : 'application/json'];
  const schema = commands
    ? { oneOf: commandReferences() }
    : route.consumes
      ? { type: 'string', format: 'binary' }
      : route.upload
        ? { type: 'object' }
        : route.body && schemaOf(route.body);
  return {
    summary: route.summary,
    operationId: `${route.method}${route.path.replaceAll(/[^a-z]+(.)/gi, (_, letter: string) => letter.toUpperCase())}`,
    parameters: [...path, ...query],
    ...(schema === undefined
      ? {}
      : { requestBody: { required: true, content: Object.fromEntries(types.map((type) => [type, { schema }])) } }),
    responses: {
      200: {
        description: 'As asked',
        content: { [route.produces ?? 'application/json']: { schema: schemaOf(route.answer) } },
      },
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function commandEntries(): { name: string; kind: string; type: string; schema: z.ZodType }[] {
  return Object.entries(catalogue).flatMap(([kind, { commands }]) =>
    Object.entries(commands)
      .filter(([type]) => rightNameOf(kind as KindName, type) !== 'system')
      .map(([type, spec]) => ({ name: `${kind}.${type}`, kind, type, schema: spec.schema })),
  );
}

const commandReferences = (): { $ref: string }[] =>
  commandEntries().map(({ name }) => ({ $ref: `#/components/schemas/${name}` }));

function commandSchemas(): Record<string, unknown> {
  return Object.fromEntries(
    commandEntries().map(({ name, type, schema }) => [
      name,
      {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'type', 'subject', 'data'],
        properties: {
          id: {
            type: 'string',
            format: 'uuid',
            description: 'UUIDv7 made by the caller; the same id again has no second effect',
          },
          type: { const: type },
          subject: { type: 'string' },
          data: schemaOf(schema),
          basis: { type: 'object', additionalProperties: { type: ['string', 'null'] } },
          reason: { type: 'string' },
          effectiveOn: { type: 'string', format: 'date' },
        },
      },
    ]),
  );
}

function schemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  void $schema;
  return rest;
}
