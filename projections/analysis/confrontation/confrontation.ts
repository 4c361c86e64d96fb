import { calculation } from '../calculation.ts';
import { confront, type ConfrontationOutput } from './confront.ts';
import { confrontationInput } from './input.ts';

/**
 * What projects need confronted with what networks will offer, in the order of their rank: all of an earlier project's
 * demand comes first, whatever becomes of it. Several entries with one id are the needs of one project, of which the
 * worst counts. Feed-in is a run of its own, on areas for feed-in. Source: domain C1.
 */
export const confrontation = calculation({
  name: 'infrastructure-confrontation',
  input: confrontationInput,
  uses: [],
  calculate: (given): ConfrontationOutput => confront(given),
});
