import type { Refusal } from '../../../events/decision.ts';
import { run } from '../../../projections/analysis/calculation.ts';
import { defaultParameters, type ParameterKey } from '../../../projections/analysis/default-parameters.ts';
import { routeComparison, type RouteComparisonOutput } from '../../../projections/analysis/route-comparison.ts';
import { ask } from '../../app/ask.ts';
import { parseNumber } from '../../app/i18n/format.ts';
import { language } from '../../app/i18n/i18n.svelte.ts';
import type { SiteFacts } from './site-facts.ts';
import {
  assumptionsOf,
  numberOf,
  parameterOf,
  routeInput,
  type AssumptionName,
  type Assumptions,
  type Bound,
  type RouteId,
  type SiteCase,
  type Spread,
  type ToldParameter,
  type ToldParameters,
} from './route-input.ts';

/** The numbers of a case that are typed, and where each is read from when nobody types it. */
export const caseFields = {
  usefulHeatMWh: { fact: 'usefulHeatMWh', unit: 'MWh/jr' },
  fullLoadHours: { fact: 'fullLoadHours', key: 'route.fullLoadHours', unit: 'h/jr' },
  year: { unit: '' },
  interestRate: { key: 'route.interestRate', unit: '%' },
  lifetimeYears: { key: 'route.lifetime', unit: 'jr' },
  carbonEURPerTonne: { key: 'ets.priceEUR', unit: '€/t' },
  priceSpread: { key: 'route.priceSpread', unit: '%' },
  costSpread: { key: 'route.costSpread', unit: '%' },
} as const satisfies Record<string, { fact?: keyof SiteFacts; key?: ParameterKey; unit: string }>;
export type CaseField = keyof typeof caseFields;

/** Where a value comes from. */
export type Origin =
  | { readonly from: 'site' | 'typed' | 'usual' | 'nobody' }
  | { readonly from: 'parameter'; readonly key: ParameterKey; readonly told: ToldParameter };

type Results = Readonly<Record<Bound, RouteComparisonOutput>>;
const YEAR = 2030;
/** By which the grid's emissions of every year are told. */
const GRID_KEY = 'grid.emission.2030';

/** The routes of one site beside each other; what is typed stays on this page and is kept nowhere. */
export class Comparison {
  readonly #facts: () => SiteFacts;
  #parameters = $state.raw<ToldParameters>({});
  #loaded = $state(false);
  #typed = $state.raw<Readonly<Record<string, string>>>({});
  #pays = $state<boolean>();

  constructor(facts: () => SiteFacts) {
    this.#facts = facts;
  }

  /** Asks for the parameters as they hold; without them the usual ones stand. */
  async load(): Promise<void> {
    const answer = await ask<{ parameters: ToldParameters }>('/api/analysis');
    this.#parameters = answer.parameters;
    this.#loaded = true;
  }

  get loaded(): boolean {
    return this.#loaded;
  }
  get paysCarbonPrice(): boolean {
    return this.#pays ?? this.#facts().paysCarbonPrice;
  }
  set paysCarbonPrice(pays: boolean) {
    this.#pays = pays;
  }
  /** Has anything been typed? */
  get changed(): boolean {
    return this.#pays !== undefined || Object.keys(this.#typed).length > 0;
  }

  type(name: string, text: string): void {
    const { [name]: before, ...others } = this.#typed;
    void before;
    this.#typed = text.trim() === '' ? others : { ...others, [name]: text };
  }

  /** Back to the site and the parameters. */
  reset(): void {
    this.#typed = {};
    this.#pays = undefined;
  }

  /** What was typed, as it was; undefined: nothing. */
  typed(name: string): string | undefined {
    return this.#typed[name];
  }

