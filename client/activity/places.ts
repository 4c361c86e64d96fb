import type { VisibleEvent } from '../../events/envelope.ts';
import { kindOf, subjectOf } from '../../events/ids.ts';
import { planOfText } from '../../events/narrative/sections.ts';

/** Where an event stands on our pages: its page, and the place there. Undefined: no page shows it. */
export function hrefOf(event: VisibleEvent, regionId?: string): string | undefined {
  const page = pageOf(event, regionId);
  // of a name the moment that it was given to
  if (event.type === 'MomentNamed') return page && `${page}?at=${String(event.data['index'])}`;
  // of a text the change itself, in who wrote what
  const change = event.type === 'TextEdited' ? `?moment=${String(event.data['textRevision'])}` : '';
  return page && page + change + hashOf(event);
}

/** The page as it was right after an event. */
export function momentHref(event: VisibleEvent, regionId?: string): string | undefined {
  const page = pageOf(event, regionId);
  // these pages show the present alone
  if (['decision', 'selection'].includes(kindOf(event.stream))) return page;
  return page && `${page}?at=${event.index}${hashOf(event)}`;
}

/** The plan or region that an event is about, to group by. */
export function subjectOfPage(event: VisibleEvent): string {
  const subject = subjectOf(event.stream);
  return planOfText(subject) ?? subject;
}

function pageOf(event: VisibleEvent, regionId: string | undefined): string | undefined {
  const subject = subjectOfPage(event);
  const kind = kindOf(event.stream);
  if (kind === 'plan' || kind === 'narrative') return `/plan/${subject}`;
  if (kind === 'decision') return `/besluit/${subject}`;
  if (kind === 'selection') return `/selectie/${subject}`;
  if (kind === 'interview') return `/programma/ronde/${subject}`;
  if (kind === 'region') return `/regio/${subject}`;
  const tab = tabs[kind];
  if (regionId && tab) return `/regio/${regionId}/${tab}/${subject}`;
  return regionId && (kind === 'site' || kind === 'organisation') ? `/regio/${regionId}` : undefined;
}

/** Under which part of the region's page something has a page of its own. */
const tabs: Partial<Record<string, string>> = {
  project: 'locaties',
  infrastructure: 'infrastructuur',
  case: 'knelpunten',
};

function hashOf({ type, stream, data }: VisibleEvent): string {
  const place = placeIn(type, data, subjectOf(stream));
  return place === undefined ? '' : `#${place}`;
}

/** Id of the element that shows what an event changed. */
function placeIn(type: string, data: VisibleEvent['data'], subject: string): string | undefined {
  if (type === 'PlanDetailSet') return `veld-${String(data['field'])}`;
  if (type === 'CapacityTargetSet') return 'veld-target';
  if (type === 'RouteDrawn') return 'veld-routeLengthKm';
  if (type === 'TextEdited') return `tekst-${String(data['section'])}`;
  if (subject.startsWith('sit_')) return subject;
  if (/^(prj|inf|cas)_/.test(subject)) {
    if (type.endsWith('DetailSet')) return `veld-${String(data['field'])}`;
    const own = Object.values(data).find(
      (value) => typeof value === 'string' && /^(ned|btl|req|fnd|wrk|atn)_/.test(value),
    );
    return own === undefined ? undefined : String(own);
  }
  const part = ['commentId', 'milestoneId', 'contributionId', 'orgId'].find((name) => typeof data[name] === 'string');
  return part && subject.startsWith('pln_') ? String(data[part]) : undefined;
}
