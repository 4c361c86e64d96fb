import { streamOf, subjectOf } from '../../../events/ids.ts';
import { projectFields, projectPhases, type ProjectPhase } from '../../../events/project/phases.ts';
import { fullEffectT } from '../../../events/project/reduction.ts';
import type { ProjectState } from '../../../events/project/state.ts';
import { lastRecorded } from '../../../events/timeline.ts';
import { projectCell } from '../../../projections/region-places/place-rows.ts';
import { siteName } from '../../../projections/region-places/case-rows.ts';
import { streamState, streamsOf } from '../../../projections/topic/topic.ts';
import { today } from '../../app/today.ts';
import { actionGroup } from './action-group.ts';
import { amount, day, named, seen } from './printed.ts';
import { askingGroups } from './project-asks.ts';
import type { RegionTable } from './region-table.svelte.ts';
import { may } from './rights.ts';
import { when, type Act, type Group, type Sheet } from './sheet.ts';
import { t } from './texts.ts';

/** The page of a project; undefined: there is none that this person may see. */
export function projectSheet(table: RegionTable, id: string): Sheet | undefined {
  const project = streamState(table.state, 'project', streamOf(id)?.stream ?? '');
  if (!project?.exists) return undefined;
  const site = streamState(table.state, 'site', streamOf(project.siteId)?.stream ?? '');
  const own = may(table, 'SetProjectDetail', id);
  const ended = project.phase === 'CANCELLED' || project.phase === 'OPERATIONAL';
  const edit = own && !ended;
  const cell = projectCell(id, project, table.on);
  return {
    ...{ kind: 'project', id, title: cell.title || id, mayEdit: edit },
    badges: [
      { text: named('phase', project.phase), tone: ended ? 'neutral' : 'teal' },
      ...(cell.route ? [{ text: named('route', cell.route), tone: 'neutral' as const }] : []),
    ],
    links: [{ to: `locaties/${project.siteId}`, text: siteName(table.state, project.siteId, table.on) }],
    editors: t('siteEditors', { organisation: site ? table.organisationName(site.orgId) : '' }),
    fields: Object.entries(projectFields).map(([name, spec]) => ({
      ...{ name, label: t(`field_${name}` as 'field_title'), spec, firstBy: 'ProjectProposed' },
      last: table.held(project.details[name]),
    })),
    groups: [
      courseGroup(project, own),
      yearGroup(project, edit),
      effectGroup(project, edit),
      ...askingGroups(table, id, project, own, edit),
      alternativesGroup(table, id, project, edit),
      attributionGroup(table, project, own),
      actionGroup(table, id, project.actions, edit),
    ],
  };
}

/** The phases that it had, and where it may go from here. */
function courseGroup(project: ProjectState, own: boolean): Group {
  return {
    ...{ id: 'fase', title: t('phase'), empty: '' },
    lines: [...project.phases].reverse().map((entry, n) => ({
      ...{ id: `${entry.index}-${n}`, text: named('phase', String(seen(entry.value) ?? '')), over: n > 0 },
      note: t('since', { from: day(entry.from) }),
      ...(n === 0 ? { entry, slot: 'ProjectPhaseAdvanced' } : {}),
    })),
    acts: own ? stepsFrom(project) : [],
  };
}

function stepsFrom({ phase }: ProjectState): readonly Act[] {
  if (phase === 'OPERATIONAL' || phase === 'CANCELLED') return [];
  const review = { type: 'PutProjectOnHold' };
  if (phase === 'ON_HOLD') return [{ type: 'ResumeProject', strong: true }, { type: 'CancelProject' }];
  const at = projectPhases.indexOf(phase);
  const next: ProjectPhase | undefined = projectPhases[at + 1];
  return [
    ...(phase === 'CONSTRUCTION'
      ? [{ type: 'RealiseProject', strong: true, initial: { date: today() } }]
      : [
          {
            ...{ type: 'AdvancePhase', strong: true, given: { to: next }, initial: { date: today() } },
            label: t('toPhase', { phase: named('phase', next ?? '') }),
          },
        ]),
    ...(at > 0 ? [{ type: 'RevertPhase', initial: { to: projectPhases[at - 1] } }] : []),
    review,
    { type: 'CancelProject' },
  ];
}

