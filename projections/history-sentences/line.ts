/**
 * A sentence in both languages: what somebody did, as the words after his name. `{MW}` and `{results.MW}` stand for a
 * value with its unit, `{type=NONE}` for nothing: the sentence is only for events in which the value is that one.
 * Reasons are not told: whoever shows the sentence shows the reason beside it.
 */
export interface Template {
  readonly nl: string;
  readonly en: string;
}

/**
 * What is said of one type of event: the fullest sentence first. The first whose words are all known is taken, so that
 * a value that is hidden, erased or not given makes the sentence shorter and never leaves a gap.
 */
export type Line = readonly [Template, ...Template[]];

/** Lines of one kind of stream; a test asks for those that are missing. */
export type Lines<Payloads> = { readonly [Type in keyof Payloads]?: Line };

export const line = (...templates: readonly [nl: string, en: string][]): Line =>
  templates.map(([nl, en]) => ({ nl, en })) as unknown as Line;

/** What codes are called, by code. */
export type Names = Readonly<Record<string, Template>>;

export const word = (nl: string, en: string): Template => ({ nl, en });
