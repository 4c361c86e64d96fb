import type { SubjectId } from '../../events/envelope.ts';
import type { PlanCalculation } from './calculate.ts';
import { withOwnOnly } from './load-picture.ts';

/** So few members that who knows his own part can work out another's. */
const FEW = 3;

/**
 * What a member may see of a calculation: the total and its own part (B.6). Values that are only their owner's are
 * hidden from the others, with the warning FEW_MEMBERS when they are two or three.
 * @param own the sites of the viewer's organisations
 */
export function forViewer(calculation: PlanCalculation, own: readonly SubjectId[]): PlanCalculation {
  const { lines, members, load, warnings } = calculation;
  const secret = lines.some(({ ownersOnly }) => ownersOnly === true);
  const few = secret && members !== undefined && members.length > 1 && members.length <= FEW;
  return {
    ...calculation,
    lines: lines.map((line) => {
      if (line.ownersOnly !== true || (line.of !== undefined && own.includes(line.of))) return line;
      const { input, of, unit } = line;
      return { input, ...(of === undefined ? {} : { of }), unit, hidden: true as const };
    }),
    warnings: few ? [...warnings, 'FEW_MEMBERS'] : warnings,
    ...(members ? { members: members.filter(({ of }) => own.includes(of)) } : {}),
    ...(load ? { load: withOwnOnly(load, own) } : {}),
  };
}
