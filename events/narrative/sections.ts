import type { SubjectId } from '../envelope.ts';

/** The narrative sections of a plan: one text, and one stream, each. */
export const narrativeSections = ['motivation', 'approach', 'risks', 'agreements', 'minutes'] as const;
export type NarrativeSection = (typeof narrativeSections)[number];

/** `pln_0190…`, `risks` → `txt_0190…_risks`. */
export function textOfPlan(plan: SubjectId, section: NarrativeSection): SubjectId {
  return `txt_${plan.slice(plan.indexOf('_') + 1)}_${section}`;
}

/** `txt_0190…_risks` → `pln_0190…`; undefined when it is no id of a narrative section. */
export function planOfText(text: SubjectId): SubjectId | undefined {
  const [prefix, uuid, section] = text.split('_');
  return prefix === 'txt' && uuid !== undefined && section !== undefined ? `pln_${uuid}` : undefined;
}

/** The section that an id of a narrative names. */
export function sectionOfText(text: SubjectId): NarrativeSection | undefined {
  return narrativeSections.find((section) => text.endsWith(`_${section}`));
}
