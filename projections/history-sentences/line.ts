/** A sentence in both languages: what somebody did, as the words after his name; `{word}` stands for a value. */
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
