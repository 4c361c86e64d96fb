import { t } from './texts.ts';

const known = [
  'title',
  'sourceTemperatureC',
  'requiredTemperatureC',
  'exchangerDeltaK',
  'upgradeHeatPump',
  'supplyTemperatureC',
  'returnTemperatureC',
  'routeLengthKm',
  'crowDistanceKm',
  'pipeDN',
  'backupMW',
  'lossHours',
] as const;

/** What a field is called on the screen. */
export function fieldName(name: string): string {
  if (name.startsWith('capacityTarget')) return t('target');
  if (name.startsWith('milestone')) return t('milestone');
  if (name.startsWith('contribution')) return t('contribution');
  const field = known.find((one) => one === name);
  return field ? t(field) : name;
}
