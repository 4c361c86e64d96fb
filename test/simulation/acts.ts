import { streamOf, subjectOf } from '../../events/ids.ts';
import { lastRecorded } from '../../events/timeline.ts';
import type { PlanState } from '../../events/plan/state.ts';
import { streamsOf } from '../../projections/topic/topic.ts';
import type { Base } from './base.ts';
import type { Random } from './random.ts';
import type { Tab } from './tab.ts';
import type { Truth } from './truth.ts';

export interface Stage {
  readonly base: Base;
  readonly random: Random;
  readonly truth: Truth;
}

type Act = (tab: Tab, plan: string, stage: Stage) => string | undefined;

const numbers = { lossHours: [100, 8000], backupMW: [1, 900], pipeDN: [20, 1200], routeLengthKm: [1, 200] } as const;

const regionOf = ({ base }: Stage): string => `region:${base.id('reg', 'region')}`;
const planOf = (tab: Tab, plan: string, stage: Stage): PlanState | undefined =>
  tab.table.shown(regionOf(stage)).state.streams[streamOf(plan)?.stream ?? ''] as PlanState | undefined;
const give = (
  tab: Tab,
  stage: Stage,
  type: string,
  subject: string,
  data: Record<string, unknown>,
  more = {},
): string => tab.do(() => tab.table.give(regionOf(stage), { type, subject, data, ...more }));

/** What a run is mostly about, and how often that is done for once of everything else. */
export const moods: Readonly<Record<string, readonly string[]>> = {
  everything: ['type', 'type', 'type', 'set a number'],
  writing: Array.from({ length: 60 }, (_, n) => (n % 6 === 0 ? 'undo or redo a text' : 'type')),
  pledging: [...Array.from({ length: 16 }, () => 'pledge'), 'withdraw', 'withdraw', 'withdraw'],
  rights: Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? 'type' : 'comment')),
  fields: [...Array.from({ length: 16 }, () => 'set a number'), 'undo or redo a field', 'undo or redo a field'],
};

