import type { VisibleEvent } from '../envelope.ts';
import { entryOf } from '../timeline.ts';
import type { ProjectEventData as D } from './events.ts';
import type { ProjectState } from './state.ts';

/** Folds what a project asks of others: infrastructure, connections, money; and what holds it up. */
export function evolveNeeds(state: ProjectState, event: VisibleEvent): void {
  switch (event.type) {
    case 'InfraNeedStated': {
      const { needId, ...need } = event.data as D['InfraNeedStated'];
      state.needs[needId] = { need: entryOf(event, need) };
      return;
    }
    case 'InfraNeedWithdrawn': {
      const { needId, reason } = event.data as D['InfraNeedWithdrawn'];
      const standing = state.needs[needId];
      if (standing) state.needs[needId] = { ...standing, withdrawn: entryOf(event, reason) };
      return;
    }
    case 'ConnectionRequested': {
      const { requestId, ...request } = event.data as D['ConnectionRequested'];
      state.requests[requestId] = { request: entryOf(event, request, { from: request.requestedOn }) };
      return;
    }
    case 'ConnectionRequestWithdrawn': {
      const { requestId, reason } = event.data as D['ConnectionRequestWithdrawn'];
      const standing = state.requests[requestId];
      if (standing) state.requests[requestId] = { ...standing, withdrawn: entryOf(event, reason) };
      return;
    }
    case 'FundingRequested': {
      const { fundingId, ...request } = event.data as D['FundingRequested'];
      state.funding[fundingId] = { requested: entryOf(event, request, { from: request.date }) };
      return;
    }
    case 'FundingGranted': {
      const { fundingId, EUR, conditions, date } = event.data as D['FundingGranted'];
      const standing = state.funding[fundingId];
      const granted = entryOf(event, { EUR, conditions }, { from: date });
      if (standing) state.funding[fundingId] = { ...standing, granted };
      return;
    }
    case 'FundingRefused': {
      const { fundingId, reason, date } = event.data as D['FundingRefused'];
      const standing = state.funding[fundingId];
      if (standing) state.funding[fundingId] = { ...standing, refused: entryOf(event, reason, { from: date }) };
      return;
    }
    default:
      evolveBottleneck(state, event);
  }
}

function evolveBottleneck(state: ProjectState, event: VisibleEvent): void {
  if (event.type === 'BottleneckReported') {
    const { bottleneckId, code, severity, text, planId } = event.data as D['BottleneckReported'];
    state.bottlenecks[bottleneckId] = {
      id: bottleneckId,
      code,
      severity,
      text: entryOf(event, text),
      ...(planId === undefined ? {} : { planId }),
    };
    return;
  }
  if (event.type !== 'BottleneckAssigned' && event.type !== 'BottleneckResolved') return;
  const standing = state.bottlenecks[(event.data as { bottleneckId: string }).bottleneckId];
  if (!standing) return;
  if (event.type === 'BottleneckAssigned') {
    const { ownerOrgId, due } = event.data as D['BottleneckAssigned'];
    state.bottlenecks[standing.id] = { ...standing, owner: entryOf(event, { ownerOrgId, due }) };
  } else {
    const { how, date } = event.data as D['BottleneckResolved'];
    state.bottlenecks[standing.id] = { ...standing, resolved: entryOf(event, how, { from: date }) };
  }
}
