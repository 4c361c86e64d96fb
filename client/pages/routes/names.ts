import type { RouteComparisonOutput } from '../../../projections/analysis/route-comparison.ts';
import { formatNumber } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import type { CaseField, Origin } from './comparison.svelte.ts';
import type { AssumptionName } from './route-input.ts';
import { sourceName } from '../../app/source-name.ts';
import { t } from './texts.ts';

/** What routes, values and results are called on this page. */
export const routeName = (id: string): string => t(`route${id}` as 'routeGAS');
export const caseName = (name: CaseField): string => t(`value${name}`);
export const assumptionName = (name: AssumptionName): string => t(`value${name}`);

const units: Readonly<Partial<Record<AssumptionName, string>>> = {
  energyEURPerMWh: '€/MWh',
  capexEURPerMW: '€/MW',
  fuelTonnesPerMWh: 't/MWh',
  chainTonnesPerMWh: 't/MWh',
  connectionEUR: '€',
  networkEURPerKWYear: '€/kW/jr',
  subsidyEURPerMWh: '€/MWh',
  captureEURPerTonne: '€/t',
  transportEURPerTonneKm: '€/t/km',
  distanceKm: 'km',
  storageEURPerTonne: '€/t',
};
export const assumptionUnit = (name: AssumptionName): string => unitText(units[name] ?? '');
/** A year is `jr` in Dutch and `yr` in English. */
export const unitText = (unit: string): string => (language.now === 'nl' ? unit : unit.replace('jr', 'yr'));

export function originText(origin: Origin): string {
  if ('key' in origin) {
    const { source = t('noSource') } = origin.told;
    return t('fromParameter', { key: origin.key, source: sourceName(source) });
  }
  if (origin.from === 'site') return t('fromSite');
  if (origin.from === 'usual') return t('fromUsual');
  return origin.from === 'typed' ? t('fromTyped') : t('fromNobody');
}

/** What the comparison comes to, in a sentence or two. */
export function sentenceOf({ routes, cheapest }: RouteComparisonOutput): string {
  const cost = (id: string): string => {
    const one = routes[id];
    return formatNumber(one ? one.costAfterSubsidyEURPerMWh + one.carbonCostEURPerMWh : 0, language.now, 0);
  };
  const first = t('cheapestIs', { route: routeName(cheapest), cost: cost(cheapest) });
  return cheapest === 'GAS' || !routes['GAS'] ? first : `${first} ${t('thanGas', { cost: cost('GAS') })}`;
}
