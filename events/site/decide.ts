import { decideAction, isActionCommand } from '../any-stream/actions.ts';
import { correctionOf, within, type CorrectableFact } from '../correction.ts';
import {
  draft,
  editConflict,
  happened,
  nothingToDo,
  refuse,
  type Command,
  type DecideContext,
  type Decision,
} from '../decision.ts';
import { lastRecorded } from '../timeline.ts';
import { shortage } from './capacity.ts';
import type { SiteCommandData as C } from './commands.ts';
import { decideEnergy } from './decide-energy.ts';
import type { SiteState } from './state.ts';

/** Decides every command of a site. */
export function decide(state: SiteState, command: Command, context: DecideContext): Decision {
  if (command.type === 'RegisterSite') return decideRegistration(state, command, context);
  if (!state.exists) return refuse('NOT_FOUND', { subject: command.subject });
  if (state.closed && state.closed.from <= context.today && endsWithSite.has(command.type))
    return refuse('SITE_CLOSED', { date: state.closed.from });
  switch (command.type) {
    case 'SetSiteDetail': {
      const { field, value } = command.data as C['SetSiteDetail'];
      const standing = lastRecorded(state.details[field]);
      if (standing?.value === value) return nothingToDo(standing.command);
      const conflict = field === 'sector' ? editConflict(command, field, value, standing) : undefined;
      return conflict ?? happened(draft('SiteDetailSet', { field, value }));
    }
    case 'RevertChange':
      return decideRevert(state, command);
    case 'RelocateSite': {
      const data = command.data as C['RelocateSite'];
      if ((data.point === null) !== (state.location === 'OFFSHORE')) return refuse('POINT_AND_LOCATION', {});
      const address = lastRecorded(state.address);
      if (same(address?.value, data.address) && same(lastRecorded(state.point)?.value, data.point))
        return nothingToDo(address?.command);
      return editConflict(command, 'address', data.address, address) ?? happened(draft('SiteRelocated', { ...data }));
    }
    case 'AssignCluster': {
      const data = command.data as C['AssignCluster'];
      const standing = lastRecorded(state.cluster);
      if (
        standing &&
        same(standing.value, { cluster: data.cluster, basis: data.basis }) &&
        standing.from === data.from
      ) {
        return nothingToDo(standing.command);
      }
      return (
        editConflict(command, 'cluster', data.cluster, standing) ?? happened(draft('ClusterAssigned', { ...data }))
      );
    }
    case 'SetEtsStatus': {
      const data = command.data as C['SetEtsStatus'];
      if (data.ets === 'ETS1' && data.eutlId === undefined) return refuse('EUTL_ID_MISSING', {});
      const standing = lastRecorded(state.ets);
      const value = { ets: data.ets, ...(data.eutlId === undefined ? {} : { eutlId: data.eutlId }) };
      if (standing && same(standing.value, value) && standing.from === data.from) return nothingToDo(standing.command);
      return editConflict(command, 'ets', data.ets, standing) ?? happened(draft('EtsStatusSet', { ...data }));
    }
    case 'ReportVerifiedEmissions':
      return decideEmissions(state, command);
    case 'OfferResidualHeat':
    case 'WithdrawResidualHeat':
      return decideHeat(state, command);
    case 'RecordConnectionContract':
      return decideContract(state, command);
    case 'PledgeContribution':
      return decidePledge(state, command, context);
    case 'ReleaseSiteCapacity': {
      const data = command.data as C['ReleaseSiteCapacity'];
      if (!state.reservations[data.contributionId]) return nothingToDo();
      return happened(draft('SiteCapacityReleased', { ...data }));
    }
    case 'CorrectFact':
      return correctionOf(command, correctableFacts(state));
    default:
      if (isActionCommand(command.type)) return decideAction(state.actions, command);
      return decideEnergy(state, command, context) ?? refuse('UNKNOWN_COMMAND', { type: command.type });
  }
}

/** What a site that is closed can no longer do. */
const endsWithSite = new Set([
  'RelocateSite',
  'ProfileProcessHeat',
  'OfferResidualHeat',
  'RecordConnectionContract',
  'PledgeContribution',
  'StateCapacityNeed',
  'StateFlexPotential',
  'TransferSite',
]);

function decideRegistration(state: SiteState, command: Command, context: DecideContext): Decision {
  if (state.exists) return refuse('ALREADY_EXISTS', { subject: command.subject });
  const data = command.data as C['RegisterSite'];
  if ((data.point === null) !== (data.location === 'OFFSHORE')) return refuse('POINT_AND_LOCATION', {});
  if (context.around.organisationExists(data.orgId) === false) return refuse('NOT_FOUND', { subject: data.orgId });
  return happened(draft('SiteRegistered', { ...data }));
}

function decideEmissions(state: SiteState, command: Command): Decision {
  const { years, sourceRef } = command.data as C['ReportVerifiedEmissions'];
  const changed = years.filter(({ year, t }) => state.emissions[year]?.value !== t);
  const first = years[0];
  if (changed.length === 0) return nothingToDo(first && state.emissions[first.year]?.command);
  for (const { year, t } of changed) {
    const conflict = editConflict(command, `emissions.${year}`, t, state.emissions[year]);
    if (conflict) return conflict;
  }
  return happened(...changed.map(({ year, t }) => draft('VerifiedEmissionsReported', { year, t, sourceRef })));
}

