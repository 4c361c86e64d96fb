import { HIDDEN, isHidden } from '../../events/envelope.ts';
import type { Cell, GroupName, Sheet, SheetGroup, SheetItem } from './sheet.ts';
import { wordsOf, type WordPart } from './words.ts';

export type ChangeKind = 'added' | 'removed' | 'changed' | 'same';

/** One item at both moments. */
export interface ItemDifference {
  readonly id: string;
  readonly name: string;
  readonly kind: ChangeKind;
  readonly parts: readonly PartDifference[];
}

/** One value at both moments; absent where there was, or is, none. */
export interface PartDifference {
  readonly member: string;
  readonly changed: boolean;
  readonly before?: Cell;
  readonly after?: Cell;
  /** A text by words. */
  readonly words?: readonly WordPart[];
}

export interface GroupDifference {
  readonly group: GroupName;
  readonly items: readonly ItemDifference[];
}

/**
 * What differs between two moments of one page, by id and not by place; undefined: it was not there then. A value that
 * the viewer may not see on either side is compared with nothing: that it changed is not told either. The same sheet
 * twice gives only `same`; swapped sheets give the same with added and removed, before and after swapped.
 */
export function difference(before: Sheet | undefined, after: Sheet | undefined): GroupDifference[] {
  const groups = [...new Set([...(after ?? []), ...(before ?? [])].map(({ group }) => group))];
  return groups.map((group) => ({ group, items: itemsOf(itemsIn(before, group), itemsIn(after, group)) }));
}

/** Items that differ. */
export function changedItems(groups: readonly GroupDifference[]): { group: GroupName; item: ItemDifference }[] {
  return groups.flatMap(({ group, items }) =>
    items.filter(({ kind }) => kind !== 'same').map((item) => ({ group, item })),
  );
}

const itemsIn = (sheet: Sheet | undefined, group: GroupName): SheetGroup['items'] =>
  sheet?.find((one) => one.group === group)?.items ?? [];

function itemsOf(before: readonly SheetItem[], after: readonly SheetItem[]): ItemDifference[] {
  const earlier = new Map(before.map((item) => [item.id, item]));
  const later = new Set(after.map(({ id }) => id));
  return [
    ...after.map((item) => itemDifference(earlier.get(item.id), item)),
    ...before.filter(({ id }) => !later.has(id)).map((item) => itemDifference(item, undefined)),
  ];
}

function itemDifference(before: SheetItem | undefined, after: SheetItem | undefined): ItemDifference {
  const members = [...new Set([...Object.keys(after?.members ?? {}), ...Object.keys(before?.members ?? {})])];
  const parts = members.map((member) => partDifference(member, before?.members[member], after?.members[member]));
  const some = parts.some(({ changed }) => changed);
  return {
    id: (after ?? before)?.id ?? '',
    name: (after ?? before)?.name ?? '',
    kind: !before ? 'added' : !after ? 'removed' : some ? 'changed' : 'same',
    parts,
  };
}

function partDifference(member: string, before: Cell | undefined, after: Cell | undefined): PartDifference {
  if (isHidden(before?.value) || isHidden(after?.value)) {
    return {
      member,
      changed: false,
      ...(before ? { before: { value: HIDDEN } } : {}),
      ...(after ? { after: { value: HIDDEN } } : {}),
    };
  }
  const changed = weightOf(before) !== weightOf(after);
  const [from, to] = [before?.value ?? '', after?.value ?? ''];
  const words = changed && member === 'text' && typeof from === 'string' && typeof to === 'string';
  return {
    member,
    changed,
    ...(before ? { before: shown(before) } : {}),
    ...(after ? { after: shown(after) } : {}),
    ...(words ? { words: wordsOf(from, to) } : {}),
  };
}

const weightOf = (cell: Cell | undefined): string | undefined =>
  cell && (cell.comparedBy ?? JSON.stringify([cell.value, cell.unit]));

function shown({ value, unit }: Cell): Cell {
  return { value, ...(unit === undefined ? {} : { unit }) };
}
