import { kindOf, type KindName } from '../../events/ids.ts';
import type { StreamName } from '../../events/envelope.ts';
import type { Line } from './line.ts';
import { decisionLines } from './decision-lines.ts';
import { namedLines } from './named-lines.ts';
import { planLines } from './plan-lines.ts';
import { siteLines } from './site-lines.ts';
import {
  everywhereLines,
  importLines,
  logLines,
  narrativeLines,
  organisationLines,
  regionLines,
} from './table-lines.ts';

/** The one table of what is said of each type of event, for server and client alike. */
export const lines: { readonly [K in KindName]?: Readonly<Record<string, Line>> } = {
  log: logLines,
  organisation: organisationLines,
  region: regionLines,
  site: siteLines,
  plan: planLines,
  narrative: narrativeLines,
  decision: decisionLines,
  import: importLines,
};

/** The line of a type of event; undefined for a type that has none (yet). */
export function lineOf(stream: StreamName, type: string): Line | undefined {
  const own = lines[kindOf(stream)] ?? {};
  if (Object.hasOwn(own, type)) return own[type];
  const named = namedLines[kindOf(stream)] ?? {};
  if (Object.hasOwn(named, type)) return named[type];
  return Object.hasOwn(everywhereLines, type) ? everywhereLines[type as keyof typeof everywhereLines] : undefined;
}
