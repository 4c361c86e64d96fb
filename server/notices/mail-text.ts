import type { SubjectId } from '../../events/envelope.ts';
import { noticeKinds, type NoticeKind } from '../../projections/notices/notice.ts';
import { mailWords } from './mail-words.ts';

/** What happened at one place: how often of each kind. */
export interface MailPlace {
  readonly subject: SubjectId;
  /** Name of the plan's region, which is public; a plan's own title is not, and stands in no mail. */
  readonly region: string | undefined;
  readonly counts: Readonly<Partial<Record<NoticeKind, number>>>;
}

/**
 * A digest as text and as simple HTML. Nothing above P1 stands in it: kinds and counts, the region's name, an address.
 * @param url where people reach the server, without a slash at its end
 */
export function digestMail(
  places: readonly MailPlace[],
  { language, url }: { language: 'nl' | 'en'; url: string },
): { subject: string; text: string; html: string } {
  const words = mailWords[language];
  const total = places.flatMap(({ counts }) => Object.values(counts)).reduce((sum, count) => sum + count, 0);
  const told = places.map(({ subject, region, counts }) => ({
    title: titleOf(subject, region, language),
    lines: noticeKinds.flatMap((kind) => (counts[kind] === undefined ? [] : [words.kinds[kind](counts[kind])])),
    link: url + (pages.find(([prefix]) => subject.startsWith(prefix))?.[1](subject) ?? '/meldingen'),
  }));
  const text = [
    words.hello,
    words.lead,
    ...told.map(({ title, lines, link }) => [title, ...lines.map((line) => `- ${line}`), link].join('\n')),
    words.why,
    `${words.preferences}: ${url}/meldingen`,
  ].join('\n\n');
  const html = [
    `<!doctype html><html lang="${language}"><body>`,
    `<p>${safe(words.hello)}</p><p>${safe(words.lead)}</p>`,
    ...told.map(
      ({ title, lines, link }) =>
        `<p><strong>${safe(title)}</strong></p><ul>${lines.map((line) => `<li>${safe(line)}</li>`).join('')}</ul>` +
        `<p><a href="${safe(link)}">${safe(words.open)}</a></p>`,
    ),
    `<p>${safe(words.why)}</p><p><a href="${safe(`${url}/meldingen`)}">${safe(words.preferences)}</a></p>`,
    '</body></html>',
  ].join('\n');
  return { subject: words.subject(total), text, html };
}

const pages: readonly (readonly [string, (subject: SubjectId) => string])[] = [
  ['pln_', (subject) => `/plan/${subject}`],
  ['dec_', (subject) => `/besluit/${subject}`],
  ['sel_', (subject) => `/selectie/${subject}`],
  ['rnd_', (subject) => `/programma/ronde/${subject}`],
];

function titleOf(subject: SubjectId, region: string | undefined, language: 'nl' | 'en'): string {
  const words = mailWords[language];
  if (subject.startsWith('dec_')) return words.decision;
  if (subject.startsWith('sel_')) return words.selection;
  if (subject.startsWith('rnd_')) return words.round;
  if (!subject.startsWith('pln_')) return words.elsewhere;
  return region === undefined ? words.plan : words.planIn(region);
}

function safe(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
