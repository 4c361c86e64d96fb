import { z } from 'zod';
import type { RecordedEvent } from '../../events/envelope.ts';
import { streamOf } from '../../events/ids.ts';
import { cloudEventsWriter } from '../exchange/history/cloud-events.ts';
import { csvWriter } from '../exchange/history/csv.ts';
import { exportHistory, type Writer } from '../exchange/history/export.ts';
import type { Language } from '../exchange/history/rows.ts';
import { xlsxWriter } from '../exchange/history/xlsx.ts';
import type { HttpDependencies } from './dependencies.ts';
import { route, type Reply, type Route } from './route.ts';
import { historyFilters, historyOf, placeOf } from './routes-history.ts';

const formats = {
  csv: { type: 'text/csv', charset: '; charset=utf-8', summary: 'a table for spreadsheets' },
  jsonl: { type: 'application/jsonl', charset: '; charset=utf-8', summary: 'one CloudEvent (1.0) on each line' },
  xlsx: {
    ...{ type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', charset: '' },
    summary: 'a workbook',
  },
} as const;

/** The whole of a history, as far as one may see it, in files. */
export function exportRoutes(dependencies: HttpDependencies): Route[] {
  const { readModels, access, askerOf, now } = dependencies;
  const origin = (): string => {
    const [first]: readonly (RecordedEvent | undefined)[] = readModels.eventsAt([0]);
    const named = first?.data['origin'];
    return typeof named === 'string' ? named : '';
  };
  const streamsOf = ({ subject, region }: { subject?: string | undefined; region?: string | undefined }) => {
    const stream = subject === undefined ? undefined : streamOf(subject)?.stream;
    if (stream !== undefined) return [stream];
    return region === undefined ? readModels.allStreams() : readModels.streamsIn(`region:${region}`);
  };
  const writers: Record<keyof typeof formats, (language: Language) => Writer> = {
    csv: csvWriter,
    jsonl: () => cloudEventsWriter(origin()),
    xlsx: (language) => xlsxWriter(language),
  };
  return (['csv', 'jsonl', 'xlsx'] as const).map((format) =>
    route({
      method: 'get',
      path: `/api/exports/history.${format}`,
      summary: `All that happened, newest first, as far as you may see it: ${formats[format].summary}`,
      query: z.strictObject({ ...historyFilters, language: z.enum(['nl', 'en']).optional() }),
      answer: z.string(),
      produces: formats[format].type,
      handle: ({ query: { language, ...query }, request, asker }): Reply => {
        const sought = historyOf(query);
        if ('refused' in sought) return sought;
        const to = readModels.head();
        access.note({ asker, topic: placeOf(query), from: 0, to, what: 'export', streams: streamsOf(query) });
        const asked = language ?? (request.acceptsLanguages('nl', 'en') === 'en' ? 'en' : 'nl');
        const name = `regiotafel-${new Date(now()).toISOString().slice(0, 10)}.${format}`;
        return {
          type: formats[format].type + formats[format].charset,
          headers: { 'content-disposition': `attachment; filename="${name}"` },
          stream: (body) =>
            exportHistory(readModels, sought, () => askerOf(request).grants, writers[format](asked), body),
        };
      },
    }),
  );
}
