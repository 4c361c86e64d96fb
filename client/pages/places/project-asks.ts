import type { SubjectId } from '../../../events/envelope.ts';
import { streamOf } from '../../../events/ids.ts';
import type { Bottleneck, ProjectState } from '../../../events/project/state.ts';
import { lastRecorded } from '../../../events/timeline.ts';
import { streamState } from '../../../projections/topic/topic.ts';
import { today } from '../../app/today.ts';
import { amount, day, named, seen } from './printed.ts';
import type { RegionTable } from './region-table.svelte.ts';
import { may } from './rights.ts';
import { when, type Act, type Group, type Line } from './sheet.ts';
import { t } from './texts.ts';

/** What a project asks of others: energy, connections and money; and what holds it up. */
export function askingGroups(
  table: RegionTable,
  id: SubjectId,
  project: ProjectState,
  own: boolean,
  edit: boolean,
): Group[] {
  return [
    needsGroup(table, project, own, edit),
    {
      ...{ id: 'knelpunten', title: t('bottlenecks'), empty: t('bottlenecksEmpty') },
      lines: Object.values(project.bottlenecks).map((one) => bottleneckLine(table, id, one, edit)),
      acts: when(edit, { type: 'ReportBottleneck', strong: true }),
    },
    requestsGroup(table, project, own, edit),
    fundingGroup(project, own, edit),
  ];
}

function needsGroup(table: RegionTable, project: ProjectState, own: boolean, edit: boolean): Group {
  return {
    ...{ id: 'behoefte', title: t('needs'), empty: t('needsEmpty') },
    lines: Object.entries(project.needs).map(([needId, { need, withdrawn }]) => {
      const value = seen(need.value);
      const place = value?.areaId ?? value?.sectionId;
      const note = [
        value && named('direction', value.direction),
        value && t('fromYear', { year: value.fromYear }),
        place && infrastructureName(table, place),
        value?.minimumShare !== undefined && t('atLeast', { share: amount(value.minimumShare * 100, '%', 0) }),
      ];
      return {
        ...{
          id: needId,
          text: value ? `${named('carrier', value.carrier)}: ${amount(value.amount, value.unit)}` : t('secret'),
        },
        note: withdrawn ? seen(withdrawn.value) : note.filter(Boolean).join(' · '),
        ...{ over: withdrawn !== undefined, entry: withdrawn ?? need, slot: needId },
        acts: when(own && !withdrawn, { type: 'WithdrawInfraNeed', given: { needId } }),
      };
    }),
    acts: when(edit, { type: 'StateInfraNeed', strong: true }),
  };
}

/** A bottleneck as a line: what it is, who resolves it, and what may be done about it. */
export function bottleneckLine(table: RegionTable, projectId: SubjectId, one: Bottleneck, edit: boolean): Line {
  const owner = seen(one.owner?.value);
  const note = one.resolved
    ? t('resolvedOn', { day: day(one.resolved.from), how: seen(one.resolved.value) ?? '' })
    : owner
      ? `${table.organisationName(owner.ownerOrgId)} · ${t('dueOn', { day: day(owner.due) })}`
      : t('noOwner');
  const given = { bottleneckId: one.id };
  const mayResolve = may(table, 'ResolveBottleneck', projectId, given);
  const acts: Act[] = [
    ...when(edit, { type: 'AssignBottleneck', given, initial: owner }),
    ...when(mayResolve, { type: 'ResolveBottleneck', given, initial: { date: today() } }),
  ];
  return {
    ...{
      id: one.id,
      text: named('code', one.code),
      over: one.resolved !== undefined,
      entry: one.resolved ?? one.owner ?? one.text,
    },
    note: [seen(one.text.value), note].filter(Boolean).join(' — '),
    badge:
      !one.resolved && owner && owner.due < today()
        ? { text: t('overdue'), tone: 'red' }
        : { text: t('severity', { severity: one.severity }), tone: one.severity >= 4 ? 'amber' : 'neutral' },
    slot: one.id,
    acts: one.resolved ? [] : acts,
  };
}

function requestsGroup(table: RegionTable, project: ProjectState, own: boolean, edit: boolean): Group {
  return {
    ...{ id: 'aanvragen', title: t('requests'), empty: t('secretEmpty') },
    lines: Object.entries(project.requests).map(([requestId, { request, withdrawn }]) => {
      const value = seen(request.value);
      return {
        ...{
          id: requestId,
          text: value ? `${named('carrier', value.carrier)}: ${amount(value.amount, value.unit)}` : t('secret'),
        },
        note:
          value &&
          `${table.organisationName(value.operatorId)} · ${t('askedOn', { day: day(value.requestedOn), year: value.wantedYear })}`,
        ...{ over: withdrawn !== undefined, entry: withdrawn ?? request, slot: requestId },
        acts: when(own && !withdrawn, { type: 'WithdrawConnectionRequest', given: { requestId } }),
      };
    }),
    acts: when(edit, { type: 'RequestConnection' }),
  };
}

function fundingGroup(project: ProjectState, own: boolean, edit: boolean): Group {
  return {
    ...{ id: 'geld', title: t('funding'), empty: t('secretEmpty') },
    lines: Object.entries(project.funding).map(([fundingId, { requested, granted, refused }]) => {
      const value = seen(requested.value);
      const grant = seen(granted?.value);
      const state = grant
        ? t('granted', { eur: amount(grant.EUR, 'EUR', 0) })
        : refused
          ? t('refused', { why: seen(refused.value) ?? '' })
          : t('askedFor', { day: day(requested.from) });
      return {
        ...{
          id: fundingId,
          text: value ? `${value.scheme}: ${amount(value.EUR, 'EUR', 0)}` : t('secret'),
          note: state,
        },
        ...{ over: refused !== undefined, entry: granted ?? refused ?? requested, slot: fundingId },
        acts: when(
          own && !granted && !refused,
          { type: 'GrantFunding', given: { fundingId }, initial: { EUR: value?.EUR, date: today() } },
          { type: 'RefuseFunding', given: { fundingId }, initial: { date: today() } },
        ),
      };
    }),
    acts: when(edit, { type: 'RequestFunding' }),
  };
}

export function infrastructureName(table: RegionTable, id: string): string {
  const one = streamState(table.state, 'infrastructure', streamOf(id)?.stream ?? '');
  const name = seen(lastRecorded(one?.details['name'])?.value);
  return typeof name === 'string' ? name : id;
}
