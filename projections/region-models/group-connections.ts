import type { SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import { sharesGrid, type PlanKind } from '../../events/plan/details.ts';
import type { PlanStatus } from '../../events/plan/gates.ts';
import { presentParticipants, standingContributions, type PlanState } from '../../events/plan/state.ts';
import { directions, type Direction } from '../region-places/infrastructure-rows.ts';
import { organisationNames } from '../region-overview/region-overview.ts';
import { streamsOf, type TopicState } from '../topic/topic.ts';
import { heldOn, shownOf, type Table } from './table.ts';

/** What a group asks of an operator, brings together, and was told, of one direction. MW. */
export interface GroupDirection {
  readonly direction: Direction;
  readonly requestedMW?: number;
  readonly pledgedMW?: number;
  readonly grantedMW?: number;
  /** The operator has refused. */
  readonly refused?: true;
}

/** A plan whose members share a connection or a part of the grid. */
export interface GroupConnection {
  readonly planId: SubjectId;
  readonly title: string;
  readonly kind: PlanKind;
  readonly status: PlanStatus;
  readonly members: readonly { readonly id: SubjectId; readonly name: string; readonly sites: number }[];
  readonly directions: readonly GroupDirection[];
}

const asked = { OFFTAKE: 'groupCapacityRequestedMW', FEED_IN: 'groupFeedInRequestedMW' } as const;

/** The groups of a table, with what of them a viewer may see. */
export function groupConnections(table: Table): GroupConnection[] {
  const nameOf = organisationNames(table.state);
  return streamsOf(table.state, 'plan')
    .filter(([, { kind }]) => sharesGrid.has(kind) || kind === 'JOINT_GRID_CABLE_POOLING')
    .map(([stream, plan]): GroupConnection => {
      const planId = subjectOf(stream);
      return {
        ...{ planId, kind: plan.kind, status: plan.status },
        title: String(heldOn(plan.details['title'], table.on) ?? ''),
        members: presentParticipants(plan).map(({ org, siteIds }) => ({
          ...{ id: org, name: nameOf(org), sites: siteIds.length },
        })),
        directions: directions
          .map((direction) => directionOf(direction, planId, plan, table))
          .filter((one) => Object.keys(one).length > 1),
      };
    })
    .sort((a, b) => a.title.localeCompare(b.title, 'nl') || (a.planId < b.planId ? -1 : 1));
}

function directionOf(direction: Direction, planId: SubjectId, plan: PlanState, { state, on }: Table): GroupDirection {
  const requested = heldOn(plan.details[asked[direction]], on);
  const amounts = standingContributions(plan)
    .filter(({ kind }) => direction === 'OFFTAKE' && kind === (plan.kind === 'FLEX_POOL' ? 'FLEX_MW' : 'CAPACITY_MW'))
    .map(({ amount }) => shownOf(amount));
  const pledged = amounts.length > 0 && amounts.every((one) => one !== undefined) ? amounts : undefined;
  const answer = answerTo(state, planId, direction);
  const granted = shownOf(answer?.granted)?.MW;
  return {
    direction,
    ...(typeof requested === 'number' ? { requestedMW: requested } : {}),
    ...(pledged ? { pledgedMW: pledged.reduce((sum: number, one) => sum + (one ?? 0), 0) } : {}),
    ...(granted === undefined ? {} : { grantedMW: granted }),
    ...(answer?.refused ? { refused: true as const } : {}),
  };
}

function answerTo(state: TopicState, planId: SubjectId, direction: Direction) {
  for (const [, { groups }] of streamsOf(state, 'infrastructure')) {
    const answer = groups[planId]?.[direction];
    if (answer) return answer;
  }
  return undefined;
}
