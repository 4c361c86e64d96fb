import { setImmediate } from 'node:timers/promises';
import type { Refusal } from '../../events/decision.ts';
import { isHidden, type LogIndex, type SubjectId, type VisibleEvent } from '../../events/envelope.ts';
import { kindOf, streamOf, subjectOf } from '../../events/ids.ts';
import type { PlanState } from '../../events/plan/state.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { CauseCollector, type Causes } from '../../projections/difference/causes.ts';
import { decisionItems } from '../../projections/difference/decision-items.ts';
import { difference, type GroupDifference, type ItemDifference } from '../../projections/difference/difference.ts';
import { planSheet } from '../../projections/difference/plan-sheet.ts';
import { regionSheet } from '../../projections/difference/region-sheet.ts';
import type { Sheet } from '../../projections/difference/sheet.ts';
import { planView } from '../../projections/plan-view/plan-view.ts';
import { regionOverview } from '../../projections/region-overview/region-overview.ts';
import { topic } from '../../projections/topic/projection.ts';
import { streamState, type TopicState } from '../../projections/topic/topic.ts';
import type { GrantSet } from '../identity/viewer.ts';
import type { RunningReadModels } from '../readmodels/read-models.ts';
import type { Moment } from './moment.ts';

/** A difference with what caused each change; see projections/difference. */
export interface CausedDifference {
  readonly title: string;
  readonly regionId: SubjectId;
  readonly groups: readonly (Omit<GroupDifference, 'items'> & { items: readonly CausedItem[] })[];
}
/** `earlier`: nothing between the moments changed it; what was recorded before began to hold. */
type CausedItem = ItemDifference & { readonly causes?: Causes; readonly earlier?: true };

/** After so many events others are answered first. */
const TURN = 1_000;

interface Page {
  readonly subject: SubjectId;
  readonly kind: 'plan' | 'region';
  readonly from: Moment;
  readonly to: Moment;
}

/** What a viewer sees change between two moments of a plan or region, folded from the log twice. */
export async function causedDifference(
  readModels: RunningReadModels,
  page: Page,
  grants: GrantSet,
): Promise<CausedDifference | { refused: Refusal }> {
  const [before, after] = [page.from, page.to].map((moment) => shownAt(readModels, page, moment, grants));
  if (!before || !after || !(before.sheet ?? after.sheet))
    return { refused: { code: 'NOT_FOUND', values: { subject: page.subject } } };
  const groups = difference(before.sheet, after.sheet);
  const [earlier, later] = [indexOf(readModels, page.from), indexOf(readModels, page.to)].sort((a, b) => a - b);
  const causes = new CauseCollector(page.kind, [before.sheet, after.sheet]);
  const range = { after: earlier ?? -1, upTo: later ?? -1 };
  let taken = 0;
  for (const event of readModels.between(streamsOf(readModels, page), range, grants)) {
    causes.take(event);
    if (++taken % TURN === 0) await setImmediate();
  }
  const began = beganIn(readModels, after.sheet, grants);
  return {
    title: after.sheet ? after.title : before.title,
    regionId: after.regionId,
    groups: groups.map(({ group, items }) => ({
      group,
      items: items.map((item): CausedItem => {
        if (item.kind === 'same') return item;
        const found = causes.of(`${group}/${item.id}`);
        if (found) return { ...item, causes: found };
        const events = began(group, item.id);
        return events.length === 0 ? item : { ...item, causes: { events, count: events.length }, earlier: true };
      }),
    })),
  };
}

interface Shown {
  readonly sheet: Sheet | undefined;
  readonly title: string;
  readonly regionId: SubjectId;
}

function shownAt(readModels: RunningReadModels, page: Page, { at, on }: Moment, grants: GrantSet): Shown {
  const visible = (name: string): TopicState => topic.view(readModels.topicState(name, at), readModels.viewer(grants));
  const { subject } = page;
  if (page.kind === 'region') {
    const table = visible(`region:${subject}`);
    const region = regionOverview(table, subject, on, (site) => readModels.liesIn(site, subject));
    const decisions = decisionItems(table, subject, on);
    return { sheet: region && regionSheet(region, decisions), title: region?.name ?? '', regionId: subject };
  }
  const { regionId } = readModels.state(streamOf(subject)?.stream ?? '') as PlanState;
  const table = visible(`region:${regionId}`);
  const plan = planView(table, subject, on);
  const decisions = decisionItems(table, subject, on);
  const sheet = plan && planSheet(plan, visible(`plan:${subject}`), (site) => siteName(table, site), decisions);
  return { sheet, title: plan?.title ?? '', regionId };
}

function siteName(table: TopicState, site: SubjectId): string {
  const name = lastRecorded(streamState(table, 'site', streamOf(site)?.stream ?? '')?.details['name'])?.value;
  return name === undefined || isHidden(name) ? site : name;
}

function streamsOf(readModels: RunningReadModels, { kind, subject }: Page): string[] {
  const stream = streamOf(subject)?.stream ?? '';
  if (kind === 'plan') {
    const { regionId } = readModels.state(stream) as PlanState;
    const decisions = readModels.streamsIn(`region:${regionId}`).filter((one) => kindOf(one) === 'decision');
    return [...new Set([stream, ...readModels.streamsIn(`plan:${subject}`), ...decisions])];
  }
  return readModels
    .streamsIn(`region:${subject}`)
    .filter((one) => kindOf(one) !== 'site' || readModels.liesIn(subjectOf(one), subject));
}

/** What set the values that stand at the later moment. */
function beganIn(
  readModels: RunningReadModels,
  sheet: Sheet | undefined,
  grants: GrantSet,
): (group: string, id: string) => VisibleEvent[] {
  return (group, id) => {
    const item = sheet?.find((one) => one.group === group)?.items.find((one) => one.id === id);
    return (item?.events ?? []).flatMap(({ event }) => readModels.chain(event, grants)?.event ?? []);
  };
}

const indexOf = (readModels: RunningReadModels, { at }: Moment): LogIndex => at ?? readModels.head();
