import { facts, heading, list, note, subheading, text, title, type Block } from './blocks.ts';
import type { DossierContent } from './content.ts';
import type { Telling } from './telling.ts';

/** What everybody reads: the newest public copy, with the ground where something is withheld. */
export function publicSections({ decision, id, asOf }: DossierContent, say: Telling): Block[] {
  const published = decision.publications.at(-1);
  if (!published) return [];
  const { document, entry, channel } = published;
  return [
    note(say.t('publicOnly')),
    ...(decision.ended ? [note(`${say.t('ended')}: ${say.words.states[decision.ended].toLowerCase()}`)] : []),
    title(say.disclosed(document.question)),
    facts([
      [say.t('kind'), say.words.types[document.type]],
      [say.t('about'), document.regionIds.map((one) => say.name(one)).join(', ')],
      [say.t('decidedBy'), say.name(document.decidedBy)],
      [say.t('decidedOn'), say.day(document.decidedOn)],
      [say.t('effective'), say.day(document.effectiveDate)],
      [say.t('amount'), document.amountEUR === undefined ? undefined : say.disclosed(document.amountEUR)],
      [say.t('published'), `${say.instant(entry.at)}, ${say.words.channels[channel] ?? channel}`],
      [say.t('supersedes'), document.supersedes],
      [say.t('number'), id],
      [say.t('asOf'), `${say.instant(asOf.at)} (${asOf.index})`],
    ]),
    heading(say.t('motivation')),
    text(say.disclosed(document.motivation)),
    heading(say.t('alternatives')),
    ...document.alternatives.flatMap((one) => [
      subheading(`${say.disclosed(one.label)}${one.chosen ? ` – ${say.t('chosen').toLowerCase()}` : ''}`),
      facts([
        [say.t('pros'), say.disclosed(one.pros)],
        [one.chosen ? say.t('cons') : say.t('whyNot'), say.disclosed(one.cons)],
      ]),
    ]),
    heading(say.t('conditions')),
    ...(document.conditions.length === 0 ? [text(say.t('none'))] : []),
    list(
      document.conditions.map(
        (one) => `${say.disclosed(one.text)} (${say.t('due')} ${say.day(one.due)}; ${say.words.conditions[one.state]})`,
      ),
    ),
    heading(say.t('endorsed')),
    text(document.endorsedBy.map((one) => say.name(one)).join(', ') || say.t('nobody')),
    heading(say.t('dissents')),
    ...(document.dissents.length === 0 ? [text(say.t('none'))] : []),
    list(document.dissents.map((one) => `${say.name(one.orgId)}: ${say.disclosed(one.text)}`)),
  ];
}
