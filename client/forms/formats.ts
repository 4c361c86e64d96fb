import { idPattern } from '../../events/ids.ts';

const ofId = new RegExp(
  `^\\^([a-z]{3})${idPattern('')
    .source.slice(1)
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`,
);

/** Pattern of an id of any kind of ours. */
export const anyId = idPattern('[a-z]{3}').source;

/** Prefix of the ids that a pattern asks for, such as `sit`; undefined: it is no pattern of our ids. */
export function prefixOf(pattern: string | undefined): string | undefined {
  if (pattern?.startsWith('^act_')) return 'act';
  return pattern === undefined ? undefined : ofId.exec(pattern)?.[1];
}

/** What texts of a certain look are called. */
const formats: Readonly<Record<string, string>> = {
  '^\\d{4}-\\d{2}-\\d{2}$': 'day',
  '^\\d{4}-Q[1-4]$': 'quarter',
  '^\\d{4}[A-Z]{2}$': 'postcode',
  '^\\d{4}([A-Z]{2})?$': 'postcodes',
  '^NL-\\d+$': 'eutlId',
  '^\\d{18}$': 'ean',
  '^\\d{8}$': 'kvk',
  '^PV\\d\\d$': 'province',
  '^GM\\d{4}$': 'municipality',
  '^(PV|ES|CR)\\d\\d$': 'cbsCode',
  '^[a-z][A-Za-z0-9]*(\\.[A-Za-z0-9]+)*$': 'parameterKey',
};

/** A text's format by its pattern: undefined when it has no pattern, `unknown` when nobody could type it. */
export function formatOf(pattern: string | undefined): string | undefined {
  return pattern === undefined ? undefined : (formats[pattern] ?? 'unknown');
}

/** What is in words that somebody types, made fit: `1234 ab` is a postcode. */
export function tidied(format: string | undefined, text: string): string {
  const plain = text.trim();
  if (format === 'postcode' || format === 'postcodes') return plain.replaceAll(/\s/g, '').toUpperCase();
  if (format === 'ean' || format === 'kvk') return plain.replaceAll(/\s/g, '');
  return format === undefined || format === 'parameterKey' ? plain : plain.toUpperCase();
}
