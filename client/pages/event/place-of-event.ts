import type { VisibleEvent } from '../../../events/envelope.ts';

/** Where on a plan's page an event sets a value that can be put back, and what that is called there. */
export function placeOfEvent({ type, data }: VisibleEvent): { group: string; id: string; member: string } | undefined {
  switch (type) {
    case 'PlanDetailSet':
      return { group: 'fields', id: String(data['field']), member: 'value' };
    case 'CapacityTargetSet':
      return { group: 'targets', id: String(data['direction']), member: 'MW' };
    case 'MilestoneForecastMoved':
    case 'MilestonePlanned':
      return { group: 'milestones', id: String(data['milestoneId']), member: 'forecast' };
    default:
      return undefined;
  }
}
