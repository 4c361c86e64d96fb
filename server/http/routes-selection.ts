import type { Writable } from 'node:stream';
import { z } from 'zod';
import { isHidden, type LogIndex } from '../../events/envelope.ts';
import { streamOf, subjectOf } from '../../events/ids.ts';
import { kindsOfWeights } from '../../events/selection/events.ts';
import { view as viewSelection, type SelectionState } from '../../events/selection/state.ts';
import { missingScores } from '../../events/selection/decide-score.ts';
import type { Progress } from '../../projections/analysis/calculation.ts';
import { modelOf, shownTable, valueTable } from '../../projections/selection-view/value-table.ts';
import type { Asker } from '../identity/viewer.ts';
import type { HttpDependencies } from './dependencies.ts';
import { momentOf, momentQuery } from './moment.ts';
import { problemOf } from './problems.ts';
import { route, type Reply, type Route } from './route.ts';

const LINES = 'application/x-ndjson';
const results = z.array(z.looseObject({ regionId: z.string(), score: z.number().nullable() }));
const outcome = { inputIndex: z.int(), results, hash: z.string(), pairwiseWinning: z.looseObject({}) };

/** Selections of regions: as they stand, what a run of them comes to, and whether a recorded run still does. */
export function selectionRoutes({ readModels, selectionRuns, access, build, now }: HttpDependencies): Route[] {
  const code = { commit: `build-${build}`.slice(0, 64), runtime: `node ${process.version}` };
  const stateAt = async (id: string, at: LogIndex | undefined): Promise<SelectionState | undefined> => {
    const stream = streamOf(id);
    if (stream?.kind !== 'selection') return undefined;
    const earlier = at !== undefined && at < readModels.head();
    const state = earlier
      ? (await readModels.kindsAt(['selection'], at))[stream.stream]
      : readModels.state(stream.stream);
    return state as SelectionState | undefined;
  };
  const seen = (asker: Asker, id: string, state: SelectionState | undefined): SelectionState | undefined => {
    const visible = state && viewSelection(state, readModels.sees(asker.grants, streamOf(id)?.stream ?? ''));
    return visible?.exists === true ? visible : undefined;
  };
  const missing = (id: string): Reply => ({ refused: { code: 'NOT_FOUND', values: { subject: id.slice(0, 80) } } });

  return [
    route({
      method: 'get',
      path: '/api/selections',
      summary: 'Selections of regions: which regions, how far each is',
      answer: z.object({ index: z.int(), selections: z.array(z.looseObject({ id: z.string() })) }),
      handle: ({ asker }): Reply => {
        const selections = readModels.streams('selection').flatMap((stream) => {
          const id = subjectOf(stream);
          const state = seen(asker, id, readModels.state(stream) as SelectionState | undefined);
          return state ? [{ id, ...standOf(state) }] : [];
        });
        return { json: { index: readModels.head(), selections } };
      },
    }),
    route({
      method: 'get',
      path: '/api/selections/:id',
      summary:
        'One selection at any moment: model, scores with their sources, weights as far as they are shown, runs; and each score as a value from 0 to 1, also where the score itself is not shown',
      query: momentQuery,
      answer: z.looseObject({ id: z.string(), index: z.int(), bounds: z.looseObject({}), values: z.looseObject({}) }),
      handle: async ({ params, query, asker }): Promise<Reply> => {
        const id = params['id'] ?? '';
        const moment = await momentOf(query, readModels, now());
        if ('refused' in moment) return moment;
        const state = await stateAt(id, moment.at);
        const visible = seen(asker, id, state);
        const table = state && valueTable(state);
        if (!visible || !table) return missing(id);
        const stream = streamOf(id)?.stream ?? '';
        const shown = readModels.sees(asker.grants, stream)('P3') ? table : shownTable(state, table);
        const to = moment.at ?? readModels.head();
        access.note({ asker, topic: 'national', from: 0, to, what: 'selection', streams: [stream] });
        return { json: { id, index: moment.at ?? readModels.head(), ...standOf(visible), ...shown, state: visible } };
      },
    }),
    route({
      method: 'post',
      path: '/api/selections/:id/outcome',
      summary: `What a run comes to now; records nothing. With Accept: ${LINES} it tells how far it is`,
      body: z.strictObject({
        method: z.enum(['WEIGHTED_SUM', 'SMAA']),
        N: z.int().min(100).max(100_000),
        seed: z.int().min(0).max(0xffff_ffff),
        weighing: z.strictObject(kindsOfWeights),
      }),
      own: true,
      answer: z.looseObject({ ...outcome, code: z.looseObject({}) }),
      handle: async ({ params, body, asker, request }): Promise<Reply> => {
        const id = params['id'] ?? '';
        if (!seen(asker, id, await stateAt(id, undefined))) return missing(id);
        const run = (progress?: Progress) => selectionRuns.outcome(id, body, undefined, progress);
        if (request.get('accept') === LINES) return { type: LINES, stream: (out) => told(out, code, run) };
        const answer = await run();
        return 'refused' in answer ? answer : { json: { ...answer, code } };
      },
    }),
    route({
      method: 'get',
      path: '/api/selections/:id/runs/:run',
      summary: 'A recorded run, done again on the scores of then (the same to the bit?) and on those of now',
      answer: z.looseObject({ equal: z.boolean(), then: z.looseObject(outcome), now: z.looseObject(outcome) }),
      handle: async ({ params, asker }): Promise<Reply> => {
        const id = params['id'] ?? '';
        const run = seen(asker, id, await stateAt(id, undefined))?.runs[params['run'] ?? '']?.value;
        if (!run || isHidden(run)) return missing(params['run'] ?? '');
        const repeated = await selectionRuns.repeat(id, run);
        return 'refused' in repeated ? repeated : { json: { run, ...repeated } };
      },
    }),
  ];
}

/** How far a selection is. */
function standOf(state: SelectionState): Record<string, unknown> {
  const model = modelOf(state);
  return {
    regions: model?.regions ?? [],
    criteria: model?.criteria.map(({ key }) => key) ?? [],
    missingScores: model ? missingScores(state, model) : 0,
    proposals: Object.keys(state.proposals),
    revealed: state.revealed !== undefined,
    runs: Object.keys(state.runs),
    frozen: state.frozen && !isHidden(state.frozen.value) ? state.frozen.value.runId : null,
  };
}

/** A line for each step, `{"progress": 0.4}`, and a last one with `output` or `problem`. */
async function told(
  out: Writable,
  code: object,
  run: (progress: Progress) => ReturnType<HttpDependencies['selectionRuns']['outcome']>,
): Promise<void> {
  const line = (value: unknown): void => void out.write(`${JSON.stringify(value)}\n`);
  const answer = await run((progress) => line({ progress }));
  line('refused' in answer ? { problem: problemOf(answer.refused) } : { output: { ...answer, code } });
  out.end();
}
