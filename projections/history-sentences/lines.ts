import { kindOf, type KindName } from '../../events/ids.ts';
import type { StreamName } from '../../events/envelope.ts';
import type { Line } from './line.ts';
import { everywhereLines } from './any-stream-lines.ts';
import { caseLines, interventionLines, lessonLines } from './case-lines.ts';
import { decisionLines } from './decision-lines.ts';
import { infrastructureLines } from './infrastructure-lines.ts';
import { interviewLines } from './interview-lines.ts';
import { planLines } from './plan-lines.ts';
import { parameterLines, programmeLines, releaseLines } from './programme-lines.ts';
import { projectLines } from './project-lines.ts';
import { selectionLines } from './selection-lines.ts';
import { siteLines } from './site-lines.ts';
import { suggestionLines } from './suggestion-lines.ts';
import { importLines, logLines, narrativeLines, organisationLines, regionLines } from './table-lines.ts';

/** The one table of what is said of each type of event, for server and client alike. */
export const lines: { readonly [K in KindName]: Readonly<Record<string, Line>> } = {
  log: logLines,
  organisation: organisationLines,
  region: regionLines,
  site: siteLines,
  project: projectLines,
  infrastructure: infrastructureLines,
  suggestion: suggestionLines,
  plan: planLines,
  narrative: narrativeLines,
  case: caseLines,
  lesson: lessonLines,
  intervention: interventionLines,
  decision: decisionLines,
  programme: programmeLines,
  parameter: parameterLines,
  interview: interviewLines,
  selection: selectionLines,
  release: releaseLines,
  import: importLines,
};

/** The line of a type of event; undefined for a type that has none (yet). */
export function lineOf(stream: StreamName, type: string): Line | undefined {
  const own: Readonly<Record<string, Line>> | undefined = lines[kindOf(stream)];
  if (own && Object.hasOwn(own, type)) return own[type];
  return Object.hasOwn(everywhereLines, type) ? everywhereLines[type as keyof typeof everywhereLines] : undefined;
}
