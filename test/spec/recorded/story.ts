import type { RecordedEvent } from '../../../events/envelope.ts';
import { kindOf, subjectOf } from '../../../events/ids.ts';
import { LOG_SUBJECT } from '../../../events/log/kind.ts';
import { id } from '../given.ts';
import { play, step, type Played, type Step } from './play.ts';
import * as decisions from './stories/decisions.ts';
import * as keeping from './stories/keeping.ts';
import * as national from './stories/national.ts';
import * as plans from './stories/plans.ts';
import * as projects from './stories/projects.ts';
import * as table from './stories/table.ts';

/** One story in which every command is given once and everything happens that can: examples for tests of all kinds. */

const first: Step[] = [
  ...table.organisationSteps,
  ...table.regionSteps.slice(0, 2),
  projects.parentArea,
  ...projects.infrastructureSteps.slice(0, 1),
  ...table.siteSteps,
  ...national.suggestionSteps.slice(0, 1),
  ...plans.planSteps.slice(0, 1),
  ...table.laterSiteSteps,
  ...plans.planSteps.slice(1),
  ...decisions.mandateSteps,
  ...decisions.decisionSteps,
  ...projects.infrastructureSteps.slice(1),
  ...plans.decidedSteps,
  ...projects.projectSteps,
  ...national.suggestionSteps.slice(1),
  ...national.caseSteps,
  ...national.budgetSteps,
  ...national.interviewSteps,
  ...national.selectionSteps,
  ...national.releaseSteps,
  ...table.regionSteps.slice(2),
  ...decisions.lifeOfDecision,
  ...table.importSteps,
  ...keeping.keepingSteps,
  ...plans.textSteps,
];

const pointing: Step[] = [
  ...table.pointing(first),
  ...plans.pointing(first),
  ...projects.pointing(first),
  ...national.pointing(first),
];

let steps: readonly Step[] | undefined;
let played: Played | undefined;

/** The story, played once per process. */
export function story(): Played {
  return (played ??= play(storySteps()));
}

/** The story as it is told: who asks what, one after another. */
export function storySteps(): readonly Step[] {
  if (steps) return steps;
  const before = play([...first, ...pointing]);
  const undone = before.commands.findLast(({ type }) => type === 'EditText');
  const last = step(plans.TEXT, 'RevertText', { commands: [undone?.id] });
  return (steps = [...first, ...pointing, last, ...erasing(before.events)]);
}

/** What an erasure writes: in every kind of stream a value said again, keys and a person that are gone. */
function erasing(events: readonly RecordedEvent[]): Step[] {
  const by = { role: 'STEWARD', actor: 'act_system', organisation: 'org_system' } as const;
  const firsts = new Map(events.map((event) => [kindOf(event.stream), event] as const).reverse());
  const restated = [...firsts.values()].map(({ id: targetEventId, stream }) =>
    step(subjectOf(stream), 'RestateFact', { targetEventId, field: '/data/name', value: 'x' }, by),
  );
  return [
    ...restated,
    step(LOG_SUBJECT, 'DestroyKeys', { keys: ['key_x'], ground: 'AVG 17', subject: 'act_gone' }, by),
    step(id('org', 1), 'EraseActor', { actorId: 'act_gone' }, by),
    step(plans.TEXT, 'RestateText', { textRevision: 128, text: ['a'.repeat(127), '�'] }, by),
  ];
}
