import { diffWordsWithSpace } from 'diff';
import { splicesOf } from '../../events/narrative/changes.ts';
import type { TextChange } from '../../events/narrative/state.ts';

/** What somebody did to a text in one go. */
export interface TextHistoryEntry {
  by: string;
  organisation: string;
  from: string;
  to: string;
  /** The last text revision of it. */
  textRevision: number;
  /** True when all of it takes back earlier changes. */
  undoing: boolean;
  /** The text by words, far from the changes left out as `…`. */
  parts: { text: string; kind: 'kept' | 'added' | 'removed' }[];
}

/** Changes of one person with less than this between them are one entry. */
export const PAUSE_MS = 60_000;
const CONTEXT = 60;

/** Groups a person's consecutive changes, oldest first, each with its difference by words. */
export function textHistory(changes: readonly TextChange[]): TextHistoryEntry[] {
  const entries: TextHistoryEntry[] = [];
  let text = '';
  for (let at = 0; at < changes.length;) {
    const group = groupAt(changes, at);
    const before = text;
    for (const change of group) text = applied(text, change);
    at += group.length;
    const [first] = group;
    const last = group.at(-1);
    if (!first || !last || before === text) continue;
    entries.push({
      by: first.by,
      organisation: first.organisation,
      from: first.at,
      to: last.at,
      textRevision: last.n,
      undoing: group.every((change) => change.reverts !== undefined),
      parts: partsOf(before, text),
    });
  }
  return entries;
}

function groupAt(changes: readonly TextChange[], at: number): TextChange[] {
  const group: TextChange[] = [];
  for (const change of changes.slice(at)) {
    const last = group.at(-1);
    if (last && (last.by !== change.by || Date.parse(change.at) - Date.parse(last.at) >= PAUSE_MS)) break;
    group.push(change);
  }
  return group;
}

function applied(text: string, { changes }: TextChange): string {
  let out = '';
  let at = 0;
  for (const { from, del, ins } of splicesOf(changes)) {
    out += text.slice(at, from) + ins;
    at = from + del;
  }
  return out + text.slice(at);
}

function partsOf(before: string, after: string): TextHistoryEntry['parts'] {
  const parts = diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    text: value,
    kind: added ? ('added' as const) : removed ? ('removed' as const) : ('kept' as const),
  }));
  return parts.map((part, n) =>
    part.kind === 'kept' ? { ...part, text: shortened(part.text, n === 0, n === parts.length - 1) } : part,
  );
}

function shortened(text: string, first: boolean, last: boolean): string {
  if (text.length <= 2 * CONTEXT) return text;
  const end = first ? '' : text.slice(0, CONTEXT);
  const start = last ? '' : text.slice(-CONTEXT);
  return `${end}…${start}`;
}