/** What people do at the table, each as the page would do it. */
export const acts: Readonly<Record<string, Act>> = {
  'set a number': (tab, plan, stage) => {
    const field = stage.random.pick(Object.keys(numbers) as (keyof typeof numbers)[]);
    const value = stage.random.int(numbers[field][0], numbers[field][1]);
    const standing = lastRecorded(planOf(tab, plan, stage)?.details[field])?.command;
    const basis = tab.table.basis(plan, field, standing);
    return `${field} = ${value} ${give(tab, stage, 'SetPlanDetail', plan, { field, value }, { basis })}`;
  },
  'change the title': (tab, plan, stage) => {
    const value = `Plan ${stage.truth.word({ by: tab.person.id, plan, cls: 'P2' })}`;
    const standing = lastRecorded(planOf(tab, plan, stage)?.details['title'])?.command;
    const basis = tab.table.basis(plan, 'title', standing);
    return `${value} ${give(tab, stage, 'SetPlanDetail', plan, { field: 'title', value }, { basis })}`;
  },
  'set the target': (tab, plan, stage) => {
    const data = { direction: 'HEAT', MW: stage.random.int(1, 40), fromYear: 2030 };
    const standing = lastRecorded(planOf(tab, plan, stage)?.capacityTargets.HEAT)?.command;
    return give(tab, stage, 'SetCapacityTarget', plan, data, {
      basis: tab.table.basis(plan, 'capacityTarget.HEAT', standing),
    });
  },
  comment: (tab, plan, stage) => {
    const commentId = `cmt_${tab.table.newId()}`;
    const text = stage.truth.word({ by: tab.person.id, plan, cls: 'P2' });
    return give(tab, stage, 'PlaceComment', plan, {
      commentId,
      threadId: commentId,
      target: 'title',
      text,
      mentions: [],
    });
  },
  'resolve a comment': (tab, plan, stage) => {
    const comments = Object.values(planOf(tab, plan, stage)?.comments ?? {});
    if (comments.length === 0) return undefined;
    return give(tab, stage, 'ResolveComment', plan, { commentId: stage.random.pick(comments).id });
  },
  pledge: (tab, plan, stage) => {
    const sites = streamsOf(tab.table.confirmed(regionOf(stage)), 'site').filter(
      ([, site]) => site.orgId === tab.person.organisation,
    );
    if (sites.length === 0) return undefined;
    const site = subjectOf(stage.random.pick(sites)[0]);
    const amount = stage.truth.megawatts({ by: tab.person.id, plan, site, cls: 'P3' });
    const data = {
      contributionId: `ctr_${tab.table.newId()}`,
      planId: plan,
      kind: stage.random.pick(['HEAT_MW', 'CAPACITY_MW']),
      amount,
      from: '2030-01-01',
      firmness: 'FIRM',
    };
    return `${amount} ${give(tab, stage, 'PledgeContribution', site, data)}`;
  },
  withdraw: (tab, plan, stage) => {
    const own = Object.values(planOf(tab, plan, stage)?.contributions ?? {}).filter(
      (one) => one.org === tab.person.organisation && !one.withdrawn,
    );
    if (own.length === 0) return undefined;
    const reason = stage.truth.word({ by: tab.person.id, plan, cls: 'P2' });
    return give(tab, stage, 'WithdrawContribution', plan, { contributionId: stage.random.pick(own).id, reason });
  },
  'invite or be there': (tab, plan, { base, random, ...rest }) => {
    const stage = { base, random, ...rest };
    const { organisation } = tab.person;
    const seat = planOf(tab, plan, stage)?.participants[organisation];
    if (seat?.joined && !seat.left && random.chance(0.5)) {
      const reason = rest.truth.word({ by: tab.person.id, plan, cls: 'P2' });
      return `leaves ${give(tab, stage, 'LeavePlan', plan, { orgId: organisation, reason })}`;
    }
    if (seat?.invited && (!seat.joined || seat.left)) {
      const sites = streamsOf(tab.table.confirmed(regionOf(stage)), 'site').filter(
        ([, site]) => site.orgId === organisation,
      );
      const siteIds = sites.slice(0, random.int(0, 1)).map(([stream]) => subjectOf(stream));
      return `joins ${give(tab, stage, 'JoinPlan', plan, { orgId: organisation, role: 'MEMBER', siteIds })}`;
    }
    const org = random.pick(['polderwit', 'gemeente', 'smeltkroes', 'helder', 'klinker', 'netbeheer']);
    return `invites ${org} ${give(tab, stage, 'InviteParticipant', plan, { orgId: base.id('org', org), role: 'MEMBER' })}`;
  },
  'start a plan': (tab, _, stage) => {
    if (stage.random.chance(0.7)) return undefined;
    const plan = `pln_${tab.table.newId()}`;
    const title = `Plan ${stage.truth.word({ by: tab.person.id, plan, cls: 'P2' })}`;
    const data = {
      regionId: stage.base.id('reg', 'region'),
      kind: 'SHARED_HEAT',
      title,
      initiatorOrg: tab.person.organisation,
    };
    return `${plan} ${give(tab, stage, 'StartSynergyPlan', plan, data)}`;
  },
  'park or resume': (tab, plan, stage) => {
    const parked = planOf(tab, plan, stage)?.status === 'PARKED';
    if (!parked && stage.random.chance(0.7)) return undefined;
    const reason = stage.truth.word({ by: tab.person.id, plan, cls: 'P2' });
    return give(tab, stage, parked ? 'ResumePlan' : 'ParkPlan', plan, { reason });
  },
  'undo or redo a field': (tab, plan, stage) => {
    const own = stage.truth.log.filter(
      (event) =>
        event.stream === streamOf(plan)?.stream && event.type === 'PlanDetailSet' && event.meta.actor === tab.person.id,
    );
    if (own.length === 0) return undefined;
    return give(tab, stage, 'RevertChange', plan, { event: stage.random.pick(own.slice(-4)).id });
  },
  'open another plan': (tab, _, stage) => {
    const plans = streamsOf(tab.table.confirmed(regionOf(stage)), 'plan');
    if (plans.length === 0) return undefined;
    const plan = subjectOf(stage.random.pick(plans.slice(-2))[0]);
    if (tab.watching.has(`plan:${plan}`)) return undefined;
    tab.open(plan, 'motivation');
    return plan;
  },
  'leave a page': (tab, _, stage) => {
    const topic = regionOf(stage);
    if (!tab.watching.has(topic)) tab.watch(topic);
    else if (stage.random.chance(0.3)) tab.unwatch(topic);
    else return undefined;
    return tab.watching.has(topic) ? 'is back' : 'has left';
  },
  'leave a plan': (tab, _, { random }) => {
    if (tab.texts.length === 0 || random.chance(0.5)) return undefined;
    const open = random.pick(tab.texts);
    tab.leave(open);
    return open.text.topic;
  },
  'open a plan': (tab, plan) => {
    if (tab.watching.has(`plan:${plan}`)) return undefined;
    tab.open(plan, 'motivation');
    return plan;
  },
  type: (tab, _, stage) => typeSomething(tab, stage),
  'undo or redo a text': (tab, _, stage) => {
    const open = tab.texts.filter(({ editor }) => editor !== undefined);
    if (open.length === 0) return undefined;
    const { text, editor } = stage.random.pick(open);
    const undo = stage.random.chance(0.6);
    const before = editor?.text.toString() ?? '';
    tab.do(() => (undo ? text.undo() : text.redo()));
    const after = editor?.text.toString() ?? '';
    stage.truth.lettingGo(before, after);
    return undo ? 'undo' : 'redo';
  },
  'look at what was refused': (tab, _, { random, truth }) => {
    const { refused, toReview, held } = tab.table;
    const [first] = refused;
    if (first && random.chance(0.5)) {
      truth.lettingGo(JSON.stringify(first));
      tab.do(() => tab.table.dismiss(first.command.id));
    }
    const ids = toReview.map(({ command }) => command.id);
    const send = random.chance(0.8);
    if (!send) truth.lettingGo(JSON.stringify(toReview));
    if (ids.length > 0) tab.do(() => tab.table.reviewed(ids, send));
    if (held > 0) tab.do(() => tab.table.retry());
    return `${refused.length} refused, ${ids.length} to review, ${held} held`;
  },
};

/** Strokes at the place where the others type, too: the ends, and the middle of what stands. */
function typeSomething(tab: Tab, { random, truth }: Stage): string | undefined {
  const open = tab.texts.filter(({ editor }) => editor !== undefined);
  if (open.length === 0) return undefined;
  const one = random.pick(open);
  const plan = one.text.topic.slice('plan:'.length);
  const strokes = random.int(1, 5);
  let at = random.pick([0, one.editor?.text.length ?? 0, random.int(0, one.editor?.text.length ?? 0)]);
  for (let stroke = 0; stroke < strokes; stroke++) {
    const length = one.editor?.text.length ?? 0;
    at = Math.min(at, length);
    const to = random.chance(0.3) ? Math.min(length, at + random.int(1, 4)) : at;
    const insert = random.chance(0.15)
      ? ''
      : truth.characters(random.int(1, 3), { by: tab.person.id, plan, cls: 'P2' });
    truth.lettingGo(tab.type(one, at, to, insert));
    at += insert.length;
  }
  return `${one.text.subject} ${strokes} strokes`;
}
