import { isHidden } from '../../events/envelope.ts';
import { amsterdamDay } from '../../events/timeline.ts';
import type { MandateUse } from '../../projections/decision-view/decision-view.ts';
import { facts, heading, list, note, subheading, text, title, type Block } from './blocks.ts';
import type { DossierContent } from './content.ts';
import { inputSection } from './input-section.ts';
import { publicSections } from './public-sections.ts';
import { Telling } from './telling.ts';
import type { Language } from './words.ts';

/** What a dossier says, in the order in which somebody asks: what, why, why not else, by whom, on which knowledge, how it went. */
export function sectionsOf(content: DossierContent, language: Language): Block[] {
  const say = new Telling(content, language);
  const { decision } = content;
  const told = decision.publicOnly ? publicSections(content, say) : tableSections(content, say);
  const sequel = decision.publicOnly ? [] : publication(content, say);
  return [
    ...told,
    ...sequel,
    ...(content.inputs ? inputSection(content, content.inputs, say) : []),
    ...attachments(content, say),
    heading(say.t('history')),
    list(content.history.map((event) => say.event(event))),
    heading(say.t('check')),
    text(say.t('checkText')),
  ];
}

function tableSections(content: DossierContent, say: Telling): Block[] {
  const { decision, id, asOf } = content;
  const { taken, takenUnder, draftedBy, alternatives } = decision;
  const chosen = alternatives.find((one) => one.chosen)?.label;
  return [
    note(say.t('dossier')),
    title(decision.question),
    facts([
      [say.t('kind'), say.words.types[decision.type]],
      [say.t('status'), say.words.states[decision.status]],
      [say.t('about'), decision.subjectIds.map((one) => say.name(one)).join(', ')],
      [say.t('draftedBy'), draftedBy && `${draftedBy.organisation.name}, ${say.instant(draftedBy.at)}`],
      [say.t('decidedBy'), takenUnder?.organisation.name],
      [say.t('decidedOn'), taken && say.instant(taken.entry.at)],
      [say.t('effective'), taken && say.day(taken.effectiveDate)],
      [say.t('chosen'), chosen],
      [say.t('amount'), taken && taken.amountEUR > 0 ? say.euros(taken.amountEUR) : undefined],
      [say.t('number'), id],
      [say.t('asOf'), `${say.instant(asOf.at)} (${asOf.index})`],
    ]),
    heading(say.t('motivation')),
    text(taken?.motivation ?? say.t('notTaken')),
    heading(say.t('alternatives')),
    ...alternatives.flatMap((one) => [
      subheading(
        `${one.label}${one.doNothing ? ` (${say.t('doNothing')})` : ''}${one.chosen ? ` – ${say.t('chosen').toLowerCase()}` : ''}`,
      ),
      facts([
        [say.t('pros'), one.pros],
        [taken && !one.chosen ? say.t('whyNot') : say.t('cons'), one.cons],
        [say.t('score'), one.scores && scoresOf(one.scores, say)],
      ]),
    ]),
    heading(say.t('mandates')),
    ...(takenUnder ? [subheading(say.t('decidedBy')), ...chain(takenUnder, say)] : []),
    subheading(say.t('endorsed')),
    ...(decision.endorsements.length === 0 ? [text(say.t('nobody'))] : []),
    ...decision.endorsements.flatMap((one) => chain(one, say, one.beforeTaken ? say.t('onProposal') : '')),
    facts([[say.t('awaited'), decision.awaited.map(({ name }) => name).join(', ')]]),
    heading(say.t('conditions')),
    ...(decision.conditions.length === 0 ? [text(say.t('none'))] : []),
    list(
      decision.conditions.map((one) => {
        const settled = [one.breached, one.fulfilled].flatMap((entry) =>
          entry ? [`\n${say.name(entry.organisation)}, ${say.instant(entry.at)}: ${say.value(entry.value)}`] : [],
        );
        return `${one.text} (${say.t('due')} ${say.day(one.due)}; ${say.words.conditions[one.state]})${settled.join('')}`;
      }),
    ),
    heading(say.t('dissents')),
    ...(decision.dissents.length === 0 ? [text(say.t('none'))] : []),
    list(decision.dissents.map((one) => `${one.organisation.name}, ${say.instant(one.entry.at)}: ${one.text}`)),
  ];
}