  /** What stands in a field when nobody types there; undefined: it must be typed. */
  usual(field: CaseField): number | undefined {
    const { fact, key } = caseFields[field] as { fact?: 'usefulHeatMWh' | 'fullLoadHours'; key?: ParameterKey };
    const known = fact && this.#facts()[fact];
    if (field === 'year') return YEAR;
    return known ?? (key && numberOf(this.#parameters, key) * (caseFields[field].unit === '%' ? 100 : 1));
  }

  originOf(field: CaseField): Origin {
    const { fact, key } = caseFields[field] as { fact?: 'usefulHeatMWh' | 'fullLoadHours'; key?: ParameterKey };
    if (this.#typed[field] !== undefined) return { from: 'typed' };
    if (field === 'year') return { from: 'usual' };
    if (fact && this.#facts()[fact] !== undefined) return { from: 'site' };
    return key ? this.#parameter(key) : { from: 'nobody' };
  }

  originOfAssumption(route: RouteId, name: AssumptionName): Origin {
    if (this.#typed[`${route}.${name}`] !== undefined) return { from: 'typed' };
    const key = parameterOf[route][name];
    if (key) return this.#parameter(key);
    return name === 'chainTonnesPerMWh' ? this.#parameter(GRID_KEY) : { from: 'usual' };
  }

  readonly #case = $derived.by((): SiteCase | undefined => {
    const value = (field: CaseField): number => this.#number(field) ?? this.usual(field) ?? Number.NaN;
    const heat = value('usefulHeatMWh');
    if (Number.isNaN(heat)) return undefined;
    return {
      ...{ usefulHeatMWh: heat, fullLoadHours: value('fullLoadHours'), year: value('year') },
      ...{ interestRate: value('interestRate') / 100, lifetimeYears: value('lifetimeYears') },
      ...{ carbonEURPerTonne: value('carbonEURPerTonne'), paysCarbonPrice: this.paysCarbonPrice },
    };
  });

  /** What is assumed of each route, with what was typed in the place of what was read. */
  readonly #routes = $derived.by((): Assumptions => {
    if (!this.#case) return {};
    const read = assumptionsOf(this.#parameters, this.#case, this.#facts().requiredC);
    const mine = Object.entries(read).map(([route, one]) => {
      const typed = Object.keys(one).flatMap((name) => {
        const number = this.#number(`${route}.${name}`);
        return number === undefined ? [] : [[name, number] as const];
      });
      return [route, { ...one, ...Object.fromEntries(typed) }] as const;
    });
    return Object.fromEntries(mine);
  });
  get routes(): Assumptions {
    return this.#routes;
  }
  get spread(): Spread {
    const of = (field: CaseField): number => (this.#number(field) ?? this.usual(field) ?? 0) / 100;
    return { price: of('priceSpread'), cost: of('costSpread') };
  }

  /** The comparison at the cheap end of all assumptions, as they are, and at the dear end; or why there is none. */
  readonly #answer = $derived.by((): Results | { refused: Refusal } | undefined => {
    if (!this.#case) return undefined;
    const basis = { version: 0, index: 0, on: '', values: {} };
    const found: Partial<Record<Bound, RouteComparisonOutput>> = {};
    for (const bound of ['low', 'mid', 'high'] as const) {
      const output = run(routeComparison, routeInput(this.#case, this.#routes, bound, this.spread), basis);
      if ('refused' in output) return output;
      found[bound] = output;
    }
    return found as Results;
  });
  get answer() {
    return this.#answer;
  }
  get refused(): Refusal | undefined {
    return this.#answer && 'refused' in this.#answer ? this.#answer.refused : undefined;
  }
  get results(): Results | undefined {
    return this.#answer && !('refused' in this.#answer) ? this.#answer : undefined;
  }

  #number(name: string): number | undefined {
    const text = this.#typed[name];
    return text === undefined ? undefined : parseNumber(text, language.now);
  }

  #parameter(key: ParameterKey): Origin {
    const { value, unit, source } = defaultParameters[key];
    return { from: 'parameter', key, told: this.#parameters[key] ?? { value, unit, source } };
  }
}
