/** What the score of a suggestion is made of (domain C7). */
export const partNames = ['complementarity', 'scale', 'proximity', 'timing', 'readiness', 'relief'] as const;
export type PartName = (typeof partNames)[number];
