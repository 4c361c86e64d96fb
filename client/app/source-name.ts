import { ASSUMED } from '../../projections/analysis/default-parameters.ts';
import type { Word } from '../forms/words/word.ts';
import { language } from './i18n/i18n.svelte.ts';

/** Where a value is from, as it is read: what is no title of a publication is said in the reader's language. */
export const sourceName = (source: string): string => words[source]?.[language.now === 'nl' ? 0 : 1] ?? source;

const words: Readonly<Record<string, Word>> = {
  [ASSUMED]: ['aanname van het programma, nog te bevestigen', 'assumption of the programme, to be confirmed'],
  'at 0 °C and 1.01325 bar': ['bij 0 °C en 1,01325 bar', 'at 0 °C and 1.01325 bar'],
  'water at 75 °C': ['water van 75 °C', 'water at 75 °C'],
  'Logstor catalogue as in MESIDO, prices of 2020': [
    'catalogus van Logstor zoals in MESIDO, prijzen van 2020',
    'Logstor catalogue as in MESIDO, prices of 2020',
  ],
  'Staatscourant 2024-13531, below 110 kV': [
    'Staatscourant 2024-13531, onder 110 kV',
    'Staatscourant 2024-13531, below 110 kV',
  ],
  'Staatscourant 2024-13531, from 110 kV': [
    'Staatscourant 2024-13531, vanaf 110 kV',
    'Staatscourant 2024-13531, from 110 kV',
  ],
  'at most 28.2 g/MJ, directive (EU) 2024/1788': [
    'hoogstens 28,2 g/MJ, richtlijn (EU) 2024/1788',
    'at most 28.2 g/MJ, directive (EU) 2024/1788',
  ],
  'lower heating value of methane': ['onderwaarde van methaan', 'lower heating value of methane'],
  'draft law on the blending obligation': [
    'wetsvoorstel bijmengverplichting groen gas',
    'draft law on the blending obligation',
  ],
  '2.8 Mt on 0.8 billion Nm3': ['2,8 Mt op 0,8 miljard Nm³', '2.8 Mt on 0.8 billion Nm³'],
};
