import { infrastructureFields } from '../../events/infrastructure/details.ts';
import { detailFields } from '../../events/plan/details.ts';
import { projectFields } from '../../events/project/phases.ts';

type Data = Readonly<Record<string, unknown>>;

/** The member of a payload that holds the value which an event sets, and its unit. */
const setMembers: Readonly<Record<string, readonly [member: string, unit?: string]>> = {
  SynergyPlanStarted: ['title'],
  CapacityTargetSet: ['MW', 'MW'],
  ContributionPledged: ['amount'],
  ContributionChanged: ['new'],
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
  if (/^Contribution(Pledged|Changed)$/.test(type)) return contributed(data['unit']);
  if (typeof data['unit'] === 'string') return data['unit'];
  const field = fieldOf(data);
  if (field === undefined) return setMembers[type]?.[1];
  for (const fields of detailTables) if (Object.hasOwn(fields, field)) return fields[field]?.unit;
  return Object.hasOwn(memberUnits, field) ? memberUnits[field] : undefined;
}

/** The field that an event sets or corrects: of a plan's correction the detail whose value it is. */
export function fieldOf({ field, detail }: Data): string | undefined {
  return typeof detail === 'string' ? detail : typeof field === 'string' ? field : undefined;
}

/** The unit of a member of a payload; undefined: it is a count, a grade or no number. */
export function unitOfMember(member: string, type: string, data: Data): string | undefined {
  const own =
    memberUnits[`${type}.${member}`] ?? (Object.hasOwn(memberUnits, member) ? memberUnits[member] : undefined);
  if (own !== undefined) return own;
  return inUnitOfEvent.has(member) ? unitOf(type, data) : undefined;
}

/** Megawatts where a contribution names no unit; of what has none it is a count of data sets. */
const contributed = (unit: unknown): string => (unit === '1' ? 'data set' : typeof unit === 'string' ? unit : 'MW');

const detailTables = [...Object.values(detailFields), projectFields, ...Object.values(infrastructureFields)];

/** Members whose unit the payload names beside them, or the field that it sets. */
const inUnitOfEvent: ReadonlySet<string> = new Set(
  ['amount', 'value', 'old', 'new', 'low', 'high', 'baseline', 'targetValue', 'firm', 'planned'], // prettier-ignore
);

/** Units of members by name, of one type of event (`Type.member`) where that differs; `jr` is a year, `1` a share. */
const memberUnits: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['MW', 'offtakeMW', 'feedInMW', 'peakMW', 'addedMW', 'queueMW', 'quotedMW'].map((member) => [member, 'MW']),
  ),
  ...Object.fromEntries(
    ['EUR', 'totalEUR', 'maxEUR', 'amountEUR', 'capexEUR', 'oldCapexEUR', 'newCapexEUR', 'actualCapexEUR'].map((member) => [member, 'EUR']), // prettier-ignore
  ),
  EURPerMWh: 'EUR/MWh',
  MWh: 'MWh',
  'ProcessHeatProfiled.MWh': 'MWh/jr',
  'ResidualHeatOffered.MWh': 'MWh/jr',
  T_out: '°C',
  requiredC: '°C',
  length_km: 'km',
  maxHours: 'h',
  t: 't',
  'PlanRealised.t': 't/jr',
  t2030: 't/jr',
  t2035: 't/jr',
  t2040: 't/jr',
  actual_t: 't/jr',
  share: '1',
  minimumShare: '1',
  certainty: '1',
  weights: '1',
  startYear: 'jr',
  temporaryUntil: 'jr',
  'SectionYearChanged.old': 'jr',
  'SectionYearChanged.new': 'jr',
  'CapacityNeedStated.firm': 'MW',
};
