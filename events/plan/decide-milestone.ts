import { draft, editConflict, happened, nothingToDo, refuse, type Command, type Decision } from '../decision.ts';
import type { PlanCommandData as C } from './commands.ts';
import type { PlanState } from './state.ts';

/** Programme-funded milestones end by this day (I19). */
export const PROGRAMME_END = '2030-12-31';

export function decideMilestone(state: PlanState, command: Command): Decision {
  if (command.type === 'PlanMilestone') return decidePlanned(state, command);
  const { milestoneId } = command.data as { milestoneId: string };
  const milestone = state.milestones[milestoneId];
  if (!milestone) return refuse('NOT_FOUND', { subject: milestoneId });
  if (command.type === 'ReachMilestone') {
    const data = command.data as C['ReachMilestone'];
    if (milestone.reached?.value === data.date) return nothingToDo(milestone.reached.command);
    const conflict = editConflict(command, `milestone.${milestoneId}.reached`, data.date, milestone.reached);
    return conflict ?? happened(draft('MilestoneReached', { ...data }));
  }
  const { new: date, reason } = command.data as C['MoveMilestoneForecast'];
  if (milestone.reached) return refuse('MILESTONE_REACHED', { name: milestone.name, date: milestone.reached.value });
  if (milestone.forecast.value === date) return nothingToDo(milestone.forecast.command);
  if (milestone.programmeFunded && date > PROGRAMME_END) return refuse('AFTER_PROGRAMME_END', { date });
  const conflict = editConflict(command, `milestone.${milestoneId}.forecast`, date, milestone.forecast);
  return (
    conflict ??
    happened(draft('MilestoneForecastMoved', { milestoneId, old: milestone.forecast.value, new: date, reason }))
  );
}

function decidePlanned(state: PlanState, command: Command): Decision {
  const data = command.data as C['PlanMilestone'];
  if (state.milestones[data.milestoneId]) return refuse('ALREADY_EXISTS', { subject: data.milestoneId });
  if (data.programmeFunded && data.date > PROGRAMME_END) return refuse('AFTER_PROGRAMME_END', { date: data.date });
  const missing = data.dependsOn.find((id) => !state.milestones[id]);
  if (missing !== undefined) return refuse('NOT_FOUND', { subject: missing });
  return happened(draft('MilestonePlanned', { ...data }));
}
