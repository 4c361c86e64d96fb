import type { SelectionModel } from '../../../events/selection/state.ts';

type Criterion = SelectionModel['criteria'][number];

/** The nine criteria of the programme (domain.md C8), as a new selection begins with them. */
export const defaultCriteria: readonly Criterion[] = [
  criterion('etsAnchors', 'ETS-ankerlocaties in Cluster 6', 'ETS anchor sites in Cluster 6'),
  criterion('reduction', 'Reductiepotentieel in 2030', 'Reduction potential in 2030', 'kt/jr'),
  criterion('employment', 'Aandeel werk in de industrie', 'Share of jobs in industry', '%'),
  criterion(
    'infrastructureClarity',
    'Duidelijkheid over infrastructuur',
    'Clarity on infrastructure',
    undefined,
    'DSO_TSO',
  ),
  criterion('readiness', 'Gereedheid van projecten', 'Readiness of projects'),
  criterion('commitment', 'Steun van partners', 'Commitment of partners', undefined, 'MUNICIPALITY'),
  criterion('replicability', 'Herhaalbaarheid elders', 'Replicability elsewhere', '/ 5'),
  criterion('costEffectiveness', 'Kosteneffectiviteit', 'Cost-effectiveness', 'EUR/t'),
  criterion('carrierPilot', 'Geschikt voor een pilot', 'Fit for a carrier pilot', '/ 5'),
];

/** Those that follow from what the log holds of a region. */
export const derivable: ReadonlySet<string> = new Set([
  ...['etsAnchors', 'reduction', 'employment', 'infrastructureClarity', 'readiness', 'commitment', 'costEffectiveness'],
]);

function criterion(key: string, nl: string, en: string, unit?: string, ...scorers: Criterion['scorers']): Criterion {
  return { key, nl, en, ...(unit === undefined ? {} : { unit }), scorers };
}
