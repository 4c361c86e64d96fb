import { isHidden } from '../../events/envelope.ts';
import { facts, heading, list, subheading, text, type Block } from './blocks.ts';
import type { DossierContent, Inputs } from './content.ts';
import { isRun, runSection } from './run-section.ts';
import { snapshotSection } from './snapshots.ts';
import type { Telling } from './telling.ts';

/** What was known at the moment on which the decision rests: the facts that were named, and region and plans as they were. */
export function inputSection(content: DossierContent, inputs: Inputs, say: Telling): Block[] {
  const snapshots = content.decision.taken?.snapshotIds ?? [];
  return [
    heading(say.t('knowledge')),
    text(`${say.t('moment')} ${inputs.index} ${say.t('ofLog')} ${say.instant(inputs.at)}.`),
    subheading(say.t('cited')),
    ...(content.cited.length === 0 ? [text(say.t('none'))] : []),
    list(content.cited.filter((event) => !isRun(event)).map((event) => say.fact(event))),
    ...content.cited.filter(isRun).flatMap((event) => runSection(event, say)),
    ...(snapshots.length === 0 ? [] : [subheading(say.t('snapshots')), list(snapshots)]),
    ...snapshotSection(content.snapshots ?? [], say),
    ...inputs.regions.flatMap(({ name, figures, partners }) => [
      subheading(`${say.t('region')}: ${name}`),
      facts([
        [say.t('sites'), say.number(figures.sites)],
        [say.t('emissions'), `${say.number(figures.emissionsT)} (${figures.emissionsYear ?? '–'})`],
        [say.t('plans'), say.number(figures.plans)],
        [say.t('participants'), partners.map((one) => one.name).join(', ')],
      ]),
    ]),
    ...inputs.plans.flatMap((plan) => [
      subheading(`${say.t('plan')}: ${plan.title}`),
      facts(
        plan.fields
          .filter(({ name, value }) => name !== 'title' && value !== undefined)
          .map(({ name, value, spec }) => [
            say.field(name),
            `${say.value(value)}${spec.unit === undefined ? '' : ` ${spec.unit}`}`,
          ]),
      ),
      facts([
        [
          say.t('participants'),
          plan.participants.map(({ name, role }) => `${name} (${say.words.roles[role] ?? role})`).join(', '),
        ],
        [say.t('contributions'), plan.contributions.map((one) => pledge(one, say)).join('\n')],
        [
          say.t('milestones'),
          plan.milestones.map((one) => `${one.name}: ${dayOf(one.forecast.value, say)}`).join('\n'),
        ],
      ]),
    ]),
  ];
}

function pledge(one: Inputs['plans'][number]['contributions'][number], say: Telling): string {
  const amount = isHidden(one.amount) ? say.value(one.amount) : `${say.number(one.amount)} ${one.unit}`;
  return `${one.organisation} (${one.site}): ${amount}`;
}

const dayOf = (day: unknown, say: Telling): string => (typeof day === 'string' ? say.day(day) : say.value(day));
