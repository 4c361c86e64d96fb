import { detailFields } from '../../events/plan/details.ts';

type Data = Readonly<Record<string, unknown>>;

/** The member of a payload that holds the value which an event sets, and its unit. */
const setMembers: Readonly<Record<string, readonly [member: string, unit?: string]>> = {
  SynergyPlanStarted: ['title'],
  CapacityTargetSet: ['MW', 'MW'],
  ContributionPledged: ['amount', 'MW'],
  ContributionChanged: ['new', 'MW'],
  RouteDrawn: ['length_km', 'km'],
  MilestonePlanned: ['date'],
  MilestoneReached: ['date'],
  SiteRegistered: ['name'],
  ClusterAssigned: ['cluster'],
  EtsStatusSet: ['ets'],
  VerifiedEmissionsReported: ['t', 't'],
  ResidualHeatOffered: ['MW', 'MW'],
  ConnectionContractRecorded: ['offtakeMW', 'MW'],
  SiteCapacityReserved: ['MW', 'MW'],
  MomentNamed: ['name'],
};

/** The member of a payload that holds what an event sets; undefined: it sets no single value. */
export function memberSet(type: string, data: Data): string | undefined {
  return setMembers[type]?.[0] ?? (['new', 'value'] as const).find((member) => member in data);
}

/** The unit of what an event sets; undefined: it has none. */
export function unitOf(type: string, data: Data): string | undefined {
  if (typeof data['unit'] === 'string') return data['unit'];
  const field = data['field'];
  if (typeof field !== 'string') return setMembers[type]?.[1];
  if (field === 'amount') return 'MW';
  for (const fields of Object.values(detailFields)) if (Object.hasOwn(fields, field)) return fields[field]?.unit;
  return field === 'MW' || field === 't' ? field : undefined;
}
