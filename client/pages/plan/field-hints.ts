import { t } from './field-texts.ts';

const hints = [
  'legalEntity',
  'emsSupplier',
  'primaryParty',
  'otherGenerationMW',
  'fossilShare',
  'sectionId',
  'sinkLinkId',
  'congestionServiceProvider',
  'feedInPoint',
  'sinkPeakMW',
] as const;

/** What is to be entered in a field, where its name alone does not say it. */
export function hinted(field: string): string | undefined {
  const hint = hints.find((one) => one === field);
  return hint === undefined ? undefined : t(`hint${hint}`);
}
