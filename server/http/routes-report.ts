import { z } from 'zod';
import type { Refusal } from '../../events/decision.ts';
import type { OrganisationState } from '../../events/organisation/state.ts';
import { streamOf } from '../../events/ids.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { monthlyReport, type ReportBlock } from '../../projections/monthly-report/monthly-report.ts';
import { pilotTracker } from '../../projections/pilot-tracker/pilot-tracker.ts';
import { caseRows } from '../../projections/region-places/case-rows.ts';
import type { TopicState } from '../../projections/topic/topic.ts';
import { pdfOf } from '../dossier/pdf.ts';
import type { Asker } from '../identity/viewer.ts';
import type { HttpDependencies } from './dependencies.ts';
import { momentOf, momentQuery } from './moment.ts';
import { nationalSeen, steeredBy } from './programme-state.ts';
import { route, type Reply, type Route } from './route.ts';

const asked = momentQuery.pick({ at: true }).extend({
  /** Absent: that of the moment. */
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month like 2026-03')
    .optional(),
  language: z.enum(['nl', 'en']).default('nl'),
});

interface Report {
  readonly month: string;
  readonly blocks: ReportBlock[];
}

/**
 * The programme's report of a month, as its reader may see it: at the month's end, or now while it lasts. With a moment
 * it is the report as it was then.
 */
export function reportRoutes(dependencies: HttpDependencies): Route[] {
  const { readModels, now, access } = dependencies;
  const made = async (query: z.infer<typeof asked>, asker: Asker): Promise<Report | { refused: Refusal }> => {
    const moment = await momentOf({ at: query.at }, readModels, now());
    if ('refused' in moment) return moment;
    const { language, month = moment.on.slice(0, 7) } = query;
    const next = endOf(month);
    const past = moment.on >= next;
    const at = past ? readModels.indexAt(new Date(Date.parse(`${next}T00:00:00Z`)).toISOString()) : moment.at;
    const [national, steered] = [await nationalSeen(dependencies, asker, at), await steeredBy(dependencies, asker, at)];
    const to = at ?? readModels.head();
    access.note({ asker, topic: 'national', from: 0, to, what: 'report', streams: Object.keys(national.streams) });
    const on = past ? dayBefore(next) : moment.on;
    const seesAnswers = ['interviews', 'steward', 'auditor'].some((grant) => asker.grants.has(grant));
    const blocks = monthlyReport(
      {
        ...{ month, on, national, seesAnswers },
        ...{
          pilots: pilotTracker(steered),
          cases: caseRows(steered, on),
          nameOf: namesIn({ streams: { ...national.streams, ...steered.streams } }),
        },
      },
      language,
    );
    return { month, blocks };
  };
  return [
    route({
      method: 'get',
      path: '/api/programme/report',
      summary: 'The programme’s report of a month in pieces of text, also as it was at a moment',
      query: asked,
      answer: z.object({ month: z.string(), blocks: z.array(z.looseObject({ kind: z.string() })) }),
      handle: async ({ query, asker }): Promise<Reply> => {
        const report = await made(query, asker);
        return 'refused' in report ? report : { json: { ...report } };
      },
    }),
    route({
      method: 'get',
      path: '/api/programme/report.pdf',
      summary: 'The programme’s report of a month as a document (PDF/A-3b)',
      query: asked,
      answer: z.string(),
      produces: 'application/pdf',
      handle: async ({ query, asker }): Promise<Reply> => {
        const report = await made(query, asker);
        if ('refused' in report) return report;
        const { month, blocks } = report;
        const name = `${query.language === 'nl' ? 'Maandverslag' : 'Monthly report'} ${month.replace('-', ' ')}`;
        const bytes = await pdfOf(blocks, {
          ...{ language: query.language, name, at: new Date(now()) },
          data: {
            ...{ name: 'report.json', bytes: Buffer.from(JSON.stringify({ month, blocks })) },
            description: 'De gegevens van dit verslag / The data of this report',
          },
        });
        return { bytes, type: 'application/pdf', download: `report-${month}.pdf` };
      },
    }),
  ];
}

/** The first day after a month. */
function endOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

function namesIn({ streams }: TopicState): (subject: string) => string {
  return (subject) => {
    const state = streams[streamOf(subject)?.stream ?? ''];
    if (state === undefined) return subject;
    const title = 'details' in state ? lastRecorded(state.details['title'])?.value : (state as OrganisationState).name;
    return typeof title === 'string' ? title : subject;
  };
}
