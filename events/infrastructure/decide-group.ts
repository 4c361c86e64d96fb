import { draft, happened, nothingToDo, refuse, type Command, type DecideContext, type Decision } from '../decision.ts';
import { same } from '../same.ts';
import type { InfrastructureCommandData as C } from './commands.ts';
import type { InfrastructureState } from './state.ts';

/** What the operator of a grid area grants or refuses a plan's group; the operator alone, no import. */
export function decideGroup(state: InfrastructureState, command: Command, context: DecideContext): Decision {
  if (command.type !== 'GrantGroupCapacity' && command.type !== 'RefuseGroupCapacity')
    return refuse('UNKNOWN_COMMAND', { type: command.type });
  const { planId } = command.data as { planId: string };
  if (state.kind !== 'GRID_AREA') return refuse('ONLY_OF_KIND', { kind: 'GRID_AREA' });
  if (context.organisation !== state.operatorId) return refuse('NOT_INFRA_OWNER', { operator: state.operatorId });
  if (context.around.plan?.(planId)?.exists === false) return refuse('NOT_FOUND', { subject: planId });
  const standing = state.groups[planId];
  if (command.type === 'RefuseGroupCapacity') {
    const { reason, retryDate } = command.data as C['RefuseGroupCapacity'];
    const refused = standing?.['OFFTAKE']?.refused ?? standing?.['FEED_IN']?.refused;
    const unchanged = same(refused?.value, { reason, retryDate });
    return unchanged ? nothingToDo(refused?.command) : happened(draft('GroupCapacityRefused', { ...command.data }));
  }
  const { direction, MW, conditions, from } = command.data as C['GrantGroupCapacity'];
  const granted = standing?.[direction]?.granted;
  const unchanged = same(granted?.value, { MW, conditions }) && granted?.from === from;
  return unchanged ? nothingToDo(granted?.command) : happened(draft('GroupCapacityGranted', { ...command.data }));
}
