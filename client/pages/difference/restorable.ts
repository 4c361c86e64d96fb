import { isHidden } from '../../../events/envelope.ts';
import type { Cell, GroupName } from '../../../projections/difference/sheet.ts';
import { printed } from '../../app/command-sentence.ts';
import type { Place } from '../../restore/wishes.ts';
import type { ToldItem } from './difference-in-view.svelte.ts';
import { cellText, itemName } from './names.ts';

export type Restorable = GroupName;

/** The member of an item that says what it is, when it is asked whether to put it back. */
const mains: Partial<Record<GroupName, string>> = {
  targets: 'MW',
  milestones: 'forecast',
  contributions: 'amount',
};

/** An item as it was at the earlier moment, to be put back. */
export function restorable(
  group: GroupName,
  item: ToldItem,
): { place: Place; then: Record<string, unknown>; title: string; printed: (value: unknown) => string; main: string } {
  const main = mains[group] ?? 'value';
  const part = item.parts.find(({ member }) => member === main);
  const unit = (part?.before ?? part?.after)?.unit;
  return {
    place: { group, id: item.id },
    then: thenOf(item),
    title: itemName(group, item),
    printed: (value) =>
      value === undefined || value === null
        ? ''
        : unit === undefined
          ? printed(value)
          : cellText(group, main, { value: value as Cell['value'] & number, unit }),
    main,
  };
}

/** What an item's members were; what is hidden is not known. */
export function thenOf(item: ToldItem): Record<string, unknown> {
  return Object.fromEntries(
    item.parts.flatMap(({ member, before }) =>
      before === undefined || isHidden(before.value) ? [] : [[member, before.value]],
    ),
  );
}
