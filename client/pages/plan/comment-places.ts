import { streamOf } from '../../../events/ids.ts';
import { planOfText, sectionOfText } from '../../../events/narrative/sections.ts';
import { textOf } from '../../../events/narrative/state.ts';
import type { PlanView } from '../../../projections/plan-view/plan-view.ts';
import { streamState, type TopicState } from '../../../projections/topic/topic.ts';
import { placeOfAnchor } from '../../texts/places.ts';
import { sectionName } from '../../texts/texts.ts';
import { fieldName } from './field-names.ts';
import { t as work } from './work-texts.ts';

/** What a thread is about, in words: a field, a stretch of text, or a part of the plan. */
export function nameOfPlace(target: string, plan: PlanView): string {
  const section = sectionOfPlace(target);
  if (section !== undefined) return sectionName(section);
  const milestone = plan.milestones.find(({ id }) => id === target);
  const contribution = plan.contributions.find(({ id }) => id === target);
  const risk = plan.risks.find(({ id }) => id === target);
  const agreement = plan.agreements.find(({ id }) => id === target);
  if (milestone) return milestone.name;
  if (contribution) return contribution.organisation;
  if (risk) return risk.cause;
  return agreement ? work(`type${agreement.type}`) : fieldName(target);
}

/** The section of a text that a thread is about. */
export function sectionOfPlace(target: string): string | undefined {
  return sectionOfText(target.split('#')[0] ?? '');
}

/** The words that a thread is about, as they stand now; undefined: it is about no text, or they are gone. */
export function wordsOfPlace(target: string, topicOf: (topic: string) => TopicState): string | undefined {
  const [subject = '', anchor] = target.split('#');
  const plan = planOfText(subject);
  if (plan === undefined || anchor === undefined) return undefined;
  const text = streamState(topicOf(`plan:${plan}`), 'narrative', streamOf(subject)?.stream ?? '');
  const place = text && placeOfAnchor(text, anchor);
  return (place && textOf(text).slice(place.from, place.to)) || undefined;
}

/** Goes to what a thread is about. */
export function showPlaceOf(target: string): void {
  const section = sectionOfPlace(target);
  const field = target.startsWith('capacityTarget.') ? 'target' : target;
  const element = section
    ? document.getElementById(`tekst-${section}`)
    : (document.getElementById(`veld-${field}`) ?? document.getElementById(target));
  if (!element) return;
  const mark = element.querySelector('[data-text]')?.shadowRoot?.querySelector(`[data-target="${CSS.escape(target)}"]`);
  (mark ?? element).scrollIntoView({ block: 'center' });
  if (section) return;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
