import { isHidden, type Hidden, type SubjectId } from '../../events/envelope.ts';
import { narrativeSections, textOfPlan } from '../../events/narrative/sections.ts';
import { textOf } from '../../events/narrative/state.ts';
import { streamOf } from '../../events/ids.ts';
import type { Entry } from '../../events/timeline.ts';
import type { PlanView } from '../plan-view/plan-view.ts';
import { streamState, type TopicState } from '../topic/topic.ts';
import type { Cell, CellValue, SetBy, Sheet, SheetItem } from './sheet.ts';

/**
 * A plan's page at one moment: what {@link PlanView} shows, its texts, and the decisions about it.
 * @param siteName what a site is called then
 */
export function planSheet(
  plan: PlanView,
  texts: TopicState,
  siteName: (id: SubjectId) => string,
  decisions: readonly SheetItem[],
): Sheet {
  return [
    { group: 'status', items: [statusOf(plan)] },
    { group: 'fields', items: plan.fields.flatMap(fieldItem) },
    { group: 'targets', items: plan.capacityTargets.map(targetItem) },
    {
      group: 'participants',
      items: plan.participants.map(({ id, name, role, state, siteIds }) => ({
        ...{ id, name, events: [] },
        members: {
          ...cells({ role, state }),
          sites: { value: siteIds.map(siteName).sort(), comparedBy: siteIds.toSorted().join() },
        },
      })),
    },
    { group: 'contributions', items: plan.contributions.map(contributionItem) },
    { group: 'milestones', items: plan.milestones.map(milestoneItem) },
    { group: 'texts', items: textItems(plan.id, texts) },
    { group: 'comments', items: plan.comments.map(commentItem) },
    { group: 'decisions', items: decisions },
  ];
}

function statusOf({ status, parked }: PlanView): SheetItem {
  return { id: 'plan', name: '', events: [], members: cells({ status, reason: parked?.reason }) };
}

/** A field without a value is not there. */
function fieldItem({ name, spec, value, entry }: PlanView['fields'][number]): SheetItem[] {
  if (value === undefined) return [];
  return [{ id: name, name: '', events: setBy(entry), members: { value: { value, ...unit(spec.unit) } } }];
}

function targetItem({ direction, MW, fromYear, entry }: PlanView['capacityTargets'][number]): SheetItem {
  return {
    ...{ id: direction, name: '', events: setBy(entry) },
    members: { MW: { value: MW, unit: 'MW' }, ...cells({ fromYear }) },
  };
}

function contributionItem(one: PlanView['contributions'][number]): SheetItem {
  const { id, site, organisation, orgId, kind, amount, firmness, from, to } = one;
  return {
    ...{ id, name: `${organisation} · ${site}`, events: setBy(one.entry), owner: orgId },
    members: { amount: { value: amount, ...unit(one.unit) }, ...cells({ kind, from, to, firmness }) },
  };
}

function milestoneItem(one: PlanView['milestones'][number]): SheetItem {
  const { id, name, forecast, reached, programmeFunded } = one;
  return {
    ...{ id, name, events: [...setBy(forecast), ...setBy(reached)] },
    members: cells({ name, forecast: forecast.value, reached: reached?.value, programmeFunded }),
  };
}

function commentItem({ id, text, resolved }: PlanView['comments'][number]): SheetItem {
  const said = isHidden(text.value) ? '' : text.value;
  return {
    ...{ id, name: said.length > 60 ? `${said.slice(0, 57)}…` : said, events: setBy(text) },
    members: cells({ text: text.value, resolved: resolved !== undefined }),
  };
}

function textItems(planId: SubjectId, texts: TopicState): SheetItem[] {
  return narrativeSections.flatMap((section) => {
    const state = streamState(texts, 'narrative', streamOf(textOfPlan(planId, section))?.stream ?? '');
    return state?.exists ? [{ id: section, name: '', events: [], members: cells({ text: textOf(state) }) }] : [];
  });
}

/** Members without a unit; one that is not there is none. */
export function cells(values: Readonly<Record<string, CellValue | Hidden | undefined>>): Record<string, Cell> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, { value }]])),
  );
}

const unit = (name: string | undefined): { unit?: string } => (name === undefined ? {} : { unit: name });

function setBy(entry: Entry<unknown> | undefined): SetBy[] {
  if (!entry) return [];
  const { event, from, corrected } = entry;
  return [{ event, from }, ...(corrected ? [{ event: corrected.event, from }] : [])];
}
