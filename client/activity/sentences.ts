import { isHidden, type VisibleEvent } from '../../events/envelope.ts';
import { formatDay, formatNumber, type Language } from '../app/i18n/format.ts';

/** Which sentence fits an event, and the values that fill it. */
export function sentenceOf(
  event: VisibleEvent,
  names: { organisation: (id: string) => string; field: (name: string) => string; section: (name: string) => string },
  language: Language,
): { key: string; values: Record<string, string> } {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(event.data)) values[name] = printed(value, language);
  const { data, type } = event;
  if (typeof data['orgId'] === 'string') values['org'] = names.organisation(data['orgId']);
  if (type === 'ContributionChanged') values['amount'] = printed(data['new'], language);
  if (type === 'MilestoneForecastMoved') values['date'] = printed(data['new'], language);
  if (
    (type === 'ContributionPledged' && isHidden(data['amount'])) ||
    (type === 'ContributionChanged' && isHidden(data['new']))
  ) {
    return { key: 'secretContribution', values };
  }
  if (type === 'TextEdited') return { key: type, values: { section: names.section(String(data['section'])) } };
  if (type === 'PlanDetailSet') {
    if (data['field'] === 'title') return { key: 'PlanTitleSet', values };
    if (data['value'] === null)
      return { key: 'PlanDetailCleared', values: { field: names.field(String(data['field'])) } };
    const unit = typeof data['unit'] === 'string' ? ` ${data['unit']}` : '';
    return {
      key: type,
      values: { ...values, field: names.field(String(data['field'])), value: (values['value'] ?? '') + unit },
    };
  }
  if (typeof data['text'] === 'string' && data['text'].length > 120) values['text'] = `${data['text'].slice(0, 117)}…`;
  return { key: type, values };
}

/** Entries of one person within a minute and of one kind stand as one line. */
export interface Group {
  readonly first: VisibleEvent;
  readonly events: readonly VisibleEvent[];
}

const TOGETHER_MS = 60_000;

/** Groups events, newest first. */
export function grouped(events: readonly VisibleEvent[]): Group[] {
  const groups: VisibleEvent[][] = [];
  for (const event of [...events].sort((a, b) => b.index - a.index)) {
    const group = groups.at(-1);
    const newest = group?.[0];
    const same =
      newest?.meta.actor === event.meta.actor &&
      newest.meta.organisation === event.meta.organisation &&
      newest.type === event.type &&
      newest.stream === event.stream &&
      newest.data['field'] === event.data['field'] &&
      event.type !== 'CommentPlaced' &&
      Date.parse(newest.meta.recordedAt) - Date.parse(event.meta.recordedAt) < TOGETHER_MS;
    if (same && group) group.push(event);
    else groups.push([event]);
  }
  return groups.map((group) => ({ first: group[0] as VisibleEvent, events: group }));
}

function printed(value: unknown, language: Language): string {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1990 && value <= 2100) return String(value);
  if (typeof value === 'number') return formatNumber(value, language, 3);
  if (typeof value === 'boolean') return value ? (language === 'nl' ? 'ja' : 'yes') : language === 'nl' ? 'nee' : 'no';
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value, language) : value;
  return '…';
}
