import type { EventId, RecordedEvent, SubjectId } from '../../events/envelope.ts';
import { subjectOf } from '../../events/ids.ts';
import { masked, type Characters } from './text-passage.ts';

/** An event as it reads now, and the keys under which its fields are sealed. */
export interface Held {
  readonly event: RecordedEvent;
  readonly keys: Readonly<Record<string, string>>;
}

/** A value that must be said again, because the key that it was sealed under goes. */
export type Restatement =
  | {
      readonly subject: SubjectId;
      readonly target: EventId;
      readonly field: string;
      readonly value: unknown;
      /** Whose value it is: under a key of this organisation it is said again. */
      readonly organisation?: string;
    }
  | { readonly subject: SubjectId; readonly textRevision: number; readonly text: readonly string[] };

/** What else says what an event says: the change of a text, or the event, that a restatement stands for. */
const changeOf = ({ type, data }: RecordedEvent): number | undefined =>
  type === 'TextEdited' || type === 'TextRestated' ? Number(data['textRevision']) : undefined;
const snapshotOf = ({ id, type, data }: RecordedEvent): EventId | undefined =>
  type === 'TextSnapshotTaken' ? id : type === 'FactRestated' ? String(data['targetEventId']) : undefined;

/** The keys under which characters of a text stand: with the changes that put them in, snapshots, and restatements. */
export function keysOfPassage(rows: readonly Held[], gone: Characters): Set<string> {
  const { changes, snapshots } = masked(eventsOf(rows), gone);
  const touched = rows.filter(
    ({ event }) =>
      changes.get(changeOf(event) ?? -1)?.touched === true || snapshots.get(snapshotOf(event) ?? '')?.touched === true,
  );
  return new Set(touched.flatMap(({ keys }) => Object.values(keys)));
}

/** What of a text must be said again when keys go, so that only these characters are gone. */
export function restatementsOfText(rows: readonly Held[], gone: Characters, keys: ReadonlySet<string>): Restatement[] {
  const { changes, snapshots } = masked(eventsOf(rows), gone);
  const said = new Map<number | string, Restatement>();
  for (const row of rows) {
    if (!isUnder(row, keys)) continue;
    const subject = subjectOf(row.event.stream);
    const [n, id] = [changeOf(row.event), snapshotOf(row.event)];
    const change = n === undefined ? undefined : changes.get(n);
    const snapshot = id === undefined ? undefined : snapshots.get(id);
    if (n !== undefined && change) said.set(n, { subject, textRevision: n, text: change.text });
    if (id !== undefined && snapshot) said.set(id, { subject, target: id, field: '/data/text', value: snapshot.text });
  }
  return [...said.values()];
}

/** What must be said again when an organisation's values go: what was said again before, of others. */
export function restatementsOfOrganisation(rows: readonly Held[], keys: ReadonlySet<string>): Restatement[] {
  return rows.filter((row) => isUnder(row, keys)).flatMap(({ event }) => saidAgain(event));
}

/**
 * What must be said again when a person's words go: what others build on (titles, names, values), not what he said in
 * his own name.
 */
export function restatementsOfPerson(rows: readonly Held[], gone: ReadonlySet<string>): Restatement[] {
  return rows.flatMap(({ event, keys }): Restatement[] => {
    const pointers = Object.keys(keys).filter((pointer) => gone.has(keys[pointer] ?? '') && !isOwnWord(event, pointer));
    if (event.type === 'FactRestated') return pointers.length > 0 ? saidAgain(event) : [];
    return pointers.map((field) => ({
      subject: subjectOf(event.stream),
      target: event.id,
      field,
      value: event.data[memberOf(field)],
      organisation: event.meta.organisation,
    }));
  });
}

function saidAgain({ stream, type, data, meta }: RecordedEvent): Restatement[] {
  if (type !== 'FactRestated') return [];
  const { targetEventId: target, field, value } = data as { targetEventId: EventId; field: string; value: unknown };
  return [{ subject: subjectOf(stream), target, field, value, organisation: meta.organisation }];
}

function isOwnWord({ type }: RecordedEvent, pointer: string): boolean {
  return pointer.endsWith('/reason') || (type === 'CommentPlaced' && pointer === '/data/text');
}

const eventsOf = (rows: readonly Held[]): RecordedEvent[] => rows.map(({ event }) => event);
const isUnder = ({ keys }: Held, gone: ReadonlySet<string>): boolean =>
  Object.values(keys).some((key) => gone.has(key));
const memberOf = (pointer: string): string =>
  pointer.slice('/data/'.length).replaceAll('~1', '/').replaceAll('~0', '~');
