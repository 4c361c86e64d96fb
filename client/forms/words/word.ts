/** Dutch and English. */
export type Word = readonly [nl: string, en: string];
export type Words = Readonly<Record<string, Word>>;
