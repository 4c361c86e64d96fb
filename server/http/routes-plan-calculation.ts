import { z } from 'zod';
import { detailFields } from '../../events/plan/details.ts';
import { streamOf } from '../../events/ids.ts';
import type { PlanState } from '../../events/plan/state.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import type { HttpDependencies } from './dependencies.ts';
import { momentOf, momentQuery } from './moment.ts';
import { problemOf } from './problems.ts';
import { route, type Reply, type Route } from './route.ts';

const MOST = 4_000;
const values = z.record(z.string().max(60), z.union([z.number(), z.string().max(200), z.boolean()]));
/** Fields of the plan that are typed and not sent, as JSON. */
const typed = z
  .string()
  .max(MOST)
  .transform((text, context) => {
    try {
      return values.parse(JSON.parse(text));
    } catch {
      context.addIssue('must be JSON like {"crowDistanceKm": 2.4}');
      return z.NEVER;
    }
  });

/** A plan's calculation as it comes out now or at a moment, and recorded ones done again. */
export function planCalculationRoutes(dependencies: HttpDependencies): Route[] {
  const { readModels, planCalculations, snapshots, access, now } = dependencies;
  return [
    route({
      method: 'get',
      path: '/api/plans/:id/calculation',
      summary:
        'The calculation of a plan’s kind with its inputs, for its participants: total and own part; `typed` holds fields that are not sent yet',
      query: momentQuery.extend({ typed: typed.optional() }),
      answer: z.union([
        z.looseObject({
          ...{ calc: z.string(), on: z.string(), parameterVersion: z.int(), logIndex: z.int() },
          ...{ lines: z.array(z.looseObject({})), figures: z.array(z.looseObject({})), warnings: z.array(z.string()) },
        }),
        z.strictObject({ withheld: z.looseObject({ code: z.string() }) }),
      ]),
      handle: async ({ params, query, asker }): Promise<Reply> => {
        const id = params['id'] ?? '';
        const moment = await momentOf(query, readModels, now());
        if ('refused' in moment) return moment;
        const today = amsterdamDay(new Date(now()).toISOString());
        const answer = await planCalculations.of(id, asker.grants, { ...moment, today }, ofPlan(id, query.typed ?? {}));
        if (!('lines' in answer)) {
          const { refused } = answer;
          // a page that reads along asks what it may be shown: that it is not for it is an answer, no error
          return refused.code === 'CALCULATION_FOR_PARTICIPANTS' ? { json: { withheld: problemOf(refused) } } : answer;
        }
        const to = moment.at ?? readModels.head();
        const subjects = [id, ...new Set(answer.lines.flatMap(({ of }) => of ?? []))];
        const streams = subjects.map((one) => streamOf(one)?.stream ?? '');
        access.note({ asker, topic: `plan:${id}`, from: 0, to, what: 'plan', streams });
        return { json: answer };
      },
    }),
    route({
      method: 'get',
      path: '/api/plans/:id/snapshots/:snapshot',
      summary: 'A recorded calculation, done again from the log as it was: equal or not',
      answer: z.looseObject({ id: z.string(), equal: z.boolean().nullable() }),
      handle: async ({ params, asker }): Promise<Reply> => {
        const [id, snapshotId] = [params['id'] ?? '', params['snapshot'] ?? ''];
        const stream = streamOf(id)?.stream ?? '';
        const plan = readModels.state(stream) as PlanState | undefined;
        const sees = readModels.sees(asker.grants, stream);
        const snapshot = streamOf(id)?.kind === 'plan' && sees('P2') ? plan?.snapshots[snapshotId] : undefined;
        if (!snapshot) return { refused: { code: 'NOT_FOUND', values: { subject: snapshotId.slice(0, 80) } } };
        if (!sees('P3')) return { refused: { code: 'CALCULATION_FOR_PARTICIPANTS', values: {} } };
        const { inputIndex, paramVersion, hash, calc } = snapshot;
        const repetition = await snapshots.again(id, snapshot);
        return { json: { id: snapshotId, calc, inputIndex, paramVersion, hash, ...repetition } };
      },
    }),
  ];

  /** Only fields that this kind of plan has; anything else is left out. */
  function ofPlan(id: string, given: z.infer<typeof values>): z.infer<typeof values> {
    const plan = readModels.state(streamOf(id)?.stream ?? '') as PlanState | undefined;
    const known = plan ? detailFields[plan.kind] : {};
    return Object.fromEntries(
      Object.entries(given).filter(([field, value]) => typeOf(known?.[field]) === typeof value),
    );
  }
}

const typeOf = (field: { readonly type: string } | undefined): string =>
  field?.type === 'number' ? 'number' : field?.type === 'boolean' ? 'boolean' : field ? 'string' : 'none';
