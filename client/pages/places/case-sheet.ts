import { casePhases } from '../../../events/case/phases.ts';
import type { CaseState } from '../../../events/case/state.ts';
import { streamOf } from '../../../events/ids.ts';
import { lastRecorded } from '../../../events/timeline.ts';
import { siteName } from '../../../projections/region-places/case-rows.ts';
import { openBottlenecks } from '../../../projections/region-places/place-rows.ts';
import { streamState, streamsOf } from '../../../projections/topic/topic.ts';
import { today } from '../../app/today.ts';
import { actionGroup } from './action-group.ts';
import { day, named, seen } from './printed.ts';
import type { RegionTable } from './region-table.svelte.ts';
import { may } from './rights.ts';
import { when, type Act, type Group, type Sheet } from './sheet.ts';
import { t } from './texts.ts';

/** The page of a case; undefined: there is none that this person may see. */
export function caseSheet(table: RegionTable, id: string): Sheet | undefined {
  const one = streamState(table.state, 'case', streamOf(id)?.stream ?? '');
  if (!one?.exists) return undefined;
  const works = may(table, 'HoldCaseMeeting', id);
  const open = works && !one.closed;
  return {
    ...{ kind: 'case', id, title: seen(one.question?.value) ?? t('secret'), mayEdit: open, fields: [] },
    badges: [{ text: named('phase', one.phase), tone: one.closed ? 'neutral' : 'teal' }],
    links: [],
    editors: t('caseEditors'),
    groups: [
      intakeGroup(table, one),
      phaseGroup(one, open),
      blockedGroup(table, one),
      meetingsGroup(table, one, open),
      actionGroup(table, id, one.actions, open),
      linksGroup(table, one, open, works),
      {
        ...{ id: 'uitkomst', title: t('outcome'), empty: t('outcomeEmpty') },
        lines: one.closed ? [outcomeLine(one.closed)] : [],
        acts: when(open, { type: 'CloseCase' }),
      },
    ],
  };
}

const outcomeLine = (closed: NonNullable<CaseState['closed']>): Group['lines'][number] => {
  const value = seen(closed.value);
  const text = value ? named('outcome', value.outcome) : t('secret');
  return { id: 'outcome', text, note: value?.text, entry: closed, slot: 'CaseClosed' };
};

function intakeGroup(table: RegionTable, one: CaseState): Group {
  return {
    ...{ id: 'intake', title: t('intake'), empty: '' },
    lines: [
      { id: 'question', text: seen(one.question?.value) ?? t('secret'), entry: one.question },
      ...one.siteIds.map((id) => ({ id, text: siteName(table.state, id, table.on), to: `locaties/${id}` })),
      { id: 'decision', text: t('chosenBy'), to: `/besluit/${one.decisionId}` },
    ],
    acts: [],
  };
}

function phaseGroup(one: CaseState, open: boolean): Group {
  const at = casePhases.indexOf(one.phase);
  const next = casePhases[at + 1];
  const forward: Act[] =
    next && next !== 'CLOSED'
      ? [
          {
            type: 'ChangeCasePhase',
            given: { to: next },
            strong: true,
            label: t('toPhase', { phase: named('phase', next) }),
          },
        ]
      : [];
  const back: Act[] = casePhases
    .slice(0, Math.max(0, at))
    .map((to) => ({ type: 'ChangeCasePhase', given: { to }, label: t('backToPhase', { phase: named('phase', to) }) }));
  return {
    ...{ id: 'fase', title: t('phase'), empty: '' },
    lines: [...one.phases].reverse().map((entry, n) => ({
      ...{ id: `${entry.index}-${n}`, text: named('phase', String(seen(entry.value) ?? '')), over: n > 0 },
      note: t('since', { from: day(entry.from) }),
      ...(n === 0 ? { entry, slot: 'CasePhaseChanged' } : {}),
    })),
    acts: when(open, ...forward, ...back),
  };
}

/** What holds up the projects of the case's sites: there the bottlenecks are reported and resolved. */
function blockedGroup(table: RegionTable, one: CaseState): Group {
  const projects = streamsOf(table.state, 'project').filter(([, project]) => one.siteIds.includes(project.siteId));
  return {
    ...{ id: 'knelpunten', title: t('bottlenecks'), empty: t('caseBottlenecksEmpty') },
    lines: projects.flatMap(([stream, project]) =>
      openBottlenecks(project).map((bottleneck) => ({
        ...{
          id: bottleneck.id,
          text: named('code', bottleneck.code),
          to: `locaties/prj_${stream.slice('project-'.length)}`,
        },
        note: String(seen(lastRecorded(project.details['title'])?.value) ?? ''),
        badge: { text: t('severity', { severity: bottleneck.severity }), tone: 'neutral' as const },
      })),
    ),
    acts: [],
  };
}

function meetingsGroup(table: RegionTable, one: CaseState, open: boolean): Group {
  return {
    ...{ id: 'overleg', title: t('meetings'), empty: t('meetingsEmpty') },
    lines: one.meetings.map((entry) => {
      const meeting = seen(entry.value);
      return {
        ...{ id: String(entry.event), text: `${day(entry.from)}: ${meeting?.text ?? t('secret')}` },
        note: meeting?.orgIds.map(table.organisationName).join(', '),
        files: meeting?.minutesFileId === undefined ? [] : [{ what: t('minutes'), address: meeting.minutesFileId }],
        ...{ entry, slot: 'CaseMeetingHeld' },
      };
    }),
    acts: when(open, { type: 'HoldCaseMeeting', initial: { date: today() } }),
  };
}

function linksGroup(table: RegionTable, one: CaseState, open: boolean, works: boolean): Group {
  const titleOf = (id: string) => {
    const plan = streamState(table.state, 'plan', streamOf(id)?.stream ?? '');
    return String(seen(lastRecorded(plan?.details['title'])?.value) ?? id);
  };
  const regionOf = (id: string) => streamState(table.state, 'region', streamOf(id)?.stream ?? '')?.name ?? id;
  return {
    ...{ id: 'verder', title: t('further'), empty: t('furtherEmpty') },
    lines: [
      ...Object.entries(one.plans).map(([id, entry]) => ({
        id,
        text: titleOf(id),
        to: `/plan/${id}`,
        entry,
        slot: id,
      })),
      ...Object.entries(one.regions).map(([id, entry]) => ({
        id,
        text: regionOf(id),
        to: `/regio/${id}`,
        entry,
        slot: id,
      })),
    ],
    acts: [...when(open, { type: 'LinkCaseToPlan' }), ...when(works, { type: 'ScaleCaseToRegion' })],
  };
}
