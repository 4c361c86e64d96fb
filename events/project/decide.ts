import { decideAction, isActionCommand } from '../any-stream/actions.ts';
import { correctionOf } from '../correction.ts';
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
import { decideRevertDetail, decideSetDetail } from '../details.ts';
import { isHidden } from '../envelope.ts';
import { same } from '../same.ts';
import { lastRecorded } from '../timeline.ts';
import type { ProjectCommandData as C } from './commands.ts';
import { correctableFacts } from './correctable.ts';
import { decideNeeds } from './decide-needs.ts';
import { decidePhase } from './decide-phase.ts';
import { projectFields } from './phases.ts';
import { boundsReversed, exceedsBaseline } from './reduction.ts';
import type { ProjectState } from './state.ts';

/** Decides every command of a project. */
export function decide(state: ProjectState, command: Command, context: DecideContext): Decision {
  if (command.type === 'ProposeProject') return decideProposal(state, command, context);
  if (!state.exists) return refuse('NOT_FOUND', { subject: command.subject });
  if (isActionCommand(command.type)) return decideAction(state.actions, command);
  const ended = state.phase === 'CANCELLED' || state.phase === 'OPERATIONAL';
  if (ended && !allowedAfterEnd.has(command.type)) return refuse('PROJECT_ENDED', { phase: state.phase });
  switch (command.type) {
    case 'SetProjectDetail':
      return decideSetDetail(projectFields, state.details, command, 'ProjectDetailSet');
    case 'RevertChange':
      return decideRevertDetail(projectFields, state.details, command, 'ProjectDetailSet');
    case 'ChooseRoute':
      return decideRoute(state, command);
    case 'DelayProject':
    case 'AccelerateProject':
      return decideYear(state, command);
    case 'RescopeProject':
      return decideScope(state, command, context);
    case 'AttributeReduction':
      return decideAttribution(state, command, context);
    case 'LinkAlternative':
      return decideAlternative(state, command, context);
    case 'CorrectFact':
      return correctionOf(command, correctableFacts(state));
    default:
      return decidePhase(state, command) ?? decideNeeds(state, command, context);
  }
}

const allowedAfterEnd = new Set([
  'CorrectFact',
  'ResolveBottleneck',
  'AttributeReduction',
  'WithdrawInfraNeed',
  'WithdrawConnectionRequest',
  'GrantFunding',
  'RefuseFunding',
  'CancelProject',
  'RealiseProject',
]);

function decideProposal(state: ProjectState, command: Command, context: DecideContext): Decision {
  if (state.exists) return refuse('ALREADY_EXISTS', { subject: command.subject });
  const data = command.data as C['ProposeProject'];
  const owner = context.around.siteOwner(data.siteId);
  if (owner === null) return refuse('NOT_FOUND', { subject: data.siteId });
  if (owner !== undefined && owner !== context.organisation) return refuse('NOT_OWN_SITE', { site: data.siteId });
  return (
    boundsReversed(data.reduction) ??
    exceedsBaseline(data.siteId, command.subject, data.reduction, undefined, context) ??
    happened(draft('ProjectProposed', { ...data }))
  );
}

function decideRoute(state: ProjectState, command: Command): Decision {
  const { routes, primary, reason } = command.data as C['ChooseRoute'];
  if (!routes.includes(primary)) return refuse('PRIMARY_NOT_A_ROUTE', { primary });
  const standing = lastRecorded(state.routes);
  const chosen = { routes: [...new Set(routes)], primary };
  if (same(standing?.value, chosen)) return nothingToDo(standing?.command);
  return (
    editConflict(command, 'route', primary, standing) ?? happened(draft('ProjectRouteChosen', { ...chosen, reason }))
  );
}

/** Delay and acceleration; a project does not start before the year of its final investment decision. */
function decideYear(state: ProjectState, command: Command): Decision {
  const { newYear } = command.data as { newYear: number };
  const standing = lastRecorded(state.startYear);
  const oldYear = standing && !isHidden(standing.value) ? standing.value : newYear;
  if (newYear === oldYear) return nothingToDo(standing?.command);
  const conflict = editConflict(command, 'startYear', newYear, standing);
  if (conflict) return conflict;
  const later = command.type === 'DelayProject';
  if (later !== newYear > oldYear) return refuse(later ? 'YEAR_NOT_LATER' : 'YEAR_NOT_EARLIER', { oldYear, newYear });
  if (state.fidYear !== undefined && newYear < state.fidYear)
    return refuse('START_BEFORE_FID', { startYear: newYear, fidYear: state.fidYear });
  return happened(draft(later ? 'ProjectDelayed' : 'ProjectAccelerated', { oldYear, ...command.data }));
}

function decideScope(state: ProjectState, command: Command, context: DecideContext): Decision {
  const { reduction, capexEUR, reason } = command.data as C['RescopeProject'];
  const standing = lastRecorded(state.reduction);
  const money = lastRecorded(state.capexEUR);
  const unchanged = same(standing?.value, reduction);
  if (unchanged && (capexEUR === undefined || capexEUR === money?.value)) return nothingToDo(standing?.command);
  return (
    editConflict(command, 'reduction', reduction, standing) ??
    boundsReversed(reduction) ??
    exceedsBaseline(state.siteId, command.subject, reduction, state.alternative, context) ??
    happened(
      draft('ProjectRescoped', {
        old: { reduction: standing?.value },
        new: { reduction },
        oldCapexEUR: capexEUR === undefined ? undefined : money?.value,
        newCapexEUR: capexEUR,
        reason,
      }),
    )
  );
}

/** I8: the shares of all plans together are at most the whole; the same plan again replaces its share. */
function decideAttribution(state: ProjectState, command: Command, context: DecideContext): Decision {
  const { planId, share } = command.data as C['AttributeReduction'];
  const plan = context.around.plan?.(planId);
  if (plan?.exists === false) return refuse('NOT_FOUND', { subject: planId });
  const standing = state.attributions[planId];
  if (standing?.value === share) return nothingToDo(standing.command);
  const held = standing === undefined || isHidden(standing.value) ? 0 : standing.value;
  if (plan?.stopped === true && share > held) return refuse('PLAN_STOPPED', {});
  const conflict = editConflict(command, `attribution.${planId}`, share, standing);
  if (conflict) return conflict;
  const others = attributedShare(state, planId);
  if (others + share > 1 + 1e-9) return refuse('DOUBLE_COUNTED', { share: Math.round(others * 1e6) / 1e6 });
  return happened(draft('ReductionAttributed', { planId, share }));
}

/** Share of the reduction that counts for other plans. */
function attributedShare(state: ProjectState, except: string): number {
  return Object.entries(state.attributions).reduce(
    (sum, [plan, { value }]) => sum + (plan === except || isHidden(value) ? 0 : value),
    0,
  );
}

function decideAlternative(state: ProjectState, command: Command, context: DecideContext): Decision {
  const data = command.data as C['LinkAlternative'];
  const standing = state.alternative;
  if (same(standing?.value, data)) return nothingToDo(standing?.command);
  const reduction = lastRecorded(state.reduction)?.value;
  const conflict = editConflict(command, 'alternative', data.preferred, standing);
  if (conflict) return conflict;
  // what becomes the preferred route counts from now on
  const linked = { ...standing, value: data } as ProjectState['alternative'];
  const tooMuch =
    reduction === undefined || isHidden(reduction)
      ? undefined
      : exceedsBaseline(state.siteId, command.subject, reduction, linked, context);
  return tooMuch ?? happened(draft('ProjectAlternativeLinked', { ...data }));
}
