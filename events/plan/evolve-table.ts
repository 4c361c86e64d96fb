import { HIDDEN, isHidden, type Hidden, type VisibleEvent } from '../envelope.ts';
import { entryOf } from '../timeline.ts';
import type { PlanEventData as D } from './events.ts';
import { standingContributions, type Contribution, type Participant, type PlanState } from './state.ts';

/** Folds who sits at the table; who leaves takes along what he brought. */
export function evolveParticipant(state: PlanState, event: VisibleEvent): void {
  if (event.type === 'ParticipantLeft') {
    const { orgId, reason } = event.data as D['ParticipantLeft'];
    const participant = state.participants[orgId];
    if (participant) state.participants[orgId] = { ...participant, left: entryOf(event, reason) };
    withdrawAll(state, event, ({ org }) => org === orgId, reason);
    return;
  }
  const { orgId, role } = event.data as D['ParticipantInvited'];
  const participant: Participant = { ...(state.participants[orgId] ?? { org: orgId, siteIds: [] }), role };
  if (event.type === 'ParticipantInvited') {
    participant.invited = entryOf(event, true);
  } else {
    participant.joined = entryOf(event, true);
    participant.siteIds = [...(event.data as D['ParticipantJoined']).siteIds];
    delete participant.left;
  }
  state.participants[orgId] = participant;
}

/** What is brought goes with who leaves, and all of it when the plan stops. */
export function withdrawAll(
  state: PlanState,
  event: VisibleEvent,
  of: (c: Contribution) => boolean,
  reason: string,
): void {
  for (const contribution of standingContributions(state).filter(of))
    state.contributions[contribution.id] = { ...contribution, withdrawn: entryOf(event, reason) };
}

/** Folds what is brought. */
export function evolveContribution(state: PlanState, event: VisibleEvent): void {
  const { contributionId } = event.data as { contributionId: string };
  if (event.type === 'ContributionPledged') {
    const data = event.data as Omit<D['ContributionPledged'], 'amount'> & { amount: number | Hidden };
    state.contributions[contributionId] = {
      id: contributionId,
      siteId: data.siteId,
      org: event.meta.organisation,
      kind: data.kind,
      unit: data.unit,
      firmness: data.firmness,
      from: data.from,
      ...(data.to === undefined ? {} : { to: data.to }),
      amount: entryOf<number>(event, data.amount, { from: data.from, to: data.to }),
    };
    return;
  }
  const contribution = state.contributions[contributionId];
  if (!contribution) return;
  if (event.type === 'ContributionWithdrawn') {
    const withdrawn = entryOf(event, (event.data as D['ContributionWithdrawn']).reason);
    state.contributions[contributionId] = { ...contribution, withdrawn };
    return;
  }
  const data = event.data as D['ContributionChanged'] & { new: D['ContributionChanged']['new'] | Hidden };
  const { from, to, firmness } = data;
  const { withdrawn, to: before, ...kept } = contribution;
  void [withdrawn, before];
  state.contributions[contributionId] = {
    ...kept,
    from,
    firmness,
    ...(to === undefined ? {} : { to }),
    amount: entryOf<number>(event, isHidden(data.new) ? HIDDEN : data.new, { from, to }),
  };
}

/** Folds milestones. */
export function evolveMilestone(state: PlanState, event: VisibleEvent): void {
  if (event.type === 'MilestonePlanned') {
    const data = event.data as D['MilestonePlanned'];
    state.milestones[data.milestoneId] = {
      id: data.milestoneId,
      name: data.name,
      baseline: data.date,
      forecast: entryOf(event, data.date, {}),
      forecasts: [entryOf(event, data.date, {})],
      dependsOn: [...data.dependsOn],
      programmeFunded: data.programmeFunded,
      ...(data.ownerOrg === undefined ? {} : { ownerOrg: data.ownerOrg }),
      ...(data.gate === undefined ? {} : { gate: data.gate }),
    };
    return;
  }
  const milestone = state.milestones[(event.data as { milestoneId: string }).milestoneId];
  if (!milestone) return;
  if (event.type === 'MilestoneForecastMoved') {
    const forecast = entryOf(event, (event.data as D['MilestoneForecastMoved']).new);
    state.milestones[milestone.id] = { ...milestone, forecast, forecasts: [...milestone.forecasts, forecast] };
  } else {
    const reached = entryOf(event, (event.data as D['MilestoneReached']).date);
    state.milestones[milestone.id] = { ...milestone, reached };
  }
}
