import type { CalendarDay, SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import { gates, type Gate } from '../../events/plan/gates.ts';
import type { PlanState } from '../../events/plan/state.ts';
import { gateDecisions } from '../plan-view/gate-decisions.ts';
import { streamsOf } from '../topic/topic.ts';
import { heldOn, shownOf, type Table } from './table.ts';

/** A gate of a plan: when it was passed, or when it is expected. */
export interface GateDay {
  readonly planId: SubjectId;
  readonly plan: string;
  readonly gate: Gate;
  readonly state: 'PASSED' | 'REQUESTED' | 'FAILED' | 'OPEN';
  /** Of an open gate the forecast of its milestone, of one that was passed the day of that; undefined: nothing is planned. */
  readonly day?: CalendarDay;
  /** Where it was planned first, when that is another day. */
  readonly baseline?: CalendarDay;
  /** Expected before today, and not passed. */
  readonly overdue: boolean;
  /** The newest decision about this plan's gates that is not taken by all it takes. */
  readonly decisionId?: SubjectId;
}

/** The gates of all plans of a table: of each plan what was passed and its next, by day; those without a day come last. */
export function gateCalendar(table: Table): GateDay[] {
  return streamsOf(table.state, 'plan')
    .filter(([, { status }]) => status !== 'STOPPED')
    .flatMap(([stream, plan]) => gatesOf(subjectOf(stream), plan, table))
    .sort((a, b) => (a.day ?? '9').localeCompare(b.day ?? '9') || a.plan.localeCompare(b.plan, 'nl'));
}

function gatesOf(planId: SubjectId, plan: PlanState, { state, on }: Table): GateDay[] {
  const next = gates.find((gate) => plan.gates[gate]?.passed === undefined);
  const title = String(heldOn(plan.details['title'], on) ?? '');
  return gates.flatMap((gate): GateDay[] => {
    const { passed, failed, requested } = plan.gates[gate] ?? {};
    const planned = Object.values(plan.milestones).find((one) => one.gate === gate);
    const forecast = shownOf(planned?.forecast);
    if (!passed && gate !== next && !planned) return [];
    const day = passed ? passed.from : forecast;
    const awaited = gateDecisions(state, planId).find(({ status }) => status === 'DRAFT');
    return [
      {
        ...{ planId, plan: title, gate },
        state: passed ? 'PASSED' : failed ? 'FAILED' : requested ? 'REQUESTED' : 'OPEN',
        ...(day === undefined ? {} : { day }),
        ...(planned && planned.baseline !== day ? { baseline: planned.baseline } : {}),
        overdue: !passed && day !== undefined && day < on && plan.status !== 'PARKED',
        ...(gate === next && awaited ? { decisionId: awaited.id } : {}),
      },
    ];
  });
}