/** From the act back to who gave the mandate. */
function chain(use: MandateUse, say: Telling, how = ''): Block[] {
  const { mandate } = use;
  const end = mandate && (mandate.to === undefined ? say.t('open') : `${say.t('until')} ${say.day(mandate.to)}`);
  return [
    facts([
      [use.organisation.name, `${say.instant(use.at.at)}${how === '' ? '' : ` (${how})`}`],
      [say.t('person'), use.actor],
      [
        say.t('mandate'),
        mandate
          ? `${say.words.types[mandate.subject]}, ${say.day(mandate.from)} ${end}; ${use.mandateId}`
          : use.mandateId,
      ],
      [say.t('upTo'), mandate && mandate.maxEUR > 0 ? say.euros(mandate.maxEUR) : undefined],
      [say.t('basis'), mandate?.basisFileId],
      [say.t('revokedOn'), mandate?.revoked && say.day(mandate.revoked.from)],
    ]),
    ...(use.revokedBefore ? [note(say.t('revokedBefore'))] : []),
  ];
}

function publication({ decision }: DossierContent, say: Telling): Block[] {
  const { publications, supersedes, supersededBy, revoked } = decision;
  return [
    heading(say.t('sequel')),
    facts([
      [say.t('supersedes'), supersedes],
      [say.t('supersededBy'), supersededBy],
      [say.t('revoked'), revoked && `${say.instant(revoked.at)}: ${revoked.reason}`],
    ]),
    ...((supersedes ?? supersededBy ?? revoked) ? [] : [text(say.t('none'))]),
    heading(say.t('publication')),
    ...(publications.length === 0 ? [text(say.t('notPublished'))] : []),
    ...publications.flatMap((one) => [
      facts([
        [
          say.t('published'),
          `${say.day(amsterdamDay(one.entry.at))}, ${say.words.channels[one.channel] ?? one.channel}`,
        ],
      ]),
      list(
        one.redactions.map(
          ({ field, ground }) =>
            `${say.t('withheld')}: ${withheldPart(field, decision, say)} – ${say.words.grounds[ground]}`,
        ),
      ),
    ]),
  ];
}

function attachments({ attachments: files = [] }: DossierContent, say: Telling): Block[] {
  if (files.length === 0) return [];
  const told = files.map(({ address, file, type, size = 0, sha256, index }) =>
    file === undefined
      ? `${say.t('atPlace')} ${index}: ${say.t('fileGone')} (${address})`
      : `${say.t('atPlace')} ${index}: ${type}, ${say.number(size)} ${say.t('bytes')}, ${file}, SHA-256 ${sha256}`,
  );
  return [heading(say.t('attachments')), list(told)];
}

function scoresOf(scores: Readonly<Record<string, number>>, say: Telling): string {
  return isHidden(scores)
    ? say.value(scores)
    : Object.entries(scores)
        .map(([name, score]) => `${name}: ${say.number(score)}`)
        .join('; ');
}

/** The part of a decision that a field of its public copy stands for: `alternative.<id>.cons`. */
function withheldPart(field: string, decision: DossierContent['decision'], say: Telling): string {
  const [part = '', id = '', which = ''] = field.split('.');
  if (part === 'dissent') return `${say.t('dissents')}, ${say.name(id)}`;
  if (part === 'condition')
    return `${say.t('conditions')}, ${decision.conditions.find((one) => one.id === id)?.text ?? id}`;
  const label = decision.alternatives.find((one) => one.id === id)?.label ?? id;
  if (part === 'alternative')
    return `${say.t('alternatives')}, ${label}${which === 'label' ? '' : ` (${say.t(which === 'pros' ? 'pros' : 'cons').toLowerCase()})`}`;
  return part === 'motivation' ? say.t('motivation') : part === 'amountEUR' ? say.t('amount') : say.t('question');
}
