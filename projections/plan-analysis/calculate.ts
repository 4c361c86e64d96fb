import { isHidden, type SubjectId } from '../../events/envelope.ts';
import type { Refusal } from '../../events/decision.ts';
import { lastRecorded } from '../../events/timeline.ts';
import { run } from '../analysis/calculation.ts';
import { calculations } from '../analysis/calculations.ts';
import type { ParameterKey } from '../analysis/default-parameters.ts';
import type { JointConnectionInput } from '../analysis/joint-connection/input.ts';
import type { JointConnectionOutput } from '../analysis/joint-connection/joint-connection.ts';
import { rangeOf, withParameter } from '../analysis/parameter-ranges.ts';
import type { UnusedCapacity } from '../analysis/joint-connection/unused-capacity.ts';
import type { Parameters } from '../analysis/parameters.ts';
import type { SharedHeatOutput } from '../analysis/shared-heat/shared-heat.ts';
import { buildInput, type Built } from './build.ts';
import type { PlanFacts } from './facts.ts';
import { figuresOf, RANGED_OF_GROUP, type PlanFigure } from './figures.ts';
import type { InputLine } from './line.ts';
import { loadPicture, type LoadPicture } from './load-picture.ts';
import { projectEmissions } from './project-emissions.ts';

/** A calculation to be made: by whom and where is left to who asks. */
export interface Job {
  readonly name: string;
  readonly input: object;
  readonly parameters: Parameters;
}

/** What of a joint peak is a member's: by what it adds to it (Shapley), and by its own peak. */
export interface MemberShare {
  readonly of: SubjectId;
  readonly shapleyMW: number;
  readonly proportionalMW: number | null;
  readonly costEUR: number | null;
  /** What of its contract it does not use, and whether it may lose it; absent: not known where it is connected. */
  readonly unused?: UnusedCapacity;
}

/** A plan's calculation with everything that a page tells of it. */
export interface PlanCalculation {
  readonly calc: string;
  readonly on: string;
  readonly parameterVersion: number;
  readonly logIndex: number;
  readonly lines: readonly InputLine[];
  /** Empty: something is missing (the lines say what), or `refused`. */
  readonly figures: readonly PlanFigure[];
  readonly warnings: readonly string[];
  readonly refused?: Refusal;
  readonly balance?: Readonly<Record<'sourceMWh' | 'matchedMWh' | 'demandMWh' | 'lossMWh', number>>;
  readonly members?: readonly MemberShare[];
  readonly load?: LoadPicture;
}

export interface Prepared {
  readonly facts: PlanFacts;
  readonly built: Built;
  /** The calculation itself, then it with each uncertain assumption at its lowest and highest; none: something is missing. */
  readonly jobs: readonly Job[];
}

type Answer = object | { readonly refused: Refusal };

/** What has to be calculated for a plan. */
export function prepare(facts: PlanFacts): Prepared {
  const built = buildInput(facts);
  if (built.input === undefined) return { facts, built, jobs: [] };
  const main = { name: built.calc, input: built.input, parameters: facts.parameters };
  const varied = uncertain(built, facts.parameters).flatMap(({ key, bounds }) =>
    bounds.flatMap((value): Job[] => {
      const parameters = withParameter(facts.parameters, key, value);
      const { input } = buildInput({ ...facts, parameters });
      return input === undefined ? [] : [{ name: built.calc, input: lighter(built.calc, input), parameters }];
    }),
  );
  return { facts, built, jobs: [main, ...varied] };
}

/** Here and now, in one go. */
export function calculatePlan(facts: PlanFacts): PlanCalculation {
  const prepared = prepare(facts);
  return conclude(prepared, prepared.jobs.map(answerOf));
}

/** Makes one of the calculations. */
export function answerOf({ name, input, parameters }: Job): Answer {
  const calculation = calculations.get(name);
  if (!calculation) throw new Error(`There is no calculation ${name}.`);
  return run(calculation, input, parameters);
}

