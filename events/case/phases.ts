/** The way of a case, in order. */
export const casePhases = ['INTAKE', 'ANALYSIS', 'TABLE', 'ACTIONS', 'CLOSED'] as const;
