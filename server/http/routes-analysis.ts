import type { Writable } from 'node:stream';
import { z } from 'zod';
import { calculations } from '../../projections/analysis/calculations.ts';
import { defaultParameters } from '../../projections/analysis/default-parameters.ts';
import { parametersAt } from '../analysis/parameters-at.ts';
import type { Answered } from '../analysis/calculator.ts';
import type { HttpDependencies } from './dependencies.ts';
import { momentOf, momentQuery } from './moment.ts';
import { problemOf } from './problems.ts';
import { route, type Reply, type Route } from './route.ts';

/** A year of quarters of an hour for forty members. */
const BODY_BYTES = 16_000_000;
const LINES = 'application/x-ndjson';

/** The calculations: what there are, and each with an input. */
export function analysisRoutes({ readModels, calculator, now }: HttpDependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/analysis',
      summary:
        'The calculations: what each takes (JSON Schema), which parameters it uses, and all parameters as they hold',
      query: momentQuery,
      answer: z.object({
        ...{ parameterVersion: z.int(), logIndex: z.int() },
        calculations: z.array(z.looseObject({ name: z.string(), input: z.looseObject({}) })),
        parameters: z.record(z.string(), z.looseObject({ unit: z.string() })),
      }),
      handle: async ({ query }): Promise<Reply> => {
        const moment = await momentOf(query, readModels, now());
        if ('refused' in moment) return moment;
        const parameters = await parametersAt(readModels, moment);
        const listed = [...calculations.values()].map(({ name, input, uses }) => ({
          name,
          input: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
          parameters: Object.fromEntries(
            uses.map((key) => [key, parameters.values[key] ?? said(defaultParameters[key])]),
          ),
        }));
        const usual = Object.entries(defaultParameters).map(([key, one]) => [key, said(one)] as const);
        const all = { ...Object.fromEntries(usual), ...parameters.values };
        const basis = { parameterVersion: parameters.version, logIndex: parameters.index };
        return { json: { ...basis, calculations: listed, parameters: all } };
      },
    }),
    route({
      method: 'post',
      path: '/api/analysis/:calculation',
      summary: `Calculates with the parameters as they hold at a moment; records nothing. With Accept: ${LINES} a long one tells how far it is`,
      query: momentQuery,
      body: z.looseObject({}),
      bodyBytes: BODY_BYTES,
      own: true,
      answer: z.looseObject({ parameterVersion: z.int(), logIndex: z.int() }),
      handle: async ({ query, body, params, request }): Promise<Reply> => {
        const name = params['calculation'] ?? '';
        if (!calculations.has(name)) return { refused: { code: 'NOT_FOUND', values: { subject: name.slice(0, 80) } } };
        const moment = await momentOf(query, readModels, now());
        if ('refused' in moment) return moment;
        const asked = { name, input: body, parameters: await parametersAt(readModels, moment) };
        if (request.get('accept') === LINES)
          return { type: LINES, stream: (out) => told(out, (progress) => calculator.answer(asked, progress)) };
        const answer = await calculator.answer(asked);
        return 'refused' in answer ? answer : { json: answer };
      },
    }),
  ];
}

/** A line for each step, `{"progress": 0.4}`, and a last one with `output` or `problem`. */
async function told(out: Writable, answered: (progress: (done: number) => void) => Promise<Answered>): Promise<void> {
  const line = (value: unknown): void => void out.write(`${JSON.stringify(value)}\n`);
  const answer = await answered((progress) => line({ progress }));
  line('refused' in answer ? { problem: problemOf(answer.refused) } : { output: answer });
  out.end();
}

const said = ({ value, unit, source }: (typeof defaultParameters)[keyof typeof defaultParameters]) => ({
  ...{ value, unit, source },
});
