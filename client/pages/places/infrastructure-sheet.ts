import { streamOf } from '../../../events/ids.ts';
import { infrastructureFields } from '../../../events/infrastructure/details.ts';
import type { InfrastructureState } from '../../../events/infrastructure/state.ts';
import { lastRecorded } from '../../../events/timeline.ts';
import { infrastructureRow, type InfrastructureRow } from '../../../projections/region-places/infrastructure-rows.ts';
import { streamState } from '../../../projections/topic/topic.ts';
import { today } from '../../app/today.ts';
import { actionGroup } from './action-group.ts';
import { amount, day, named, seen } from './printed.ts';
import type { RegionTable } from './region-table.svelte.ts';
import { may } from './rights.ts';
import { when, type Group, type Sheet } from './sheet.ts';
import { t } from './texts.ts';

/** The page of a grid area or a section; undefined: there is none on this table. */
export function infrastructureSheet(table: RegionTable, id: string): Sheet | undefined {
  const one = streamState(table.state, 'infrastructure', streamOf(id)?.stream ?? '');
  if (!one?.exists) return undefined;
  const row = infrastructureRow(id, one, table.on, table.organisationName);
  const changes = may(table, 'SetInfrastructureDetail', id);
  return {
    ...{ kind: 'infrastructure', id, title: row.name, mayEdit: changes, links: [] },
    badges: [
      { text: named('kind', one.kind), tone: 'teal' },
      { text: row.operator, tone: 'neutral' },
    ],
    editors: t('networkEditors', { operator: row.operator }),
    fields: Object.entries(infrastructureFields[one.kind]).map(([name, spec]) => ({
      ...{ name, label: t(`field_${name}` as 'field_name'), spec, firstBy: 'InfrastructureRegistered' },
      last: table.held(one.details[name]),
    })),
    groups: [
      ...(one.kind === 'GRID_AREA' ? [congestionGroup(row, changes)] : [sectionGroup(one, changes)]),
      worksGroup(one, changes),
      answersGroup(table, one, changes),
      actionGroup(table, id, one.actions, changes),
    ],
  };
}

function congestionGroup(row: InfrastructureRow, changes: boolean): Group {
  return {
    ...{ id: 'congestie', title: t('congestion'), empty: t('congestionEmpty') },
    lines: row.directions.flatMap(({ direction, congestion, congestionEntry }) => {
      if (!congestion) return [];
      const { new: status, alleviationYear } = congestion;
      return {
        ...{ id: direction, text: `${named('direction', direction)}: ${named('new', status)}` },
        note: alleviationYear === undefined ? undefined : t('solvedIn', { year: alleviationYear }),
        ...{ entry: congestionEntry, slot: `CongestionStatusChanged.${direction}` },
        acts: when(changes, {
          type: 'ChangeCongestionStatus',
          label: t('change'),
          given: { direction },
          initial: congestion,
        }),
      };
    }),
    acts: when(changes, { type: 'ChangeCongestionStatus' }),
  };
}

function sectionGroup(one: InfrastructureState, changes: boolean): Group {
  const entry = lastRecorded(one.sectionYear);
  const held = seen(entry?.value);
  return {
    ...{ id: 'oplevering', title: t('delivery'), empty: t('deliveryEmpty') },
    lines: held
      ? [
          {
            id: 'year',
            text: t('thereIn', { year: held.year }),
            note: named('firmness', held.firmness),
            entry,
            slot: 'SectionYearChanged',
          },
        ]
      : [],
    acts: when(changes, {
      ...{ type: 'ChangeSectionYear', initial: held && { new: held.year, firmness: held.firmness } },
      basis: { sectionYear: entry?.command ?? null },
    }),
  };
}

function worksGroup(one: InfrastructureState, changes: boolean): Group {
  const works = Object.values(one.works).sort((a, b) =>
    String(seen(a.when.value)).localeCompare(String(seen(b.when.value))),
  );
  return {
    ...{ id: 'werken', title: t('works'), empty: t('worksEmpty') },
    lines: works.map(({ id, name, when: planned, plans, completed }) => {
      const given = { workId: id };
      const first = seen(plans[0]?.value);
      const moved = plans.length > 1 ? t('movedFrom', { day: day(first ?? '') }) : '';
      return {
        ...{ id, text: name, over: completed !== undefined, entry: completed ?? planned, slot: id },
        note: completed
          ? t('completed', { day: day(completed.from), mw: amount(completed.value, 'MW') })
          : [day(seen(planned.value) ?? ''), moved].filter(Boolean).join(' · '),
        acts: when(
          changes && !completed,
          { type: 'RescheduleWork', given, basis: { [`work.${id}`]: planned.command } },
          { type: 'CompleteWork', given, initial: { date: today() } },
        ),
      };
    }),
    acts: when(changes, { type: 'ScheduleWork' }),
  };
}

/** What the operator said to the groups of plans; only they and he see it. */
function answersGroup(table: RegionTable, one: InfrastructureState, changes: boolean): Group {
  return {
    ...{ id: 'groepen', title: t('groupAnswers'), empty: t('groupAnswersEmpty') },
    lines: Object.entries(one.groups).flatMap(([planId, answers]) =>
      Object.entries(answers).map(([direction, { granted, refused }]) => {
        const plan = streamState(table.state, 'plan', streamOf(planId)?.stream ?? '');
        const title = seen(lastRecorded(plan?.details['title'])?.value);
        const grant = seen(granted?.value);
        return {
          ...{ id: `${planId} ${direction}`, text: typeof title === 'string' ? title : planId, to: `/plan/${planId}` },
          note: grant
            ? `${named('direction', direction)}: ${amount(grant.MW, 'MW')}`
            : t('refused', { why: seen(refused?.value)?.reason ?? '' }),
          ...{ entry: granted ?? refused, over: refused !== undefined },
        };
      }),
    ),
    acts: when(changes, { type: 'GrantGroupCapacity' }, { type: 'RefuseGroupCapacity' }),
  };
}
