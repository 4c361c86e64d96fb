import type { Refusal } from '../../events/decision.ts';
import type { PlanKind } from '../../events/plan/details.ts';
import { calculations } from '../analysis/calculations.ts';
import type { PlanFacts } from './facts.ts';
import { flexPoolInput } from './flex-pool.ts';
import { co2CaptureInput, greenGasHubInput, hydrogenHubInput } from './hubs.ts';
import { jointConnectionInput } from './joint-connection.ts';
import type { InputLine } from './line.ts';
import { sharedHeatInput } from './shared-heat.ts';
import { Sheet } from './sheet.ts';

/** What goes into a plan's calculation. */
export interface Built {
  /** Name of the calculation (projections/analysis/calculations.ts). */
  readonly calc: string;
  readonly lines: readonly InputLine[];
  /** Undefined: something is missing, and the lines say what. */
  readonly input: object | undefined;
  readonly refused?: Refusal;
}

/** The calculation of each kind of plan. */
export const calculationOf = {
  SHARED_HEAT: 'shared-heat',
  JOINT_GRID_GTO: 'joint-connection',
  JOINT_GRID_CABLE_POOLING: 'joint-connection',
  HYDROGEN_HUB: 'hydrogen-hub',
  GREEN_GAS_HUB: 'green-gas-hub',
  FLEX_POOL: 'flex-pool',
  CO2_COLLECTION: 'co2-capture',
} as const satisfies Record<PlanKind, string>;

const builders: Readonly<Record<(typeof calculationOf)[PlanKind], (sheet: Sheet) => object | undefined>> = {
  'shared-heat': sharedHeatInput,
  'joint-connection': jointConnectionInput,
  'hydrogen-hub': hydrogenHubInput,
  'green-gas-hub': greenGasHubInput,
  'flex-pool': flexPoolInput,
  'co2-capture': co2CaptureInput,
};

/** Lines of what a calculation takes from the parameters by itself. */
export const CONSTANT = 'constant';

/** Builds the input of a plan's calculation from what is known: each line with its origin, or with what is missing. */
export function buildInput(facts: PlanFacts): Built {
  const calc = calculationOf[facts.plan.kind];
  const sheet = new Sheet(facts);
  const input = builders[calc](sheet);
  const named = new Set(sheet.lines.flatMap(({ from }) => (from && 'parameter' in from ? [from.parameter] : [])));
  for (const key of calculations.get(calc)?.uses ?? []) if (!named.has(key)) sheet.parameter(key, CONSTANT);
  if (sheet.refused) return { calc, lines: sheet.lines, input: undefined, refused: sheet.refused };
  return { calc, lines: sheet.lines, input: sheet.complete ? input : undefined };
}