function decideHeat(state: SiteState, command: Command): Decision {
  if (command.type === 'WithdrawResidualHeat') {
    const data = command.data as C['WithdrawResidualHeat'];
    const standing = state.offers[data.offerId];
    if (!standing) return refuse('NOT_FOUND', { subject: data.offerId });
    if (standing.withdrawn) return nothingToDo(standing.withdrawn.command);
    return happened(draft('ResidualHeatWithdrawn', { ...data }));
  }
  const data = command.data as C['OfferResidualHeat'];
  if (state.offers[data.offerId]) return refuse('ALREADY_EXISTS', { subject: data.offerId });
  if (data.firmUntil < data.from) return refuse('PERIOD_REVERSED', { from: data.from, to: data.firmUntil });
  if (data.MWh > data.MW * 8760) return refuse('MWH_EXCEEDS_MW', { MWh: data.MWh, most: data.MW * 8760 });
  return happened(draft('ResidualHeatOffered', { ...data }));
}

function decideContract(state: SiteState, command: Command): Decision {
  const data = command.data as C['RecordConnectionContract'];
  if (Math.max(data.offtakeMW, data.feedInMW) > data.physicalMVA) {
    return refuse('CONTRACT_EXCEEDS_PHYSICAL', {
      contracted: Math.max(data.offtakeMW, data.feedInMW),
      physical: data.physicalMVA,
    });
  }
  if (data.to !== undefined && data.to < data.from) return refuse('PERIOD_REVERSED', { from: data.from, to: data.to });
  const standing = lastRecorded(state.contracts[data.connectionId]);
  const { connectionId, ...contract } = data;
  if (standing && same(standing.value, contract)) return nothingToDo(standing.command);
  return (
    editConflict(command, `contract.${connectionId}`, contract, standing) ??
    happened(draft('ConnectionContractRecorded', { ...data }))
  );
}

/** The race for a megawatt is decided here, by this stream's revision (I5). */
function decidePledge(state: SiteState, command: Command, { around }: DecideContext): Decision {
  const { contributionId, planId, kind, amount, from, to, firmness } = command.data as C['PledgeContribution'];
  if (to !== undefined && to < from) return refuse('PERIOD_REVERSED', { from, to });
  const standing = state.reservations[contributionId];
  if (standing && (standing.planId !== planId || standing.kind !== kind))
    return refuse('ALREADY_EXISTS', { subject: contributionId });
  const equal =
    standing?.MW === amount && standing.from === from && standing.to === to && standing.firmness === firmness;
  if (equal) return nothingToDo(standing.entry.command);
  const conflict = editConflict(command, `contribution.${contributionId}`, amount, standing?.entry);
  if (conflict) return conflict;
  const plan = around.plan?.(planId);
  if (plan?.exists === false) return refuse('NOT_FOUND', { subject: planId });
  if (plan?.stopped === true) return refuse('PLAN_STOPPED', {});
  if (plan?.parked === true) return refuse('PLAN_PARKED', {});
  const short = shortage(state, { contributionId, kind, amount, from, to });
  if (short)
    return refuse('CONTRIBUTION_EXCEEDS_SITE', { amount, year: short.year, rest: short.left, site: command.subject });
  return happened(draft('SiteCapacityReserved', { contributionId, planId, kind, MW: amount, from, to, firmness }));
}

/** What a correction of a site may point at. */
export function correctableFacts(state: SiteState): CorrectableFact[] {
  const emissions = Object.values(state.emissions).map((entry) => ({ entry, field: 't', check: within(0, 1e9) }));
  const offers = Object.values(state.offers).map(({ offer }) => ({
    entry: offer,
    value: 'MW' in offer.value ? offer.value.MW : undefined,
    field: 'MW',
    check: within(0, 10_000),
  }));
  const names = (state.details['name'] ?? []).map((entry) => ({
    entry,
    field: 'name',
    check: (value: unknown) =>
      typeof value === 'string' && value.trim().length >= 2 && value.length <= 160
        ? undefined
        : { code: 'TEXT_LENGTH', values: { field: 'name', min: 2, max: 160 } },
  }));
  return [...emissions, ...offers, ...names];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** RevertChange: a detail as it was before an event, as long as that event still sets it. */
function decideRevert(state: SiteState, command: Command): Decision {
  const { event } = command.data as C['RevertChange'];
  for (const [field, entries] of Object.entries(state.details)) {
    const at = entries.findIndex((entry) => entry.event === event);
    const before = entries[at - 1];
    const standing = entries.at(-1);
    if (at < 0 || !before || !standing) continue;
    if (standing.value === before.value) return nothingToDo(standing.command);
    const untouched = standing.event === event && !standing.corrected;
    const conflict = untouched ? undefined : editConflict(command, field, before.value, standing);
    return conflict ?? happened(draft('SiteDetailSet', { field, value: before.value }));
  }
  return refuse('NOT_REVERTIBLE', {});
}
