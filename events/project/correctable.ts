import { partOf, within, type CorrectableFact } from '../correction.ts';
import type { ProjectState } from './state.ts';

const tonnes = within(0, 1e9);
const euro = within(0, 1e10);

/** What a correction in a project may point at: its figures. Plain fields are set anew instead. */
export function correctableFacts(state: ProjectState): CorrectableFact[] {
  const { realised } = state;
  return [
    ...state.startYear.map((entry) => ({ entry, field: 'startYear', check: within(2020, 2050) })),
    ...state.reduction.map((entry) => ({ entry, field: 'reduction', check: reductionCheck })),
    ...state.capexEUR.map((entry) => ({ entry, field: 'capexEUR', check: euro })),
    ...Object.values(state.needs).map(({ need }) => partOf(need, 'amount', within(0, 1e6))),
    ...Object.values(state.requests).map(({ request }) => partOf(request, 'amount', within(0, 1e6))),
    ...Object.values(state.funding).map(({ requested }) => partOf(requested, 'EUR', euro)),
    ...(realised ? [{ entry: realised.actual_t, field: 'actual_t', check: tonnes }] : []),
  ];
}

const reductionCheck: CorrectableFact['check'] = (value) => {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const known = ['t2030', 't2035', 't2040', 'low', 'high'];
  const misfit = Object.entries(given).find(([name, t]) => !known.includes(name) || tonnes(t) !== undefined);
  const missing = known.slice(0, 3).some((name) => !(name in given));
  return missing || misfit
    ? { code: 'WRONG_TYPE', values: { field: 'reduction', expected: 't2030, t2035, t2040' } }
    : undefined;
};