/** What comes of it, given the answers in the order of the jobs. */
export function conclude({ facts, built, jobs }: Prepared, [main, ...varied]: readonly Answer[]): PlanCalculation {
  const { calc, input } = built;
  const byProjects = calc === 'joint-connection' || calc === 'flex-pool' ? projectEmissions(facts) : undefined;
  const basis = {
    ...{ calc, on: facts.on, parameterVersion: facts.parameters.version, logIndex: facts.index },
    lines: [...built.lines, ...(byProjects?.lines ?? [])],
  };
  if (built.refused) return { ...basis, figures: [], warnings: [], refused: built.refused };
  if (main === undefined || input === undefined || jobs.length === 0) return { ...basis, figures: [], warnings: [] };
  if ('refused' in main) return { ...basis, figures: [], warnings: [], refused: main.refused };
  const withPump = wantsPump(facts);
  const others = varied.flatMap((one) => ('refused' in one ? [] : [figuresOf(calc, one, withPump)]));
  const figures = figuresOf(calc, main, withPump).map((one) => ranged(one, calc, others));
  return {
    ...{ ...basis, figures: [...figures, ...emissionsOf(byProjects)], warnings: warningsOf(main) },
    ...(calc === 'shared-heat' ? { balance: balanceOf(main as SharedHeatOutput) } : {}),
    ...(calc === 'joint-connection' ? group(facts, main as JointConnectionOutput, input as JointConnectionInput) : {}),
  };
}

/** The parameters behind a calculation that are not certain, with their bounds. */
function uncertain({ calc, lines }: Built, parameters: Parameters) {
  const named = lines.flatMap(({ from }) => (from && 'parameter' in from ? [from.parameter] : []));
  const keys = new Set<ParameterKey>([...named, ...(calculations.get(calc)?.uses ?? [])]);
  return [...keys].flatMap((key) => {
    const bounds = rangeOf(key, parameters);
    return bounds === undefined ? [] : [{ key, bounds }];
  });
}

/** For its bounds a group is one member: what depends on assumptions is its need, not who has which part of it. */
function lighter(calc: string, input: object): object {
  if (calc !== 'joint-connection') return input;
  const { profilesMW, contractMW, connections: _, ...rest } = input as JointConnectionInput;
  const profiles = Object.values(profilesMW);
  const sum = (profiles[0] ?? []).map((_, step) => profiles.reduce((total, one) => total + (one[step] ?? 0), 0));
  const contracts = Object.values(contractMW).reduce((total, MW) => total + MW, 0);
  return { ...rest, profilesMW: { group: sum }, contractMW: { group: contracts } };
}

function ranged(figure: PlanFigure, calc: string, others: readonly (readonly PlanFigure[])[]): PlanFigure {
  const { key, value } = figure;
  if (typeof value !== 'number' || (calc === 'joint-connection' && !RANGED_OF_GROUP.has(key))) return figure;
  const values = others.flatMap((one) => {
    const other = one.find((each) => each.key === key)?.value;
    return typeof other === 'number' ? [other] : [];
  });
  const [low, high] = [Math.min(value, ...values), Math.max(value, ...values)];
  return high - low <= Math.abs(value) * 1e-9 ? figure : { ...figure, low, high };
}

function emissionsOf(from: ReturnType<typeof projectEmissions> | undefined): PlanFigure[] {
  if (from?.scope1Tonnes === undefined) return [];
  return [
    { key: 'scope1Tonnes', value: from.scope1Tonnes, unit: 't/yr' },
    { key: 'systemTonnes', value: from.systemTonnes ?? null, unit: 't/yr' },
  ];
}

function warningsOf(output: object): string[] {
  const own = 'warnings' in output ? (output.warnings as string[]) : [];
  const seldom = 'calledTooSeldom' in output && (output.calledTooSeldom as string[]).length > 0;
  const short = 'headroomMW' in output && (output.headroomMW as number) < 0;
  return [...own, ...(seldom ? ['CALLED_TOO_SELDOM'] : []), ...(short ? ['CAPACITY_SHORT'] : [])];
}

function balanceOf({ supplyMWh, matchedMWh, demandMWh, lossMWh }: SharedHeatOutput) {
  return { sourceMWh: supplyMWh, matchedMWh, demandMWh, lossMWh };
}

function group(facts: PlanFacts, output: JointConnectionOutput, input: JointConnectionInput) {
  const shared = input.sharedCostEUR > 0;
  const members = Object.keys(output.shapleyMW).map((of) => ({
    ...{ of, shapleyMW: output.shapleyMW[of] ?? 0, proportionalMW: output.proportionalMW[of] ?? null },
    costEUR: shared ? (output.costEUR[of] ?? null) : null,
    ...(output.useItOrLoseIt?.[of] === undefined ? {} : { unused: output.useItOrLoseIt[of] }),
  }));
  return { members, load: loadPicture(facts, input) };
}

function wantsPump({ plan, typed }: PlanFacts): boolean {
  const set = typed['upgradeHeatPump'] ?? lastRecorded(plan.details['upgradeHeatPump'])?.value;
  return set !== undefined && !isHidden(set) && set === true;
}
