import type { Refusal } from '../../events/decision.ts';
import { isHidden, type SubjectId } from '../../events/envelope.ts';
import { visibilityOf } from '../../events/plan/evolve-gates.ts';
import { lastRecorded, type Entry } from '../../events/timeline.ts';
import { defaultParameters, type ParameterKey } from '../analysis/default-parameters.ts';
import { rangeOf } from '../analysis/parameter-ranges.ts';
import { GRID_PARAMETERS, GRID_YEARS, gridTonnesPerMWh, type GridParameter } from '../analysis/emission-factors.ts';
import { valuesOf } from '../analysis/parameters.ts';
import type { PlanFacts } from './facts.ts';
import { yearOf } from './facts.ts';
import type { InputLine, MissingReason, Place } from './line.ts';

type Named = Pick<InputLine, 'input' | 'of' | 'unit'>;

/** Collects what goes into a calculation, line by line, with where each value is from, or what is to be filled in. */
export class Sheet {
  readonly facts: PlanFacts;
  readonly lines: InputLine[] = [];
  /** Why nothing can be calculated, whatever is filled in. */
  refused: Refusal | undefined;

  constructor(facts: PlanFacts) {
    this.facts = facts;
  }

  /** False: something without which nothing can be calculated is not there. */
  get complete(): boolean {
    return this.lines.every(({ missing, optional }) => missing === undefined || optional === true);
  }

  /** A number in a field of the plan, as it was recorded last, or as it is being typed. */
  number(field: string, input: string, unit: string): number | undefined {
    const value = this.#field(field);
    if (typeof value !== 'number') return undefined;
    this.#tell(field, { input, unit }, value);
    return value;
  }

  /** A choice in a field of the plan. */
  choice(field: string, input: string): string | undefined {
    const value = this.#field(field);
    if (typeof value !== 'string' || value === '') return undefined;
    this.#tell(field, { input, unit: '' }, value);
    return value;
  }

  /** A number of the plan without which nothing can be calculated. */
  needed(field: string, input: string, unit: string): number | undefined {
    return this.number(field, input, unit) ?? this.lacksField(field, input, unit);
  }

  lacksField(field: string, input: string, unit: string): undefined {
    return this.lacks({ input, unit }, 'FIELD_EMPTY', { subject: this.facts.planId, field });
  }

  lacks(named: Named, reason: MissingReason, at: Place, optional = false): undefined {
    this.lines.push({ ...named, missing: { reason, at }, ...(optional ? { optional } : {}) });
    return undefined;
  }

  /** What was recorded in some stream. */
  recorded(named: Named, value: number | string | boolean, entry: Entry<unknown>, more: Partial<InputLine> = {}): void {
    const from = { event: entry.corrected?.event ?? entry.event, index: entry.corrected?.index ?? entry.index };
    this.lines.push({ ...named, value, from, ...more });
  }

  /** What follows from a rule of the calculation itself, and from no record. */
  ruled(named: Named, value: number | string | boolean): void {
    this.lines.push({ ...named, value, from: { rule: true } });
  }

  parameter(key: ParameterKey, input: string): number {
    const usual = defaultParameters[key];
    const set = this.facts.parameters.values[key];
    const value = this.#valueOf(key);
    const [low, high] = rangeOf(key, this.facts.parameters) ?? [undefined, undefined];
    this.lines.push({
      ...{ input, unit: usual.unit, value, from: { parameter: key, source: set?.source ?? usual.source } },
      ...(low === undefined || high === undefined ? {} : { low, high }),
    });
    return value;
  }

  /** The emission factor of the grid in the year in which the plan works, t/MWh. */
  grid(): number {
    const year = yearOf(this.facts);
    const factors = Object.fromEntries(GRID_PARAMETERS.map((key) => [key, this.#valueOf(key)]));
    const nearest = GRID_YEARS.find((given) => given >= year) ?? 2040;
    const value = gridTonnesPerMWh(year, factors as Record<GridParameter, number>);
    this.ruled({ input: 'year', unit: '' }, year);
    const key = `grid.emission.${nearest}` as const;
    const source = this.facts.parameters.values[key]?.source ?? defaultParameters[key].source;
    this.lines.push({ input: 'gridTonnesPerMWh', unit: 't/MWh', value, from: { parameter: key, source } });
    return value;
  }

  /** What was set, else the default; one that was set so that it cannot be used refuses the calculation. */
  #valueOf(key: ParameterKey): number {
    const read = valuesOf([key], this.facts.parameters);
    if ('values' in read) return read.values[key];
    this.refused ??= read.refused;
    return defaultParameters[key].value;
  }

  #field(field: string) {
    const typed = this.facts.typed[field];
    if (typed !== undefined) return typed;
    // what everybody at the table was denied goes into no figure of theirs
    if (visibilityOf(this.facts.plan, field) === 'P4') return null;
    const value = lastRecorded(this.facts.plan.details[field])?.value;
    return value === undefined || isHidden(value) ? null : value;
  }

  #tell(field: string, named: Named, value: number | string): void {
    if (this.facts.typed[field] !== undefined) {
      this.lines.push({ ...named, value, from: { typed: true } });
      return;
    }
    const entry = lastRecorded(this.facts.plan.details[field]);
    if (entry) this.recorded(named, value, entry);
  }
}

/** A named input of one site. */
export const ofSite = (input: string, of: SubjectId, unit: string): Named => ({ input, of, unit });