function yearGroup(project: ProjectState, edit: boolean): Group {
  const entry = lastRecorded(project.startYear);
  const route = lastRecorded(project.routes);
  const held = seen(route?.value);
  return {
    ...{ id: 'start', title: t('routeAndYear'), empty: '' },
    lines: [
      {
        ...{ id: 'startYear', text: t('startsIn', { year: seen(entry?.value) ?? '–' }), entry, slot: 'ProjectDelayed' },
        acts: when(
          edit,
          { type: 'DelayProject', basis: { startYear: entry?.command ?? null } },
          { type: 'AccelerateProject', basis: { startYear: entry?.command ?? null } },
        ),
      },
      {
        ...{ id: 'route', text: held?.routes.map((one) => named('route', one)).join(', ') ?? '–' },
        note: held && held.routes.length > 1 ? t('primary', { route: named('route', held.primary) }) : undefined,
        ...{ entry: route, slot: 'ProjectRouteChosen' },
        acts: when(edit, { type: 'ChooseRoute', initial: held, basis: { route: route?.command ?? null } }),
      },
    ],
    acts: [],
  };
}

function effectGroup(project: ProjectState, edit: boolean): Group {
  const entry = lastRecorded(project.reduction);
  const reduction = seen(entry?.value);
  const money = lastRecorded(project.capexEUR);
  const years = (['t2030', 't2035', 't2040'] as const).map(
    (name) => `${name.slice(1)}: ${amount(reduction?.[name] ?? (entry?.value as undefined), 't', 0)}`,
  );
  const { realised } = project;
  return {
    ...{ id: 'effect', title: t('effect'), empty: '' },
    lines: [
      {
        id: 'reduction',
        text: reduction ? t('reduction', { t: amount(fullEffectT(reduction), 't/jr', 0) }) : t('secretFigures'),
        note: reduction ? years.join(' · ') : undefined,
        ...{ entry, slot: 'ProjectRescoped' },
        acts: when(edit, {
          ...{ type: 'RescopeProject', initial: { reduction, capexEUR: seen(money?.value) } },
          basis: { reduction: entry?.command ?? null },
        }),
      },
      ...(money ? [{ id: 'capex', text: t('investment', { eur: amount(money.value, 'EUR', 0) }), entry: money }] : []),
      ...(realised
        ? [
            {
              ...{ id: 'realised', text: t('realisedT', { t: amount(realised.actual_t.value, 't/jr', 0) }) },
              ...{ entry: realised.actual_t, slot: 'ProjectRealised' },
            },
          ]
        : []),
    ],
    acts: [],
  };
}

/** Routes that exclude each other: one group of projects at a site, of which one is preferred. */
function alternativesGroup(table: RegionTable, id: string, project: ProjectState, edit: boolean): Group {
  const own = seen(project.alternative?.value);
  const siblings = streamsOf(table.state, 'project').flatMap(([stream, one]) => {
    const other = subjectOf(stream);
    if (one.siteId !== project.siteId || other === id) return [];
    return { ...projectCell(other, one, table.on), group: seen(one.alternative?.value)?.groupId };
  });
  const basis = { alternative: project.alternative?.command ?? null };
  const together = siblings.filter(({ group }) => own !== undefined && group === own.groupId);
  return {
    ...{ id: 'alternatieven', title: t('alternatives'), empty: t('alternativesEmpty') },
    lines: own
      ? [
          {
            ...{ id: 'own', text: own.preferred ? t('isPreferred') : t('isAlternative') },
            note: own.temporaryUntil === undefined ? undefined : t('temporary', { year: own.temporaryUntil }),
            ...{ entry: project.alternative, slot: own.groupId },
            acts: when(edit, {
              type: 'LinkAlternative',
              label: t('change'),
              given: { groupId: own.groupId },
              initial: own,
              basis,
            }),
          },
          ...together.map((one) => ({
            id: one.id,
            text: t('besides', { title: one.title }),
            to: `locaties/${one.id}`,
          })),
        ]
      : [],
    acts: when(
      edit && own === undefined,
      ...siblings
        .filter(({ group }) => group !== undefined)
        .map(({ title, group }) => ({
          type: 'LinkAlternative',
          label: t('alternativeOf', { title }),
          given: { groupId: group },
          basis,
        })),
      { type: 'LinkAlternative', label: t('newAlternatives'), basis },
    ),
  };
}

function attributionGroup(table: RegionTable, project: ProjectState, own: boolean): Group {
  return {
    ...{ id: 'toerekening', title: t('attribution'), empty: t('attributionEmpty') },
    lines: Object.entries(project.attributions).map(([planId, entry]) => {
      const plan = streamState(table.state, 'plan', streamOf(planId)?.stream ?? '');
      const title = seen(lastRecorded(plan?.details['title'])?.value);
      const share = seen(entry.value);
      return {
        ...{ id: planId, text: typeof title === 'string' ? title : planId, to: `/plan/${planId}`, entry, slot: planId },
        note: share === undefined ? t('secret') : `${amount(share * 100, '%', 1)}`,
        acts: when(own, {
          ...{ type: 'AttributeReduction', label: t('change'), given: { planId }, initial: { share } },
          basis: { [`attribution.${planId}`]: entry.command },
        }),
      };
    }),
    acts: when(own, { type: 'AttributeReduction' }),
  };
}
